"""Output editing: put a model's answer right with the fewest changes, and say what each is for."""

from grader.fields import Choice, CitesPart, Edit, FreeText, Near, Option, WordBand
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import (
    DATAANNOTATION_STARTER,
    OUTLIER_JUDGED,
    PROLIFIC_FACT_CHECKING,
    PROLIFIC_WRITING,
)
from grader.task import Part, Task

# Near: two classes that one place often shares. The clauses decide between them, so the wrong one is an
# error; but the place was found and put right, so it costs a fifth of what another class costs.
NEARLY = (
    # A false dose is false and dangerous (2.7).
    Near(a="safety", b="accuracy", distance=0.2),
    # A rule that has lost its "if" is both false and incomplete (2.8).
    Near(a="accuracy", b="completeness", distance=0.2),
    # What is put coldly is often put vaguely too (2.9).
    Near(a="clarity", b="tone", distance=0.2),
)

CLASSES = (
    Option(
        key="safety",
        label="Safety",
        help="Somebody who follows it could be hurt, or a secret is given away (2.1).",
    ),
    Option(
        key="accuracy",
        label="Accuracy",
        help="It says something else than the source, or more (2.2).",
    ),
    Option(
        key="completeness",
        label="Completeness",
        help="Words are missing that were asked for or that change what the reader does (2.3).",
    ),
    Option(
        key="clarity",
        label="Clarity",
        help="It can be taken in two ways, or cannot be followed (2.4).",
    ),
    Option(
        key="tone",
        label="Tone",
        help="It blames, mocks or presses, or breaks the tone that was asked for (2.5).",
    ),
)

PRIORITY = Choice(
    name="priority",
    label="Class",
    help="What the change is for; where there are two, the more serious (2.6).",
    options=CLASSES,
    near=NEARLY,
)

# What one slip costs, with n must-fixes in gold and everything else right (see `Edit.score`):
#   a must-fix not made, or made wrongly            1 / n      n = 5: 0.200
#   something right that was changed                1 / (2n)   n = 5: 0.100
#   a must-fix under a class that is not near       1 / (2n)   n = 5: 0.100
#   a must-fix under a near class                   1 / (10n)  n = 1: 0.100, n = 2: 0.050, n = 5: 0.020
#   something changed where nothing has to be       0.500
# A may-fix that is made earns 1 / (2n), so with one of them in an item it never makes up for a must-fix
# left out (0.200 - 0.100 > 0.06); it does make up for one needless change.
# So with at most five must-fixes and one may-fix an item, the bound for this bank, an item is right when
# every must-fix is made by an accepted repair, nothing else was touched, and no class is far off.
TOLERANCE = 0.06
MOST_FIXES = 5
"""How many must-fixes the gold of an item may have, so that `TOLERANCE` forgives none."""

SKILL = Skill(
    slug="output-editing",
    title="Output editing",
    track="evaluation",
    number=4,
    summary="Repair what is wrong in a model's answer, leave the rest, and say what each change is for.",
    task=Task(
        instruction=(
            "Read the request and the source to their end, then the answer. Change what has to be "
            "changed, by as few words as will do; leave the rest as it is."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="request", label="What the user asked"),
            Part(name="source", label="Source"),
            Part(name="output", label="Model's answer, to be edited", text="plain"),
        ),
        fields=(
            Edit(
                name="edits",
                label="Edited answer",
                help="The smallest change that mends it; clean sentences stay as they are (1.3, 3.1).",
                part="output",
                attributes=(PRIORITY,),
                weight=3,
            ),
            Choice(
                name="first",
                label="Most serious class",
                help="Of the changes that had to be made, the one highest in the order (5.2).",
                options=(
                    Option(
                        key="none", label="Nothing had to be changed", help="It can go out (1.4)."
                    ),
                    *CLASSES,
                ),
                near=NEARLY,
                close_within=0.2,
            ),
            FreeText(
                name="justification",
                label="Note to the author",
                help="The change that matters most, both texts, its class (7.1).",
                checks=(
                    WordBand(low=20, high=80),
                    CitesPart(group="output", says="quotes the answer"),
                    CitesPart(group="source", says="quotes the source"),
                ),
            ),
        ),
    ),
    main_field="edits",
    tolerance=TOLERANCE,
    target=Target(
        metric="errors repaired",
        value=0.90,
        floor=0.85,
        note="A convention of ours: nine of ten planted errors repaired. No published figure says how "
        "many careful editors repair; beside it, aim to harm with no more than one change in twenty.",
    ),
    figures=(
        Figure(
            value="86 to 865",
            says="marked errors in 408 model answers, before and after they were read once more: most "
            "had been overlooked; this is about finding errors, not about repairing them",
            source="RAGTruth and its re-review, RAGTruth++",
            as_of="2026-11-23",
            status="verified",
        ),
        Figure(
            value="78.8 %",
            says="annotators agreed on which words of a model's answer are unfounded; the nearest known "
            "figure to agreeing on what must be edited",
            source="Niu et al. (RAGTruth), 2024",
            as_of="2026-11-23",
            status="verified",
            low=0.788,
            high=0.788,
        ),
    ),
    concepts=(
        Concept(slug="wrong-figure", title="A figure that is not the source's"),
        Concept(slug="follow-on", title="What follows from a wrong figure"),
        Concept(slug="wrong-name", title="The wrong person, place or thing"),
        Concept(slug="unfounded-claim", title="A claim that the source does not have"),
        Concept(slug="condition-restored", title="The lost condition put back"),
        Concept(slug="missing-step", title="A step left out"),
        Concept(slug="hedge-restored", title="As sure as the source, no surer"),
        Concept(slug="danger-first", title="What could hurt somebody"),
        Concept(slug="secret-given-away", title="A secret in an answer"),
        Concept(slug="two-readings", title="One word, two things it could mean"),
        Concept(slug="said-twice", title="Said twice, or against itself"),
        Concept(slug="blame-and-pressure", title="Blame, mockery and pressure"),
        Concept(slug="register-asked-for", title="The tone that was asked for"),
        Concept(slug="clean-left-alone", title="Clean sentences left alone"),
        Concept(slug="plain-is-not-wrong", title="Plain or odd, yet right"),
        Concept(slug="smallest-change", title="The smallest change that mends"),
        Concept(slug="class-by-repair", title="The class by its repair"),
    ),
    gates=(
        OUTLIER_JUDGED,
        DATAANNOTATION_STARTER,
        PROLIFIC_FACT_CHECKING.but("whether texts are edited is not said", confidence="medium"),
        PROLIFIC_WRITING.but("whether texts are edited is not said", confidence="medium"),
    ),
    prerequisites=("hallucination",),
    minutes=85,
)
