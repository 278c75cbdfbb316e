"""`python -m scoring.limits` refuses a wrong setting in a moment, before a server starts by it."""

from __future__ import annotations

import os
import sys

from scoring.errors import CommandError
from scoring.limits.modes import mode_of
from scoring.limits.settings import check

try:
    check(os.environ)
    mode_of(os.environ)
except CommandError as error:
    end = "" if error.fix.endswith("?") else "."
    print(f"error: {error.problem}. Fix: {error.fix}{end}", file=sys.stderr)
    sys.exit(2)
