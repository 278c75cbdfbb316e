"""Every target is fuzzed a little with each run of the tests; `make fuzz` does it for long."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.fuzz.target import Target, outcome
from tests.fuzz.targets import TARGETS

PARSERS = [target for target in TARGETS if not target.native]
LOADERS = [target for target in TARGETS if target.native]
slow_machines = settings(suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_a_sound_input_is_read(target: Target) -> None:
    """What the fuzzing begins from gets through, or it would spoil nothing but refusals."""
    assert outcome(target, target.seeds()[0]) == "read"


def spoiled(target: Target, drawn: int, times: int) -> bytes:
    """An input that was spoiled so many times over."""
    chosen = Random(drawn)
    data = chosen.choice(target.seeds())
    for _ in range(times):
        data = target.spoil(chosen, data)
    return data


@pytest.mark.parametrize("target", PARSERS, ids=lambda target: target.name)
@settings(slow_machines, max_examples=examples(300))
@given(drawn=st.integers(0, 1 << 40), times=st.integers(1, 4))
def test_a_text_is_read_right_or_refused(target: Target, drawn: int, times: int) -> None:
    """Spoiled text is still what it says once it was written and read again, or an own error."""
    assert outcome(target, spoiled(target, drawn, times))


@pytest.mark.parametrize("target", PARSERS, ids=lambda target: target.name)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(target: Target, data: bytes) -> None:
    """Bytes that are nothing at all are refused in words."""
    assert outcome(target, data)


@pytest.mark.parametrize("target", LOADERS, ids=lambda target: target.name)
@settings(slow_machines, max_examples=examples(20))
@given(drawn=st.integers(0, 1 << 40), times=st.integers(1, 3))
def test_a_file_is_loaded_or_refused(target: Target, drawn: int, times: int) -> None:
    """No spoiled file lets anything out of the loader but an error of ours."""
    assert outcome(target, spoiled(target, drawn, times))
