"""Content moderation: a reported post in its context; which policy, how serious, what is to be done."""

from grader.fields import Choice, CitesPart, FreeText, Label, Labels, Near, Option, Scale, WordBand
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import APPEN_QUIZ, TOLOKA_EXAMS
from grader.task import Part, Task

CATEGORIES = (
    Label(key="hate", label="Hate", help="Attacks people for what they are (2.2)."),
    Label(
        key="harassment", label="Harassment", help="Attacks a person or sets others on them (2.3)."
    ),
    Label(key="threats", label="Threats and violence", help="Threatens or calls for injury (2.4)."),
    Label(
        key="extremism",
        label="Praise of violent groups",
        help="Praises, recruits for or pays them (2.5).",
    ),
    Label(
        key="selfharm", label="Self-harm", help="Urges, teaches, compares or announces it (2.6)."
    ),
    Label(key="sexual", label="Sexual content", help="Explicit, unwanted or for sale (2.7)."),
    Label(
        key="minors", label="Danger to minors", help="Sexualises, lures or exposes a child (2.8)."
    ),
    Label(key="private", label="Private information", help="Publishes what finds a person (2.9)."),
    Label(key="scam", label="Scams and fakes", help="Tricks people out of money or data (2.10)."),
    Label(key="goods", label="Banned goods", help="Trades what may not be traded (2.11)."),
    Label(
        key="misinformation",
        label="Harmful false claims",
        help="Health, votes, emergencies, as fact (2.12).",
    ),
    Label(key="none", label="No category", help="Nothing on its face (2.1)."),
)

FLAGS = (
    Label(key="quoted", label="Quoted", help="Somebody else's words, shown as theirs (4.2)."),
    Label(key="counter", label="Counter-speech", help="Shown or said in order to oppose it (4.3)."),
    Label(key="news", label="News or learning", help="Reports, documents or teaches (4.4)."),
    Label(key="satire", label="Satire", help="Exaggerates to mock the view or the powerful (4.5)."),
    Label(key="reclaimed", label="Reclaimed", help="The group's own word, for themselves (4.6)."),
    Label(key="none", label="No context flag", help="None of these holds (4.1)."),
)

SKILL = Skill(
    slug="content-moderation",
    title="Content moderation",
    track="annotation",
    number=20,
    summary="Judge a reported post in its context: the policy category, its severity and the action.",
    task=Task(
        instruction=(
            "Read where the post stands and what is round it, then the post. The report is only the reason "
            "why you see it. Words in [brackets] stand for what was taken out: judge as if it stood there."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="setting", label="Where it stands, and who wrote it"),
            Part(name="thread", label="What is round it", required=False, look="transcript"),
            Part(name="post", label="The reported post"),
            Part(name="report", label="The report", required=False),
        ),
        fields=(
            Labels(
                name="categories",
                label="Which policy does it touch on its face?",
                help="Read the post as if it stood alone and were meant (2.1).",
                labels=CATEGORIES,
                alone=("none",),
                most=3,
                weight=1.5,
            ),
            Labels(
                name="flags",
                label="What does the context make of it?",
                help="Only what the page shows (4.1).",
                labels=FLAGS,
                alone=("none",),
                most=3,
            ),
            Scale(
                name="severity",
                label="How serious is what is left?",
                help="After the context (3.1).",
                anchors={
                    0: "None: no category, or the context lifts it",
                    1: "Minor: breaks a clause once, aimed at nobody who must fear, pay or act on it",
                    2: "Serious: somebody named or reachable is attacked, tricked, exposed or misled",
                    3: "Severe: a point of clause 3.4 (life, a child, vermin, a violent group, an emergency)",
                },
                close_within=0.12,
            ),
            Choice(
                name="action",
                label="What is to be done?",
                help="Escalate first, then remove, else allow (5.1).",
                options=(
                    Option(key="allow", label="Allow", help="Severity 0 and no danger (5.2)."),
                    Option(
                        key="remove", label="Remove", help="Severity 1 to 3, no danger now (5.3)."
                    ),
                    Option(
                        key="escalate",
                        label="Escalate",
                        help="Danger now, a child, or a missing piece decides (5.4, 5.5).",
                    ),
                ),
                near=(Near(a="remove", b="escalate"),),
                weight=3,
            ),
            FreeText(
                name="justification",
                label="Justification",
                help="The words that decide, the context, the clause (7.1).",
                checks=(
                    WordBand(low=20, high=80),
                    CitesPart(group="post", says="quotes the post"),
                ),
            ),
        ),
    ),
    main_field="action",
    # One choice of three: "remove" for "escalate" costs 0.5, the other errors 1. All lie above the
    # tolerance, because a post that should have reached a person was not safe with its removal.
    tolerance=0.0,
    target=Target(
        metric="Cohen's kappa",
        value=0.70,
        floor=0.60,
        note="A convention, on forms in which the three actions are about equally frequent; on a natural "
        "stream, where nearly everything is allowed, kappa means something else.",
    ),
    figures=(
        Figure(
            value="alpha 0.60",
            says="moderators agreed with each other on how hateful 53,831 tweets are, ordered levels",
            source="Applied Network Science, 2021",
            as_of="2026-11-23",
            status="verified",
        ),
        Figure(
            value="79 and 88 %",
            says="on the same tweets, two people gave the same level, and one person the same level twice",
            source="Applied Network Science, 2021",
            as_of="2026-11-23",
            status="verified",
            low=0.79,
            high=0.88,
        ),
        Figure(
            value="68.3 and 74.4 %",
            says="on hard items of offence, two people agreed, and one person with themselves",
            source="Abercrombie et al., 2023",
            as_of="2026-11-23",
            status="secondary",
            low=0.683,
            high=0.744,
        ),
    ),
    concepts=(
        Concept(slug="face-then-context", title="First the words, then what they do here"),
        Concept(slug="figure-of-speech", title="Strong words that nobody means"),
        Concept(slug="quoted-to-oppose", title="Shown in order to object"),
        Concept(slug="quoted-to-spread", title="Shown in order to pass on"),
        Concept(slug="satire-has-a-target", title="What satire mocks, and what hides as a joke"),
        Concept(slug="own-word", title="A group's own word"),
        Concept(slug="criticism-or-attack", title="A faith, a state, an act; or its people"),
        Concept(slug="coded-attack", title="An attack without a hard word"),
        Concept(slug="pile-on", title="Setting others on a person"),
        Concept(slug="public-role", title="What a public person must put up with"),
        Concept(slug="private-or-public", title="What finds a person at home"),
        Concept(slug="danger-now", title="When removing is not enough"),
        Concept(slug="own-pain", title="Telling of one's own pain"),
        Concept(slug="missing-piece", title="The piece that is not on the page"),
        Concept(slug="report-is-no-evidence", title="The report is no evidence"),
        Concept(slug="claim-or-opinion", title="A false fact, a bad opinion, a rumour"),
        Concept(slug="second-category", title="When a second category applies"),
    ),
    gates=(
        APPEN_QUIZ.but("nothing is documented about moderation in particular", confidence="low"),
        TOLOKA_EXAMS.but("nothing is documented about moderation in particular", confidence="low"),
    ),
    minutes=80,
)
