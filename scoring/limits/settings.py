"""What an environment says of limits is checked before anything starts by it."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.errors import CommandError, did_you_mean
from scoring.limits import LIMITS
from scoring.limits.limit import PREFIX


def check(environ: Mapping[str, str]) -> None:
    """Raise CommandError for the first setting that names no limit, or no number for one."""
    known = {limit.variable: limit for limit in LIMITS.values()}
    for variable in sorted(environ):
        if not variable.upper().startswith(PREFIX):
            continue
        if variable not in known:
            otherwise = "see docs/security.md for the names, or 'python -m scoring limits'"
            names = [name.removeprefix(PREFIX) for name in known]
            fix = did_you_mean(variable[len(PREFIX) :], names, otherwise)
            fix = fix.replace("mean '", f"mean '{PREFIX}")
            raise CommandError(f"no limit is set by {variable[:80]}", fix=fix)
        known[variable].read(environ)
    _together(environ)


def _together(environ: Mapping[str, str]) -> None:
    """Two limits of which the one is useless beyond the other."""
    pairs = (("upload_mb", "uploads_mb"), ("uploads_mb", "uploads_held_mb"))
    for less, more in (*pairs, ("visit_rooms", "rooms")):
        inner, outer = LIMITS[less], LIMITS[more]
        if inner.read(environ) > outer.read(environ):
            problem = (
                f"{inner.variable} is {inner.read(environ):,},"
                f" more than {outer.variable} with {outer.read(environ):,}"
            )
            raise CommandError(problem, fix=f"raise {outer.variable} as well")
