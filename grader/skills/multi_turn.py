"""Multi-turn: rate each turn of a conversation and find the first one that goes wrong."""

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
from grader.skills.platforms import OUTLIER_JUDGED, PROLIFIC_COMPARATIVE
from grader.task import Part, Task

QUALITY = Scale(
    name="quality",
    label="How good is this turn?",
    help="With what was said before it in mind, not what comes after (1.1). 1 and 2 are bad turns (2.6).",
    anchors={
        1: (
            "Bad and dangerous or useless: relying on it could hurt, cost a serious sum, or nothing "
            "of it can be used (2.5)"
        ),
        2: "Bad: something in it must be taken back, redone or distrusted (2.4)",
        3: "Short: all of it can stand, but a part that was asked must still be added (2.3)",
        4: "Sound, with a blemish that costs the user nothing (2.2)",
        5: "All that the message and the running list ask, and right (2.1)",
    },
    weight=2,
)

FAULT = Choice(
    name="fault",
    label="What is wrong with it?",
    help="The first that applies, in the order of clause 3.8.",
    options=(
        Option(
            key="false_repair",
            label="False repair",
            help="Says that it is put right, and it is not, or not all of it (3.5).",
        ),
        Option(
            key="gave_in",
            label="Gave in",
            help="Takes back what was right, without a new reason (3.4).",
        ),
        Option(
            key="lost",
            label="Lost the thread",
            help="A standing fact, limit or choice from earlier is forgotten (3.1).",
        ),
        Option(
            key="contradiction",
            label="Contradicts itself",
            help="Says the opposite of an earlier turn as if nothing were (3.2).",
        ),
        Option(
            key="error",
            label="Wrong content",
            help="A wrong sum, date, claim or invented act, seen from the page (3.3).",
        ),
        Option(
            key="missed",
            label="Missed the request",
            help="Answers something else, stalls, or asks what was told (3.6).",
        ),
        Option(
            key="overreach",
            label="Overreach",
            help="Does what nobody asked, or refuses what is harmless (3.7).",
        ),
    ),
    # Both are about what earlier turns hold; the line between them is whose words were forgotten.
    near=(
        Near(a="lost", b="contradiction"),
        Near(a="error", b="false_repair"),
        Near(a="gave_in", b="contradiction"),
    ),
    close_within=0.5,
    when=Condition(field="quality", any_of=(1, 2)),
)

# The main field is one choice among the turns and "none", and an item is right only when it is the gold's:
#   the turn before or after   0.5   it earns half of this field's score, but the item is not right
#   any other turn, or "none"  1.0
# A careful person would not call the turn beside it right either: the first bad turn decides which
# message the conversation is mended from. So nothing is forgiven.
TOLERANCE = 0.0

SKILL = Skill(
    slug="multi-turn",
    title="Multi-turn conversations",
    track="evaluation",
    number=6,
    summary="Rate every turn of a conversation, find the first bad one, and judge the whole.",
    task=Task(
        instruction=(
            "Read the conversation from the top and keep a list of what the user has laid down (1.2). "
            "Rate each turn of the assistant, then the whole."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="context", label="What the assistant was given", required=False),
            Part(name="user", label="User", repeated=(4, 10), numbered=True, look="user"),
            Part(
                name="turn",
                label="Assistant, turn",
                repeated=(4, 10),
                numbered=True,
                look="assistant",
            ),
        ),
        fields=(
            PerPart(
                name="turns",
                label="Each turn",
                help="Each turn by itself, on what was known when it was written (1.1).",
                group="turn",
                fields=(QUALITY, FAULT),
                weight=2,
            ),
            Choice(
                name="first_bad",
                label="Which is the first bad turn?",
                help=(
                    "The first that you rated 1 or 2; where the fault is made, not where it is "
                    "noticed (5.1, 5.2)."
                ),
                group="turn",
                options=(
                    Option(
                        key="none", label="No bad turn", help="Every turn is a 3 or better (5.1)."
                    ),
                ),
                beside=0.5,
                close_within=0.5,
                weight=3,
            ),
            Scale(
                name="consistency",
                label="Consistency",
                help="Count the lapses: faults of clauses 3.1, 3.2 and 3.4 (5.3).",
                anchors={
                    1: "Three lapses or more, or the same one again after the user had complained of it",
                    2: "Two lapses",
                    3: "One lapse, and it still stands at the end",
                    4: "One lapse, and a later turn of the assistant put it right",
                    5: "No lapse: every standing item kept, nothing contradicted",
                },
            ),
            flag(
                "to_recover",
                "Was there anything to put right?",
                help="Yes when a bad turn is followed by at least one more turn, noticed or not (5.4).",
                weight=0.5,
            ),
            Scale(
                name="recovery",
                label="Error recovery",
                help="What became of the first bad turn (5.5).",
                when=Condition(field="to_recover", any_of=(True,)),
                anchors={
                    1: "Never acknowledged, or defended",
                    2: "Acknowledged, but it stays wrong or comes back",
                    3: "Put right in part: something built on it still stands",
                    4: "Put right wholly, but not at the first opportunity",
                    5: "Put right wholly at the first opportunity, with all that was built on it",
                },
            ),
            Scale(
                name="progress",
                label="Goal progression",
                help="What stands at the end of what the user asked for (5.6).",
                anchors={
                    1: "Nothing that can be used, or the user is worse off than before",
                    2: "The main thing is missing or wrong",
                    3: "The main thing stands; another request is missing or wrong",
                    4: "All of it stands, but at least one exchange went into repair or a needless question",
                    5: "All of it stands, and no exchange was lost",
                },
            ),
            FreeText(
                name="justification",
                label="Justification",
                help="The first bad turn, its words, the message it offends (7.1).",
                weight=1.5,
                checks=(
                    WordBand(low=25, high=90),
                    CitesPart(group="turn", says="quotes a turn of the assistant"),
                ),
            ),
        ),
    ),
    main_field="first_bad",
    tolerance=TOLERANCE,
    target=Target(
        metric="Cohen's kappa",
        value=0.70,
        floor=0.60,
        note=(
            "A convention: 70 % of first bad turns named exactly was suggested as the bar; kappa on the same "
            "choice is a little stricter. No published figure for people on this task was found."
        ),
    ),
    figures=(
        Figure(
            value="81 %",
            says="people agreed on which of two chat answers is better, ties left out; not which turn fails",
            source="Zheng et al. (MT-Bench), 2023",
            as_of="2026-11-23",
            status="secondary",
            low=0.81,
            high=0.81,
        ),
        Figure(
            value="2.4 % of the variance",
            says=(
                "of physicians' marks on health conversations came from who the physician was; 81.8 % was "
                "left in the single case"
            ),
            source="Borgohain & Mariathas, on HealthBench labels, 2026",
            as_of="2026-11-23",
            status="verified",
        ),
    ),
    concepts=(
        Concept(slug="standing-instruction", title="What was said once still holds"),
        Concept(slug="latest-word", title="The newer of two instructions"),
        Concept(slug="one-off-instruction", title="A limit that ends with its task"),
        Concept(slug="lost-fact", title="A fact told earlier and forgotten"),
        Concept(slug="self-contradiction", title="Two turns that cannot both be right"),
        Concept(slug="changed-with-reason", title="A change of mind that has a reason"),
        Concept(slug="gives-in", title="Giving way where nothing new was said"),
        Concept(slug="false-repair", title="Said to be fixed, but is not"),
        Concept(slug="partial-repair", title="Fixed here, still wrong there"),
        Concept(slug="fault-before-complaint", title="The fault lies before the complaint"),
        Concept(slug="needless-question", title="Asking what has been told"),
        Concept(slug="needed-question", title="Asking what the answer depends on"),
        Concept(slug="wrong-reference", title="What “it” and “the second one” point to"),
        Concept(slug="carried-error", title="An early slip that later turns build on"),
        Concept(slug="add-or-take-back", title="To be added, or to be taken back"),
        Concept(slug="claimed-act", title="Says it did what it cannot do"),
        Concept(slug="angry-user-right-turn", title="The user is displeased and the turn is right"),
        Concept(slug="silent-departure", title="A limit left without a word"),
    ),
    gates=(
        OUTLIER_JUDGED.but("whether conversations of several turns occur is not said"),
        PROLIFIC_COMPARATIVE.but("nothing is said of conversations", confidence="medium"),
    ),
    prerequisites=("response-ranking",),
    minutes=85,
)
