"""Summarization: judge a summary sentence by sentence, point by point, and on four scales."""

from grader.fields import Choice, Condition, Near, Option, PerPart, Scale
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import PROLIFIC_FACT_CHECKING
from grader.task import Part, Task

SUPPORT = Choice(
    name="support",
    label="Is it supported?",
    help="Are there words in the document for each of its points (7.2)?",
    options=(
        Option(
            key="supported",
            label="Supported",
            help="A fair reader of the document must accept the whole sentence (2.1, 2.5).",
        ),
        Option(
            key="contradicted",
            label="Contradicted",
            help="On some point the document has other words to put in (2.2, 2.4).",
        ),
        Option(
            key="unverifiable",
            label="Not in the document",
            help="Some point can only be struck out (2.3).",
        ),
    ),
    # The sentence was rightly refused; only the reason was not.
    near=(Near(a="contradicted", b="unverifiable"),),
    close_within=0.5,
    weight=2,
)

SEVERITY = Choice(
    name="severity",
    label="How serious?",
    help="They would ... Can you finish the sentence (3.3)?",
    options=(
        Option(key="minor", label="Minor", help="The brief's reader would shrug (3.2)."),
        Option(
            key="major",
            label="Major",
            help="The brief's reader would do or believe something else that matters (3.1).",
        ),
    ),
    when=Condition(field="support", any_of=("contradicted", "unverifiable")),
    weight=0.5,
)

STATUS = Choice(
    name="status",
    label="Is it in the summary?",
    help="First ask whether this brief needs it (4.1, 4.4).",
    options=(
        Option(key="covered", label="Key, covered", help="The summary alone tells it (4.2, 4.5)."),
        Option(
            key="partly",
            label="Key, in part or wrong",
            help="Mentioned, without what one would act on, or told wrongly (4.2, 4.3).",
        ),
        Option(key="missing", label="Key, missing", help="The reader does not learn of it (4.2)."),
        Option(key="detail", label="A detail", help="Not needed for this brief, in or out (4.4)."),
    ),
    near=(Near(a="covered", b="partly"), Near(a="partly", b="missing")),
    close_within=0.5,
)

# What one slip costs with n sentences, all else right. A sentence weighs 2 for support and 0.5 for severity:
#   supported for unsupported, either way      1 / n              n = 5: 0.200   n = 8: 0.125
#   contradicted for not in the document       0.5 * 2 / 2.5 / n  n = 5: 0.080   n = 8: 0.050
#   minor for major                            0.5 / 2.5 / n      n = 5: 0.040   n = 8: 0.025
# So with up to eight sentences an item is right when every sentence is rightly accepted or refused; beside
# that, one wrong reason for refusing is forgiven, or two wrong severities.
TOLERANCE = 0.11

SKILL = Skill(
    slug="summarization",
    title="Summarization",
    track="annotation",
    number=16,
    summary="Check a summary against its document: is each sentence true to it, and what is missing?",
    task=Task(
        instruction=(
            "Read the brief, then the document to its end. Judge each sentence of the summary, then "
            "each point, and rate the whole by counting."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="brief", label="What the summary is for"),
            Part(name="document", label="Document"),
            Part(name="sentence", label="Summary, sentence", repeated=(3, 8), numbered=True),
            Part(name="point", label="Point of the document", repeated=(4, 7), numbered=True),
        ),
        fields=(
            PerPart(
                name="sentences",
                label="Each sentence",
                help="The worst point of a sentence decides (2.4).",
                group="sentence",
                fields=(SUPPORT, SEVERITY),
                weight=3,
            ),
            PerPart(
                name="points",
                label="Each point",
                help="Key or detail first, then whether the summary has it (4.1 to 4.5).",
                group="point",
                fields=(STATUS,),
                weight=2,
            ),
            Scale(
                name="faithfulness",
                label="Faithfulness",
                help="Count the unsupported sentences (5.2).",
                anchors={
                    1: "Three or more major, or the brief's one question is answered by its opposite.",
                    2: "Two major, one major with minor ones, or four or more minor.",
                    3: "One major, or two or three minor.",
                    4: "One unsupported sentence, minor.",
                    5: "Every sentence is supported.",
                },
            ),
            Scale(
                name="coverage",
                label="Coverage",
                help="Count the key points that are missing; in part is half (5.3).",
                anchors={
                    1: "Three or more key points missing, or all.",
                    2: "Two, or two and a half.",
                    3: "One, or one and a half.",
                    4: "Half a key point: one is there only in part.",
                    5: "No key point is missing.",
                },
            ),
            Scale(
                name="conciseness",
                label="Conciseness",
                help="Count what could go without loss; over the length is 2 at most (5.4, 6.1).",
                anchors={
                    1: "Three sentences could go, or six clauses.",
                    2: "Two sentences could go, or it is over the length allowed.",
                    3: "One sentence could go, or two or three clauses.",
                    4: "One clause could go.",
                    5: "Nothing could go.",
                },
            ),
            Scale(
                name="coherence",
                label="Coherence",
                help="Count where a reader without the document stumbles (5.5).",
                anchors={
                    1: "Four or more places, or a heap of notes.",
                    2: "Three places; one at which the reader gets it wrong counts as two.",
                    3: "Two places, or one at which the reader gets it wrong.",
                    4: "One place, and the reader still gets it right.",
                    5: "No place.",
                },
            ),
        ),
    ),
    main_field="sentences",
    tolerance=TOLERANCE,
    target=Target(
        metric="Cohen's kappa",
        value=0.70,
        floor=0.60,
        note="A convention: kappa of .70 on whether sentences are supported, and how serious what is "
        "not is; beside it, aim for a quadratic-weighted kappa of .65 on each scale.",
    ),
    figures=(
        Figure(
            value="77 ± 2 %",
            says="labellers agreed with researchers on which of two summaries is better, not on sentences",
            source="Stiennon et al., 2020",
            as_of="2026-11-23",
            status="verified",
            low=0.75,
            high=0.79,
        ),
        Figure(
            value="72 %",
            says="labellers agreed with each other on which of two summaries is better",
            source="Stiennon et al., 2020",
            as_of="2026-11-23",
            status="verified",
            low=0.72,
            high=0.72,
        ),
        Figure(
            value="91.8 %",
            says="annotators agreed on whether a response holds any hallucination, summaries among them",
            source="Niu et al. (RAGTruth), 2024",
            as_of="2026-11-23",
            status="verified",
            low=0.918,
            high=0.918,
        ),
    ),
    concepts=(
        Concept(slug="worst-point-decides", title="One wrong point makes the sentence unsupported"),
        Concept(slug="certainty-raised", title="May became is"),
        Concept(slug="scope-widened", title="Some became all"),
        Concept(slug="exception-lost", title="The rule without its exception"),
        Concept(slug="facts-merged", title="Two true halves, one false whole"),
        Concept(slug="wrong-person", title="Right fact, wrong person"),
        Concept(slug="view-as-fact", title="A view told as a fact"),
        Concept(slug="planned-as-done", title="Planned became done"),
        Concept(slug="true-but-added", title="True, likely, and not in the document"),
        Concept(slug="fair-compression", title="Shorter, more general, still true"),
        Concept(slug="worked-out", title="What may be worked out"),
        Concept(slug="brief-decides", title="The brief decides what is key"),
        Concept(slug="buried-key-point", title="The key point in the last line"),
        Concept(slug="half-covered", title="Mentioned, but not so that one can act on it"),
        Concept(slug="padding", title="What could be struck out"),
        Concept(slug="broken-reference", title="A pointing word that points wrong"),
        Concept(slug="no-halo", title="One fault, one scale"),
    ),
    gates=(PROLIFIC_FACT_CHECKING.but("summaries are not named"),),
    prerequisites=("hallucination",),
    minutes=80,
)
