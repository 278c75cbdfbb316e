"""The log says where something went wrong and of what sort, never what a file or a person said.

The message of an error may hold a cell, a name or a link: it stays out. What stays is the type
and the line of each function on the way, which is what whoever mends it looks for.
"""

from __future__ import annotations

import logging
import re
import secrets
import traceback
from functools import lru_cache
from pathlib import Path
from typing import Final

from scoring.limits.showing import LOG_LINE

UNFORESEEN: Final = (
    "Something went wrong here that nobody foresaw. What you have is still there: reload the page,"
    " or undo the last change. The server's log has it as"
)
"""What a visitor reads of an error that nobody foresaw; the reference follows."""

_LOG: Final = logging.getLogger("bellwether")
_THEIRS: Final = "streamlit"
_DEEPEST: Final = 12
_ODD: Final = re.compile("[\\x00-\\x1f\\x7f-\\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
"""What ends a line for some reader, cannot be written, or turns the direction of the text."""
_ROOT: Final = Path(__file__).resolve().parents[2]


def unforeseen(error: BaseException) -> str:
    """Log an error that nobody foresaw.

    Output: the reference under which the log has it, for whoever saw it.
    """
    reference = secrets.token_hex(4)
    _LOG.error("unforeseen reference=%s %s", reference, told(error))
    return reference


def in_words(error: BaseException) -> str:
    """Log an error that nobody foresaw. Output: what its visitor reads, with the reference."""
    return f"{UNFORESEEN} {unforeseen(error)}."


@lru_cache(maxsize=200)
def setting(problem: str) -> None:
    """Log once what is wrong with a setting, for whoever runs the server; it holds no data."""
    _LOG.error("setting %s", problem)


def told(error: BaseException) -> str:
    """An error by its type and its last places, the innermost first, without its message."""
    found = traceback.extract_tb(error.__traceback__)[-_DEEPEST:]
    places = [f"{_short(one.filename)}:{one.lineno} {one.name}" for one in reversed(found)]
    return f"{type(error).__name__} at {' < '.join(places) or 'no place'}"


def _short(file: str) -> str:
    path = Path(file)
    own = path.is_relative_to(_ROOT) and "site-packages" not in path.parts
    return str(path.relative_to(_ROOT)) if own else "/".join(path.parts[-2:])


class _Wordless(logging.Filter):
    """What Streamlit logs, on one line of some length, and of an error without its words.

    Some of its lines repeat what a browser sent, which may be long and may end a line.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        said = _ODD.sub(" ", record.getMessage())[: LOG_LINE.now]
        error = record.exc_info[1] if record.exc_info else None
        record.msg, record.args = said if error is None else f"{said}: {told(error)}", ()
        record.exc_info = record.exc_text = None
        return True


_WORDLESS: Final = _Wordless()


def begin() -> None:
    """Let this process log without words; what is there already is not added again.

    Streamlit has a logger for each of its modules, which do not pass on to each other.
    """
    for name in [one for one in logging.root.manager.loggerDict if one.startswith(_THEIRS)]:
        logging.getLogger(name).addFilter(_WORDLESS)
    if not _LOG.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
        _LOG.addHandler(handler)
