"""A made-up item for each field type, opened in a notebook: what `test_fields` judges in the browser."""

from __future__ import annotations

import struct
import tempfile
import zlib
from hashlib import sha256
from pathlib import Path
from typing import Any

from grader.bank import Bank, load_bank
from grader.bank.resolve import resolve_gold
from grader.fields import (
    AnyField,
    Boxes,
    Choice,
    Condition,
    Edit,
    FreeText,
    Label,
    Labels,
    Near,
    Option,
    PerPart,
    Relations,
    Scale,
    Spans,
    flag,
)
from grader.items import Gold, Item
from grader.notebook import Lesson
from grader.practice import Exercise, Sitting
from grader.skills import skill
from grader.task import Part, Task
from grader.widgets.exercise import ExerciseWidget

OUTPUT = """\
The **harbour** 🐟 reopened in May, said Ines Varga.

- Two divers found cafe\u0301 chairs.
- Costs fell by 9 %.
"""

STATUS = Choice(
    name="status",
    label="Status",
    options=(
        Option(key="supported", label="Supported"),
        Option(key="contradicted", label="Contradicted"),
        Option(key="unverifiable", label="Unverifiable"),
    ),
)
SEVERITY = Choice(
    name="severity",
    label="Severity",
    options=(Option(key="minor", label="Minor"), Option(key="major", label="Major")),
    near=(Near(a="minor", b="major", distance=0.3),),
    when=Condition(field="status", any_of=("contradicted", "unverifiable")),
)
CORRECTION = FreeText(
    name="correction",
    label="Correction",
    required=False,
    least_words=1,
    when=Condition(field="status", any_of=("contradicted",)),
)
VEHICLES = Choice(
    name="class",
    label="Class",
    options=(Option(key="car", label="Car"), Option(key="van", label="Van")),
)
TAG = Choice(
    name="tag",
    label="Tag",
    options=(Option(key="accuracy", label="Accuracy"), Option(key="tone", label="Tone")),
)
TAXONOMY = (
    Label(key="sport", label="Sport"),
    Label(key="football", label="Football", parent="sport"),
    Label(key="rowing", label="Rowing", parent="sport"),
    Label(key="food", label="Food"),
    Label(key="none", label="Nothing of these"),
)
SPANS = Spans(
    name="claims",
    label="Claims",
    parts=("output",),
    attributes=(STATUS, SEVERITY, CORRECTION),
    free=("supported",),
)

Made = tuple[tuple[AnyField, ...], tuple[Part, ...], dict[str, Any], dict[str, Any]]


def picture(folder: Path) -> dict[str, Any]:
    """Write a grey image of 320 x 200 pixels with two darker boxes; return its part."""
    rows = bytearray()
    for y in range(200):
        rows.append(0)
        for x in range(320):
            inside = (40 <= x < 120 and 50 <= y < 110) or (200 <= x < 280 and 90 <= y < 150)
            rows.append(70 if inside else 200)
    header = struct.pack(">IIBBBBB", 320, 200, 8, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b"")):
        data += struct.pack(">I", len(body)) + kind + body
        data += struct.pack(">I", zlib.crc32(kind + body))
    (folder / "made.png").write_bytes(data)
    return {
        "file": "made.png",
        "width": 320,
        "height": 200,
        "sha256": sha256(data).hexdigest(),
        "description": "A grey field with two dark boxes",
    }


def made(kind: str, folder: Path) -> Made:
    """Return fields, parts, content and gold of the item for a field type."""
    text = (Part(name="output", label="Output"),)
    if kind == "labels":
        field = Labels(name="topics", label="Topics", labels=TAXONOMY, alone=("none",))
        return (field,), text, {"output": "The crew won."}, {"topics": ["rowing"]}
    if kind == "spans":
        gold = [
            {"quote": "reopened in May", "status": "contradicted", "severity": "major",
             "correction": "It reopens in June."},
            {"quote": "cafe\u0301 chairs", "status": "unverifiable", "severity": "minor"},
        ]  # fmt: skip
        return (SPANS,), text, {"output": OUTPUT}, {"claims": gold}
    if kind == "relations":
        links = Relations(
            name="links", label="Links", spans="people",
            attributes=(Choice(name="kind", label="Kind", options=(
                Option(key="said", label="said of"), Option(key="found", label="found"))),),
        )  # fmt: skip
        people = Spans(
            name="people", label="Who and what", parts=("output",),
            attributes=(Choice(name="type", label="Type", options=(
                Option(key="person", label="Person"), Option(key="thing", label="Thing"))),),
        )  # fmt: skip
        gold_marks = [
            {"quote": "harbour", "type": "thing"},
            {"quote": "Ines Varga", "type": "person"},
        ]
        gold_links = [{"head": "Ines Varga", "tail": "harbour", "kind": "said"}]
        golds = {"people": gold_marks, "links": gold_links}
        return (people, links), text, {"output": OUTPUT}, golds
    if kind == "edit":
        field_ = Edit(name="edit", label="Edit", part="draft", attributes=(TAG,))
        parts = (Part(name="draft", label="Draft", text="plain"),)
        content = {"draft": "Costs fell by 9 % last year. You must obey. All is well."}
        fixes = [
            {"quote": "fell", "accept": ["rose"], "tag": "accuracy"},
            {"quote": "must obey", "accept": ["may join"], "tag": "tone"},
        ]
        return (field_,), parts, content, {"edit": {"fixes": fixes, "keep": [{"quote": "well"}]}}
    if kind == "boxes":
        boxes = Boxes(
            name="boxes", label="Boxes", part="photo",
            attributes=(VEHICLES, flag("occluded", "Occluded?")),
        )  # fmt: skip
        parts = (Part(name="photo", label="Picture", text="image"),)
        gold_boxes = [
            {"x": 40, "y": 50, "width": 80, "height": 60, "class": "car", "occluded": False},
            {"x": 200, "y": 90, "width": 80, "height": 60, "class": "van", "occluded": True},
        ]
        return (boxes,), parts, {"photo": picture(folder)}, {"boxes": gold_boxes}
    ratings = PerPart(
        name="ratings", label="Ratings", group="response",
        fields=(
            Scale(name="overall", label="Overall", anchors={1: "poor", 2: "fair", 3: "good"}),
            flag("safe", "Safe?"),
        ),
    )  # fmt: skip
    parts = (Part(name="response", label="Response", repeated=(2, 3), shuffled=True),)
    content = {"response_a": "A fair text.", "response_b": "A good text."}
    rated = {"response_a": {"overall": 2, "safe": True}, "response_b": {"overall": 3, "safe": True}}
    return (ratings,), parts, content, {"ratings": rated}


TEMPTING = {
    "labels": {"topics": ["football"]},
    "spans": {"claims": [{"quote": "Costs fell", "status": "contradicted"}]},
    "relations": {"links": [{"head": "harbour", "tail": "Ines Varga", "kind": "said"}]},
    "edit": {"edit": {"changes": [{"quote": "well", "text": "fine", "tag": "tone"}]}},
    "boxes": {"boxes": [{"x": 0, "y": 0, "width": 320, "height": 200, "class": "car"}]},
    "per_part": {"ratings": {"response_a": {"overall": 1}}},
}


def bank(kind: str) -> Bank:
    """Return a bank of the one item for a field type."""
    folder = Path(tempfile.mkdtemp())
    fields, parts, content, gold = made(kind, folder)
    task = Task(instruction="Judge it.", parts=parts, fields=fields)
    real = skill("response-ranking")
    declared = real.model_copy(update={"task": task, "main_field": fields[-1].name})
    item = Item.model_validate(
        {
            "id": f"made-{kind.replace('_', '-')}",
            "difficulty": 1,
            "domain": "test",
            "concepts": ("near-tie",),
            "bait": "FAST",
            "source": {"kind": "authored", "licence": "CC-BY-4.0"},
            "content": content,
        }
    )
    written = Gold.model_validate(
        {
            "id": item.id,
            "item_hash": item.hash,
            "tier": "proved",
            "gold": gold,
            "rationale": "It is so because the page says so itself, and nothing speaks against it (1.1).",
            "tempting": [{"value": TEMPTING[kind], "why_wrong": "It looks right and is not."}],
        }
    )
    guideline = load_bank("response-ranking").guideline
    unfinished = Bank(declared, {"practice": (item,)}, {}, guideline, {}, folder)
    resolved = resolve_gold(written, fields, unfinished.given(item))
    assert resolved.problems == []
    return Bank(declared, {"practice": (item,)}, {item.id: resolved.gold}, guideline, {}, folder)


def exercise(kind: str, name: str = "") -> ExerciseWidget:
    """Open the exercise for a field type, kept under a name of its own."""
    lesson = Lesson(skill("response-ranking"))
    found = bank(kind)
    [item] = found.sets["practice"]
    shown = Exercise(
        key=f"response-ranking/made-{name or kind}", title=kind.replace("_", " "), items=(item.id,)
    )
    return ExerciseWidget(Sitting(shown, found, lesson._store, lesson._learner))
