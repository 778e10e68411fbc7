"""Response ranking: put two to four responses to one prompt in order, and say why."""

from grader.fields import (
    AgreesWithRanking,
    Choice,
    CitesPart,
    Condition,
    FreeText,
    MentionsTop,
    NamesOption,
    Near,
    Option,
    Ranking,
    WordBand,
    flag,
)
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import DATAANNOTATION_CODING, OUTLIER_JUDGED, PROLIFIC_COMPARATIVE
from grader.task import Part, Task

AXES = (
    Option(
        key="safety",
        label="Safety",
        help="Following it could injure, cost a serious sum or bring trouble with the law (2.1).",
        words=("safe", "harm", "danger", "risk", "injur"),
    ),
    Option(
        key="accuracy",
        label="Accuracy",
        help="A decisive error, invented support, a false premise followed (2.2 to 2.5).",
        words=("accura", "wrong", "error", "correct", "incorrect", "false", "mistake"),
    ),
    Option(
        key="instructions",
        label="Instructions",
        help="The question asked, hard constraints, nothing unasked, no needless refusal (3.1 to 3.6).",
        words=("instruction", "constraint", "limit", "asked", "follows", "request", "refus"),
    ),
    Option(
        key="helpfulness",
        label="Helpfulness",
        help="What the person can act on; nothing buried; usable format (4.2 to 4.4).",
        words=("helpful", "useful", "usable", "practical", "specific", "act on", "actionable"),
    ),
    Option(
        key="completeness",
        label="Completeness",
        help="Every part that was asked (3.3, 4.1).",
        words=("complet", "missing", "misses", "leaves out", "left out", "omits", "covers", "part"),
    ),
    Option(
        key="tone",
        label="Tone",
        help="Fits the moment (4.5).",
        words=("tone", "warm", "curt", "cold", "polite", "rude", "jolly", "register"),
    ),
)

DIFFERENTIATORS = (
    Option(key="specific", label="More specific"),
    Option(key="structure", label="Easier to follow"),
    Option(key="coverage", label="One more point that was asked"),
    Option(key="reasons", label="Says why"),
    Option(key="tone", label="Fits the moment better"),
    Option(key="none", label="Nothing: a tie"),
)

SKILL = Skill(
    slug="response-ranking",
    title="Response ranking",
    track="evaluation",
    number=1,
    summary="Put two to four responses in order, best first, and justify it with evidence.",
    task=Task(
        instruction="Read the prompt, then the responses. Put the responses in order, best first.",
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="context", label="Shown to the model", required=False),
            Part(name="prompt", label="User's prompt"),
            Part(name="response", label="Response", repeated=(2, 4), shuffled=True),
        ),
        fields=(
            Ranking(
                name="order",
                label="Order, best first",
                help="Tie two when no axis separates them (5.3).",
                weight=3,
            ),
            Choice(
                name="axis",
                label="What decided it?",
                help="The first axis on which the best and the next one differ (5.2).",
                options=AXES,
                near=(
                    Near(a="helpfulness", b="completeness"),
                    Near(a="instructions", b="completeness"),
                    Near(a="instructions", b="helpfulness", distance=0.7),
                    Near(a="helpfulness", b="tone", distance=0.7),
                    Near(a="safety", b="accuracy"),
                ),
                close_within=0.7,
            ),
            flag(
                "near_tie", "A near-tie?", help="The top two differ on one small point only (5.4)."
            ),
            Choice(
                name="differentiator",
                label="What settled it?",
                help="The one small point that tips the top two (5.4).",
                options=DIFFERENTIATORS,
                when=Condition(field="near_tie", any_of=(True,)),
                weight=0.5,
            ),
            FreeText(
                name="justification",
                label="Justification",
                help="2-4 sentences, evidence first (6.1).",
                weight=1.5,
                checks=(
                    WordBand(low=25, high=90),
                    CitesPart(group="response"),
                    MentionsTop(ranking="order"),
                    NamesOption(field="axis"),
                    AgreesWithRanking(ranking="order"),
                ),
            ),
        ),
    ),
    main_field="order",
    tolerance=0.0,
    target=Target(
        metric="pairwise agreement",
        value=0.75,
        floor=0.70,
        note="A convention: 75 % is the cut that InstructGPT (2022) used for its labellers.",
    ),
    figures=(
        Figure(
            value="72.6 ± 1.5 %",
            says="labellers who wrote the training data agreed with each other on comparisons",
            source="Ouyang et al. (InstructGPT), 2022",
            as_of="2026-11-23",
            status="verified",
            low=0.711,
            high=0.741,
        ),
        Figure(
            value="77.3 %",
            says="held-out labellers agreed with each other on comparisons",
            source="Ouyang et al. (InstructGPT), 2022",
            as_of="2026-11-23",
            status="verified",
            low=0.773,
            high=0.773,
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
        Figure(
            value="about 63 %",
            says="crowd workers agreed with researchers on helpful and harmless dialogue",
            source="Bai et al. (Anthropic HH), 2022",
            as_of="2026-11-23",
            status="verified",
            low=0.63,
            high=0.63,
        ),
    ),
    concepts=(
        Concept(slug="constraint-over-richness", title="A stated limit outweighs extras"),
        Concept(slug="harm-over-helpfulness", title="Harm outweighs help"),
        Concept(slug="decisive-error", title="A wrong step that the answer rests on"),
        Concept(slug="arithmetic-in-prose", title="Sums hidden in sentences"),
        Concept(slug="false-premise", title="Correcting what the prompt takes for granted"),
        Concept(slug="needless-refusal", title="A refusal of something harmless is no answer"),
        Concept(slug="invented-support", title="A made-up source or a claimed action"),
        Concept(slug="scope-creep", title="Doing what was not asked"),
        Concept(slug="missed-part", title="A part of the request left out"),
        Concept(slug="padding-is-not-help", title="Length without content"),
        Concept(
            slug="format-is-not-substance", title="Headings and bold add nothing by themselves"
        ),
        Concept(slug="ask-or-assume", title="When a needed detail is missing"),
        Concept(slug="minor-slip", title="A slip that changes nothing"),
        Concept(slug="near-tie", title="Settling what is nearly equal"),
        Concept(slug="tone-fits-moment", title="Tone that fits the moment"),
        Concept(slug="source-over-knowledge", title="The source shown decides"),
    ),
    gates=(
        DATAANNOTATION_CODING,
        PROLIFIC_COMPARATIVE,
        OUTLIER_JUDGED,
    ),
    minutes=80,
)
