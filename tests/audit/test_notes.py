"""Content notes: a prompt for the eye in most skills, a duty in some."""

from __future__ import annotations

from dataclasses import replace

from grader.audit.care import notes
from tests.audit.made import an_entry

A, B = "response_a", "response_b"


def test_a_sensitive_word_without_a_note_is_to_be_looked_at() -> None:
    """It fails nothing, since the word may be harmless where it stands."""
    entry = an_entry([[A], [B]], texts={A: "My aunt died."})
    found = notes([entry])
    assert (found.verdict, found.detail) == ("look at", "practice-00 (died)")
    noted = entry.item.model_copy(update={"content_note": "A death."})
    assert notes([replace(entry, item=noted)]).verdict == "ok"


def test_in_safety_skills_every_item_has_a_note() -> None:
    """Whatever its words."""
    entry = an_entry([[A], [B]])
    safety = entry.skill.model_copy(update={"slug": "safety-policy"})
    assert notes([replace(entry, skill=safety)]).verdict == "short"
    assert notes([entry]).verdict == "ok"
