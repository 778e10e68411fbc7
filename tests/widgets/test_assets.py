"""The page's script: whatever can be asked can be drawn."""

from __future__ import annotations

from grader.fields import FIELD_TYPES
from grader.widgets.assets import script


def test_every_declared_field_type_has_a_renderer() -> None:
    """Under its kind, behind the place where renderers are kept."""
    text = script()
    kinds = {field_type.model_fields["kind"].default for field_type in FIELD_TYPES}
    assert [kind for kind in kinds if f"RENDERERS.{kind} =" not in text] == []
    assert text.index("const RENDERERS =") < text.index("RENDERERS.")
