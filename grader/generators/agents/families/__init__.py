"""The families of tasks, by name."""

from __future__ import annotations

from collections.abc import Mapping

from grader.generators.agents.families.archive import Archive
from grader.generators.agents.families.cleanup import Cleanup
from grader.generators.agents.families.order import Order
from grader.generators.agents.families.rename import Rename
from grader.generators.agents.family import Family

FAMILIES: Mapping[str, Family] = {family.name: family for family in (Archive(), Cleanup(), Rename(), Order())}
"""Every family. Adding one: a module here, its words as YAML, and its place in this tuple."""
