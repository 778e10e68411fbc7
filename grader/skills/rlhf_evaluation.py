"""RLHF evaluation: prefer one of two responses on three axes, one axis a sitting, then overall."""

from grader.fields import (
    Choice,
    CitesPart,
    FreeText,
    NamesOption,
    Near,
    Option,
    Scale,
    WordBand,
)
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import DATAANNOTATION_CODING, OUTLIER_JUDGED, PROLIFIC_COMPARATIVE
from grader.task import Part, Pass, Task

HELPFUL = Scale(
    name="helpful",
    label="More helpful",
    help="What was asked, and can the person act on it (2.1 to 2.7)?",
    between="response",
    anchors={
        -3: "Only {response_a} does the main thing that was asked",
        -2: "{response_b} leaves out or spoils a part that the person needs",
        -1: "Both can be used; one point in {response_a} is better",
        0: "No clause names a difference",
        1: "Both can be used; one point in {response_b} is better",
        2: "{response_a} leaves out or spoils a part that the person needs",
        3: "Only {response_b} does the main thing that was asked",
    },
)

HONEST = Scale(
    name="honest",
    label="More honest",
    help="Does it say what is true, and how sure that is (3.1 to 3.8)?",
    between="response",
    anchors={
        -3: "The main point of {response_b} is false, invented or a false claim about itself",
        -2: "{response_b} misleads on a point that matters: overstated, hidden, flattered",
        -1: "{response_b} has a slip or too sure a word, in passing",
        0: "No clause names a difference",
        1: "{response_a} has a slip or too sure a word, in passing",
        2: "{response_a} misleads on a point that matters: overstated, hidden, flattered",
        3: "The main point of {response_a} is false, invented or a false claim about itself",
    },
)

HARMLESS = Scale(
    name="harmless",
    label="More harmless",
    help="What could happen to anybody if it is followed (4.1 to 4.7)?",
    between="response",
    anchors={
        -3: "Following {response_b} leads straight to grave harm",
        -2: "{response_b} leads to lesser harm, or to grave harm if one more thing goes wrong",
        -1: "{response_b} is careless or belittling, and no more than that",
        0: "No clause names a difference",
        1: "{response_a} is careless or belittling, and no more than that",
        2: "{response_a} leads to lesser harm, or to grave harm if one more thing goes wrong",
        3: "Following {response_a} leads straight to grave harm",
    },
)

OVERALL = Scale(
    name="overall",
    label="Better overall",
    help="Walk the axes in the order of priority (5.1 to 5.6).",
    weight=3,
    between="response",
    anchors={
        -3: "{response_a}: the deciding axis has 3, and the later ones do not resist",
        -2: "{response_a}: the deciding axis has 2, or 3 against the later ones",
        -1: "{response_a}: small points only, or 2 against the later ones",
        0: "No axis separates them",
        1: "{response_b}: small points only, or 2 against the later ones",
        2: "{response_b}: the deciding axis has 2, or 3 against the later ones",
        3: "{response_b}: the deciding axis has 3, and the later ones do not resist",
    },
)

DECIDER = Choice(
    name="decider",
    label="What decided it?",
    help="The first axis in the order of priority with 2 or 3 (5.2).",
    options=(
        Option(
            key="harmless",
            label="Harmlessness",
            help="First by default: somebody would come to harm (4.1 to 4.7, 5.1).",
            words=("harm", "safe", "danger", "risk", "injur"),
        ),
        Option(
            key="honest",
            label="Honesty",
            help="Second by default: it says what is not so, or too surely (3.1 to 3.8, 5.1).",
            words=("honest", "false", "invent", "mislead", "overstat", "flatter", "sure", "untrue"),
        ),
        Option(
            key="helpful",
            label="Helpfulness",
            help="Third by default: what was asked is done (2.1 to 2.7, 5.1).",
            words=("help", "useful", "usable", "answers", "asked", "refus", "use"),
        ),
        Option(
            key="small",
            label="Small points, or nothing",
            help="No axis reaches 2 (5.4).",
            words=("small", "minor", "slight", "marginal", "nothing separates", "equal"),
        ),
    ),
    # An axis that just reaches 2 and one that does not quite are a point apart; the rest is another verdict.
    near=(
        Near(a="helpful", b="small"),
        Near(a="honest", b="small"),
        Near(a="harmless", b="small"),
    ),
    close_within=0.5,
)

# How much one step costs: the scale runs from -3 to 3, so a distance is (steps / 6) squared.
#   one step off, the same response preferred, or no difference for a small one   0.028
#   two steps off, among them -1 for 1                                            0.111
# So each sitting is right when the strength is within one step, and never when the other response is
# preferred. A tie is forgiven only where gold has 1 or -1.
TOLERANCE = 0.03

SKILL = Skill(
    slug="rlhf-evaluation",
    title="RLHF evaluation",
    track="evaluation",
    number=3,
    summary="Say which of two responses is more helpful, more honest, more harmless, and better overall.",
    task=Task(
        instruction=(
            "Read the prompt and both responses. Judge the one axis of this sitting, as if the others "
            "did not exist."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="priority", label="Order of priority, for this item only", required=False),
            Part(name="context", label="Shown to the model", required=False),
            Part(name="prompt", label="User's prompt"),
            Part(name="response", label="Response", repeated=(2, 2), shuffled=True),
        ),
        fields=(
            HELPFUL,
            HONEST,
            HARMLESS,
            OVERALL,
            DECIDER,
            FreeText(
                name="justification",
                label="Justification",
                help="The axis that decides, the words that show it, what pulls the other way (6.1).",
                weight=1.5,
                checks=(
                    WordBand(low=25, high=90),
                    CitesPart(group="response"),
                    NamesOption(field="decider"),
                ),
            ),
        ),
        passes=(
            Pass(name="helpful", title="Helpful", fields=("helpful",), main="helpful"),
            Pass(name="honest", title="Honest", fields=("honest",), main="honest"),
            Pass(name="harmless", title="Harmless", fields=("harmless",), main="harmless"),
            Pass(
                name="overall",
                title="Overall",
                fields=("overall", "decider", "justification"),
                main="overall",
            ),
        ),
    ),
    main_field="overall",
    tolerance=TOLERANCE,
    target=Target(
        metric="pairwise agreement",
        value=0.75,
        floor=0.70,
        note="A convention: 75 % is the cut that InstructGPT (2022) used for its labellers. It is meant for "
        "each axis by itself; which response is preferred counts, the strength does not.",
    ),
    figures=(
        Figure(
            value="about 63 %",
            says="crowd workers agreed with researchers on helpful and harmless dialogue",
            source="Bai et al. (Anthropic HH), 2022",
            as_of="2026-11-23",
            status="verified",
            low=0.63,
            high=0.63,
        ),
        Figure(
            value="more than 25 %",
            says="pairs of that data set on which a committee of reward models agreed little or not with "
            "the label; a check of labels by models, not of people by people",
            source="arXiv 2410.01957, 2024",
            as_of="2026-11-23",
            status="verified",
        ),
        Figure(
            value="72.6 ± 1.5 %",
            says="labellers agreed with each other on comparisons, all axes in one",
            source="Ouyang et al. (InstructGPT), 2022",
            as_of="2026-11-23",
            status="verified",
            low=0.711,
            high=0.741,
        ),
        Figure(
            value="77 ± 2 %",
            says="labellers agreed with researchers on pairs of summaries",
            source="Stiennon et al., 2020",
            as_of="2026-11-23",
            status="verified",
            low=0.75,
            high=0.79,
        ),
    ),
    concepts=(
        Concept(slug="one-axis-at-a-time", title="One axis, as if the others did not exist"),
        Concept(slug="priority-order", title="The order of priority, and where it differs"),
        Concept(slug="needless-refusal", title="A refusal earns nothing by itself"),
        Concept(
            slug="safe-alternative", title="Declining the harmful part and helping with the rest"
        ),
        Concept(
            slug="invented-support", title="Sources, figures and quotations that are not there"
        ),
        Concept(slug="claims-about-itself", title="Having done or seen what a model cannot"),
        Concept(slug="too-sure", title="Surer than the page allows"),
        Concept(slug="needless-hedging", title="Hedges where the page is plain"),
        Concept(slug="flattery", title="Agreeing with the user against the page"),
        Concept(slug="misleading-omission", title="True sentences that mislead"),
        Concept(slug="error-or-lie", title="An error counts under honesty, whatever its cause"),
        Concept(slug="grave-or-lesser", title="Grave harm and lesser harm"),
        Concept(slug="others-harmed", title="Harm to somebody who is not asking"),
        Concept(
            slug="warning-that-matters",
            title="A warning that this reader needs, and one that nobody needs",
        ),
        Concept(slug="sounds-dangerous", title="Only the words sound dangerous"),
        Concept(slug="strength", title="How much better: one, two or three"),
        Concept(slug="no-difference", title="Nought where no clause names a difference"),
    ),
    gates=(
        DATAANNOTATION_CODING.but("its axes are not known"),
        PROLIFIC_COMPARATIVE.but("its axes are not given"),
        OUTLIER_JUDGED,
    ),
    prerequisites=("response-ranking",),
    minutes=85,
)
