"""Search relevance: grade every result of a query by how well it serves the person who asked."""

from grader.fields import (
    Choice,
    CitesPart,
    Condition,
    FreeText,
    Near,
    Option,
    PerPart,
    Scale,
    WordBand,
    flag,
)
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import APPEN_QUIZ, APPEN_SEARCH_PROJECT, RATER_EXAMS
from grader.task import Part, Task

GRADE = Scale(
    name="grade",
    label="Grade",
    help="Count the conditions of the need (2.6).",
    anchors={
        0: "Bad: another need, place or thing, no content, does not open, or harms",
        1: "Fair: the topic or a small part, or a condition that decides is broken",
        2: "Good: the main part, with one condition open or more steps to take",
        3: "Excellent: the whole need from a reliable hand, but open, second-hand or one step away",
        4: "Perfect: one target, whole, from its owner, right place and time, nothing left to do",
    },
)

REASON = Choice(
    name="reason",
    label="What holds it back?",
    help="The first that applies, in this order (3.1).",
    options=(
        Option(key="access", label="Access", help="Does not open, or only for money (3.2)."),
        Option(key="meaning", label="Meaning", help="Another sense, thing or task (3.3)."),
        Option(key="place", label="Place", help="Serves people somewhere else (3.4)."),
        Option(key="time", label="Time", help="Out of date on what was asked (3.5)."),
        Option(key="trust", label="Trust", help="Not for this person to say, or no source (3.6)."),
        Option(key="part", label="Part", help="A part, a condition or depth is missing (3.7)."),
        Option(key="open", label="Only open", help="Nothing wrong; cannot be Perfect (3.8)."),
    ),
    near=(Near(a="part", b="open"), Near(a="meaning", b="part"), Near(a="meaning", b="place")),
    # It is asked so that the grade is thought through, and never decides whether an item is right.
    weight=0.004,
    when=Condition(field="grade", any_of=(0, 1, 2, 3)),
)

# A grade that is one step off costs 1/16 for its result, two steps 4/16; with m results and the reason's
# small weight w = 0.004, so that a reason costs w / (1 + w) = 0.004 for its result:
#                                  m = 3     m = 4     m = 5
#   one grade one step off         0.0208    0.0156    0.0125
#   and every reason wrong too     0.0247    0.0196    0.0164
#   two grades one step off        0.0415    0.0311    0.0249
#   one grade two steps off        0.0830    0.0623    0.0498
# So with three to five results an item is right when every grade is right but for at most one that is a
# neighbour. Where the neighbour is the very mistake that an item baits, its gold calls that a critical
# miss, and the item is not right. (With three results and a Perfect one at fault: 0.0235.)
TOLERANCE = 0.0248

SKILL = Skill(
    slug="search-relevance",
    title="Search relevance",
    track="annotation",
    number=19,
    summary="Grade each search result by how well it serves the person who asked, and rate the list.",
    task=Task(
        instruction=(
            "Write the need down before you read the results (1.1). Grade each result by itself, then "
            "rate the list."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="query", label="Query"),
            Part(name="context", label="Who asks, where, when, and what for"),
            Part(name="result", label="Result", repeated=(3, 5), shuffled=True),
        ),
        fields=(
            PerPart(
                name="results",
                label="Each result",
                help="As if it stood alone (4.3).",
                group="result",
                fields=(GRADE, REASON),
                weight=4,
            ),
            Scale(
                name="utility",
                label="Utility of the list",
                help="What the best result does, and whether another misleads (6.1).",
                anchors={
                    1: "Nothing helps: every result is Bad",
                    2: "Helps in part: the best result is Good or Fair",
                    3: "Meets the whole need, but something in the list misleads",
                    4: "Meets the whole need, and nothing misleads",
                },
            ),
            flag(
                "duplicates",
                "Duplicates?",
                help="Two results lead to one page, or show the same text word for word (4.4).",
                weight=0.5,
            ),
            FreeText(
                name="justification",
                label="Justification",
                help="The need, the hardest grade, words quoted, what decides (7.4).",
                checks=(
                    WordBand(low=25, high=90),
                    CitesPart(group="result", says="quotes a result"),
                ),
                weight=1.5,
            ),
        ),
    ),
    main_field="results",
    tolerance=TOLERANCE,
    target=Target(
        metric="quadratic-weighted kappa",
        value=0.65,
        floor=0.55,
        note="A convention, well above what untrained judges reach on such grades; beside it, aim for a "
        "kappa of .55 on Good or better against the rest.",
    ),
    figures=(
        Figure(
            value="kappa .12 to .27",
            says="new judges against the track's own on four grades of passages",
            source="Parry et al., 2025 (the TREC deep learning track of 2019, judged again)",
            as_of="2026-11-23",
            status="secondary",
            low=0.12,
            high=0.27,
        ),
        Figure(
            value="kappa .28 to .47",
            says="the same, relevant or not",
            source="Parry et al., 2025",
            as_of="2026-11-23",
            status="secondary",
            low=0.28,
            high=0.47,
        ),
        Figure(
            value="tau .879",
            says="rank correlation of search systems by the old and the new judgments, all the same",
            source="Parry et al., 2025",
            as_of="2026-11-23",
            status="secondary",
            low=0.879,
            high=0.879,
        ),
        Figure(
            value="Fleiss' kappa .37, alpha .15",
            says="more than 180 students agreed on the relevance of documents",
            source="Schaer, with more than 180 student assessors",
            as_of="2026-11-23",
            status="verified",
            low=0.15,
            high=0.37,
        ),
    ),
    concepts=(
        Concept(slug="need-before-results", title="The need first, then the results"),
        Concept(slug="stated-intent", title="The stated intent over the usual meaning"),
        Concept(slug="top-grade-edge", title="The edge of the top grade"),
        Concept(slug="open-need", title="An open need has no Perfect"),
        Concept(slug="owner-of-answer", title="From whoever is entitled to say it"),
        Concept(slug="go-query", title="The page wanted, and its neighbours"),
        Concept(slug="do-query", title="Where it can be done"),
        Concept(slug="right-place", title="The place as a condition"),
        Concept(slug="right-time", title="Out of date on what was asked"),
        Concept(slug="open-or-broken", title="A condition left open, or broken"),
        Concept(slug="page-over-title", title="The page, not the title"),
        Concept(slug="trust-in-weighty-matters", title="Who says it, where it matters"),
        Concept(slug="look-alike-address", title="An address that only looks right"),
        Concept(slug="duplicates", title="Copies keep their own grade"),
        Concept(slug="two-needs", title="Two needs in one query"),
        Concept(slug="false-belief", title="A query that rests on a mistake"),
        Concept(slug="misleading-neighbour", title="A list that also misleads"),
    ),
    gates=(
        APPEN_SEARCH_PROJECT,
        RATER_EXAMS,
        APPEN_QUIZ,
    ),
    minutes=80,
)
