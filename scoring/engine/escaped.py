"""A text of ASCII alone may hold other letters behind escapes, which tell it from plain ASCII."""

from __future__ import annotations

import re
from typing import Final

# Between ESC $ B and ESC ( B each pair of bytes is one Japanese sign.
_JAPANESE: Final = re.compile(rb"\x1b\$[@B](?:[!-~]{2})+\x1b\([BJ]")
# Between + and - stand letters beyond ASCII, in an alphabet of 64. What no - ends is taken as well,
# and left out after that: to look for another beginning within it would take its length squared.
_RUN: Final = re.compile(rb"\+[A-Za-z0-9+/]++-?")
_FEWEST: Final = 2
_SHOWN: Final = 40
_LAST_LETTER: Final = "\u058f"
_SIGNS: Final = re.compile("[\u3040-\u30ff\u4e00-\u9fff]+")


def escaped_alphabet(head: bytes) -> tuple[str, float, str] | None:
    """The name of an encoding, how sure that is, and why; None for plain ASCII.

    Input: the first bytes of a text, all of them ASCII. UTF-7 is named where all that may be
    letters in it are, in two runs or more that differ: a plus before a word is no rarity.
    """
    japanese = _JAPANESE.findall(head)
    if japanese:
        count = "1 run of Japanese signs stands" if len(japanese) == 1 else ""
        said = count or f"{len(japanese):,} runs of Japanese signs stand"
        return "iso-2022-jp", 0.95, f"{said} between the escapes of ISO-2022-JP"
    runs = [run for run in _RUN.findall(head) if run.endswith(b"-")]
    if len({*runs}) < _FEWEST or not all(map(_are_letters, runs)):
        return None
    said = f"{len(runs):,} of {len(runs):,} runs between + and - are letters beyond ASCII"
    letters, run = _decoded(runs[0])[:_SHOWN], runs[0][:_SHOWN].decode()
    return "utf-7", 0.8, f"{said}, such as {letters} for {run}"


def _are_letters(run: bytes) -> bool:
    text = _decoded(run)
    near = all(sign.isalpha() and "\x7f" < sign <= _LAST_LETTER for sign in text)
    return bool(text) and (near or bool(_SIGNS.fullmatch(text)))


def _decoded(run: bytes) -> str:
    try:
        return run.decode("utf-7")
    except UnicodeDecodeError:
        return ""
