"""Citation grounding: judge every citation of an answer against the sources shown."""

from grader.fields import (
    Choice,
    CitesPart,
    Condition,
    FreeText,
    Near,
    Option,
    PerPart,
    Scale,
    Spans,
    WordBand,
)
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import DATAANNOTATION_STARTER, PROLIFIC_FACT_CHECKING
from grader.task import Part, Task

_THERE = Condition(field="exists", any_of=("there", "altered"))

EXISTS = Choice(
    name="exists",
    label="Is it there?",
    help="Follow the mark, then compare each detail that the answer gives (2.1 to 2.3).",
    options=(
        Option(key="there", label="There as cited", help="Document and details are right (2.1)."),
        Option(
            key="altered",
            label="There, with wrong details",
            help="The right document, but a wrong year, author, section or page (2.2).",
        ),
        Option(key="absent", label="Not there", help="No source shown is the one described (2.3)."),
    ),
    near=(Near(a="there", b="altered"),),
    close_within=0.5,
)

SUPPORTS = Scale(
    name="supports",
    label="Does it support the words?",
    help="This source alone, every point of the words vouched for (3.1 to 3.8).",
    anchors={
        0: "None: silent on the point, or the opposite (3.4).",
        1: "Partial: some points and not others, or a weaker claim (3.2, 3.3).",
        2: "Full: every point is borne out (3.1).",
    },
    when=_THERE,
    weight=2,
)

REPRESENTS = Choice(
    name="represents",
    label="Does it represent the source?",
    help="Would the author object: I say something else about that (4.1)?",
    options=(
        Option(
            key="fair",
            label="Fair",
            help="What is taken from it is as the source has it; silence is no distortion (4.1).",
        ),
        Option(
            key="distorted",
            label="Distorted",
            help="Surer, wider, another voice, other words in quotation marks (4.2 to 4.6).",
        ),
    ),
    when=_THERE,
)

REDUNDANT = Choice(
    name="redundant",
    label="Is it redundant?",
    help="Only beside other citations of the same words (5.1).",
    options=(
        Option(
            key=True, label="Yes", help="Another one bears out all that it does, and more (5.2)."
        ),
        Option(key=False, label="No", help="Alone, needed, or an independent second (5.1, 5.3)."),
    ),
    when=Condition(field="supports", any_of=(1, 2)),
    weight=0.25,
)

REMEDY = Choice(
    name="remedy",
    label="What should be done?",
    help="Does one of the sources shown bear it out in full (6.6)?",
    options=(
        Option(key="cite", label="Cite a source shown", help="One bears it out in full (6.6)."),
        Option(key="strike", label="Strike or source elsewhere", help="None does in full (6.6)."),
    ),
    # That a citation is lacking was seen; only the way out was not.
    near=(Near(a="cite", b="strike"),),
)

# What one slip costs with n citations, all else right. The weights of one citation are 1 + 2 + 1 + 0.25:
#   redundant, yes for no                 0.25 / 4.25 / n      n = 5: 0.012   n = 8: 0.0074
#   partial for full                      0.25 * 2 / 4.25 / n  n = 5: 0.024   n = 8: 0.0147
#   none for partial (no redundant)       0.25 * 2 / 4 / n     n = 5: 0.025   n = 8: 0.0156
#   wrong details for as cited            0.5 / 4.25 / n       n = 5: 0.024   n = 8: 0.0147
#   fair for distorted                    1 / 4.25 / n         n = 5: 0.047   n = 8: 0.0294
#   not there for there                   1 / n
# So with five to eight citations an item is right when every citation is rightly found or not, supports and
# represents as it should; one slip on what is redundant is forgiven, two are not. With four, none is.
TOLERANCE = 0.013

SKILL = Skill(
    slug="citation-grounding",
    title="Citation grounding",
    track="evaluation",
    number=10,
    summary="Check each citation: is it there, does it support the words, does it represent its source?",
    task=Task(
        instruction=(
            "Read the answer, then every source to its end. Judge each citation by its own source, "
            "and mark what needs a citation and has none."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="request", label="What the model was asked"),
            Part(name="answer", label="Model's answer"),
            Part(name="source", label="Source", repeated=(2, 6), numbered=True),
            Part(name="citation", label="Citation", repeated=(4, 8), numbered=True),
        ),
        fields=(
            PerPart(
                name="citations",
                label="Each citation",
                help="Four questions, one citation at a time (1.4, 8.1).",
                group="citation",
                fields=(EXISTS, SUPPORTS, REPRESENTS, REDUNDANT),
                weight=3,
            ),
            Spans(
                name="uncited",
                label="What lacks a citation",
                help="Claims that need a mark and have none; not those with a bad one (6.1 to 6.5).",
                parts=("answer",),
                attributes=(
                    REMEDY,
                    Choice(
                        name="source",
                        label="Which source?",
                        help="Of several that bear it out alone, the first (6.6).",
                        group="source",
                        options=(Option(key="together", label="Two together"),),
                        when=Condition(field="remedy", any_of=("cite",)),
                    ),
                ),
            ),
            FreeText(
                name="justification",
                label="Justification",
                help="The worst finding, the answer's words and the source's (7.1).",
                checks=(
                    WordBand(low=20, high=80),
                    CitesPart(group="answer", says="quotes the answer"),
                    CitesPart(group="source", says="quotes a source"),
                ),
            ),
        ),
    ),
    main_field="citations",
    tolerance=TOLERANCE,
    target=Target(
        metric="quadratic-weighted kappa",
        value=0.65,
        floor=0.55,
        note="A convention: on none, partial and full support; a little below the .70 that the authors "
        "of ALCE (2023) reached with an automatic check.",
    ),
    figures=(
        Figure(
            value="kappa .698",
            says="people against an automatic check, not against each other: do the citations of a "
            "sentence bear it out?",
            source="Gao et al. (ALCE), 2023",
            as_of="2026-11-23",
            status="verified",
        ),
        Figure(
            value="kappa .525",
            says="people against the same automatic check: is this single citation needed?",
            source="Gao et al. (ALCE), 2023",
            as_of="2026-11-23",
            status="verified",
        ),
        Figure(
            value=".593 and .655",
            says="a model, GPT-4o, against people on citations in long texts",
            source="LongCite",
            as_of="2026-11-23",
            status="verified",
        ),
    ),
    concepts=(
        Concept(slug="one-mark-its-words", title="Which words a mark vouches for"),
        Concept(slug="right-claim-wrong-source", title="Borne out, but by another source"),
        Concept(slug="true-not-in-source", title="True, and not in the source cited"),
        Concept(slug="invented-citation", title="A citation that leads nowhere"),
        Concept(slug="wrong-details", title="Right document, wrong year, section or page"),
        Concept(slug="shared-topic", title="A shared topic is no support"),
        Concept(slug="partial-points", title="Some points borne out and others not"),
        Concept(slug="weaker-claim", title="The source says it more weakly"),
        Concept(slug="two-sources-together", title="A claim that needs two sources"),
        Concept(slug="reported-view", title="A view that the source only reports"),
        Concept(slug="title-over-body", title="A headline that says more than its text"),
        Concept(slug="cut-off-context", title="Right words, wrong picture"),
        Concept(slug="words-in-mouth", title="The source named as saying what it does not say"),
        Concept(slug="altered-quotation", title="Other words between quotation marks"),
        Concept(slug="redundant-citation", title="A mark that adds nothing"),
        Concept(slug="independent-second", title="Two sources that confirm each other"),
        Concept(slug="uncited-tail", title="Words behind the last mark"),
        Concept(slug="no-mark-needed", title="What needs no citation"),
        Concept(slug="allowed-inference", title="What may be worked out from the source"),
    ),
    gates=(
        PROLIFIC_FACT_CHECKING.but("citations are not named"),
        DATAANNOTATION_STARTER,
    ),
    prerequisites=("hallucination",),
    minutes=85,
)
