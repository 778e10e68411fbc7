"""Bounding boxes: find every object asked for in a picture, and lay a tight box around each."""

from grader.fields import Boxes, Choice, Option, flag
from grader.skills.base import Concept, Figure, Skill, Target
from grader.skills.platforms import PROLIFIC_IMAGES, REMOTASKS_COURSE, TOLOKA_NO_HIDDEN_TASKS
from grader.task import Part, Task

CLASSES = (
    Option(
        key="person", label="Person", help="Head, arms, legs; what is worn belongs to it (2.3)."
    ),
    Option(key="cyclist", label="Cyclist", help="Rider and bicycle together, one box (3.6)."),
    Option(key="car", label="Car", help="A bonnet, and glass all round (2.3)."),
    Option(key="van", label="Van", help="A closed load space without rear windows (2.3)."),
    Option(key="carton", label="Carton", help="Cardboard, with tape over the lid (2.3)."),
    Option(key="drum", label="Drum", help="A round steel wall with hoops and a lid (2.3)."),
    Option(key="red_cell", label="Red cell", help="A rosy disc, paler in the middle (2.3)."),
    Option(key="white_cell", label="White cell", help="A pale body with a dark nucleus (2.3)."),
    Option(key="cup", label="Cup", help="A rim, a drink, a handle (2.3)."),
    Option(key="plate", label="Plate", help="A wide flat disc with a raised rim (2.3)."),
    Option(key="spoon", label="Spoon", help="One oval bowl on a handle (2.3)."),
    Option(key="sailboat", label="Sailing boat", help="A mast with the sail along it (2.3)."),
    Option(key="motorboat", label="Motor boat", help="A windscreen, an engine at the stern (2.3)."),
    Option(key="bottle", label="Bottle", help="A shoulder and a neck (2.3)."),
    Option(key="can", label="Can", help="A printed barrel with bare metal ends (2.3)."),
    Option(key="screw", label="Screw", help="A broad head and a thread (2.3)."),
    Option(key="nut", label="Nut", help="Six flat sides around a hole (2.3)."),
)

SKILL = Skill(
    slug="bounding-boxes",
    title="Bounding boxes",
    track="annotation",
    number=24,
    summary="Find every object that the brief asks for, and lay a tight box with the right class round it.",
    task=Task(
        instruction="Read what to box, sweep the whole picture, then draw one tight box for each object.",
        parts=(
            Part(name="rule", label="Changed rule, for this item only", required=False),
            Part(name="brief", label="What to box"),
            Part(name="image", label="Picture", text="image"),
        ),
        fields=(
            Boxes(
                name="boxes",
                label="Boxes",
                help="Each side on the outermost pixel that shows (3.1, 3.2).",
                part="image",
                asked_in="brief",
                attributes=(
                    Choice(name="class", label="Class", options=CLASSES),
                    flag(
                        "occluded", "Occluded?", help="Something in front hides a clear part (5.1)."
                    ),
                    flag("truncated", "Truncated?", help="The frame cuts it off (5.2)."),
                    flag("group", "Group?", help="Five or more of a class in one heap (4.2)."),
                ),
            ),
        ),
    ),
    main_field="boxes",
    # Simulated on generated items of every difficulty (tests/generators/test_tolerance.py), five readings
    # each: hands up to 2 pixels off on every side, with one flag in 45 wrong, are right on 96 % of items,
    # up to 3 pixels off on 89 %, up to 5 on a third, up to 8 on 2 %. With seven objects at most, an item
    # with one missed (distance at least 1/13), invented (1/15) or of the wrong class is never right.
    tolerance=0.06,
    target=Target(
        metric="mean IoU of matched boxes",
        value=0.85,
        floor=0.83,
        note="A convention: .85 lies a little below what careful boxes reach, .88 in the one figure known; "
        "beside it, aim to find 95 % of the objects and to invent at most 3 %.",
    ),
    figures=(
        Figure(
            value="mean IoU .88",
            says="boxes of PASCAL VOC's gold against the boxes of its own pixel masks; 93 % above .7",
            source="Papadopoulos et al., 2017",
            as_of="2026-11-23",
            status="secondary",
            low=0.88,
            high=0.88,
        ),
        Figure(
            value="IoU above .7",
            says="what Open Images took as good enough in its half-automatic boxing",
            source="Open Images, as cited in summaries",
            as_of="2026-11-23",
            status="secondary",
        ),
        Figure(
            value="228 of 384",
            says="errors found when KITTI's labels were checked again were objects that had been missed",
            source="a re-check of KITTI, as cited in summaries",
            as_of="2026-11-23",
            status="secondary",
        ),
        Figure(
            value="36,781 to 40,689",
            says="objects in COCO's validation set, before and after it was annotated again",
            source="COCO-ReM, as cited in summaries",
            as_of="2026-11-23",
            status="secondary",
        ),
    ),
    concepts=(
        Concept(slug="tight-sides", title="Each side on the outermost pixel"),
        Concept(slug="visible-extent", title="Only what shows, never what is guessed"),
        Concept(slug="one-object-one-box", title="One object stays one when something crosses it"),
        Concept(slug="truncated-at-frame", title="Objects that the frame cuts off"),
        Concept(slug="shadow-and-reflection", title="Shadows and mirror images stay outside"),
        Concept(slug="blur", title="The middle of a smear"),
        Concept(slug="parts-and-hangers", title="Parts in, what only hangs on out"),
        Concept(slug="pictures-of-things", title="A picture of a thing is not the thing"),
        Concept(slug="look-alikes", title="What only looks like one"),
        Concept(slug="least-size", title="The least size"),
        Concept(slug="small-things", title="Small and pale, and still counted"),
        Concept(slug="each-its-own-box", title="Close together, yet each its own box"),
        Concept(slug="group-box", title="One box for a heap"),
        Concept(slug="class-by-feature", title="The class by its feature"),
        Concept(slug="asked-classes-only", title="Only the classes that the brief asks for"),
    ),
    gates=(
        REMOTASKS_COURSE.but("boxes are among the tools"),
        TOLOKA_NO_HIDDEN_TASKS,
        PROLIFIC_IMAGES,
    ),
    minutes=75,
)
