"""Reference answers: write the answer against which others will be measured."""

from grader.fields import FreeText, WordBand
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import (
    DATAANNOTATION_STARTER,
    OUTLIER_JUDGED,
    OUTLIER_WRITING,
    PROLIFIC_WRITING,
)
from grader.task import Part, Task

# How much one criterion costs. In this skill a must-have weighs 3 and a nice-to-have 1, and an item's
# weights add up to `LEAST_WEIGHT` to `MOST_WEIGHT`, so that of the whole
#   one must-have missed           3 / 15 = 0.20 at least
#   two nice-to-haves missed       2 / 11 = 0.18 at most
#   three nice-to-haves missed     3 / 15 = 0.20 at least
# So an item is right when every must-have is met, and every nice-to-have but two. (With four of those at
# the most in an item, two missing is where a careful reader would begin to ask for another version.)
# What a criterion is about is the first word of its id: accuracy-, complete-, structure-, neutral-.
TOLERANCE = 0.19
LEAST_WEIGHT, MOST_WEIGHT = 11, 15

SKILL = Skill(
    slug="reference-answers",
    title="Reference answers",
    track="evaluation",
    number=5,
    summary="Write the answer against which others are measured: complete, accurate, ordered, neutral.",
    task=Task(
        instruction=(
            "List what is asked and what the sources say to it. Then write the answer that you would "
            "want every other one to be measured against."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="prompt", label="User's prompt"),
            Part(name="context", label="Sources"),
            Part(name="brief", label="What the answer must be"),
        ),
        fields=(
            FreeText(
                name="answer",
                label="Your answer",
                help="The answer first, then what it rests on, in whole sentences (4.1, 4.4, 7.1).",
                checks=(WordBand(low=90, high=260),),
                least_words=40,
                weight=3,
            ),
        ),
    ),
    main_field="answer",
    tolerance=TOLERANCE,
    target=Target(
        metric="criteria met",
        value=0.85,
        floor=0.80,
        note="A convention: 85 % of the weight, every must-have in it, stands near the 6 of 7 that "
        "InstructGPT (2022) asked of those who wrote its demonstrations.",
    ),
    figures=(
        Figure(
            value="6 of 7",
            says="mean quality that was asked of labellers' own written answers before they were taken on; a "
            "cut, not an agreement between people",
            source="Ouyang et al. (InstructGPT), 2022",
            as_of="2026-11-23",
            status="verified",
        ),
        Figure(
            value="2.4 % and 81.8 %",
            says="of the variance in physicians' marks on criteria: which physician it was, and what no "
            "factor explained, case by case; no agreement between people was found for writing answers",
            source="Borgohain and Mariathas on HealthBench, 2026",
            as_of="2026-11-23",
            status="verified",
        ),
    ),
    concepts=(
        Concept(slug="every-part", title="Every part that was asked"),
        Concept(slug="exception-that-applies", title="The exception that this reader meets"),
        Concept(slug="needed-warning", title="The warning that this reader needs"),
        Concept(slug="next-step", title="What to do next, and by when"),
        Concept(slug="sum-with-its-lines", title="A sum that can be followed"),
        Concept(slug="hedge-kept", title="As sure as the source, no surer"),
        Concept(slug="sources-in-conflict", title="Two sources that disagree"),
        Concept(slug="not-in-the-sources", title="Saying that the sources do not say"),
        Concept(slug="false-premise", title="Correcting what the prompt takes for granted"),
        Concept(slug="source-over-knowledge", title="The source, not what one knows"),
        Concept(slug="no-invented-support", title="Nothing made up to lean on"),
        Concept(slug="answer-first", title="The answer first"),
        Concept(slug="order-of-use", title="In the order in which it is used"),
        Concept(slug="hard-limit", title="Within the limit, and what to drop"),
        Concept(slug="both-sides", title="Each side in its own best words"),
        Concept(slug="attributed-opinion", title="Opinions with their owner"),
        Concept(slug="loaded-word", title="Words that decide for the reader"),
        Concept(slug="false-balance", title="A fact is not one side of a debate"),
    ),
    gates=(
        PROLIFIC_WRITING,
        DATAANNOTATION_STARTER,
        OUTLIER_JUDGED,
        OUTLIER_WRITING,
    ),
    prerequisites=("response-rating", "hallucination"),
    minutes=85,
)
