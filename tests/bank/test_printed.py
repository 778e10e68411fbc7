"""A guideline as a page: everything is in it, every clause can be linked to, and it fetches nothing."""

from __future__ import annotations

import re

import pytest

from grader.bank import printable, read_guideline
from grader.markup import visible_text
from grader.settings import content_root
from grader.skills import SKILLS

FOLDER = content_root() / "curriculum" / "guidelines"


@pytest.mark.parametrize("slug", [skill.slug for skill in SKILLS])
def test_the_page_is_the_whole_guideline(slug: str) -> None:
    """Every clause with its title and text, every section in the list, the version in sight and in print."""
    guideline = read_guideline(FOLDER / f"{slug}.md")
    page = printable(guideline)
    body = page.partition("<body>")[2]
    for number, clause in guideline.clauses.items():
        assert f'<h3 id="{number}">{number}' in body
        assert " ".join(clause.title.split()) in " ".join(visible_text(body).split())
    assert re.findall(r'<li value="(\d+)"><a href="#\1">', body) == list(guideline.sections)
    assert set(re.findall(r'href="#([\d.]+)"', body)) <= set(re.findall(r'id="([\d.]+)"', body))
    assert f"Version {guideline.version}." in visible_text(body)
    assert f'content: "{guideline.title}, version {guideline.version}"' in page
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|<script", page)
