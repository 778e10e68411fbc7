"""Which skills are ready for learners: those whose lesson is built."""

from __future__ import annotations

from pathlib import Path

from grader.skills import SKILLS, Skill


def taught(root: Path) -> list[Skill]:
    """Return the skills whose lesson is there, in the order of the curriculum.

    The others are declared, and may have a guideline and items already, but no learner meets them and
    no audit asks for a whole bank.

    Args:
        root: The folder with ``curriculum/`` and ``exercises/``.
    """
    return [
        declared
        for declared in SKILLS
        if (root / "curriculum" / declared.lesson).is_file()
        and (root / "exercises" / declared.slug).is_dir()
    ]
