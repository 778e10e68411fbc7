"""Response rating: give each response a number on five scales, each by its own anchors."""

from grader.fields import CitesPart, FreeText, PerPart, Scale, WordBand
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import OUTLIER_JUDGED, PROLIFIC_COMPARATIVE, SCALE_HIDDEN_TASKS
from grader.task import Part, Task

CORRECTNESS = Scale(
    name="correctness",
    label="Correctness",
    help="What does the worst error change for the reader (2.1 to 2.8)?",
    anchors={
        1: "Following it would do harm, or no step towards its answer can be kept",
        2: "The main answer is wrong, though steps towards it can be kept",
        3: "The main answer stands, and in a part of it the reader is misled",
        4: "Slips only: the reader would do and believe the same",
        5: "No error that the page can show",
    },
)

COVERAGE = Scale(
    name="coverage",
    label="Coverage",
    help="Count whole faults and half faults (3.1 to 3.8).",
    anchors={
        1: "The main part is not answered: refused, or another question answered",
        2: "More than one whole fault, counting two halves as one",
        3: "One whole fault, or two halves: a part missing, a hard constraint broken",
        4: "One half fault: a part answered thinly, a soft wish missed",
        5: "Every part answered, every constraint kept",
    },
)

CLARITY = Scale(
    name="clarity",
    label="Clarity",
    help="Count the places at which this reader stumbles (4.1 to 4.6).",
    anchors={
        1: "After reading it twice, nobody could say what it answers",
        2: "Contradicts itself where it matters, or leaves two ways of doing one step",
        3: "Two or more stumbles, or the main answer stands in the second half",
        4: "One place has to be read twice",
        5: "Read once, from top to bottom, without a stumble",
    },
)

VERBOSITY = Scale(
    name="verbosity",
    label="Verbosity",
    help="Which share of the words could go? A description, not a merit (5.1 to 5.5).",
    anchors={
        1: "Hardly a word could go: under 5 %",
        2: "A sentence or two could go: 5 to 15 %",
        3: "A paragraph could go: 15 to 30 %",
        4: "A third to a half could go: 30 to 50 %",
        5: "More than half could go",
    },
)

OVERALL = Scale(
    name="overall",
    label="Overall",
    help="The lower of correctness and coverage, less what clauses 6.2 to 6.4 take off (6.1).",
    weight=2,
    anchors={
        1: "Worse than no answer, or no answer",
        2: "The main thing has to be done again",
        3: "Usable when one thing is repaired first",
        4: "Usable as it is, with one thing to wish for",
        5: "Can be handed over as it is",
    },
)

# How much one rating costs. A scale's distance is (points off / 4) squared; it is averaged over the two
# responses and, within each, over weights that add up to 6:
#   a criterion one point off    (1/16) / 6 / 2       0.0052
#   overall one point off        2 x 0.0052           0.0104
#   a criterion two points off   4 x 0.0052           0.0208
#   overall two points off       8 x 0.0052           0.0417
# So an item is right when no rating is two points off, and at most three of the ten are one point off,
# overall counting as two of them. Every item has two responses, or the bound would shift.
TOLERANCE = 0.018

SKILL = Skill(
    slug="response-rating",
    title="Response rating",
    track="evaluation",
    number=2,
    summary="Rate each response on four criteria and overall, each by its own anchors.",
    task=Task(
        instruction=(
            "List what the prompt asks for. Then rate both responses, one criterion after the other, "
            "by the anchors and not by each other."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="context", label="Shown to the model", required=False),
            Part(name="prompt", label="User's prompt"),
            Part(name="response", label="Response", repeated=(2, 2), shuffled=True),
        ),
        fields=(
            PerPart(
                name="ratings",
                label="Ratings",
                help="One criterion through both responses, then the next (1.2).",
                group="response",
                weight=3,
                fields=(CORRECTNESS, COVERAGE, CLARITY, VERBOSITY, OVERALL),
            ),
            FreeText(
                name="justification",
                label="Justification",
                help="Of each response: what set its overall rating, quoted (8.1).",
                checks=(WordBand(low=25, high=100), CitesPart(group="response")),
            ),
        ),
    ),
    main_field="ratings",
    tolerance=TOLERANCE,
    target=Target(
        metric="quadratic-weighted kappa",
        value=0.70,
        floor=0.60,
        note="A convention: .70 is the floor that essay scoring uses between two raters (ETS). All five "
        "scales are pooled here; verbosity, a description, is commonly agreed on less.",
    ),
    figures=(
        Figure(
            value="weighted kappa .465, then .706",
            says="annotators agreed on helpfulness, before and after stricter rules and filtering",
            source="Wang et al. (HelpSteer2), 2024, as cited in summaries",
            as_of="2026-11-23",
            status="secondary",
        ),
        Figure(
            value="weighted kappa .472, then .715",
            says="annotators agreed on correctness, before and after stricter rules and filtering",
            source="Wang et al. (HelpSteer2), 2024, as cited in summaries",
            as_of="2026-11-23",
            status="secondary",
        ),
        Figure(
            value="weighted kappa .70",
            says="what essay scoring asks of two raters at least",
            source="ETS, as cited in summaries",
            as_of="2026-11-23",
            status="secondary",
        ),
    ),
    concepts=(
        Concept(slug="criteria-apart", title="Each criterion by itself"),
        Concept(
            slug="anchors-not-rivals", title="Against the anchors, not against the other response"
        ),
        Concept(slug="ends-of-the-scale", title="Ones and fives are used"),
        Concept(slug="main-answer-wrong", title="A wrong main answer"),
        Concept(slug="error-in-a-part", title="Wrong in a part, right in the main"),
        Concept(slug="slip-only", title="A slip that changes nothing"),
        Concept(slug="harmful-advice", title="An answer that would do harm"),
        Concept(slug="invented-support", title="Made-up support and claimed actions"),
        Concept(slug="wrong-still-covers", title="Answered wrongly is still answered"),
        Concept(slug="missing-part", title="A part left out"),
        Concept(slug="thin-part", title="A part named but not usable"),
        Concept(slug="hard-constraint", title="A hard constraint broken"),
        Concept(slug="soft-wish", title="A soft wish missed"),
        Concept(slug="other-question", title="Another question answered, or none"),
        Concept(slug="stumbling-place", title="Places that must be read twice"),
        Concept(slug="buried-answer", title="The answer in the second half"),
        Concept(slug="self-contradiction", title="A text that contradicts itself"),
        Concept(slug="long-not-verbose", title="Long is not verbose, short is not concise"),
        Concept(slug="filler-share", title="Which share of the words could go"),
        Concept(slug="overall-by-ceiling", title="Overall follows the lowest, not the mood"),
    ),
    gates=(
        OUTLIER_JUDGED,
        PROLIFIC_COMPARATIVE.but(
            "whether responses are also rated is not said", confidence="medium"
        ),
        SCALE_HIDDEN_TASKS.but("which skills they test is not said"),
    ),
    prerequisites=("response-ranking",),
    minutes=80,
)
