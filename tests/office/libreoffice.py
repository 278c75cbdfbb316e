"""Where on this machine a LibreOffice lies that starts, and how it reads a workbook."""

from __future__ import annotations

import csv
import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PATIENCE = 120.0  # seconds that a first start may take on a busy machine
COMMANDS = ("soffice", "libreoffice")
PLACES = ("/usr/bin/soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")


@functools.cache
def find() -> str | None:
    """The path of a LibreOffice that starts and has its spreadsheet, or None.

    SOFFICE alone counts if it is set, otherwise the usual commands and places.
    """
    wanted = os.environ.get("SOFFICE")
    known = [wanted] if wanted else [*filter(None, map(shutil.which, COMMANDS)), *PLACES]
    return next((path for path in known if starts(path)), None)


def starts(path: str) -> bool:
    """Whether it answers with its version and brings its spreadsheet program."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    calc = Path(path).resolve().parent / "libsclo.so"
    return answer.returncode == 0 and (calc.exists() or sys.platform == "darwin")


def cells(program: str, workbook: bytes) -> list[list[str]]:
    """What LibreOffice shows in each cell, by its own conversion to CSV.

    It runs without a window, with an empty profile of its own that is thrown away.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "book.xlsx").write_bytes(workbook)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        subprocess.run(
            [program, profile, "--headless", "--norestore", "--convert-to", "csv:Text - txt - csv "
             "(StarCalc):44,34,76", "--outdir", folder, str(place / "book.xlsx")],
            capture_output=True, timeout=PATIENCE, check=True,
        )  # fmt: skip
        with (place / "book.csv").open(encoding="utf-8", newline="") as written:
            return list(csv.reader(written))


if __name__ == "__main__":
    print(find() or "")
    sys.exit(find() is None)
