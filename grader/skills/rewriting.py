"""Rewriting: judge whether a rewrite keeps the meaning, reaches its goal and obeys its constraints."""

from grader.fields import Choice, Near, Option, PerPart, Spans
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import DATAANNOTATION_STARTER, OUTLIER_WRITING, PROLIFIC_WRITING
from grader.task import Part, Task

MEANING = Choice(
    name="meaning",
    label="Is the meaning preserved?",
    help="The most serious error of meaning decides (2.2).",
    options=(
        Option(
            key="preserved",
            label="Preserved",
            help="Nothing added, changed or lost that the goal does not ask for (2.3).",
        ),
        Option(
            key="drifted",
            label="Drifted",
            help="Errors of meaning, all of them minor: the reader would do the same (2.4).",
        ),
        Option(
            key="changed",
            label="Changed",
            help="A reader of the rewrite would do or believe something else (2.5).",
        ),
    ),
    # Neighbours on one line: how serious was misjudged, not whether there is something.
    near=(Near(a="preserved", b="drifted"), Near(a="drifted", b="changed")),
    close_within=0.5,
    weight=3,
)

GOAL = Choice(
    name="goal",
    label="Is the goal met?",
    help="Only what the goal asks for; meaning and constraints are asked apart (4.1).",
    options=(
        Option(
            key="met",
            label="Met",
            help="Every sentence fits the goal, bar one slip of words (4.2).",
        ),
        Option(
            key="partly",
            label="Partly met",
            help="At least half of the sentences fit the goal, at least two do not (4.3).",
        ),
        Option(key="missed", label="Missed", help="Fewer than half of the sentences fit it (4.4)."),
    ),
    near=(Near(a="met", b="partly"), Near(a="partly", b="missed")),
    close_within=0.5,
)

KIND = Choice(
    name="kind",
    label="Kind",
    help="What happened to the original's words (3.2).",
    options=(
        Option(
            key="altered",
            label="Altered",
            help="The original says something else on this point: mark the rewrite (3.3).",
        ),
        Option(
            key="added",
            label="Added",
            help="The original says nothing on this point: mark the rewrite (3.4).",
        ),
        Option(
            key="dropped",
            label="Dropped",
            help="The rewrite says nothing on this point: mark the original (3.5).",
        ),
        Option(
            key="language",
            label="Language",
            help="A slip of spelling or grammar; the meaning stands: mark the rewrite (3.6).",
        ),
    ),
    # More certain or wider than the original: some call that altered, some call it added (3.3, 3.4).
    near=(Near(a="altered", b="added"),),
)

SEVERITY = Choice(
    name="severity",
    label="Severity",
    help="Would the reader do or believe something else (2.6)?",
    options=(
        Option(key="minor", label="Minor", help="The reader would shrug (2.4)."),
        Option(key="major", label="Major", help="The reader would do or believe otherwise (2.5)."),
    ),
    near=(Near(a="minor", b="major"),),
)

# The main field is one choice of three. A neighbour costs 0.5, the far end 1.0; with a tolerance of 0 an
# item is right exactly when the judgment on the meaning is gold's. The errors and the checklist have
# weights of their own in the item's score, but no say in whether it is right.
SKILL = Skill(
    slug="rewriting",
    title="Rewriting",
    track="annotation",
    number=17,
    summary="Judge a rewrite: is the meaning kept, the goal met, each limit obeyed, and what went wrong?",
    task=Task(
        instruction=(
            "Read the goal and the constraints, then original and rewrite side by side, sentence by "
            "sentence. Mark what was altered, added or dropped, then judge."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="goal_text", label="Goal of the rewrite"),
            Part(name="constraint", label="Constraint", repeated=(2, 6), numbered=True),
            Part(name="original", label="Original"),
            Part(name="rewrite", label="Rewrite"),
        ),
        fields=(
            Spans(
                name="errors",
                label="Errors that the rewrite introduced",
                help="In the rewrite; what was dropped, in the original (3.1, 3.5).",
                parts=("original", "rewrite"),
                attributes=(KIND, SEVERITY),
                weight=2,
            ),
            MEANING,
            GOAL,
            PerPart(
                name="checklist",
                label="Constraints",
                help="Count, look up, compare; a wish of the goal is no constraint (5.1).",
                group="constraint",
                fields=(
                    Choice(
                        name="kept",
                        label="Is it obeyed?",
                        help="To the letter, everywhere it applies (5.1, 5.2).",
                        options=(
                            Option(
                                key="obeyed", label="Obeyed", help="Everywhere it applies (5.2)."
                            ),
                            Option(
                                key="broken", label="Broken", help="At one place or more (5.2)."
                            ),
                        ),
                    ),
                ),
                weight=2,
            ),
        ),
    ),
    main_field="meaning",
    tolerance=0.0,
    target=Target(
        metric="Cohen's kappa",
        value=0.65,
        floor=0.55,
        note="A convention of ours, a little below the agreement of people who judged whether one text "
        "bears out another (FEVER, 2018); beside it, aim to call 85 % of the constraints rightly.",
    ),
    figures=(
        Figure(
            value="Fleiss' kappa 0.684",
            says="annotators agreed on whether a text supports a claim, refutes it or says too little: "
            "the nearest known to judging whether a sentence keeps another's meaning",
            source="Thorne et al. (FEVER), 2018",
            as_of="2026-11-23",
            status="secondary",
        ),
        Figure(
            value="78.8 %",
            says="annotators agreed on which words of an output the source does not bear out: the nearest "
            "known to marking what a rewrite added or altered",
            source="Niu et al. (RAGTruth), 2024",
            as_of="2026-11-23",
            status="verified",
            low=0.788,
            high=0.788,
        ),
        Figure(
            value="74.2 %",
            says="annotators agreed with themselves when they judged hard items of two or three classes a "
            "second time, in other tasks than this",
            source="Abercrombie et al., 2023 and 2025",
            as_of="2026-11-23",
            status="secondary",
            low=0.742,
            high=0.742,
        ),
    ),
    concepts=(
        Concept(slug="condition-lost", title="A rule without its if or unless"),
        Concept(slug="strength-changed", title="Must, should and may change places"),
        Concept(slug="hedge-moved", title="Surer or less sure than the original"),
        Concept(slug="scope-moved", title="Some became all, or all became some"),
        Concept(slug="actor-lost", title="Who does it got lost"),
        Concept(slug="figure-altered", title="Another figure, date or name"),
        Concept(slug="cause-added", title="Two facts joined by a because"),
        Concept(slug="detail-added", title="A detail that was not there"),
        Concept(slug="point-dropped", title="A point that was lost"),
        Concept(slug="fair-rewording", title="Other words, the same meaning"),
        Concept(slug="loss-the-goal-asks-for", title="What the goal lets go"),
        Concept(slug="stance-of-the-author", title="Whose view it is, and how warm"),
        Concept(slug="constraint-to-the-letter", title="A constraint is read to the letter"),
        Concept(slug="constraint-without-a-case", title="A constraint that finds no case"),
        Concept(slug="goal-apart-from-meaning", title="A good style is no proof of meaning"),
        Concept(slug="register-mixed", title="Sentences that fall out of the register"),
    ),
    gates=(
        PROLIFIC_WRITING.but("whether rewrites are judged in it is not said", confidence="medium"),
        OUTLIER_WRITING,
        DATAANNOTATION_STARTER,
    ),
    minutes=75,
)
