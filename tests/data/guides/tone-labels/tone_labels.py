"""Tone labels: say how a message to a customer sounds, whatever it has to say."""

from grader.fields import Choice, Near, Option
from grader.skills.base import Concept, Figure, Gate, Skill, Target
from grader.task import Part, Task

SKILL = Skill(
    slug="tone-labels",
    title="Tone labels",
    track="annotation",
    number=25,
    summary="Say how a message to a customer sounds: warm, neutral, curt or hostile.",
    task=Task(
        instruction="Read the message to its end, then say how it sounds to the person it is sent to.",
        parts=(Part(name="text", label="Message"),),
        fields=(
            Choice(
                name="tone",
                label="How does it sound?",
                help="Judge how it is said, not what is said (1.1).",
                options=(
                    Option(key="warm", label="Warm", help="It does more than it has to (2.1)."),
                    Option(key="neutral", label="Neutral", help="Plain or polite (2.2)."),
                    Option(key="curt", label="Curt", help="A word that is owed is missing (2.3)."),
                    Option(key="hostile", label="Hostile", help="It turns on the reader (2.4)."),
                ),
                near=(
                    Near(a="warm", b="neutral"),
                    Near(a="neutral", b="curt"),
                    Near(a="curt", b="hostile"),
                ),
            ),
        ),
    ),
    main_field="tone",
    target=Target(
        metric="Cohen's kappa",
        value=0.7,
        floor=0.6,
        note="A convention, as for other single labels; no published figure is about these four.",
    ),
    figures=(
        Figure(
            value="94 %",
            says="of comments had an emotion that at least two of their raters gave",
            source="Demszky et al. (GoEmotions), 2020",
            as_of="2026-11-27",
            status="secondary",
        ),
    ),
    concepts=(
        Concept(slug="bad-news-well-said", title="A refusal can be warm"),
        Concept(slug="formula-is-no-warmth", title="Thanks and regards are formulas"),
        Concept(slug="cooler-line-decides", title="One cold line spoils a friendly message"),
    ),
    gates=(
        Gate(
            platform="None known",
            says="no platform is known to test this skill by itself; it is an example",
            source="docs/add-a-skill.md",
            as_of="2026-11-27",
            confidence="unknown",
        ),
    ),
    minutes=60,
)
