"""The learner's store: append-only, and on the disk before anybody sees feedback."""

from grader.store.errors import (
    AttemptConflict,
    SchemaTooNew,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
)
from grader.store.records import (
    Attempt,
    Draft,
    Erased,
    Event,
    EventKind,
    Health,
    Mode,
    Place,
    Saved,
    Session,
)
from grader.store.store import Store, open_store

__all__ = [
    "Attempt",
    "AttemptConflict",
    "Draft",
    "Erased",
    "Event",
    "EventKind",
    "Health",
    "Mode",
    "Place",
    "Saved",
    "SchemaTooNew",
    "Session",
    "Store",
    "StoreBusy",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoreReadOnly",
    "open_store",
]
