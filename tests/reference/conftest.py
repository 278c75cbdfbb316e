"""The published facts, read once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.reference.seeds import entries


@pytest.fixture(scope="session")
def seeds(reference: Path) -> dict[str, Any]:
    """Every published fact that asks for a proof, by its id."""
    return entries(reference)
