"""A skill with every composite field, and its bank as files: one item, gold written by quote."""

from __future__ import annotations

import hashlib
import struct
import zlib
from pathlib import Path

import pytest

from grader.bank import Bank, load_bank, pin
from grader.fields import (
    Boxes,
    Choice,
    Condition,
    Edit,
    FreeText,
    Label,
    Labels,
    Option,
    PerPart,
    Relations,
    Scale,
    Spans,
    flag,
)
from grader.skills import SKILLS, Skill
from grader.task import Part, Task
from tests.support import GUIDELINE

SLUG = "toy-claims"
FAULTY = ("contradicted", "unverifiable")

CLAIMS = Spans(
    name="claims",
    label="Claims",
    parts=("output",),
    attributes=(
        Choice(
            name="status",
            label="Status",
            options=(
                Option(key="supported", label="Supported"),
                Option(key="contradicted", label="Contradicted"),
                Option(key="unverifiable", label="Unverifiable"),
            ),
        ),
        Choice(
            name="severity",
            label="Severity",
            options=(
                Option(key="minor", label="Minor"),
                Option(key="major", label="Major"),
                Option(key="fabrication", label="Fabrication"),
            ),
            when=Condition(field="status", any_of=FAULTY),
        ),
        FreeText(
            name="correction",
            label="Correction",
            required=False,
            when=Condition(field="status", any_of=("contradicted",)),
        ),
    ),
    free=("supported",),
)
"""The field of the skill hallucination, as its example item has it."""

TAG = Choice(
    name="tag",
    label="Tag",
    options=(Option(key="accuracy", label="Accuracy"), Option(key="tone", label="Tone")),
)
KIND = Choice(
    name="kind",
    label="Kind",
    options=(Option(key="causes", label="Causes"), Option(key="same", label="The same as")),
)
SHAPE = Choice(
    name="shape",
    label="Shape",
    options=(Option(key="car", label="Car"), Option(key="person", label="Person")),
)

EVERYTHING: Skill = SKILLS[0].model_copy(
    update={
        "slug": SLUG,
        "title": "Toy claims",
        "main_field": "claims",
        "tolerance": 0.2,
        "task": Task(
            instruction="Mark what you find.",
            parts=(
                Part(name="photo", label="Photo", text="image"),
                Part(name="document", label="Document"),
                Part(name="output", label="Output"),
                Part(name="draft", label="Draft", text="plain"),
                Part(name="turn", label="Turn", repeated=(2, 60), numbered=True),
                Part(name="response", label="Response", repeated=(2, 3), shuffled=True),
            ),
            fields=(
                CLAIMS,
                Relations(
                    name="links",
                    label="Links",
                    spans="claims",
                    attributes=(KIND,),
                    undirected=("same",),
                ),
                Edit(name="edit", label="Edit", part="draft", attributes=(TAG,)),
                Boxes(
                    name="boxes",
                    label="Boxes",
                    part="photo",
                    attributes=(SHAPE, flag("occluded", "Occluded?")),
                ),
                PerPart(
                    name="turns",
                    label="Turns",
                    group="turn",
                    fields=(
                        Scale(
                            name="quality", label="Quality", anchors={1: "bad", 2: "", 3: "good"}
                        ),
                        FreeText(name="note", label="Note", required=False, least_words=2),
                    ),
                ),
                PerPart(
                    name="each",
                    label="Each response",
                    group="response",
                    fields=(TAG, flag("usable", "Usable?")),
                ),
                Labels(
                    name="topics",
                    label="Topics",
                    labels=(
                        Label(key="nature", label="Nature"),
                        Label(key="sea", label="Sea", parent="nature"),
                        Label(key="land", label="Land", parent="nature"),
                        Label(key="none", label="None of these"),
                    ),
                    alone=("none",),
                ),
            ),
        ),
    }
)


def png(width: int, height: int, grey: int = 200) -> bytes:
    """Return a real PNG file, all of one grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    rows = b"".join(b"\0" + bytes([grey]) * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


PHOTO = png(200, 100)

ITEMS = f"""\
- id: all-001
  difficulty: 2
  domain: sea
  concepts: [decisive-error]
  bait: SPAN
  source: {{kind: authored, licence: CC-BY-4.0}}
  content:
    photo:
      file: images/photo.png
      width: 200
      height: 100
      sha256: {hashlib.sha256(PHOTO).hexdigest()}
      description: A street seen from above, in grey.
    document: |-
      The meadow grew at nine sites. Nobody knows why.
    output: |-
      The *meadow* grew at nine sites.
      It grew because of the sun. The sun shone all year.
    draft: |-
      The cat sat on teh mat, and the dog barked loud.
    turn_1: How are you?
    turn_2: Fine, and you?
    response_a: Yes.
    response_b: No.
"""

GOLD = """\
- id: all-001
  tier: settled
  settled: Nobody differed, but this is a toy.
  gold:
    claims:
      - {quote: "The meadow grew at nine sites", status: supported}
      - {quote: "because of the sun", status: contradicted, severity: major,
         correction: "Nobody knows why it did."}
      - {quote: "The sun shone all year", status: unverifiable, severity: minor}
    links:
      - {head: {part: output, quote: "The sun shone all year"},
         tail: {part: output, quote: "because of the sun"}, kind: causes}
    edit:
      fixes:
        - {quote: teh, accept: [the], tag: accuracy}
        - {quote: loud, accept: [loudly, "loudly indeed"], must: false, tag: tone}
      keep:
        - {quote: The cat sat}
    boxes:
      - {x: 10, y: 10, width: 40, height: 20, shape: car, occluded: false}
      - {x: 100, y: 20, width: 20, height: 40, shape: person, occluded: true}
    turns:
      turn_1: {quality: 3}
      turn_2: {quality: 1}
    each:
      response_a: {tag: accuracy, usable: true}
      response_b: {tag: tone, usable: false}
    topics: [sea]
  also_accept:
    - topics: [land]
  critical:
    - when: {claims: [{quote: "because of the sun", status: supported}]}
      says: A cause that nobody knows was called supported.
    - when: {each: {response_b: {usable: true}}}
      says: "{response_b} was called usable."
  hints: [Read the last sentence of the document.]
  rationale: >-
    The document says "Nobody knows why", so clause 1.1 leaves no cause.
  tempting:
    - value: {claims: [{quote: "because of the sun", status: unverifiable, severity: minor}]}
      why_wrong: The document does speak of the cause. It says that nobody knows it.
    - value: {turns: {turn_1: {quality: 3}, turn_2: {quality: 3}}}
      why_wrong: "{turn_2} sounds kind, but says nothing, and so does {response_b}."
"""


def write_everything(root: Path) -> Path:
    """Write the content folder and return it; `pin_everything` pins it."""
    for path, text in {
        f"curriculum/guidelines/{SLUG}.md": GUIDELINE.replace("response-ranking", SLUG),
        f"exercises/{SLUG}/practice.yaml": ITEMS,
        f"solutions/{SLUG}/practice.yaml": GOLD,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    image = root / "exercises" / SLUG / "images" / "photo.png"
    image.parent.mkdir()
    image.write_bytes(PHOTO)
    pin(SLUG, root)
    return root


def know_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bank know the skill, which is none of the curriculum."""
    monkeypatch.setattr("grader.bank.load.skill", lambda slug: EVERYTHING)


def everything(root: Path) -> Bank:
    """Return the bank of the folder."""
    return load_bank(SLUG, root)
