"""A server is a public demo that writes nothing, or a team's with a store: never both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, cast

from scoring.errors import CommandError, did_you_mean

MODE: Final = "BELLWETHER_MODE"
STORE: Final = "BELLWETHER_STORE"

Mode = Literal["demo", "team"]
_MODES: Final = ("demo", "team")


def mode_of(environ: Mapping[str, str]) -> Mode:
    """What an environment makes of a server: a team's where it names a store, else a demo.

    Raises CommandError for another word, a demo with a store, and a team without one.
    """
    said, store = (environ.get(name, "").strip() for name in (MODE, STORE))
    if said and said not in _MODES:
        problem = f"{MODE} is '{said[:40]}', which is no mode"
        raise CommandError(problem, fix=did_you_mean(said, _MODES))
    if said == "demo" and store:
        fix = f"remove {STORE} for a public demo, or {MODE} for a team"
        raise CommandError(f"{MODE} is demo, which writes nothing, and {STORE} is set", fix=fix)
    if said == "team" and not store:
        fix = f"name the file with {STORE}, or remove {MODE}"
        raise CommandError(f"{MODE} is team, and no store is named for what it writes", fix=fix)
    return cast(Mode, said) if said else "team" if store else "demo"
