"""Lint: one mutation of a clean bank a row, the message it must give, and the line it must name."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from grader.bank import lint, load_bank, pin
from grader.bank.lint import gold_problems
from grader.strict_yaml import Problem
from tests.support import GOLD, ITEMS, SKILL, write_bank

# The second toy item with everything that a gold may have.
RICH = GOLD.replace(
    """\
      why_wrong: It is shorter, but a part of the question stays open.
""",
    """\
      why_wrong: It is shorter, but a part of the question stays open.
  evidence:
    - {part: response_b, quote: from platform 2}
  critical:
    - when: {order: {first: response_a}, axis: safety}
      says: It puts {response_a} first for safety, which no clause allows.
  criteria:
    - id: platform
      must: true
      weight: 2
      says: "{response_b} alone names the platform."
      evidence: [platform]
    - id: time
      says: "{response_a} gives the time."
      evidence: ["18:20", "the time"]
  exemplar: >-
    Both give the time, but only {response_b} says which platform it leaves from.
  weak: I like {response_b} more than the other one, it is nicer.
  negated: It is not true that {response_b} names a platform that one could go to.
  middle:
    text: What {response_a} says of the time is right, and that is good to have.
    meets: [time]
""",
)


class Mutation(NamedTuple):
    """Replaces ``old`` by ``new`` in one file; ``line`` is (part of) the line to be named."""

    tree: str
    old: str
    new: str
    message: str
    line: str


def in_item(old: str, new: str, message: str, line: str) -> Mutation:
    return Mutation("exercises", old, new, message, line)


def in_gold(old: str, new: str, message: str, line: str) -> Mutation:
    return Mutation("solutions", old, new, message, line)


ONE = "- id: toy-001"
TWO = "- id: toy-002"
TIE_LINE = "    order: [[response_a, response_c], [response_b]]"

MUTATIONS = [
    # Items
    in_item("[decisive-error]", "[desisive]", "toy-001: the skill declares no concept 'desisive'", "desisive"),
    in_item("bait: LONG", "bait: WIDE", "toy-001: 'WIDE' is no bait; there are LONG,", "bait: WIDE"),
    in_item("bait: STYLE", "bait: STYLE\n  also_baits: [LONG, NICE]", "toy-002: 'NICE' is no bait", "also_baits"),
    in_item("    response_b: |-\n      At", "    reply: |-\n      At", "toy-002: there is no part called 'reply'", "content"),
    in_item("    prompt: |-\n      When", "    context: |-\n      When", "toy-002: the part 'prompt' is missing", "content"),
    in_item("    response_a: |-\n      At 18:20.", "    response_a: 18.20", "toy-002: the part 'response_a' is no text", "content"),
    in_item("    response_a: |-\n      At 18:20.", "    response_a:", "toy-002: the part 'response_a' is empty", "content"),
    in_item("difficulty: 4", "difficulty: 6", "toy-002: difficulty: Input should be less than or equal to 5", "difficulty: 6"),
    in_item("difficulty: 4", "difficulty: 4\n  difficulty: 3", "the key 'difficulty' appears twice", "difficulty: 3"),
    in_item(TWO, "- id: toy-001", "item 'toy-001' is also in exercises/response-ranking/practice.yaml:1", "- id: toy-001"),
    in_item(TWO, "- id: toy-009", "toy-009: has no gold in solutions/", "- id: toy-009"),
    in_item("domain: travel", "domain: travel\n  dificulty: 3", "toy-002: dificulty: Extra inputs are not permitted", "dificulty"),
    in_item("domain: travel", "domain: travel # \there", "has a tab; indent with two spaces", "\there"),
    # Gold as a whole
    in_gold(TWO, "- id: toy-009", "toy-009: there is no such item in exercises/", "- id: toy-009"),
    in_gold("  hints: [Count what was asked.]\n", "", "toy-002: a practice item needs at least one hint", TWO),
    in_gold("  settled: Nobody differed, but this is a toy.\n", "", "toy-002: a settled gold says under `settled:` what differed", "tier: settled"),
    in_gold("  tier: settled\n  gold:\n    order: [[response_b]", "  tier: human-agreed\n  gold:\n    order: [[response_b]", "toy-002: human-agreed needs two blind readings by people", "human-agreed"),
    in_gold("  tier: settled\n  gold:\n    order: [[response_a,", "  tier: model-agreed\n  gold:\n    order: [[response_a,", "toy-001: model-agreed needs a blind reading that agreed", "model-agreed"),
    in_gold("tier: settled", "tier: sure", "toy-001: tier: Input should be 'proved'", "tier: sure"),
    # Values
    in_gold("[[response_a, response_c], [response_b]]\n    axis", "[[response_a], [response_b]]\n    axis", "toy-001: order: Give {response_c} a place too", "    order: [[response_a], [response_b]]"),
    in_gold("    axis: accuracy\n", "", "toy-001: axis: This is still open.", "  gold:"),
    in_gold("axis: accuracy", "axis: speed", "toy-001: axis: Choose one of: Safety,", "axis: speed"),
    in_gold("near_tie: false\n  settled", "near_tie: no\n  settled", "toy-002: near_tie: Choose one of: Yes, No.", "near_tie: no"),
    in_gold("near_tie: false\n  settled", "near_tie: false\n    differentiator: tone\n  settled", "toy-002: differentiator: is not asked with these values", "differentiator: tone"),
    in_gold("axis: completeness", "axis: completeness\n    speed: 3", "toy-002: speed: There is no question called 'speed'.", "speed: 3"),
    in_gold("      differentiator: structure\n", "", "toy-001: differentiator: This is still open.", "    - order: [[response_a], [response_c]"),
    in_gold("differentiator: structure", "differentiator: brief", "toy-001: differentiator: Choose one of:", "differentiator: brief"),
    in_gold("{order: [[response_a], [response_b]]}", "{order: [[response_b], [response_a]]}", "toy-002: this judgment earns full credit, so it cannot be the tempting", "{order: [[response_b], [response_a]]}"),
    in_gold("{order: [[response_a], [response_b]]}", "{order: [[response_a]]}", "toy-002: order: Give {response_b} a place", "{order: [[response_a]]}"),
    in_gold("{order: [[response_a], [response_b]]}", "{oder: [[response_a]]}", "toy-002: there is no field 'oder'", "{oder: [[response_a]]}"),
    in_gold("{order: {first: response_a}, axis: safety}", "{order: {first: response_b}, axis: completeness}", "toy-002: the gold itself would be this critical miss", "first: response_b"),
    in_gold("{order: {first: response_a}, axis: safety}", "{order: {last: response_a}}", "toy-002: a pattern for order is {first: <one of response_a, response_b>}", "last: response_a"),
    in_gold("axis: safety}", "axes: safety}", "toy-002: no field 'axes'", "axes: safety"),
    in_gold("axis: safety}", "axis: safely}", "toy-002: Choose one of: Safety,", "axis: safely"),
    # Texts
    in_gold("Look at the numbers.", "Look at Response B.", "toy-001: names 'B', but letters are shuffled on screen", "Look at Response B."),
    in_gold("Look at the numbers.", "Look at {response_d}.", "toy-001: {response_d} is no part of the item", "Look at {response_d}."),
    in_gold("Look at the numbers.", "Look at clause 7.1.", "toy-001: the guideline has no clause 7.1", "Look at clause 7.1."),
    in_gold("which no clause allows", "as clause 8.8 says", "toy-002: the guideline has no clause 8.8", "    - when"),
    in_gold("It is shorter, but", "B is shorter, but", "toy-002: names 'B', but letters", "    - value: {order: [[response_a]"),
    in_gold('"{response_a} gives the time."', '"A gives the time."', "toy-002: names 'A', but letters", "    - id: time"),
    in_gold("it is nicer.", "C is nicer.", "toy-002: names 'C', but letters", "  weak:"),
    in_gold("; clause 1.1 decides it.", ".", "toy-001: cites no clause of the guideline", "  rationale: >-"),
    in_gold('"eighty minutes"', '"ninety minutes"', "toy-001: quotes 'ninety minutes', which is not on the page", "  rationale: >-"),
    in_gold("quote: from platform 2", "quote: from platform 3", "toy-002: the quote 'from platform 3' does not occur in the visible text", "from platform 3"),
    in_gold("{part: response_b, quote: from platform 2}", "{part: reply, quote: x}", "toy-002: there is no part 'reply'", "{part: reply, quote: x}"),
    in_gold("{part: response_b, quote: from platform 2}", "{part: response_b, quote: o}", "toy-002: the quote 'o' occurs", "quote: o"),
    # Criteria
    in_gold("    - id: time\n", "    - id: platform\n", "toy-002: two criteria have the same id: platform, platform", "  criteria:"),
    in_gold("      must: true\n", "", "toy-002: at least one criterion must be a must-have", "  criteria:"),
    in_gold("says which platform it leaves from.", "says enough of where it leaves from.", "toy-002: the exemplar does not pass its own criteria; no evidence found of: platform", "  exemplar: >-"),
    in_gold("it is nicer.", "it says which platform.", "toy-002: the weak justification passes", "  criteria:"),
    in_gold("It is not true that", "It is very true that", "toy-002: the negated justification passes", "  criteria:"),
    in_gold("  weak: I like {response_b} more than the other one, it is nicer.\n", "", "toy-002: the weak justification is missing", TWO),
    in_gold("  negated: It is not true that {response_b} names a platform that one could go to.\n", "", "toy-002: the negated justification is missing", TWO),
    in_gold("meets: [time]", "meets: [platform]", "toy-002: says that it meets platform, but the check finds time", "  middle:"),
]  # fmt: skip


def _write(root: Path, *, exercises: str = ITEMS, solutions: str = RICH) -> None:
    for tree, text in (("exercises", exercises), ("solutions", solutions)):
        (root / tree / SKILL / "practice.yaml").write_text(text, encoding="utf-8")
    pin(SKILL, root)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_bank(tmp_path)
    _write(tmp_path)
    return tmp_path


def _read(root: Path, problem: Problem) -> str:
    return (root / problem.file).read_text(encoding="utf-8").split("\n")[problem.line - 1]


def test_a_clean_bank_has_no_problems(root: Path) -> None:
    """What every mutation below starts from."""
    assert lint(SKILL, root) == []


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.message[:60])
def test_every_mistake_is_found_once_at_its_line(root: Path, mutation: Mutation) -> None:
    """By file and line, with the item's id and what to do."""
    source = ITEMS if mutation.tree == "exercises" else RICH
    assert source.count(mutation.old) >= 1
    _write(root, **{mutation.tree: source.replace(mutation.old, mutation.new, 1)})
    problems = lint(SKILL, root)
    found = [problem for problem in problems if mutation.message in problem.message]
    assert len(found) == 1, "\n".join(map(str, problems))
    assert found[0].file == f"{mutation.tree}/{SKILL}/practice.yaml"
    assert mutation.line in _read(root, found[0])


def test_gold_that_is_not_pinned_or_stale_is_found(root: Path) -> None:
    """At its id, or at the hash that does not fit."""
    text = (root / "solutions" / SKILL / "practice.yaml").read_text(encoding="utf-8")
    lines = text.split("\n")
    first, second = (number for number, line in enumerate(lines) if "item_hash" in line)
    lines[second] = "  item_hash: sha256:0123456789abcdef"
    del lines[first]
    (root / "solutions" / SKILL / "practice.yaml").write_text("\n".join(lines), encoding="utf-8")
    found = lint(SKILL, root)
    assert [problem.message.split(":")[0] for problem in found] == ["toy-001", "toy-002"]
    assert "is not pinned to its item: run `qualprep pin`" in found[0].message
    assert "has changed since this gold was written" in found[1].message
    assert [_read(root, problem).strip()[:11] for problem in found] == [
        "- id: toy-0",
        "item_hash: ",
    ]


def test_gold_belongs_where_its_item_is(root: Path) -> None:
    """The two trees mirror each other, file by file."""
    (root / "solutions" / SKILL / "practice.yaml").rename(
        root / "solutions" / SKILL / "reserve.yaml"
    )
    messages = [problem.message for problem in lint(SKILL, root)]
    assert messages == [
        f"toy-00{number}: its gold belongs in solutions/{SKILL}/practice.yaml" for number in (1, 2)
    ]


@pytest.mark.parametrize(
    ("tier", "said"),
    [
        ("contested", "a contested item may be practised, but never be in a check"),
        ("unread", "an item that nobody has read blind may be practised, but not be in a check"),
    ],
)
def test_what_is_disputed_or_unread_may_only_be_practised(root: Path, tier: str, said: str) -> None:
    """Nobody is checked by what careful people dispute, or what one person alone has judged."""
    _write(root, solutions=RICH.replace("tier: settled", f"tier: {tier}", 1))
    assert lint(SKILL, root) == []
    for tree in ("exercises", "solutions"):
        base = root / tree / SKILL
        (base / "practice.yaml").rename(base / "check-a.yaml")
    (problem,) = lint(SKILL, root)
    assert f"toy-001: {said}" in problem.message
    assert f"tier: {tier}" in _read(root, problem)


def test_an_item_that_was_read_is_not_called_unread(root: Path) -> None:
    """What a reading found must show in what learners are told."""
    read = "tier: unread\n  review: [{kind: model, blind: true, agreed: true}]"
    _write(root, solutions=RICH.replace("tier: settled", read, 1))
    [problem] = [one for one in lint(SKILL, root) if "toy-001" in one.message]
    assert "has been read: say by the tier how the readings went" in problem.message


def test_a_critical_miss_may_name_a_field_that_gold_does_not_answer(root: Path) -> None:
    """Its gold is no near-tie, so it has no differentiator: that is no miss and no crash."""
    critical = "{order: {first: response_a}, differentiator: tone}"
    _write(root, solutions=RICH.replace("{order: {first: response_a}, axis: safety}", critical))
    assert lint(SKILL, root) == []


def test_one_condition_of_a_critical_miss_may_hold_for_gold(root: Path) -> None:
    """Only when all hold is the gold itself the miss."""
    critical = "{order: {first: response_b}, axis: safety}"
    _write(root, solutions=RICH.replace("{order: {first: response_a}, axis: safety}", critical))
    assert lint(SKILL, root) == []


def test_an_accepted_judgment_cannot_be_a_critical_miss(root: Path) -> None:
    """What earns full credit must not be what must not happen."""
    other = (
        "  also_accept:\n    - {order: [[response_a], [response_b]], axis: safety}\n  settled: N"
    )
    _write(root, solutions=RICH.replace("  settled: N", other))
    messages = [problem.message for problem in lint(SKILL, root)]
    assert any("the gold itself would be this critical miss" in message for message in messages)


def test_a_gold_that_does_not_fit_its_item_is_reported_with_everything_else(root: Path) -> None:
    """An order that lacks a response hides no other problem and stops nothing."""
    broken = RICH.replace("[[response_b], [response_a]]\n    axis", "[[response_b]]\n    axis")
    broken = broken.replace("; clause 1.1 decides it.", ".")
    _write(root, solutions=broken)
    messages = [problem.message for problem in lint(SKILL, root)]
    assert messages == [
        "toy-001: cites no clause of the guideline",
        "toy-002: order: Give {response_a} a place too; a tie is allowed.",
    ]


def test_a_file_that_no_set_reads_is_found(root: Path) -> None:
    """A typo in a file's name would leave its items out unseen."""
    for name in ("practise.yaml", "practice.yml", "practice/deep/er.yaml", "practice/one.yaml"):
        path = root / "exercises" / SKILL / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("[]\n", encoding="utf-8")
    found = lint(SKILL, root)
    assert [problem.file.rpartition(f"{SKILL}/")[2] for problem in found] == [
        "practice.yml",
        "practice/deep/er.yaml",
        "practise.yaml",
    ]
    assert all("belongs to no set and is not read" in problem.message for problem in found)


def test_a_file_in_another_encoding_hides_no_other_problem(root: Path) -> None:
    """It is reported, and so is a tab in another file."""
    (root / "exercises" / SKILL / "check-a.yaml").write_bytes("- é".encode("latin-1"))
    (root / "exercises" / SKILL / "check-b.yaml").write_bytes(b"[] # \t\n")
    found = [str(problem) for problem in lint(SKILL, root)]
    assert len(found) == 2
    assert "check-a.yaml:1: cannot be read" in found[0]
    assert "check-b.yaml:1: has a tab" in found[1]
    assert pin(SKILL, root) == 0


@pytest.mark.parametrize(("lines", "problems"), [(400, 0), (401, 1)])
def test_a_long_file_is_to_be_split(root: Path, lines: int, problems: int) -> None:
    """400 lines at most."""
    path = root / "exercises" / SKILL / "practice.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\n" * (lines - text.count("\n")), encoding="utf-8")
    found = lint(SKILL, root)
    assert [problem.message for problem in found] == [
        "has 401 lines; split it (400 at most)"
    ] * problems


def test_every_pass_but_the_last_needs_words_of_its_own() -> None:
    """Whoever sits the first one must not read of the others; a pass that is not there is named."""
    bank = load_bank("rlhf-evaluation")
    item = bank.items("practice")[0]
    gold = bank.gold(item.id)
    assert list(gold_problems(bank, item, gold, "practice")) == []
    told = dict(gold.passes)
    told["taste"] = told.pop("honest")
    found = list(gold_problems(bank, item, gold.model_copy(update={"passes": told}), "practice"))
    assert [path for path, _ in found] == [("passes", "taste"), ("id",)]
    assert "there is no pass 'taste'" in found[0][1]
    assert "needs passes: honest:" in found[1][1]


def test_a_letter_is_a_word_where_no_part_has_one() -> None:
    """A page of OCR may hold an A; nothing there is called Response A."""
    bank = load_bank("ocr-correction")
    item = bank.items("practice")[0]
    gold = bank.gold(item.id)
    odd = gold.model_copy(update={"hints": ["Is it an A or a 4?", 'Struck is "A", and B is not.']})
    assert list(gold_problems(bank, item, odd, "practice")) == []
