"""Tool use: judge each call of an assistant against the tools' schemas and the results shown."""

from grader.fields import (
    Choice,
    CitesPart,
    FreeText,
    Near,
    Option,
    PerPart,
    WordBand,
)
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import DATAANNOTATION_CODING, SCALE_HIDDEN_TASKS
from grader.task import Part, Task

SELECTION = Choice(
    name="selection",
    label="Is it the right tool?",
    help="By the tools' own descriptions (2.1, 2.2).",
    options=(
        Option(key="right", label="Right", help="Its description does what is needed now (2.1)."),
        Option(
            key="wrong",
            label="Wrong",
            help="Another one does it, or this one is not in the list (2.2, 2.3).",
        ),
    ),
    weight=0.5,
)

CORRECTNESS = Choice(
    name="correctness",
    label="Are the arguments right?",
    help="By the schema, and by what was known when the call was made (3.1 to 3.7).",
    options=(
        Option(key="right", label="Right", help="Nothing missing, mistyped or mistaken (3.1)."),
        Option(key="wrong", label="Wrong", help="Missing, mistyped or another value (3.2 to 3.4)."),
    ),
    weight=0.5,
)

INTERPRETATION = Choice(
    name="interpretation",
    label="Is the result read rightly?",
    help="In the words after it, in later calls and in the answer (5.1, 5.7).",
    options=(
        Option(key="right", label="Right", help="All that is said of it stands in it (5.1)."),
        Option(key="wrong", label="Wrong", help="Misread, or something made up (5.2, 5.3)."),
    ),
    weight=0.5,
)

NECESSITY = Choice(
    name="necessity",
    label="Was it needed, now?",
    help="By what was known before the call, not by what came back (4.1).",
    options=(
        Option(key="right", label="Needed", help="It serves the request, at this place (4.1)."),
        Option(
            key="early",
            label="Too early",
            help="Something it depends on had not been done or agreed (4.2).",
        ),
        Option(
            key="wrong",
            label="Not needed",
            help="Known already, hopeless to repeat, or asked by nobody (4.3, 4.4).",
        ),
    ),
    near=(Near(a="early", b="wrong"),),
    close_within=0.5,
    weight=0.5,
)

ERROR = Choice(
    name="error",
    label="What is the error?",
    help="The first in the life of a call: tool, arguments, order, need, reading (6.1).",
    options=(
        Option(
            key="none", label="No error", help="All four questions above are answered well (6.1)."
        ),
        Option(
            key="wrong_tool",
            label="Wrong tool",
            help="Another tool was made for this, or the tool does not exist (2.2, 2.3).",
        ),
        Option(
            key="mistyped_argument",
            label="Mistyped argument",
            help="The schema itself rejects it: type, format, name, list of values (3.3).",
        ),
        Option(
            key="missing_argument",
            label="Missing argument",
            help="Left out though required, or though the user's condition is lost (3.2).",
        ),
        Option(
            key="wrong_argument",
            label="Wrong argument",
            help="The schema accepts it, but it is not what was meant (3.4).",
        ),
        Option(key="order", label="Too early", help="Before what it depends on (4.2)."),
        Option(
            key="redundant",
            label="Redundant or unasked",
            help="It could tell nothing new, or nobody asked for it (4.3, 4.4).",
        ),
        Option(
            key="misread_result",
            label="Misread result",
            help="The result says something else (5.2).",
        ),
        Option(
            key="invented_result",
            label="Invented result",
            help="No result says anything of the kind (5.3).",
        ),
    ),
    # The place of the error was found, only its name was not: worth half, never enough to be right.
    near=(
        Near(a="mistyped_argument", b="wrong_argument"),
        Near(a="missing_argument", b="wrong_argument"),
        Near(a="missing_argument", b="mistyped_argument"),
        Near(a="misread_result", b="invented_result"),
        Near(a="order", b="redundant", distance=0.7),
    ),
    close_within=0.7,
    weight=3,
)

# What one slip costs, with n calls in the item; the five questions of a call weigh 0.5, 0.5, 0.5, 0.5, 3 = 5:
#   the error missed, or one seen where none is    3 / 5 / n           n = 6: 0.100
#   the error found but called by a near name      0.5 * 3 / 5 / n     n = 6: 0.050
#   one of the four small questions                0.5 / 5 / n         n = 3: 0.033   n = 6: 0.017
#   two of them                                    1 / 5 / n           n = 4: 0.050   n = 6: 0.033
# With three to six calls an item is right when every call has its error by name; one slip in the small
# questions is forgiven, and a second one from five calls on (n = 5: 0.040).
TOLERANCE = 0.04
MOST_CALLS = 6
"""How many calls an item may have, so that `TOLERANCE` forgives no error that is missed or misnamed."""

SKILL = Skill(
    slug="tool-use",
    title="Tool use",
    track="evaluation",
    number=7,
    summary="Judge every tool call: the tool, its arguments, whether it was needed, how its result was read.",
    task=Task(
        instruction=(
            "Read the tools' schemas, then the request. Judge each call with its result, in order, and then "
            "the whole."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="tools", label="Tools that the assistant has"),
            Part(name="context", label="What the assistant was given", required=False),
            Part(name="prompt", label="User's request"),
            Part(name="call", label="Call", repeated=(3, MOST_CALLS), numbered=True, look="step"),
            Part(name="answer", label="Assistant's answer"),
        ),
        fields=(
            PerPart(
                name="calls",
                label="Each call",
                help="An error counts once, where it is born (1.5).",
                group="call",
                fields=(SELECTION, CORRECTNESS, NECESSITY, INTERPRETATION, ERROR),
                weight=4,
            ),
            Choice(
                name="overall",
                label="The whole run",
                help="The answer, what was changed, and the calls (7.1).",
                options=(
                    Option(
                        key="clean",
                        label="Clean",
                        help="No call has an error, and the answer does what was asked (7.1).",
                    ),
                    Option(
                        key="flawed",
                        label="Right in the end, flawed on the way",
                        help="At least one error, but answer and changes are as they should be (7.2).",
                    ),
                    Option(
                        key="failed",
                        label="Failed",
                        help="A false or missing answer, or a wrong or unasked change (7.3).",
                    ),
                ),
                near=(Near(a="clean", b="flawed"), Near(a="flawed", b="failed", distance=0.7)),
                close_within=0.5,
                weight=1.5,
            ),
            FreeText(
                name="justification",
                label="Justification",
                help="The call that decides, the schema or result that shows it (8.1).",
                weight=1.5,
                checks=(
                    WordBand(low=25, high=90),
                    CitesPart(group="call", says="quotes a call or its result"),
                ),
            ),
        ),
    ),
    main_field="calls",
    tolerance=TOLERANCE,
    target=Target(
        metric="Cohen's kappa",
        value=0.75,
        floor=0.65,
        note=(
            "A convention: the bar suggested for pass or fail on tool calls. Here kappa pools all questions "
            "of each call. No solid figure for people against people was found."
        ),
    ),
    figures=(
        Figure(
            value="87.1 %",
            says=(
                "an automatic judge agreed with people on whether a run of tool calls passed; not "
                "people with people"
            ),
            source="Qin et al. (ToolBench), 2023",
            as_of="2026-11-23",
            status="verified",
            low=0.871,
            high=0.871,
        ),
        Figure(
            value="80.3 %",
            says="the same judge agreed with people on which of two runs is better",
            source="Qin et al. (ToolBench), 2023",
            as_of="2026-11-23",
            status="verified",
            low=0.803,
            high=0.803,
        ),
    ),
    concepts=(
        Concept(slug="schema-decides", title="The schema, not common sense, says what fits"),
        Concept(slug="tool-description", title="What a tool says that it is for"),
        Concept(slug="read-or-write", title="Looking something up, or changing it"),
        Concept(slug="argument-source", title="Where an argument's value comes from"),
        Concept(slug="unit-and-format", title="Units, dates and formats"),
        Concept(slug="lost-condition", title="A condition of the user that is not passed on"),
        Concept(slug="default-fits", title="Leaving out what has a fitting default"),
        Concept(slug="check-before-write", title="Look before you change"),
        Concept(slug="confirmation-first", title="Agreed before it is done"),
        Concept(slug="known-already", title="Asking a tool for what is known"),
        Concept(slug="retry-or-repeat", title="A retry with a reason, or a mere repeat"),
        Concept(slug="incomplete-result", title="A page, a limit, a part of the list"),
        Concept(slug="empty-is-not-no", title="Nothing found is not “there is none”"),
        Concept(slug="error-as-success", title="An error taken for a success"),
        Concept(slug="row-or-field-swap", title="The wrong row, column or field"),
        Concept(slug="said-without-call", title="Said, but no call shows it"),
        Concept(slug="inherited-error", title="An error carried on is counted once"),
        Concept(slug="right-by-luck", title="A right answer after a wrong call"),
    ),
    gates=(
        SCALE_HIDDEN_TASKS.but(
            "whether tool calls are among them is not known", confidence="unknown"
        ),
        DATAANNOTATION_CODING.but("tool calls are not mentioned in it", confidence="low"),
    ),
    prerequisites=("multi-turn",),
    minutes=90,
)
