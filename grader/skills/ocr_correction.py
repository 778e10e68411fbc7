"""OCR and transcript correction: make a machine's text say what the page, or the speaker, says."""

from itertools import pairwise

from grader.fields import Choice, Edit, Near, Option
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import REMOTASKS_COURSE, TOLOKA_NO_HIDDEN_TASKS
from grader.task import Part, Task

BANDS = (
    Option(key="under_1", label="Below 1 %", help="Fewer than one in a hundred (5.6)."),
    Option(key="from_1", label="1 % to below 2 %", help="One in a hundred or more (5.6)."),
    Option(key="from_2", label="2 % to below 5 %", help="One in fifty or more (5.6)."),
    Option(key="from_5", label="5 % to below 10 %", help="One in twenty or more (5.6)."),
    Option(key="from_10", label="10 % or more", help="One in ten or more (5.6)."),
)
# A neighbouring band is a miscount by one or two; two bands off is another formula.
NEXT_BAND = tuple(Near(a=low.key, b=high.key) for low, high in pairwise(BANDS))

# What one slip costs, with n must-fixes in gold and everything else right (see `Edit.score`):
#   an error left, or corrected into something else   1 / n      n = 12: 0.083
#   something right that was changed                  1 / (2n)   n = 12: 0.042
#   something changed where nothing has to be         0.500
# There are no may-fixes in this skill, so nothing makes up for either.
# So with at most twelve errors an item, the bound for this bank, an item is right when every error is
# corrected and nothing else was touched: one wrong digit left on a page is a page that is wrong.
TOLERANCE = 0.04
MOST_FIXES = 12
"""How many errors the gold of an item may have, so that `TOLERANCE` forgives none."""

SKILL = Skill(
    slug="ocr-correction",
    title="OCR and transcript correction",
    track="annotation",
    number=21,
    summary="Correct what a machine read or heard, by what is shown alone, and say how bad it was.",
    task=Task(
        instruction=(
            "Compare the machine's text with what is shown, character by character. Correct what the "
            "machine got wrong; keep everything else, also what looks wrong but stands there."
        ),
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="brief", label="What this is"),
            Part(name="page", label="Page", text="image", required=False),
            Part(name="notes", label="What is known of the recording", required=False),
            Part(name="machine", label="Machine's text, to be corrected", text="plain"),
        ),
        fields=(
            Edit(
                name="correction",
                label="Corrected text",
                help="What stands on the page, or what the notes prove was said (1.1, 1.2).",
                part="machine",
                weight=4,
            ),
            Choice(
                name="cer",
                label="Character error rate of the machine's text",
                help="Wrong, missing and surplus characters, for each character that is right (5.4).",
                options=BANDS,
                near=NEXT_BAND,
                close_within=0.5,
            ),
            Choice(
                name="wer",
                label="Word error rate of the machine's text",
                help="Wrong, missing and surplus words, for each word that is right (5.5).",
                options=BANDS,
                near=NEXT_BAND,
                close_within=0.5,
            ),
        ),
    ),
    main_field="correction",
    tolerance=TOLERANCE,
    target=Target(
        metric="errors repaired",
        value=0.95,
        floor=0.92,
        note="A convention of ours: 95 % of the machine's errors corrected; beside it, aim to add no more "
        "than one new wrong character in a thousand, and to leave at most 0.5 % wrong in print.",
    ),
    figures=(
        Figure(
            value="99.995 %",
            says="of characters right after two people had keyed the same old print apart and their "
            "texts were compared",
            source="Text Creation Partnership, on its double keying",
            as_of="2026-11-23",
            status="verified",
            low=0.99995,
            high=0.99995,
        ),
        Figure(
            value="98 to 99 %",
            says="of characters right is called good for a machine's reading of newspapers, below 90 % "
            "poor; this is about machines, not people",
            source="Holley, 2009",
            as_of="2026-11-23",
            status="secondary",
            low=0.98,
            high=0.99,
        ),
    ),
    concepts=(
        Concept(slug="look-alike-letters", title="Letters that look alike"),
        Concept(slug="letter-or-digit", title="A letter for a digit"),
        Concept(slug="wrong-digit", title="A digit that reads well and is wrong"),
        Concept(slug="real-word-error", title="A wrong word that is a word"),
        Concept(slug="split-and-merged", title="Words torn apart or grown together"),
        Concept(slug="signs-and-stops", title="Commas, points and signs"),
        Concept(slug="capitals", title="Capitals as they stand"),
        Concept(slug="author-slip-kept", title="The author's own slip stays"),
        Concept(slug="old-spelling-kept", title="Old and odd spelling stays"),
        Concept(slug="line-end-hyphen", title="Hyphens at the end of a line"),
        Concept(slug="illegible", title="What nobody can read"),
        Concept(slug="invented-by-machine", title="What the machine made up"),
        Concept(slug="left-out-by-machine", title="What the machine passed over"),
        Concept(slug="mishearing", title="Words that sound alike"),
        Concept(slug="names-and-figures-known", title="Names and figures that the notes prove"),
        Concept(slug="swapped-speakers", title="The wrong speaker"),
        Concept(slug="speech-as-spoken", title="Speech as it was spoken"),
        Concept(slug="error-rates", title="Error rates worked out"),
    ),
    gates=(
        TOLOKA_NO_HIDDEN_TASKS,
        REMOTASKS_COURSE.but("whether transcripts are among them was not found"),
    ),
    minutes=75,
)
