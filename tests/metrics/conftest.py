from __future__ import annotations

from pathlib import Path

import pytest

PUBLISHED_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def requires_published_data() -> Path:
    """The folder of published human labels, which lies beside the clone and is no part of it."""
    if not PUBLISHED_DATA.is_dir():
        pytest.skip("the published human labels (../shared/data beside the clone) are not here")
    return PUBLISHED_DATA
