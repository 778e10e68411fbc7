"""What every test shares: Hypothesis tries the same examples everywhere, and knows no deadline."""

from __future__ import annotations

from hypothesis import settings

# A busy machine is not a failing test, and a failing test must fail for everybody.
settings.register_profile("qualprep", deadline=None, derandomize=True, database=None)
settings.load_profile("qualprep")
