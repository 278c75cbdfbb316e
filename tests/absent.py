"""Without its tool a test is skipped and says why; where the tool is required, it fails."""

from __future__ import annotations

from typing import NoReturn

import pytest


def absent(reason: str, *, required: bool) -> NoReturn:
    """End the test. Input: what is missing and how to get it, and whether it may be missing."""
    if required:
        pytest.fail(reason)
    pytest.skip(reason)
