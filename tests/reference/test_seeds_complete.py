"""No published fact is without its proof, and no proof speaks of a fact that is not there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reference import (
    test_seeds_bands,
    test_seeds_examples,
    test_seeds_readings,
    test_seeds_weights,
)
from tests.reference.seeds import PROVEN

MODULES = (test_seeds_bands, test_seeds_examples, test_seeds_readings, test_seeds_weights)


@pytest.mark.reference
def test_every_fact_has_a_proof(seeds: dict[str, Any]) -> None:
    """The ids of the file are the ids that tests prove: 84 on both sides."""
    assert set(PROVEN) == set(seeds)
    assert len(PROVEN) == len(seeds) == 84


@pytest.mark.reference
def test_every_proof_is_a_test_that_runs() -> None:
    """Each name that stands for a proof is a test of one of these modules."""
    known = {name for module in MODULES for name in vars(module) if name.startswith("test_")}
    assert set().union(*PROVEN.values()) <= known
