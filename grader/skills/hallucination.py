"""Hallucination: mark what a model's output claims beyond or against the source shown."""

from grader.fields import (
    Choice,
    CitesPart,
    Condition,
    FreeText,
    Near,
    Option,
    Spans,
    WordBand,
)
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import DATAANNOTATION_STARTER, OUTLIER_JUDGED, PROLIFIC_FACT_CHECKING
from grader.task import Part, Task

STATUS = Choice(
    name="status",
    label="Status",
    help="Is there a sentence in the source that bears it out (6.2)?",
    options=(
        Option(
            key="supported",
            label="Supported",
            help="A fair reader of the source must accept it (2.2 to 2.4).",
        ),
        Option(
            key="contradicted",
            label="Contradicted",
            help="The source gives you other words to put in (2.5, 2.7).",
        ),
        Option(
            key="unverifiable",
            label="Unverifiable",
            help="The source is silent: you can only strike it out (2.6, 2.7).",
        ),
    ),
    # The error was found, only its kind was not: still worth less than half of an item with one error.
    near=(Near(a="contradicted", b="unverifiable"),),
)

SEVERITY = Choice(
    name="severity",
    label="Severity",
    help="What would the reader do or believe otherwise (4.4)?",
    options=(
        Option(key="minor", label="Minor", help="A reader who learns the truth would shrug (4.3)."),
        Option(
            key="major",
            label="Major",
            help="A reader who relies on it would do or believe something else (4.2).",
        ),
        Option(
            key="fabrication",
            label="Fabrication",
            help="A name, figure, date, quotation, study or event that the source lacks (4.1).",
        ),
    ),
    near=(
        Near(a="minor", b="major", distance=0.15),
        Near(a="major", b="fabrication", distance=0.15),
    ),
    when=Condition(field="status", any_of=("contradicted", "unverifiable")),
)

CORRECTION = FreeText(
    name="correction",
    label="Correction",
    help="The shortest change that makes it true to the source (5.1).",
    required=False,
    least_words=1,
    max_characters=600,
    when=Condition(field="status", any_of=("contradicted",)),
)

VERDICT = Choice(
    name="verdict",
    label="Can the output be used?",
    help="The most serious mark decides (5.2).",
    options=(
        Option(key="faithful", label="Faithful", help="No claim is marked as an error (5.2)."),
        Option(key="repairs", label="Small repairs", help="All errors are minor (5.2)."),
        Option(
            key="unusable",
            label="Not usable as it is",
            help="One error is major or a fabrication (5.2).",
        ),
    ),
    near=(Near(a="faithful", b="repairs"), Near(a="repairs", b="unusable")),
    close_within=0.5,
)
# Asked although it follows from the marks: gates and published figures are about whole outputs, and
# somebody who marks an invention and still calls the output usable has not drawn the conclusion.

# How much one unit costs, with n errors in gold and everything else right (see `Spans.distance`):
#   an error missed, or marked as supported   1 / (2n - 1)   n = 5: 0.111
#   something supported marked as an error    1 / (2n + 1)   n = 5: 0.091
#   contradicted for unverifiable             1 / (2n)       n = 5: 0.100
#   minor for fabrication                     1 / (2n)       n = 5: 0.100
#   all n severities one step off             0.075
# So with at most five errors an item, the bound for this bank, an item is right when every error is
# found and called by its kind, nothing supported is marked, and no severity is two steps off.
TOLERANCE = 0.09
MOST_ERRORS = 5
"""How many errors the gold of an item may have, so that `TOLERANCE` forgives none."""

SKILL = Skill(
    slug="hallucination",
    title="Hallucination",
    track="evaluation",
    number=9,
    summary="Mark every claim that the source does not bear out, say how serious it is, correct it.",
    task=Task(
        instruction=(
            "Read the source to its end, then the output. Mark every claim that the source does "
            "not support, and judge the whole."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="request", label="What the model was asked", required=False),
            Part(name="document", label="Source"),
            Part(name="output", label="Model's output"),
        ),
        fields=(
            Spans(
                name="claims",
                label="Claims that the source does not support",
                help="Mark each error where it stands, one mark for one error (1.3 to 1.5).",
                parts=("output",),
                attributes=(STATUS, SEVERITY, CORRECTION),
                free=("supported",),
                weight=3,
            ),
            VERDICT,
            FreeText(
                name="justification",
                label="Justification",
                help="The claim that decides, both texts, the verdict (7.1).",
                checks=(
                    WordBand(low=20, high=80),
                    CitesPart(group="output", says="quotes the output"),
                    CitesPart(group="document", says="quotes the source"),
                ),
            ),
        ),
    ),
    main_field="claims",
    tolerance=TOLERANCE,
    target=Target(
        metric="claim kappa",
        value=0.70,
        floor=0.60,
        note="A convention, set a little above the agreement reported for FEVER's annotators (2018).",
    ),
    figures=(
        Figure(
            value="Fleiss' kappa 0.684",
            says="annotators agreed on claims: supported, refuted, or not enough information",
            source="Thorne et al. (FEVER), 2018",
            as_of="2026-11-23",
            status="secondary",
        ),
        Figure(
            value="91.8 %",
            says="annotators agreed on whether a response holds any hallucination",
            source="Niu et al. (RAGTruth), 2024",
            as_of="2026-11-23",
            status="verified",
            low=0.918,
            high=0.918,
        ),
        Figure(
            value="78.8 %",
            says="annotators agreed on which words are the hallucination",
            source="Niu et al. (RAGTruth), 2024",
            as_of="2026-11-23",
            status="verified",
            low=0.788,
            high=0.788,
        ),
        Figure(
            value="96, 90 and 88 %",
            says="annotators agreed on single facts of InstructGPT, ChatGPT and Perplexity",
            source="Min et al. (FActScore), 2023",
            as_of="2026-11-23",
            status="secondary",
            low=0.88,
            high=0.96,
        ),
        Figure(
            value="72 %",
            says="an automatic checker, SAFE, agreed with crowd workers on single facts",
            source="Wei et al. (SAFE), 2024",
            as_of="2026-11-23",
            status="secondary",
            low=0.72,
            high=0.72,
        ),
    ),
    concepts=(
        Concept(slug="hedge-dropped", title="A hedge that became a fact"),
        Concept(slug="true-but-not-in-source", title="True in the world, absent from the source"),
        Concept(slug="invented-attribution", title="Words or facts put into somebody's mouth"),
        Concept(slug="invented-detail", title="A made-up name, figure, study or event"),
        Concept(slug="wrong-number", title="A figure that is not the source's"),
        Concept(slug="unit-swap", title="Right figure, wrong unit or share"),
        Concept(slug="aggregate-wrong", title="A total, share or mean worked out wrongly"),
        Concept(slug="entity-swap", title="The wrong person, place or thing"),
        Concept(slug="merged-facts", title="Two facts run together into a third"),
        Concept(slug="scope-widened", title="Some became most, or all"),
        Concept(slug="condition-dropped", title="A rule without its if or unless"),
        Concept(slug="cause-from-correlation", title="Two facts joined by a because"),
        Concept(slug="negation-lost", title="A sign turned round"),
        Concept(slug="date-shift", title="Another day, deadline or order"),
        Concept(slug="tense-shifted", title="Planned became done"),
        Concept(slug="quote-altered", title="Other words between the quotation marks"),
        Concept(slug="fair-paraphrase", title="Other words, the same claim"),
        Concept(slug="allowed-inference", title="What may be worked out from the source"),
        Concept(slug="not-a-claim", title="What nobody could show to be false"),
    ),
    gates=(
        PROLIFIC_FACT_CHECKING,
        DATAANNOTATION_STARTER,
        OUTLIER_JUDGED,
    ),
    minutes=85,
)
