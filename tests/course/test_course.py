"""A course from roster to report, with the real nbgrader."""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from grader.errors import QualprepError
from grader.integrations.cells import grade_item, mock
from grader.integrations.nbgrader import Course, open_course
from grader.integrations.nbgrader.config import nbgrader_api
from grader.integrations.nbgrader.feedback import make_feedback
from grader.integrations.nbgrader.grading import collect, grade
from grader.integrations.nbgrader.leaks import find_leaks, permuted_content
from grader.integrations.nbgrader.marks import GRADE_COLUMNS, ITEM_COLUMNS, marks_of
from grader.integrations.nbgrader.release import release
from grader.integrations.nbgrader.report import report_path, write_reports
from grader.integrations.nbgrader.source import task_id
from grader.qualifier import FORM_FILE, RESPONSES_FILE
from grader.settings import CONTENT_VARIABLE, content_root
from tests.course.conftest import HOSTILE, PLAIN, Taken, copied, lines, response
from tests.support import SKILL

pytestmark = pytest.mark.filterwarnings("default")  # nbgrader's and jupyter's own


def points(taken: Taken, learner: str) -> dict[str, float]:
    """Return the points of each item as the gradebook has them."""
    marks = marks_of(taken.course, taken.form.name, learner)
    return {item.id: marks[item.id].points for item in taken.form.items}


def failures(taken: Taken, learner: str) -> str:
    return "\n".join(f.says for f in taken.graded.failures if f.learner == learner)


def test_the_release_is_nbgraders_and_holds_three_kinds_of_cells(taken: Taken) -> None:
    """One call that shows the mock, a locked grade cell for each item, a task where one writes."""
    made = taken.course.folder / "release" / taken.form.name
    assert sorted(p.name for p in made.iterdir()) == [FORM_FILE, f"{taken.form.name}.ipynb"]
    cells = json.loads((made / f"{taken.form.name}.ipynb").read_text())["cells"]
    meta = [cell["metadata"]["nbgrader"] for cell in cells]
    assert [m["grade_id"] for m in meta if m["grade"]] == [item.id for item in taken.form.items]
    written = [item.id for item in taken.form.items if "justification" in item.ask]
    assert [m["grade_id"] for m in meta if m["task"]] == [task_id(item) for item in written]
    assert all(m["locked"] and m["checksum"] for m in meta)
    assert all(
        c["metadata"]["deletable"] is False for c, m in zip(cells, meta, strict=True) if m["grade"]
    )


def test_scores_are_those_of_stock_nbgrader(taken: Taken) -> None:
    """Perfect, wrong, partial and blank: every item's score is the one that stock autograde gives."""
    stock = copied(taken, "stock", *PLAIN)
    shutil.rmtree(stock.folder / "autograded")
    with stock.gradebook() as book:  # so that no score of ours is left to be compared with itself
        for learner in PLAIN:
            book.remove_submission(taken.form.name, learner)
    by_stock(stock, taken.form.name, *PLAIN)
    for learner in PLAIN:
        marks = marks_of(stock, taken.form.name, learner)
        assert {item.id: marks[item.id].points for item in taken.form.items} == points(
            taken, learner
        )
    assert set(points(taken, "ann").values()) == {1.0}
    assert 0 < sum(points(taken, "cyd").values()) < len(taken.form.items)
    assert set(points(taken, "dan").values()) == {0.0}


def test_a_cell_that_patches_the_scorer_changes_nothing(taken: Taken) -> None:
    """Nothing a learner wrote is run: the score is that of the same answers without the cell."""
    assert points(taken, "patch") == points(taken, "bob")
    assert not list(taken.course.folder.rglob("was-run.txt"))


def test_the_form_is_the_courses_whatever_lies_beside_the_answers(taken: Taken) -> None:
    """A form with an easier rule, or fewer items, or other points in the notebook, changes nothing."""
    assert points(taken, "tampered") == points(taken, "bob")
    assert not taken.graded.outcomes["tampered"].passed
    marks = marks_of(taken.course, taken.form.name, "tampered")
    assert {marks[item.id].most for item in taken.form.items} == {1.0}
    assert set(points(taken, "drafts").values()) == {1.0}
    assert failures(taken, "drafts") == ""


def test_the_gradebook_is_as_nbgrader_itself_leaves_it(taken: Taken) -> None:
    """Every field of every grade, also where a coach has overruled a score or marked a text before."""
    name = taken.form.name
    courses = [copied(taken, f"field-by-field-{who}", "cyd") for who in ("us", "nbgrader")]
    for course in courses:
        with course.gradebook() as book:
            overruled = book.find_grade(taken.form.items[0].id, name, name, "cyd")
            overruled.manual_score, overruled.extra_credit = 0.25, 0.5
            book.find_grade(taken.form.items[1].id, name, name, "cyd").auto_score = 0.111
            written = next(item.id for item in taken.form.items if "justification" in item.ask)
            mark = book.find_grade(task_id(written), name, name, "cyd")
            mark.manual_score, mark.needs_manual_grade = 0.75, False
            book.db.commit()
    grade(courses[0], taken.form)
    by_stock(courses[1], name, "cyd")
    ours, theirs = (_grades(course, name, "cyd") for course in courses)
    assert ours == theirs
    assert ours[taken.form.items[0].id]["needs_manual_grade"] is True
    assert ours[taken.form.items[1].id]["auto_score"] != 0.111


def by_stock(course: Course, form: str, *learners: str) -> None:
    """Grade with nbgrader as it comes."""
    from nbgrader.apps.api import NbGraderAPI
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.root = config.Exchange.root = str(course.folder)
    config.CourseDirectory.course_id = course.record.course
    with nbgrader_api(course), pytest.MonkeyPatch.context() as patch:
        patch.setenv(CONTENT_VARIABLE, str(content_root()))
        api = NbGraderAPI(config=config)
        for learner in learners:
            result = api.autograde(form, learner)
            assert result["success"], result


def _grades(course: Course, form: str, learner: str) -> dict[str, dict[str, Any]]:
    with course.gradebook() as book:
        submission = book.find_submission_notebook(form, form, learner)
        found = {grade.name: grade.to_dict() for grade in submission.grades}
        comments = {comment.name: comment.to_dict() for comment in submission.comments}
    for name, comment in comments.items():
        found[f"{name}, comment"] = comment
    for one in found.values():
        one.pop("id")
    return found


@pytest.mark.parametrize(
    ("learner", "said"),
    [
        ("dan", ""),
        ("gone", "missing: nothing was handed in"),
        ("huge", "too large"),
        ("link", "cannot be read"),
        ("folder", "no plain file"),
        ("deep", "line 1: is nested more than"),
        ("utf", "line 1: is not valid UTF-8"),
        ("torn", "line 4: was cut off"),
        ("foreign", "'rank-999', which is not in this form"),
        ("other", "belongs to another form"),
        ("stale", "shown with another text"),
        ("range", "confidence: Input should be less than or equal to 99"),
        ("value", "order: Give"),
        ("nan", "line 1: is not valid JSON"),
        ("broken", "is damaged; the answers were graded"),
        ("empty", "is damaged; the answers were graded"),
        ("nested", "is damaged; the answers were graded"),
        ("bookless", "is missing; the answers were graded"),
    ],
)
def test_what_does_not_count_is_said_and_never_credited(
    taken: Taken, learner: str, said: str
) -> None:
    """A line in words; no points for it; what is sound around it counts."""
    assert said in failures(taken, learner)
    first, *others = points(taken, learner).values()
    if learner in ("dan", "gone", "huge", "link", "folder", "nan"):
        assert {first, *others} == {0.0}
    elif learner in ("broken", "empty", "nested", "bookless"):
        assert {first, *others} == {1.0}
    else:
        assert (first, set(others)) == (0.0, {1.0})


def test_everybody_on_the_roster_is_graded_and_strangers_are_not(taken: Taken) -> None:
    """One bad file never stops the others; who handed in nothing is named."""
    assert set(taken.graded.outcomes) == {*PLAIN, *HOSTILE}
    said = {(f.learner, f.says) for f in taken.collected.failures}
    assert ("stranger", "is not on the roster") in said
    assert ("nobody", "has handed in nothing") in said
    assert not (taken.course.folder / ".grading").exists()


def test_a_script_is_shown_as_text(taken: Taken) -> None:
    """In what formgrader shows, in feedback and in the report."""
    assert set(points(taken, "script").values()) == {1.0}
    course, name = copied(taken, "scripted", "script"), taken.form.name
    make_feedback(course, taken.form)
    write_reports(course, taken.form)
    for path in (
        course.folder / "feedback" / "script" / name / f"{name}.html",
        report_path(course, name, "script"),
    ):
        page = path.read_text()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
    graded = taken.course.folder / "autograded" / "script" / name / f"{name}.ipynb"
    assert "<script>alert" not in graded.read_text()


def test_missing_gold_is_a_coachs_error_and_nobodys_zero(
    taken: Taken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Grading stops before the first learner; a cell raises while grading, and never in a lesson."""
    other = tmp_path / "content"
    permuted_content({SKILL: taken.bank}, content_root(), other)
    shutil.rmtree(other / "solutions")
    monkeypatch.setenv(CONTENT_VARIABLE, str(other))
    before = points(taken, "ann")
    with pytest.raises(QualprepError, match="gold of this item is not here"):
        grade(taken.course, taken.form)
    assert points(taken, "ann") == before
    monkeypatch.chdir(taken.course.folder / "release" / taken.form.name)
    item = taken.form.items[0].id
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    assert repr(grade_item(taken.form.name, item)) == "Graded by your coach."
    assert repr(grade_item("nonsense", "nothing")) == "Graded by your coach."
    assert "4 items, 20 minutes" in repr(mock(taken.form.name))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(QualprepError, match="gold of this item is not here"):
        grade_item(taken.form.name, item)


def test_a_mark_by_hand_stands_in_the_report(taken: Taken) -> None:
    """What formgrader writes into the gradebook, a mark and a comment, outlives another grading."""
    course = copied(taken, "marked", "bob")
    item = next(item for item in taken.form.items if "justification" in item.ask)
    name, cell = taken.form.name, task_id(item.id)
    assert marks_of(course, name, "bob")[cell].marked is False
    with course.gradebook() as book:
        mark = book.find_grade(cell, name, name, "bob")
        mark.manual_score, mark.needs_manual_grade = 0.5, False
        book.find_comment(cell, name, name, "bob").manual_comment = "Quote the <b>words</b>."
        book.db.commit()
    grade(course, taken.form)
    write_reports(course, taken.form)
    page = report_path(course, name, "bob").read_text()
    assert "0.5 of 1 points" in page
    assert "Quote the &lt;b&gt;words&lt;/b&gt;." in page
    assert "Bob Of the 1th" in page


def test_nobody_else_may_grade_meanwhile(taken: Taken) -> None:
    """Two gradings at once would mix up what each has laid out."""
    from filelock import FileLock

    with (
        FileLock(taken.course.folder / ".grading.lock"),
        pytest.raises(QualprepError, match="being graded already"),
    ):
        grade(taken.course, taken.form)


def test_exports_have_nbgraders_columns_and_a_line_for_each_item(
    taken: Taken, tmp_path: Path
) -> None:
    """The grades are what nbgrader's own exporter writes."""
    from nbgrader.plugins import CsvExportPlugin

    write_reports(taken.course, taken.form)
    folder = taken.course.folder / "reports" / taken.form.name
    own = (folder / "grades.csv").read_text()
    with taken.course.gradebook() as book:
        CsvExportPlugin(to=str(tmp_path / "stock.csv")).export(book)
    assert own == (tmp_path / "stock.csv").read_text()
    assert own.split("\n", 1)[0].split(",") == GRADE_COLUMNS
    items = (folder / "items.csv").read_text()
    assert items.split("\n", 1)[0].split(",") == ITEM_COLUMNS
    rows = list(csv.DictReader(items.splitlines()))
    for learner in PLAIN:
        given = {r["item"]: float(r["points"]) for r in rows if r["learner"] == learner}
        assert given == points(taken, learner)
    assert len(rows) == len(taken.form.items) * len(taken.graded.outcomes)
    ann = [row for row in rows if row["learner"] == "ann"]
    assert {(row["right"], row["first_name"]) for row in ann} == {("1", "Ann")}


def visible(path: Path) -> str:
    text = re.sub(r"<(style|script)\b.*?</\1>", "", path.read_text(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def test_gold_and_single_scores_come_only_after_the_form_is_closed(taken: Taken) -> None:
    """Before: the total. After: everything for what was handed in, and nothing for the rest."""
    course, form = copied(taken, "closing", "ann", "dan"), taken.form
    folder, name = course.folder, form.name
    page = folder / "feedback" / "ann" / name / f"{name}.html"

    def made(course: Any) -> tuple[str, str, str]:
        make_feedback(course, form)
        write_reports(course, form)
        return tuple(
            visible(path)
            for path in (page, report_path(course, name, "ann"), report_path(course, name, "dan"))
        )

    feedback, report, _ = made(course)
    assert "Test cell" not in feedback
    assert "Score: 4.0 / 6.0" in feedback
    assert "Passed by the rule" in report
    assert "agrees with gold" not in report
    assert find_leaks(course, form).leaks == []
    course.close(name)
    feedback, report, blank = made(open_course(folder))
    assert feedback.count("Test cell") == len(form.items)
    assert report.count("agrees with gold") + report.count("agrees on") == len(form.items)
    assert "tempting" in report
    assert "tempting" not in blank
    assert find_leaks(open_course(folder), form).leaks == []
    with pytest.raises(QualprepError, match=r"asked for and only \d+ are left"):
        release(open_course(folder), _all_of_reserve(form.blueprint), 2)


def _all_of_reserve(blueprint: Any) -> Any:
    section = blueprint.sections[0]
    count = section.count.model_copy(update={"value": 14})
    return blueprint.model_copy(update={"sections": (section.model_copy(update={"count": count}),)})


def test_leaks_are_found_wherever_they_hide(taken: Taken) -> None:
    """In a release's text or metadata, encoded, or in feedback before the form is closed."""
    course, name = copied(taken, "leaking", "bob"), taken.form.name
    folder = course.folder
    gold = taken.bank.gold(taken.form.items[0].id)
    notebook = folder / "release" / name / f"{name}.ipynb"
    data = json.loads(notebook.read_text())
    data["metadata"]["widgets"] = {"state": {"model": {"why": gold.tempting[0].why_wrong}}}
    notebook.write_text(json.dumps(data))
    page = report_path(course, name, "bob")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"<p>{html.escape(gold.rationale).replace(' ', '  <i></i>')}</p>")
    found = find_leaks(course, taken.form).leaks
    assert (
        f"release/{name}/{name}.ipynb: is not what a fresh build gives; release it again" in found
    )
    assert f"release/{name}/{name}.ipynb: holds words from the gold of {gold.id}" in found
    assert f"reports/{name}/bob.html: holds words from the gold of {gold.id}" in found


def test_a_build_that_depends_on_gold_is_found(
    taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even one character of a gold in the notebook makes the two builds differ."""
    from grader.integrations.nbgrader import release as module

    honest = module.source_notebook

    def leaking(form: Any, banks: Any) -> str:
        first = len(banks[SKILL].gold(form.items[0].id).rationale)
        text: str = honest(form, banks)
        return text.replace('"kernelspec": {', f'"order": {first}, "kernelspec": {{', 1)

    monkeypatch.setattr(module, "source_notebook", leaking)
    name = taken.form.name
    found = find_leaks(copied(taken, "dependent"), taken.form).leaks
    assert f"release/{name}/{name}.ipynb: differs when the gold differs" in found


def test_nbgraders_own_commands_grade_as_we_do(taken: Taken) -> None:
    """The course's configuration is enough: no kernel is started, and scores stay."""
    from nbgrader.apps.api import NbGraderAPI
    from traitlets.config import PyFileConfigLoader

    course = copied(taken, "button", "patch")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course.folder)).load_config()
    config.CourseDirectory.root = config.Exchange.root = str(course.folder)
    with nbgrader_api(course):
        result = NbGraderAPI(config=config).autograde(taken.form.name, "patch")
    assert result["success"], result
    marks = marks_of(course, taken.form.name, "patch")
    assert {i.id: marks[i.id].points for i in taken.form.items} == points(taken, "bob")
    assert not list(course.folder.rglob("was-run.txt"))


def test_a_collected_file_is_replaced_only_by_one_that_continues_it(taken: Taken) -> None:
    """Answers are only ever added; a shorter file is refused and the earlier one stays."""
    course = copied(taken, "recollecting", "bob")
    folder, handed_in = course.folder, course.folder / "again"
    (handed_in / "bob").mkdir(parents=True)
    kept = folder / "submitted" / "bob" / taken.form.name / RESPONSES_FILE
    before = kept.read_bytes()
    (handed_in / "bob" / RESPONSES_FILE).write_bytes(before[:50])
    said = [f.says for f in collect(course, taken.form, handed_in).failures if f.learner == "bob"]
    assert said == [f"{RESPONSES_FILE} lacks answers collected before; those stay"]
    (handed_in / "bob" / RESPONSES_FILE).write_bytes(before + b"more\n")
    collect(course, taken.form, handed_in)
    assert kept.read_bytes() == before + b"more\n"


def test_a_mock_that_was_not_handed_in_is_told(taken: Taken) -> None:
    """Drafts do not count; the coach hears of them while there is time to ask."""
    course = copied(taken, "unfinished", "bob")
    handed_in = course.folder / "again" / "cyd"
    handed_in.mkdir(parents=True)
    first, second, *_ = taken.form.items
    drafts = {item.id: {"values": {"axis": "tone"}} for item in (first, second)}
    (handed_in / "drafts.json").write_text(json.dumps({"form": taken.form.name, "items": drafts}))
    (handed_in / RESPONSES_FILE).write_text(
        lines(response(taken.bank, taken.form, first, "perfect"))
    )
    said = [str(f) for f in collect(course, taken.form, handed_in.parent).failures]
    assert said[0] == (
        "cyd: has 1 judgment begun and the mock not handed in: ask them to open it and hand it in"
    )
    ended = {"form": taken.form.name, "event": "finish", "at": "2026-11-27T09:00:00Z"}
    with (handed_in / RESPONSES_FILE).open("a") as file:
        file.write(json.dumps(ended) + "\n")
    said = [str(f) for f in collect(course, taken.form, handed_in.parent).failures]
    assert not [line for line in said if line.startswith("cyd")]
