"""The settings: each a module with its tables and tools, and a file of words beside it."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from grader.generators.tools.setting import Setting, check

SLUGS = (
    "canteen",
    "cars",
    "club",
    "energy",
    "ferry",
    "garden",
    "hotel",
    "library",
    "licences",
    "museum",
    "parcels",
    "rooms",
    "rota",
    "sheet",
    "vet",
)
"""Every setting by its module. Adding one: the module with ``SETTING``, its words, and its name here."""


@cache
def setting(slug: str) -> Setting:
    """Return a setting by its name, its words checked.

    Raises:
        QualprepError: Its words cannot be used; says why.
    """
    found: Setting = import_module(f"grader.generators.tools.worlds.{slug}").SETTING
    check(found)
    return found
