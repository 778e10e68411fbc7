"""Which skills are ready for learners: a bank alone is not enough."""

from pathlib import Path

from grader.audit import audit
from grader.bank import taught
from tests.support import SKILL, write_bank


def test_a_skill_without_a_lesson_is_not_taught_nor_audited(tmp_path: Path) -> None:
    """Its items can be written one by one; asked for by name, it is audited all the same."""
    write_bank(tmp_path)
    assert taught(tmp_path) == []
    assert audit(tmp_path).skills == {}
    assert SKILL in audit(tmp_path, SKILL).skills
    lesson = tmp_path / "curriculum/evaluation/01-response-ranking.ipynb"
    lesson.parent.mkdir(parents=True)
    lesson.write_text("{}")
    assert [declared.slug for declared in taught(tmp_path)] == [SKILL]
    assert SKILL in audit(tmp_path).skills
