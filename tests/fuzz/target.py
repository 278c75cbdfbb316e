"""What is fuzzed: a reader of hostile bytes, sound inputs to begin from, a way to spoil them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from scoring.errors import BellwetherError, FindingsError

_NAME: Final = re.compile("'[^']*'?")
_FIGURE: Final = re.compile("[0-9]+")


@dataclass(frozen=True)
class Target:
    """One reader under attack.

    `read` takes any bytes and raises nothing but our own errors, or AssertionError where what it
    gave back is not what it should be. `spoil` makes another input of one; `native` says that
    the reader is no Python, and may take the whole process with it.
    """

    name: str
    read: Callable[[bytes], object]
    seeds: Callable[[], tuple[bytes, ...]]
    spoil: Callable[[Random, bytes], bytes]
    native: bool = False


def outcome(target: Target, data: bytes) -> str:
    """What a target makes of an input, without its figures and names: "read", or the refusal.

    Raises whatever is none of our own errors.
    """
    try:
        target.read(data)
    except FindingsError as error:
        told = "; ".join(sorted({one.problem for one in error.findings}))
    except BellwetherError as error:
        told = error.problem
    else:
        return "read"
    assert told, "an error says what happened"
    return _FIGURE.sub("0", _NAME.sub("'…'", told))[:80]
