"""One process of the fuzzing that follows which lines an input reaches, by atheris.

`python -m tests.fuzz.covered TARGET FOLDER SECONDS SEED`, for readers that are Python.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["scoring.spec", "scoring.kinds", "scoring.output"]):
    from tests.fuzz.tally import Trial
    from tests.fuzz.targets import named

_LONGEST = 20_000


def work(name: str, folder: Path, seconds: float, seed: int) -> None:
    """Hand inputs of atheris to the target for so long; it never comes back, but ends."""
    target = named(name)
    trial = Trial(target, folder)
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, data in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(data)

    def spoiled(data: bytes, longest: int, drawn: int) -> bytes:
        chosen = Random(drawn)
        if chosen.random() < 0.3:
            return bytes(atheris.Mutate(data, longest))
        return target.spoil(chosen, data)[:longest]

    told = [
        *(f"-max_total_time={seconds:.0f}", f"-seed={seed}", f"-max_len={_LONGEST}"),
        *("-timeout=60", "-rss_limit_mb=1024", f"-artifact_prefix={folder}/stuck-"),
        *("-print_final_stats=1", "-verbosity=0", str(corpus)),
    ]

    def carry_out(data: bytes) -> None:
        trial.carry_out(data)

    atheris.Setup([sys.argv[0], *told], carry_out, custom_mutator=spoiled)
    atheris.Fuzz()


if __name__ == "__main__":
    work(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
