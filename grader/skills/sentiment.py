"""Sentiment: the author's view as a whole and aspect by aspect, apart from what others feel."""

from grader.fields import Choice, Condition, Label, Labels, Option, PerPart, Scale, flag
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import APPEN_QUIZ, TOLOKA_NO_HIDDEN_TASKS
from grader.task import Part, Task

ANCHORS = {
    1: "Condemns: a strong mark, and nothing good left standing (3.4)",
    2: "More against than for: blame weighs more, or is mild (3.3)",
    3: "Neither: no judgment at all, or both sides equal (3.5)",
    4: "More for than against: praise weighs more, or is mild (3.3)",
    5: "Praises: a strong mark, and nothing bad left standing (3.4)",
}

# A family is shown and cannot be chosen; it makes the neighbour in it a smaller miss than the other side.
EMOTIONS = (
    Label(key="glad", label="Glad"),
    Label(key="joy", label="Joy", help="Pleasure in what happened (6.3).", parent="glad"),
    Label(key="gratitude", label="Gratitude", help="Thanks to somebody (6.3).", parent="glad"),
    Label(
        key="admiration", label="Admiration", help="Looks up to what is done (6.3).", parent="glad"
    ),
    Label(key="relief", label="Relief", help="A fear or burden has gone (6.3).", parent="glad"),
    Label(
        key="hope", label="Hope", help="Something good is looked forward to (6.3).", parent="glad"
    ),
    Label(key="cross", label="Cross"),
    Label(
        key="annoyance",
        label="Annoyance",
        help="Put out; no blame of a person (6.4).",
        parent="cross",
    ),
    Label(
        key="anger",
        label="Anger",
        help="Somebody has wronged the author (6.4).",
        parent="cross",
    ),
    Label(key="disgust", label="Disgust", help="Revolted, or contempt (6.4).", parent="cross"),
    Label(key="low", label="Low"),
    Label(
        key="disappointment",
        label="Disappointment",
        help="Less than was expected (6.5).",
        parent="low",
    ),
    Label(key="sadness", label="Sadness", help="A loss, or being hurt (6.5).", parent="low"),
    Label(key="regret", label="Regret", help="The author's own choice (6.5).", parent="low"),
    Label(key="uneasy", label="Uneasy"),
    Label(key="worry", label="Worry", help="Something bad may come (6.5).", parent="uneasy"),
    Label(
        key="surprise",
        label="Surprise",
        help="Said to be unexpected, good or bad (6.6).",
        parent="uneasy",
    ),
    Label(key="none", label="None", help="No emotion is worded or acted out (6.1)."),
)

# Squared difference over squared range: one step costs 1/16 = 0.0625, two steps 4/16 = 0.25.
# With a tolerance of one step somebody who always says 3 would be right on three points of five, and
# "no view" would pass for "more against than for". Section 3 reads each point off the words, so only
# the same point is right; where two points can be read off, gold accepts both.
TOLERANCE = 0.0
ONE_STEP = 0.07
"""What is shown as "close": one step and no more."""


SKILL = Skill(
    slug="sentiment",
    title="Sentiment",
    track="annotation",
    number=14,
    summary="Say how the author judges a thing as a whole and part by part, and keep others' views apart.",
    task=Task(
        instruction=(
            "Read the text to its end. Say how its author judges the target as a whole, then each "
            "aspect, then which emotions are the author's own."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="target", label="Target: what is judged"),
            Part(name="text", label="Text"),
            Part(name="aspect", label="Aspect", repeated=(2, 5), numbered=True),
        ),
        fields=(
            Scale(
                name="overall",
                label="The author's view as a whole",
                help="Direction first, then strength (3.1 to 3.5).",
                anchors=ANCHORS,
                weight=3,
                close_within=ONE_STEP,
            ),
            Choice(
                name="middle",
                label="Why the middle?",
                help="No judgment, or two sides that are equal (3.5)?",
                options=(
                    Option(key="neutral", label="No judgment", help="Nothing is judged (3.5)."),
                    Option(key="mixed", label="Both sides equal", help="Praise meets blame (3.5)."),
                ),
                when=Condition(field="overall", any_of=(3,)),
                weight=0.5,
            ),
            PerPart(
                name="aspects",
                label="Aspect by aspect",
                help="Is it judged at all, and how (4.1 to 4.5)?",
                group="aspect",
                weight=2,
                fields=(
                    flag(
                        "judged",
                        "Judged by the author?",
                        help="No, where it is not mentioned, or mentioned without a view (4.1, 4.2).",
                    ),
                    Scale(
                        name="view",
                        label="The author's view of it",
                        help="By this aspect's own words (4.3).",
                        anchors=ANCHORS,
                        when=Condition(field="judged", any_of=(True,)),
                        close_within=ONE_STEP,
                    ),
                ),
            ),
            flag(
                "sarcasm",
                "Sarcasm?",
                help="Words that say the reverse of what the author means (5.1).",
            ),
            flag(
                "others",
                "Does somebody else judge the target?",
                help="A named or described other, quoted or reported (2.2).",
            ),
            Scale(
                name="others_view",
                label="That other's view",
                help="By the same points; of several, the one given most words (2.3).",
                anchors=ANCHORS,
                when=Condition(field="others", any_of=(True,)),
                close_within=ONE_STEP,
            ),
            Labels(
                name="emotions",
                label="The author's emotions",
                help="One to three that are worded or acted out (6.1, 6.2).",
                labels=EMOTIONS,
                least=1,
                most=3,
                alone=("none",),
            ),
        ),
    ),
    main_field="overall",
    tolerance=TOLERANCE,
    target=Target(
        metric="quadratic-weighted kappa",
        value=0.70,
        floor=0.60,
        note="A convention: .70 is the floor that tests of writing ask of two raters; beside it, turn at "
        "most 3 % of views into their opposite.",
    ),
    figures=(
        Figure(
            value="63.6 %",
            says="annotators agreed with each other on hard items of sentiment",
            source="Abercrombie et al., 2023 and 2025",
            as_of="2026-11-23",
            status="secondary",
            low=0.636,
            high=0.636,
        ),
        Figure(
            value="69.2 %",
            says="the same annotators agreed with themselves when hard items came back",
            source="Abercrombie et al., 2023 and 2025",
            as_of="2026-11-23",
            status="secondary",
            low=0.692,
            high=0.692,
        ),
        Figure(
            value="weighted kappa 0.70",
            says="not a measurement: the least that tests of writing ask of two raters of an ordered scale",
            source="ETS practice, as cited in summaries of Williamson et al., 2012",
            as_of="2026-11-23",
            status="secondary",
        ),
    ),
    concepts=(
        Concept(
            slug="author-not-subject", title="The author's view, not that of people in the text"
        ),
        Concept(slug="verdict-sentence", title="The author's own summing-up decides"),
        Concept(slug="misleading-start", title="Praise or blame that the rest takes back"),
        Concept(slug="count-is-not-weight", title="Many small points against one that decides"),
        Concept(slug="strong-mark", title="What makes an outer point"),
        Concept(slug="left-standing", title="What the other side keeps"),
        Concept(slug="neutral-or-mixed", title="No view, or two that are equal"),
        Concept(slug="bad-news-no-view", title="Bad things told without a view"),
        Concept(slug="fact-as-judgment", title="A fact that is a judgment"),
        Concept(slug="mentioned-not-judged", title="An aspect that is mentioned only"),
        Concept(slug="aspect-own-words", title="Each aspect by its own words"),
        Concept(slug="sarcasm", title="The reverse of what is said"),
        Concept(slug="joke-is-no-sarcasm", title="A joke or an overstatement is no sarcasm"),
        Concept(slug="polite-blame", title="Blame in polite words"),
        Concept(slug="rival-and-past", title="Another thing, or another time, is judged"),
        Concept(slug="emotion-evidence", title="Emotions that are on the page"),
        Concept(slug="emotion-neighbours", title="Emotions that lie next to each other"),
        Concept(slug="whose-emotion", title="Whose emotion it is"),
    ),
    gates=(
        APPEN_QUIZ,
        TOLOKA_NO_HIDDEN_TASKS,
    ),
    prerequisites=(),
    minutes=75,
)
