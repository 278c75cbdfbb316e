"""A text that is no Unicode is written in the alphabet in which its words look like words.

Bytes beyond ASCII mean other letters in each alphabet. Read in a wrong one, Cyrillic words have
capitals in their middle, Greek ones seldom letters, and Japanese ones no Japanese.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

# The letters of each alphabet, the most frequent ones first.
_CYRILLIC: Final = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_GREEK: Final = "αοιετσνηυρπκςμλόίάέήύώγδθχφβξζψω"
_WORD: Final = re.compile(r"[^\W\d_]+")
# Signs that no word has in it, but that stand in the place of letters in cp1252 or Mac Roman.
_SIGNS: Final = "\u201e\u2020\u2021\u02c6\u2030\u2039\u201c\u201d\u2022\u02dc\u2122\u203a\xa1-\xbf"
_SYMBOLS: Final = "\u221a\u2202\u2211\u220f\u222b\u2248\u25ca\u2264\u2265\ufffd"
_ODD: Final = re.compile(
    "[a-z\xdf-\xf6\xf8-\xff][A-Z\xc0-\xd6\xd8-\xde\u0160\u017d\u0152]|\u0178[a-z]|[a-z]\u0178"
    f"|\ufffd[A-Za-z]|[A-Za-z][{_SYMBOLS}]|[A-Za-z][{_SIGNS}][A-Za-z]"
)
_NOT_IN_CP1252: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_LOOKED_AT: Final = 100_000
_COMMON: Final = 0.8
_LIKE_WORDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class _Alphabet:
    """A way to read bytes: its codec, what it is called, and how much a text looks like it."""

    codec: str
    of: str
    likely: Callable[[str], float]


def alphabet_of(head: bytes, *, whole: bool) -> tuple[str, float, str]:
    """The name of an encoding, how sure that is, and why.

    Input: the first bytes of a text that is not sound UTF-8, and whether they are all there are.
    """
    lines = b"\n".join(line for line in head.split(b"\n") if not line.isascii())
    odd_bytes, head = bool(_NOT_IN_CP1252.search(head)), lines[:_LOOKED_AT]
    whole = whole and len(lines) <= _LOOKED_AT
    narrow = {a: a.likely(_decoded(head, a.codec, whole=whole)) for a in _NARROW}
    best = max(narrow, key=lambda a: narrow[a])
    wide = {a: a.likely(_decoded(head, a.codec, whole=whole)) for a in _WIDE}
    signs = max(wide, key=lambda a: wide[a])
    if wide[signs] >= _COMMON and narrow[best] < _LIKE_WORDS:
        share = f"{wide[signs]:.0%} of the signs beyond ASCII are common ones"
        return signs.codec, 0.5 + wide[signs] * 0.4, f"{share} if it is {signs.of}"
    runs = [len(run) for run in re.findall(rb"[\xa3\xa8\xb3\xb8\xc0-\xff]+", head)]
    letters, together = sum(runs), sum(n for n in runs if n > 1)
    if together * 2 > letters and narrow[best] >= _LIKE_WORDS:
        said = f"{together} of {letters} letters beyond ASCII stand in runs, as in {best.of} words"
        return best.codec, 0.5 + together / letters / 2.5, said
    return _western(head, odd_bytes=odd_bytes, whole=whole)


def _western(head: bytes, *, odd_bytes: bool, whole: bool) -> tuple[str, float, str]:
    """Words in which single letters stand beyond ASCII."""
    letters = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", head))
    beyond = len(re.findall(rb"[\x80-\xff]", head))
    said = f"it is no UTF-8, and {letters} of {beyond} characters beyond ASCII stand alone"
    mac, usual = (_misspelled(_decoded(head, c, whole=whole)) for c in ("mac-roman", "cp1252"))
    if mac < usual:
        why = f"{said}; read as Mac Roman {mac} words look odd, as cp1252 {usual}"
        return "mac-roman", 0.7, why
    if odd_bytes:
        return "latin-1", 0.6, f"{said}; it has bytes that cp1252 lacks"
    return "cp1252", 0.7, said


def codec_of(encoding: str) -> str:
    """The codec that reads an encoding as it is met: Windows and later standards added signs."""
    later = {"shift-jis": "cp932", "gbk": "gb18030", "big5": "cp950", "euc-kr": "cp949"}
    later["iso-2022-jp"] = "iso2022_jp_ext"  # with the narrow kana that mail programs write
    return later.get(encoding, encoding)


def _decoded(head: bytes, codec: str, *, whole: bool) -> str:
    """The text in an encoding; empty if it cannot be in it. Some bytes cp1252 lacks are marked."""
    errors = "replace" if codec == "cp1252" else "strict"
    try:
        return codecs.getincrementaldecoder(codec_of(codec))(errors).decode(head, final=whole)
    except UnicodeDecodeError:
        return ""


def _misspelled(text: str) -> int:
    """How many times a capital follows a small letter, or a sign stands within a word."""
    return len(_ODD.findall(text))


def _by_letters(letters: str, more: float = 0.0, accents: str = "") -> Callable[[str], float]:
    """How soundly what is beyond ASCII is spelled as words, and how common their letters are.

    `more` is for the encoding that is met more often than another of the same letters; where
    there are accents, a word in small letters has one.
    """
    weights = {letter: 1 - i / len(letters) for i, letter in enumerate(letters)}

    def soundness(word: str) -> float:
        if re.search("[A-Za-z]", word):
            return -1.0
        if len(word) > 1 and word.isupper():
            return 0.4
        small = word[1:].islower() or len(word) == 1
        accented = not accents or len(word) < 4 or any(sign in word for sign in accents)
        return 0.5 if small and accented else 0.0

    def likely(text: str) -> float:
        words = [word for word in _WORD.findall(text) if not word.isascii()]
        spelled = sum(len(word) * soundness(word) for word in words)
        usual = sum(weights.get(letter, 0) for word in words for letter in word.lower())
        return (spelled + usual) / max(1, sum(sign > "\x7f" for sign in text)) + more

    return likely


def _by_signs(first: str, is_common: Callable[[str], bool]) -> Callable[[str], float]:
    """The share of common signs that stand in runs among all those from a first one on."""
    runs = re.compile(f"[{first}-\U0010ffff]{{2,}}")

    def likely(text: str) -> float:
        together = "".join(runs.findall(text))
        count = sum(sign >= first for sign in text)
        return sum(map(is_common, together)) / count if count else 0.0

    return likely


def _in_japanese(sign: str) -> bool:
    """Kana, or a sign of the first level of JIS X 0208: the 2,965 that everybody reads."""
    return "\u3000" <= sign <= "\u30ff" or b"\x88\x9f" <= _coded(sign, "cp932") <= b"\x98\x72"


def _in_chinese(sign: str) -> bool:
    """Punctuation, or a sign of the first level of GB 2312: the 3,755 that everybody reads."""
    coded = _coded(sign, "gbk")
    return b"\xa1\xa1" <= coded <= b"\xa3\xfe" or b"\xb0\xa1" <= coded <= b"\xd7\xf9"


def _coded(sign: str, codec: str) -> bytes:
    return sign.encode(codec, "ignore")


_WIDE: Final = (
    _Alphabet("shift-jis", "Japanese", _by_signs("\x80", _in_japanese)),
    _Alphabet("gbk", "Chinese", _by_signs("\x80", _in_chinese)),
)
_NARROW: Final = (
    _Alphabet("cp1251", "Cyrillic", _by_letters(_CYRILLIC, 0.1)),
    _Alphabet("koi8-r", "Cyrillic", _by_letters(_CYRILLIC)),
    _Alphabet("cp1253", "Greek", _by_letters(_GREEK, accents="όίάέήύώΐΰ")),
)
