"""`python -m tests.supply.audit` asks for the known weaknesses of what the app runs on.

It ends with 1 where there is one. Where nobody answers it says loudly that nothing was audited,
and ends with 0; with BELLWETHER_REQUIRE_AUDIT=1 that is a failure too.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.supply.installed import runtime

SERVICE = "https://api.osv.dev/v1/query"
PATIENCE = 300  # seconds for all packages together


@dataclass(frozen=True)
class Audit:
    """What is weak, a line each, and why packages could not be looked at, if any could not."""

    asked: int
    weak: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


def program() -> str | None:
    """pip-audit: beside the Python that runs this, or on the path."""
    beside = str(Path(sys.executable).parent)
    return shutil.which("pip-audit", path=os.pathsep.join([beside, os.environ.get("PATH", "")]))


def audit(pins: Sequence[str], service: str) -> Audit:
    """Ask the service about packages, each written as `name==version`."""
    found = program()
    if found is None:
        return Audit(len(pins), silent=("pip-audit is not installed",))
    with tempfile.TemporaryDirectory(prefix="bellwether-audit-") as folder:
        listed = Path(folder) / "requirements.txt"
        listed.write_text("".join(f"{pin}\n" for pin in pins), encoding="utf-8")
        words = [found, "-r", str(listed), "--no-deps", "--disable-pip", "--format", "json"]
        words += ["--progress-spinner", "off", "-s", "osv", "--osv-url", service]
        try:
            done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            return Audit(len(pins), silent=(f"no end within {PATIENCE} s",))
    return told(len(pins), done.stdout, done.stderr)


def told(asked: int, output: str, complaint: str) -> Audit:
    """What pip-audit said: a JSON report, or none and the reason at the end of its complaint."""
    try:
        packages = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        lines = complaint.strip().splitlines() or ["it said nothing"]
        return Audit(asked, silent=(lines[-1][:300],))
    silent = [f"{p['name']}: {p['skip_reason']}" for p in packages if "skip_reason" in p]
    if len(packages) != asked:
        silent.append(f"{asked} packages were asked for and {len(packages)} answered")
    return Audit(asked, tuple(weaknesses(packages)), tuple(silent))


def weaknesses(packages: Sequence[dict[str, Any]]) -> Iterator[str]:
    """A line for each known weakness, with the version that has it no more."""
    for package in packages:
        for one in package.get("vulns", ()):
            cure = ", ".join(one["fix_versions"]) or "no version yet"
            yield f"{package['name']} {package['version']}: {one['id']}, cured in {cure}"


def main(arguments: Sequence[str], required: bool) -> int:
    """Audit what the app runs on and tell; the first argument is another service, if any."""
    service = arguments[0] if arguments else SERVICE
    done = audit([f"{name}=={package.version}" for name, package in runtime().items()], service)
    for line in done.weak:
        print(f"WEAK: {line}")
    for line in done.silent:
        print(f"NOT AUDITED: {line}")
    if not done.weak and not done.silent:
        print(f"{done.asked} packages audited, no known weakness")
    return 1 if done.weak or (done.silent and required) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ.get("BELLWETHER_REQUIRE_AUDIT") == "1"))
