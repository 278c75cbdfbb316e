"""What the first bytes of a text table say: how they become UTF-8, or that they are no text."""

from __future__ import annotations

import codecs
import re
from typing import Final

from scoring.engine.alphabets import codec_of
from scoring.engine.unpacking import fault

_JSON: Final = re.compile(r'\[\s*[\[{]|\{\s*(?:"[^"]*"\s*:|$|\})')
_PAGE: Final = re.compile(r"<(?:!doctype|!--|\?xml|html|head|meta|style|body|table|div)\b|<!--")
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))


def with_mark(encoding: str, head: bytes) -> str:
    """The codec that reads a text, and takes its byte order mark away if it has one."""
    for codec, mark in (("utf-16", codecs.BOM_UTF16), ("utf-32", codecs.BOM_UTF32)):
        if encoding.startswith(codec) and sorted(head[: len(mark)]) == sorted(mark):
            return codec
        if encoding == codec:
            return f"{codec}-be" if head[:1] == b"\0" else f"{codec}-le"
    return codec_of(encoding)


def breaks_behind_mark(head: bytes, quote: str) -> bool:
    """Whether a byte order mark stands before a quoted cell that spans lines.

    The reader then takes its lines for rows when it skips them, and the names for a customer.
    """
    form = f"[ ]*{quote}(?:[^{quote}\r\n]|{quote}{quote})*[\r\n]".encode()
    return head[:3] == codecs.BOM_UTF8 and bool(re.match(form, head[3:]))


def stop_binary(head: bytes, key: str, encoding: str) -> None:
    """Raise DataError for what is no text in that encoding, whatever the file is called."""
    if encoding.startswith(("utf-16", "utf-32")):
        return
    if b"\0" in head or len(head) - len(head.translate(None, _CONTROLS)) > len(head) / 50:
        raise fault(key, "this is a binary file, not a table", "export it as CSV or Parquet")


def stop_other(text: str, key: str) -> None:
    """Raise DataError for a text that is no table of rows, but JSON or a page."""
    begin = text[:200].lstrip().lower()
    if _JSON.match(begin):
        raise fault(key, "this is JSON, not a table", "export it as CSV, XLSX or Parquet")
    if _PAGE.match(begin):
        problem = "this is a web page or XML, whatever it is called"
        raise fault(key, problem, "open it in Excel and save it as .xlsx, or export it as CSV")


def text_of(head: bytes, key: str, *, whole: bool) -> str:
    """The first bytes as text; a letter that is cut off at their end is left out unless `whole`.

    Raises DataError naming the line of a byte that is no UTF-8.
    """
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if not whole and error.start > len(head) - 4:
            return head[: error.start].decode("utf-8-sig")
        line = head.count(b"\n", 0, error.start) + 1
        fix = "state its `encoding` under csv, or save it as UTF-8"
        raise fault(key, "this is not UTF-8 text", fix, line) from None
