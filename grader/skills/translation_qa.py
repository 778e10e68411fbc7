"""Translation quality: mark every error of a translation, its severity and category, and rate the whole."""

from grader.fields import Choice, CitesPart, FreeText, Near, Option, Scale, Spans, WordBand
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import APPEN_QUIZ, OUTLIER_SCORED, SURGE_QUALIFICATIONS
from grader.task import Part, Task

# The severity is the label, since it is what published targets are about: finding the major errors. It
# also lets "neutral" be free, as its weight of 0 in MQM says.
SEVERITY = Choice(
    name="severity",
    label="Severity",
    help="What will a reader believe or do who has only the translation (4.1)?",
    options=(
        Option(key="neutral", label="Neutral, weight 0", help="Noted, no fault (4.5)."),
        Option(key="minor", label="Minor, weight 1", help="The reader understands the same (4.4)."),
        Option(
            key="major",
            label="Major, weight 5",
            help="Another fact, time or amount, or a part is of no use (4.3, 4.6).",
        ),
        Option(
            key="critical",
            label="Critical, weight 25",
            help="Health, safety, a serious sum, a duty, or the opposite of the message (4.2).",
        ),
    ),
    near=(
        Near(a="neutral", b="minor", distance=0.8),
        Near(a="minor", b="major"),
        Near(a="major", b="critical"),
    ),
)

CATEGORY = Choice(
    name="category",
    label="Category",
    help="Ask in this order, and stop at the first yes (3.1).",
    options=(
        Option(
            key="untranslated",
            label="Untranslated",
            help="Left in the source language without need (3.2).",
        ),
        Option(
            key="omission", label="Omission", help="Did not arrive; marked in the source (3.3)."
        ),
        Option(key="addition", label="Addition", help="The source does not have it (3.4)."),
        Option(
            key="terminology",
            label="Terminology",
            help="Another word than the glossary's or the trade's, or two names (3.5).",
        ),
        Option(
            key="locale",
            label="Locale",
            help="Dates, figures, currency, formats of another place (3.6).",
        ),
        Option(
            key="mistranslation", label="Mistranslation", help="Says something else (3.7, 5.1)."
        ),
        Option(
            key="design", label="Design", help="A placeholder, link, list or warning broken (3.8)."
        ),
        Option(key="grammar", label="Grammar", help="What a grammar book calls wrong (3.9)."),
        Option(key="spelling", label="Spelling", help="Letters, accents, signs (3.10)."),
        Option(key="style", label="Style", help="Form of address, register, idiom (3.11, 5.4)."),
    ),
    # Pairs that professionals mix up: published agreement on the category of an error is about one half.
    near=(
        Near(a="mistranslation", b="terminology", distance=0.15),
        Near(a="mistranslation", b="untranslated", distance=0.15),
        Near(a="mistranslation", b="locale", distance=0.15),
        Near(a="mistranslation", b="addition", distance=0.15),
        Near(a="mistranslation", b="omission", distance=0.15),
        Near(a="grammar", b="spelling", distance=0.15),
        Near(a="grammar", b="style", distance=0.15),
        Near(a="style", b="terminology", distance=0.15),
    ),
)

# How much one unit costs, with n errors above neutral in gold and all else right (see `Spans.distance`):
#   an error missed                      1 / (2n - 1)     n = 5: 0.111
#   an error marked that is none         1 / (2n + 1)     n = 5: 0.091
#   minor for major, major for critical  0.5 / n          n = 5: 0.100
#   neutral for minor                    0.8 / (2n - 1)   n = 5: 0.089 (a neutral mark is no unit)
#   a category that is not near          0.5 / n          n = 5: 0.100
#   a near category                      0.075 / n        and at most 0.075, if all of them are
# So with at most five errors an item, the bound for this bank, an item is right when every error is
# found, none is invented, every severity is right, and every category is right or the nearest.
TOLERANCE = 0.08
MOST_ERRORS = 5
"""How many errors above neutral the gold of an item may have, so that `TOLERANCE` forgives none."""

SKILL = Skill(
    slug="translation-qa",
    title="Translation quality",
    track="annotation",
    number=18,
    summary=(
        "Mark each error of a translation with its MQM severity and category, and rate adequacy and "
        "fluency. You need to read English and, for most items, one of German, French, Spanish and "
        "Italian; items of difficulty 1 can be decided from numbers, names, negation and words left "
        "untranslated."
    ),
    task=Task(
        instruction=(
            "Read the brief. Compare sentence by sentence, then read the translation alone (1.4). "
            "Mark every error, and rate the whole."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="brief", label="Brief: languages, text, readers, place"),
            Part(name="glossary", label="Glossary and locale note", required=False),
            Part(name="source", label="Source text"),
            Part(name="translation", label="Translation"),
        ),
        fields=(
            Spans(
                name="errors",
                label="Errors",
                help="What is missing is marked in the source, all else in the translation (2.2).",
                parts=("source", "translation"),
                attributes=(SEVERITY, CATEGORY),
                free=("neutral",),
                weight=4,
            ),
            Scale(
                name="adequacy",
                label="Adequacy",
                help="From the marks on content alone (6.1).",
                anchors={
                    1: "A critical error of content",
                    2: "Two or more major errors of content, none critical",
                    3: "One major error of content",
                    4: "Only minor errors of content",
                    5: "No error of content: everything arrives, nothing is added",
                },
            ),
            Scale(
                name="fluency",
                label="Fluency",
                help="From the marks on the language alone (6.2).",
                anchors={
                    1: "A passage cannot be understood without the source",
                    2: "Two or more major errors of language",
                    3: "One major error of language, or three or more minor ones",
                    4: "One or two minor errors of language",
                    5: "No error of language: grammar, spelling, style, form",
                },
            ),
            Choice(
                name="terms",
                label="Terms",
                help="The most serious mark on terminology decides (6.3).",
                options=(
                    Option(key="kept", label="Kept", help="No such mark above neutral (3.5)."),
                    Option(key="slip", label="Small slip", help="Only minor ones (4.7)."),
                    Option(
                        key="broken", label="Broken", help="Taken for something else (4.3, 4.7)."
                    ),
                ),
                near=(Near(a="kept", b="slip"), Near(a="slip", b="broken")),
                close_within=0.5,
                weight=0.5,
            ),
            Choice(
                name="locale",
                label="Locale",
                help="The most serious mark on the locale decides (6.3).",
                options=(
                    Option(key="fits", label="Fits", help="No such mark above neutral (3.6)."),
                    Option(key="slip", label="Small slip", help="Only minor ones (4.7)."),
                    Option(
                        key="misleads",
                        label="Misleads",
                        help="Another day, amount or place is understood (4.7).",
                    ),
                ),
                near=(Near(a="fits", b="slip"), Near(a="slip", b="misleads")),
                close_within=0.5,
                weight=0.5,
            ),
            Choice(
                name="verdict",
                label="What next?",
                help="Add the weights of all marks (6.4).",
                options=(
                    Option(key="deliver", label="Deliver", help="0 to 4 points (6.4)."),
                    Option(key="repair", label="Repair first", help="5 to 24 points (6.4)."),
                    Option(key="again", label="Translate again", help="25 and more (6.4)."),
                ),
                near=(Near(a="deliver", b="repair"), Near(a="repair", b="again")),
                close_within=0.5,
            ),
            FreeText(
                name="justification",
                label="Justification",
                help="The worst error in both texts, what it does, the verdict (7.4).",
                checks=(
                    WordBand(low=20, high=80),
                    CitesPart(group="translation", says="quotes the translation"),
                    CitesPart(group="source", says="quotes the source"),
                ),
            ),
        ),
    ),
    main_field="errors",
    tolerance=TOLERANCE,
    target=Target(
        metric="span F1",
        value=0.45,
        floor=0.38,
        note="A convention, and a low number on purpose: a mark with gold's severity that begins or ends "
        "elsewhere counts half, and two professionals met on half of their marks. Beside it, aim to find "
        "three of four major errors.",
    ),
    figures=(
        Figure(
            value="50 %",
            says="of the marks of two professionals, English to Italian, lay on the same words",
            source="Alconost, an account of its own MQM projects",
            as_of="2026-11-23",
            status="verified",
            low=0.5,
            high=0.5,
        ),
        Figure(
            value="48 %",
            says="of the marks that met, both had given the same category",
            source="Alconost, the same account",
            as_of="2026-11-23",
            status="verified",
            low=0.48,
            high=0.48,
        ),
        Figure(
            value="71 %",
            says="of the marks that met, both had given the same severity",
            source="Alconost, the same account",
            as_of="2026-11-23",
            status="verified",
            low=0.71,
            high=0.71,
        ),
        Figure(
            value="42 against 134",
            says="errors that the two professionals found in the same translations",
            source="Alconost, the same account",
            as_of="2026-11-23",
            status="verified",
        ),
        Figure(
            value="38.5 % more",
            says="consistency of marks when two translations were marked side by side",
            source="Song et al., 2025",
            as_of="2026-11-23",
            status="verified",
        ),
    ),
    concepts=(
        Concept(slug="numbers-and-names", title="Figures, dates and names, one by one"),
        Concept(slug="negation-and-scope", title="What a not covers"),
        Concept(slug="omission-in-source", title="What is missing, marked where it stands"),
        Concept(slug="addition", title="What the translator put in"),
        Concept(slug="untranslated-or-kept", title="Left in the source language, or rightly kept"),
        Concept(slug="false-friend", title="A word that only looks the same"),
        Concept(slug="degree-and-hedge", title="How sure, how much, who says so"),
        Concept(slug="glossary-first", title="The glossary before your ear"),
        Concept(slug="one-thing-one-name", title="One thing, one name"),
        Concept(slug="right-locale", title="The formats of the place, not of the language"),
        Concept(slug="form-of-address", title="The form of address throughout"),
        Concept(slug="placeholder-and-form", title="Placeholders, links and warnings"),
        Concept(slug="grammar-and-spelling", title="Slips of grammar and spelling"),
        Concept(slug="free-and-right", title="Free, and still right"),
        Concept(slug="no-preferences", title="Another wording is no error"),
        Concept(slug="source-errors", title="The source's own errors"),
        Concept(slug="severity-by-reader", title="Severity by what the reader does"),
        Concept(slug="critical-or-major", title="Critical or major"),
        Concept(slug="content-or-language", title="Adequacy apart from fluency"),
    ),
    gates=(
        APPEN_QUIZ.but("nothing is known that is special to translation"),
        OUTLIER_SCORED.but("whether one is about translations is not known"),
        SURGE_QUALIFICATIONS,
    ),
    minutes=85,
)
