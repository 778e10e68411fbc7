"""The families of tasks, by name."""

from __future__ import annotations

from collections.abc import Mapping

from grader.generators.agents.families.archive import Archive
from grader.generators.agents.families.cleanup import Cleanup
from grader.generators.agents.families.config import Config
from grader.generators.agents.families.import_rows import ImportRows
from grader.generators.agents.families.ledger import LedgerYear
from grader.generators.agents.families.move_event import MoveEvent
from grader.generators.agents.families.order import Order
from grader.generators.agents.families.prices import Prices
from grader.generators.agents.families.reminders import Reminders
from grader.generators.agents.families.rename import Rename
from grader.generators.agents.families.restock import Restock
from grader.generators.agents.families.room import BookRoom
from grader.generators.agents.families.send_report import SendReport
from grader.generators.agents.families.series import Series
from grader.generators.agents.family import Family

_ALL = (
    Archive(),
    Cleanup(),
    Rename(),
    Order(),
    Restock(),
    MoveEvent(),
    BookRoom(),
    Series(),
    ImportRows(),
    Prices(),
    LedgerYear(),
    SendReport(),
    Reminders(),
    Config(),
)

FAMILIES: Mapping[str, Family] = {family.name: family for family in _ALL}
"""Every family. Adding one: a module here, its words as YAML, and its place in the tuple above."""
