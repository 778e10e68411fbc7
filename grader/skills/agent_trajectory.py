"""Agent trajectory: judge each step of an agent's run and find the one that decides it."""

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
from grader.skills.platforms import OUTLIER_QUIZZES, SCALE_HIDDEN_TASKS
from grader.task import Part, Task

STEP = Choice(
    name="kind",
    label="What is this step?",
    help="On what the agent could know at that point (1.3).",
    options=(
        Option(
            key="sound",
            label="Sound",
            help="It serves the goal, or finds out what the goal needs (2.1).",
        ),
        Option(
            key="mistake",
            label="Mistake",
            help="Against goal, rule or evidence, or on a guess that could be checked (2.2 to 2.4).",
        ),
        Option(
            key="recovery",
            label="Recovery",
            help="Puts right a mistake, or gets past a failure (2.5, 2.6).",
        ),
        Option(
            key="wasted",
            label="Wasted",
            help="Changes nothing and could tell nothing that the goal needs (2.7).",
        ),
    ),
    near=(
        Near(a="sound", b="recovery"),
        Near(a="sound", b="wasted"),
        Near(a="mistake", b="wasted", distance=0.7),
    ),
    close_within=0.5,
)

# The main field is one choice among the steps and "none", and an item is right only when it is the gold's:
#   the step before or after   0.5   half of this field's score, but not right
#   any other step, or "none"  1.0
# The step beside it is another act with another repair, so nothing is forgiven. Besides, most items name a
# critical miss: who calls a goal met that the state denies has not got the item right, whatever the step.
TOLERANCE = 0.0

SKILL = Skill(
    slug="agent-trajectory",
    title="Agent trajectories",
    track="evaluation",
    number=8,
    summary=(
        "Judge every step of an agent's run, find the first critical one, and say whether the goal "
        "is met."
    ),
    task=Task(
        instruction=(
            "Read the task and its limits, then the steps with what the tools returned. Judge each step, "
            "then the whole. Believe the outputs, not the agent."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="goal", label="Task given to the agent"),
            Part(name="policy", label="Rules for the agent", required=False),
            Part(name="step", label="Step", repeated=(6, 20), numbered=True, look="step"),
            Part(name="state", label="State after the run", required=False),
        ),
        fields=(
            PerPart(
                name="steps",
                label="Each step",
                help="Thought, action and output belong to one step; the action counts (1.2).",
                group="step",
                fields=(STEP,),
                weight=2,
            ),
            Choice(
                name="first_critical",
                label="Which is the first critical step?",
                help="The first mistake whose effect still stands at the end (3.1 to 3.4).",
                group="step",
                options=(
                    Option(
                        key="none",
                        label="No critical step",
                        help="No mistake, or every mistake was wholly put right (3.5).",
                    ),
                ),
                beside=0.5,
                close_within=0.5,
                weight=3,
            ),
            Choice(
                name="met",
                label="Is the goal met?",
                help="By the state at the end, not by what the agent says (4.1).",
                options=(
                    Option(
                        key="met",
                        label="Met",
                        help="Every requirement holds and every limit was kept (4.2).",
                    ),
                    Option(
                        key="partly",
                        label="Partly",
                        help=(
                            "The main requirement holds, all limits were kept, another requirement "
                            "fails (4.3)."
                        ),
                    ),
                    Option(
                        key="not_met",
                        label="Not met",
                        help="The main requirement fails, or a limit was broken (4.4).",
                    ),
                ),
                near=(Near(a="partly", b="not_met"), Near(a="met", b="partly", distance=0.7)),
                close_within=0.5,
                weight=2,
            ),
            flag(
                "side_effect",
                "Did it leave a side effect?",
                help="Something outside the task that was changed and is still so at the end (4.6).",
                weight=0.5,
            ),
            Scale(
                name="planning",
                label="Planning",
                help="What it looked at before it acted, and in which order (5.1).",
                anchors={
                    1: (
                        "Acts against the task or goes round in circles; three steps or more for "
                        "want of a look"
                    ),
                    2: "An assumption that could have been checked was not, and it did damage",
                    3: "Such an assumption or a poor order did no damage that stands",
                    4: (
                        "Looked at what each change depended on before making it; no step undone "
                        "for want of a plan"
                    ),
                },
            ),
            Scale(
                name="fidelity",
                label="Fidelity",
                help="Rules kept, and what it says borne out by the outputs (5.2).",
                anchors={
                    1: (
                        "Two or more breaches (rules broken, claims that matter and are false), or "
                        "one that cannot be undone"
                    ),
                    2: "One breach: a rule of the task broken, or a claim that matters and is false",
                    3: (
                        "No breach; a slip in what it says on which nobody would act, or a small "
                        "omission in the report"
                    ),
                    4: "Every rule kept, every statement borne out, nothing that matters kept quiet",
                },
            ),
            flag(
                "errors_met",
                "Did anything go wrong that it had to deal with?",
                help="A mistake of its own before the last step, or a tool that failed or surprised (5.3).",
                weight=0.5,
            ),
            Scale(
                name="handling",
                label="Error handling",
                help="What became of all that went wrong (5.4).",
                when=Condition(field="errors_met", any_of=(True,)),
                anchors={
                    1: "The weightiest error was never noticed, was passed over or was covered up",
                    2: "It was noticed, but the repair is wrong, incomplete or only announced",
                    3: (
                        "All put right, but late, by luck or at the second try; or left standing "
                        "and openly reported"
                    ),
                    4: "All put right at once, with what had been built on it",
                },
            ),
            Scale(
                name="efficiency",
                label="Efficiency",
                help="Count the wasted steps (5.5).",
                anchors={
                    1: "More than a third of the steps are wasted",
                    2: "Two wasted steps or more, up to a third",
                    3: "One wasted step",
                    4: "No wasted step",
                },
            ),
            FreeText(
                name="justification",
                label="Justification",
                help="The critical step, the output that shows it, the state at the end (7.1).",
                weight=1.5,
                checks=(
                    WordBand(low=25, high=100),
                    CitesPart(group="step", says="quotes a step or its output"),
                ),
            ),
        ),
    ),
    main_field="first_critical",
    tolerance=TOLERANCE,
    target=Target(
        metric="Cohen's kappa",
        value=0.70,
        floor=0.60,
        note=(
            "A convention: kappa of 0.70 was suggested for success, and 70 % of first errors within one "
            "step. Here kappa is on the first critical step, named exactly."
        ),
    ),
    figures=(
        Figure(
            value="89.3 %",
            says="experts agreed on whether an agent's run on the web had succeeded; not on the step",
            source="Lù et al. (AgentRewardBench), 2025",
            as_of="2026-11-23",
            status="secondary",
            low=0.893,
            high=0.893,
        ),
        Figure(
            value="Cohen's kappa 0.88",
            says=(
                "annotators agreed on kinds of failure after several rounds of sharpening the list together: "
                "a best case"
            ),
            source="Cemri et al. (MAST), 2025",
            as_of="2026-11-23",
            status="verified",
        ),
        Figure(
            value="about 85 %",
            says="an automatic judge, WebJudge, agreed with people on success; not people with people",
            source="Xue et al. (WebJudge), 2025",
            as_of="2026-11-23",
            status="verified",
            low=0.85,
            high=0.85,
        ),
    ),
    concepts=(
        Concept(slug="state-over-words", title="The state decides, not the report"),
        Concept(slug="no-hindsight", title="Judged by what could be known then"),
        Concept(slug="lucky-mistake", title="A mistake that turned out well"),
        Concept(slug="unlucky-sound-step", title="A sound step that turned out badly"),
        Concept(slug="unchecked-assumption", title="A guess where a look was possible"),
        Concept(slug="ignored-output", title="The output said so, and was passed over"),
        Concept(slug="root-not-symptom", title="Where it began, not where it shows"),
        Concept(slug="full-recovery", title="Put right wholly, so not critical"),
        Concept(slug="partial-recovery", title="Put right in part"),
        Concept(slug="beyond-recall", title="What cannot be called back"),
        Concept(slug="limit-broken", title="A limit of the task"),
        Concept(slug="side-effect", title="Changed, and nobody asked"),
        Concept(slug="left-undone", title="A requirement that was never touched"),
        Concept(slug="false-report", title="A final message that the outputs deny"),
        Concept(slug="wasted-or-check", title="A check, or a step for nothing"),
        Concept(slug="honest-stop", title="Stopping where the task cannot be done"),
        Concept(slug="carried-state", title="A sound step on a wrong base"),
        Concept(slug="loop", title="The same thing again"),
    ),
    gates=(
        SCALE_HIDDEN_TASKS.but(
            "whether agents' runs are among them is not known", confidence="unknown"
        ),
        OUTLIER_QUIZZES.but("whether agents' runs are among the projects is not said"),
    ),
    prerequisites=("tool-use",),
    minutes=90,
)
