"""Which data these are: a digest of the source and its files, reckoned while they are loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final

from scoring.engine.opened import Opened
from scoring.engine.watch import Watch
from scoring.spec.source import Source

_PIECE: Final = 1 << 18


@contextmanager
def digested(
    source: Source, opened: Mapping[str, Opened], watch: Watch
) -> Iterator[Callable[[], str]]:
    """A stretch of work beside which the digest comes to be; what is yielded waits for it.

    Input: a checked source and its files, and a watch for whoever waits. The digest is one and the
    same for a source that states what holds by default, and for one that does not. What is yielded
    raises Stopped, and DataError if the time is up.
    """
    with ThreadPoolExecutor(1, "digest") as aside:
        yield aside.submit(_digest, source, opened, watch).result


def _digest(source: Source, opened: Mapping[str, Opened], watch: Watch) -> str:
    digest = hashlib.sha256(source.model_dump_json(exclude_defaults=True).encode())
    held = memoryview(bytearray(_PIECE))
    for one in opened.values():
        of_file = hashlib.sha256()
        with one.path.open("rb", buffering=0) as stream:
            while size := stream.readinto(held):
                watch.check()
                of_file.update(held[:size])
        digest.update(of_file.digest())
    return digest.hexdigest()[:12]
