"""Blind reads: what the reader gets, how answers are read, and what is noted in the gold."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.bank import lint, load_bank
from grader.blind import export_blind, record_reading, record_readings, score_blind, score_readers
from grader.errors import QualprepError, UnknownNameError
from grader.settings import content_root
from tests.support import GOLD, SKILL, write_bank

EGG = """\
- id: toy-001
  order: {order}
  axis: Accuracy
  near_tie: no
  differentiator:
  confidence: 80
  reason: eighty minutes: nobody does that # really
"""
TRAIN = """\
- id: toy-002
  order: {order}
  axis: completeness
  near_tie: no
  confidence: 70
  reason: The platform was asked.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_bank(tmp_path / "content")


def letters(root: Path, item_id: str) -> dict[str, str]:
    """The letters of an item in every export, by part."""
    from grader.blind.forms import names_of

    bank = load_bank(SKILL, root)
    names = names_of(bank.skill.task, bank.item(item_id))["response"]
    return {part: names.letter(part) for part in names.order}


def egg(root: Path, *order: str) -> str:
    """An answer to the first item; ``order`` names parts and the signs between them."""
    known = letters(root, "toy-001")
    return EGG.format(order=" ".join(known.get(word, word) for word in order))


def train(root: Path, *order: str) -> str:
    known = letters(root, "toy-002")
    return TRAIN.format(order=" ".join(known.get(word, word) for word in order))


def answers(tmp_path: Path, *entries: str, name: str = "answers.yaml") -> Path:
    path = tmp_path / name
    path.write_text("# the form\n\n" + "\n".join(entries), encoding="utf-8")
    return path


def test_export_holds_everything_a_reader_needs(root: Path, tmp_path: Path) -> None:
    """The folder has the guideline, every item with its letters, a form and how to fill it."""
    folder = tmp_path / "blind"
    written = export_blind(SKILL, folder, root=root)
    assert {path.name for path in written} == {
        "README.md",
        "guideline.md",
        "items.md",
        "answers.yaml",
    }
    assert "### 1.1 Judge for the person" in (folder / "guideline.md").read_text()
    items = (folder / "items.md").read_text()
    assert "### Response C" in items
    assert "> At 18:20, from platform 2." in items
    assert "Content note: A missed train." in items
    readme = (folder / "README.md").read_text()
    assert "`order`" in readme
    assert "`near_tie`" in readme
    assert "justification" not in readme
    form = (folder / "answers.yaml").read_text()
    assert form.count("- id: toy-") == 2
    assert "  differentiator:\n" in form


def test_export_gives_nothing_away(root: Path, tmp_path: Path) -> None:
    """No gold, rationale, bait, concept, domain, difficulty, set or part name is in the folder."""
    folder = tmp_path / "blind"
    export_blind(SKILL, folder, root=root)
    text = "".join(path.read_text() for path in folder.iterdir())
    secrets = ['eighty minutes", which', "tempting", "LONG", "decisive-error", "cooking", "travel"]
    for secret in [*secrets, "difficulty", "practice", "response_a", "tier"]:
        assert secret not in text, secret


def test_export_keeps_headings_of_a_response_inside_it(root: Path, tmp_path: Path) -> None:
    """A response that begins with a heading does not look like an item of its own."""
    export_blind(SKILL, tmp_path / "blind", root=root)
    lines = (tmp_path / "blind" / "items.md").read_text().splitlines()
    assert "> # Eggs" in lines
    assert "# Eggs" not in lines


def test_export_is_the_same_every_time(root: Path, tmp_path: Path) -> None:
    """Two readers of an item see the same letters, so no key has to be kept."""
    for name in ("one", "two"):
        export_blind(SKILL, tmp_path / name, root=root)
    one, two = (
        {path.name: path.read_text() for path in (tmp_path / name).iterdir()}
        for name in ("one", "two")
    )
    assert one == two


def test_export_needs_no_gold(root: Path, tmp_path: Path) -> None:
    """A second reader may begin while the gold is being written, or before."""
    (root / "solutions" / SKILL / "practice.yaml").write_text("- id: [broken\n")
    assert export_blind(SKILL, tmp_path / "blind", root=root)


def test_export_refuses_a_folder_with_something_in_it(root: Path, tmp_path: Path) -> None:
    """The reader must find nothing else there, such as an earlier reader's answers."""
    (tmp_path / "blind").mkdir()
    (tmp_path / "blind" / "notes.txt").write_text("rank-001 is easy")
    with pytest.raises(QualprepError, match="not empty"):
        export_blind(SKILL, tmp_path / "blind", root=root)


def test_export_of_an_unknown_set_names_the_known_ones(root: Path, tmp_path: Path) -> None:
    """A misspelt set is no empty export."""
    with pytest.raises(UnknownNameError, match="practice"):
        export_blind(SKILL, tmp_path / "blind", ["practise"], root=root)
    assert not (tmp_path / "blind").exists()


def test_export_of_sets_without_items_is_refused(root: Path, tmp_path: Path) -> None:
    """An empty set gives the reader nothing to do, so it is said."""
    with pytest.raises(QualprepError, match="no item"):
        export_blind(SKILL, tmp_path / "blind", ["reserve"], root=root)


def test_agreement_counts_items_within_tolerance(root: Path, tmp_path: Path) -> None:
    """One of two items right is 50 % of 2, with Wilson's interval."""
    path = answers(
        tmp_path,
        egg(root, "response_a", "=", "response_c", ">", "response_b"),
        train(root, "response_a", ">", "response_b"),
    )
    found = score_blind(SKILL, path, root=root)
    assert found.problems == ()
    assert (found.overall.value, found.overall.n, found.overall.method) == (0.5, 2, "Wilson")
    assert found.fields["axis"].value == 1.0
    assert found.fields["differentiator"].n == 0
    (differing,) = found.differing
    assert differing.item_id == "toy-002"
    assert not differing.agreed
    first = letters(root, "toy-002")["response_a"]
    (difference,) = differing.differences
    assert difference.reader.startswith(f"Response {first} > ")
    assert difference.other.endswith(f"> Response {first}")
    assert (differing.reason, differing.confidence) == ("The platform was asked.", 70)


def test_export_of_chosen_items_holds_these_alone(root: Path, tmp_path: Path) -> None:
    """So that two readers can be given the same hard cases; an unknown id is named."""
    export_blind(SKILL, tmp_path / "blind", root=root, chosen=["toy-002"])
    page = (tmp_path / "blind" / "items.md").read_text(encoding="utf-8")
    assert "toy-002" in page
    assert "toy-001" not in page
    with pytest.raises(UnknownNameError, match="toy-00"):
        export_blind(SKILL, tmp_path / "other", root=root, chosen=["toy-0022"])


def test_two_readers_are_compared_without_the_gold(root: Path, tmp_path: Path) -> None:
    """Two who err alike agree; only what both judged counts."""
    wrong = train(root, "response_a", ">", "response_b")
    right = train(root, "response_b", ">", "response_a")
    first = answers(
        tmp_path,
        egg(root, "response_a", "=", "response_c", ">", "response_b"),
        wrong,
        name="1.yaml",
    )
    same = score_readers(SKILL, first, answers(tmp_path, wrong, name="2.yaml"), root=root)
    assert [(item.item_id, item.agreed) for item in same.compared] == [("toy-002", True)]
    assert same.overall.value == 1.0
    apart = score_readers(SKILL, first, answers(tmp_path, right, name="3.yaml"), root=root)
    assert apart.overall.value == 0.0
    [difference] = apart.compared[0].differences
    letter = letters(root, "toy-002")["response_b"]
    assert difference.other.startswith(f"Response {letter} > ")


def test_two_editors_agree_who_mend_the_same_in_other_words(tmp_path: Path) -> None:
    """Gold decides nothing between them; it only says that two repairs come to the same."""
    item = load_bank("output-editing").item("edit-013")
    sheet = """\
- id: edit-013
  item_hash: {hash}
  edits:
    changes:
      - {{quote: "7 months", text: "{months}", priority: accuracy}}
      - {{quote: "in cash.", text: "{cash}", priority: completeness}}
  first: accuracy
"""
    paths = []
    for name, months, cash in (
        ("1.yaml", "6 months", "in cash if we both sign the sheet."),
        ("2.yaml", "six months", "in cash, as long as both of us have signed."),
        ("3.yaml", "6 months", "in cash, if you like."),
    ):
        paths.append(tmp_path / name)
        text = sheet.format(hash=item.hash, months=months, cash=cash)
        paths[-1].write_text(text, encoding="utf-8")
    one, same, other = paths
    agreed = score_readers("output-editing", one, same, root=content_root())
    assert [(one.agreed, one.differences) for one in agreed.compared] == [(True, ())]
    apart = score_readers("output-editing", one, other, root=content_root())
    assert [one.agreed for one in apart.compared] == [False]


def test_an_accepted_alternative_agrees(root: Path, tmp_path: Path) -> None:
    """An order under also_accept is as good, and its own values are what is compared."""
    entry = egg(root, "response_a", ">", "response_c", ">", "response_b")
    entry = entry.replace("near_tie: no", "near_tie: Yes").replace(
        "differentiator:", "differentiator: Easier to follow"
    )
    found = score_blind(SKILL, answers(tmp_path, entry), root=root)
    (item,) = found.compared
    assert item.agreed
    assert item.differences == ()
    assert found.fields["differentiator"].value == 1.0


def test_a_reason_may_hold_colons_and_hashes(root: Path, tmp_path: Path) -> None:
    """A reason is free text, not YAML."""
    entry = egg(root, "response_a", "=", "response_c", ">", "response_b")
    (item,) = score_blind(SKILL, answers(tmp_path, entry), root=root).compared
    assert item.reason == "eighty minutes: nobody does that # really"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("order: ", "order: Q > ", 4, "write the letters A, B, C"),
        ("order: ", "order: A > ", 4, "exactly one place"),
        ("axis: Accuracy", "axis: length", 5, "write one of safety, accuracy"),
        ("axis: Accuracy", "axis:", 5, "axis: This is still open."),
        ("near_tie: no", "near_tie: yes", 7, "differentiator: This is still open."),
        ("- id: toy-001", "- id: toy-999", 3, "there is no such item"),
        ("near_tie: no", "near_tie: [no", 7, "not valid YAML"),
        ("axis: Accuracy", "axis: Accuracy\n  bait: LONG", 6, "nobody asked this"),
    ],
)
def test_a_slip_is_reported_by_line_and_the_rest_counts(
    root: Path, tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    """One bad entry is named with its line; the other is compared all the same."""
    entry = egg(root, "response_a", "=", "response_c", ">", "response_b").replace(old, new, 1)
    path = answers(tmp_path, entry, train(root, "response_b", ">", "response_a"))
    found = score_blind(SKILL, path, root=root)
    assert says in " ".join(problem.message for problem in found.problems)
    assert line in {problem.line for problem in found.problems}
    assert "toy-002" in {item.item_id for item in found.compared}


def test_a_missing_confidence_is_said_but_the_judgment_counts(root: Path, tmp_path: Path) -> None:
    """What the reader judged is worth having without how sure they were."""
    entry = train(root, "response_b", ">", "response_a").replace(
        "confidence: 70", "confidence: 170"
    )
    found = score_blind(SKILL, answers(tmp_path, entry), root=root)
    assert "from 5 to 99 (got 170)" in found.problems[0].message
    assert found.compared[0].confidence is None
    assert found.overall.n == 1


def test_the_same_item_twice_counts_once(root: Path, tmp_path: Path) -> None:
    """The first entry counts; the second is reported."""
    entry = train(root, "response_b", ">", "response_a")
    found = score_blind(SKILL, answers(tmp_path, entry, entry), root=root)
    assert found.overall.n == 1
    assert "has an entry already" in found.problems[0].message


def test_an_unfilled_form_has_no_agreement(root: Path, tmp_path: Path) -> None:
    """Entries left empty count nowhere, and the share of nothing is undefined, not 0."""
    export_blind(SKILL, tmp_path / "blind", root=root)
    found = score_blind(SKILL, tmp_path / "blind" / "answers.yaml", root=root)
    assert set(found.unanswered) == {"toy-001", "toy-002"}
    assert (found.compared, found.problems, found.overall.n) == ((), (), 0)


def test_a_reading_of_an_item_that_has_changed_says_nothing(root: Path, tmp_path: Path) -> None:
    """The hash in the form tells which text was read."""
    entry = train(root, "response_b", ">", "response_a")
    entry = entry.replace("  order", "  item_hash: sha256:0000000000000000\n  order")
    found = score_blind(SKILL, answers(tmp_path, entry), root=root)
    assert found.compared == ()
    assert "has changed since it was read" in found.problems[0].message


def test_an_item_without_gold_is_reported(root: Path, tmp_path: Path) -> None:
    """There is nothing to compare with, and that is said rather than counted as a difference."""
    (root / "solutions" / SKILL / "practice.yaml").unlink()
    found = score_blind(
        SKILL, answers(tmp_path, train(root, "response_b", ">", "response_a")), root=root
    )
    assert found.overall.n == 0
    assert "no gold yet" in found.problems[0].message


def test_recording_touches_only_the_review_lists(root: Path, tmp_path: Path) -> None:
    """Comments and layout stay; an empty list and a block list each gain one line."""
    gold = root / "solutions" / SKILL / "practice.yaml"
    before = gold.read_text().splitlines()
    path = answers(
        tmp_path,
        egg(root, "response_a", "=", "response_c", ">", "response_b"),
        train(root, "response_a", ">", "response_b"),
    )
    assert record_readings(score_blind(SKILL, path, root=root), path, "model", root=root) == 2
    after = gold.read_text().splitlines()
    assert [line for line in after if line not in before] == [
        "    - {kind: model, blind: true, agreed: true}",
        "    - {kind: model, blind: true, agreed: false}",
    ]
    assert [line for line in before if line not in after] == ["  review: []"]
    bank = load_bank(SKILL, root)
    assert [(r.kind, r.agreed) for r in bank.gold("toy-001").review] == [("model", True)]
    assert [r.agreed for r in bank.gold("toy-002").review] == [True, False]
    assert lint(SKILL, root) == []


@pytest.mark.parametrize(
    "written",
    [
        "  review: []\n",
        "  review: []  # none yet\n",
        "",
        "  review: [{kind: human, blind: true, agreed: true}]\n",
        "  review:\n  - {kind: human, blind: true, agreed: true}\n",
        "  review:\n      - kind: human\n        blind: true\n        agreed: true\n",
    ],
)
def test_a_reading_can_be_added_to_a_list_however_it_is_written(root: Path, written: str) -> None:
    """Empty, missing, on one line, a line each: afterwards the reading is the last of the list."""
    gold = root / "solutions" / SKILL / "practice.yaml"
    gold.write_text(GOLD.replace("  review: []\n", written))
    before = len(load_bank(SKILL, root).gold("toy-001").review)
    record_reading(SKILL, "toy-001", "human", agreed=False, root=root)
    review = load_bank(SKILL, root).gold("toy-001").review
    assert len(review) == before + 1
    assert (review[-1].kind, review[-1].blind, review[-1].agreed) == ("human", True, False)
    assert gold.read_text().startswith("# Gold of the toy bank; this comment must stay.")


def test_a_list_written_in_an_unforeseen_way_is_left_alone(root: Path) -> None:
    """Rather than guess, the command says what to add by hand, and writes nothing."""
    gold = root / "solutions" / SKILL / "practice.yaml"
    odd = "  review: [{kind: human,\n    blind: true, agreed: true}]\n"
    gold.write_text(GOLD.replace("  review: []\n", odd))
    before = gold.read_text()
    with pytest.raises(QualprepError, match="by hand"):
        record_reading(SKILL, "toy-001", "human", agreed=True, root=root)
    assert gold.read_text() == before


def test_the_same_answers_are_recorded_once(root: Path, tmp_path: Path) -> None:
    """Two entries in a review list must mean two readings."""
    path = answers(tmp_path, train(root, "response_b", ">", "response_a"))
    record_readings(score_blind(SKILL, path, root=root), path, "human", root=root)
    again = score_blind(SKILL, path, root=root)
    assert again.problems == ()
    with pytest.raises(QualprepError, match="recorded already"):
        record_readings(again, path, "human", root=root)
