"""Ways to spoil an input: bytes, words that readers trip over, and the parts of a ZIP file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from random import Random

WORDS = (
    b"0", b"-1", b"1e308", b"-1e308", b"1e999", b"NaN", b"inf", b"-0.0", b"1e-320", b"true", b"no",
    b"null", b"~", b"0x1F", b"010", b"1:30:00", b"9" * 40, b"0." + b"0" * 30 + b"1", b"1_000",
    b"\xc2\xa0", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xff", b"\0", b"\x1b[31m",
    b"\xf0\x9f\x92\xa5", b"\xd9\xa1\xd9\xa2", b"\xef\xbc\x91", b"\\ud800", b"\\U0010ffff", b"\\x00",
    b"<script>", b"=1+1", b"'; DROP TABLE t; --", b"../../etc/passwd", b"__proto__", b"{{x}}",
    b"&a ", b"*a", b"<<: ", b"!!python/object:os.system ", b"--- ", b"- ", b": ", b"? ", b"|\n",
    b"[", b"]", b"{", b"}", b",", b";", b"\t", b"\n", b"\r", b'"', b"'", b"#", b"%", b"\\",
    b"0000-00-00", b"9999-12-31", b"0001-01-01", b"2024-02-30", b"2024-13-01", b"1/2/3", b"1.2.24",
    b"1,234.5", b"1.234,5", b"1 234", b"$1,000", b"12%", b"(5)", b"1e400", b"", b" ",
)  # fmt: skip
"""Numbers, dates, markup and characters, each of which some reader somewhere took wrongly."""

Spoil = Callable[[Random, bytes], bytes]


def bytes_spoiled(chosen: Random, data: bytes) -> bytes:
    """One to six small changes anywhere: a byte, a word, a piece doubled, moved or cut out."""
    made = bytearray(data)
    for _ in range(chosen.choice((1, 1, 1, 2, 3, 6))):
        at = chosen.randint(0, len(made))
        to = min(len(made), at + chosen.choice((1, 1, 2, 4, 16, 200)))
        way = chosen.randrange(7)
        if way == 0 and at < len(made):
            made[at] = chosen.randrange(256)
        elif way == 1 and at < len(made):
            made[at] ^= 1 << chosen.randrange(8)
        elif way == 2:
            made[at:at] = chosen.choice(WORDS)
        elif way == 3:
            made[at:to] = chosen.choice(WORDS)
        elif way == 4:
            made[at:at] = made[at:to] * chosen.choice((1, 2, 30))
        elif way == 5:
            del made[at:to]
        else:
            other = chosen.randint(0, len(made))
            made[other:other] = made[at:to]
    return bytes(made[:400_000])


def lines_spoiled(chosen: Random, data: bytes) -> bytes:
    """A line doubled, dropped, moved, shifted, or with another value: what people do to YAML."""
    lines = data.split(b"\n")
    at, other = chosen.randrange(len(lines)), chosen.randrange(len(lines))
    way = chosen.randrange(6)
    if way == 0:
        lines.insert(other, lines[at])
    elif way == 1:
        del lines[at]
    elif way == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif way == 3:
        lines[at] = chosen.choice((b"  ", b"    ", b"- ")) + lines[at]
    elif way == 4:
        key, colon, _ = lines[at].partition(b":")
        lines[at] = key + colon + b" " + chosen.choice(WORDS)
    else:
        return bytes_spoiled(chosen, data)
    return b"\n".join(lines)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a ZIP file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def part_spoiled(chosen: Random, data: bytes, spoil: Spoil, wanted: Sequence[str] = ()) -> bytes:
    """A ZIP file with one of its parts spoiled, doubled, lost or renamed; or its bytes spoiled.

    What is no ZIP file any more gets its bytes spoiled.
    """
    try:
        parts = parts_of(data)
        names = [name for name in parts if name in wanted] or sorted(parts)
    except Exception:  # whatever zipfile finds wrong with a spoiled file
        return bytes_spoiled(chosen, data)
    way = chosen.randrange(12)
    if way == 0 or not names:
        return bytes_spoiled(chosen, data)
    name = chosen.choice(names)
    if way == 1:
        del parts[name]
    elif way == 2:
        parts[chosen.choice(sorted(parts))] = parts[name]
    elif way == 3:
        parts[bytes_spoiled(chosen, name.encode())[:80].decode("latin-1")] = parts[name]
    else:
        parts[name] = spoil(chosen, parts[name])
    try:
        return zipped(parts)
    except Exception:  # a name that zipfile does not write, such as none
        return bytes_spoiled(chosen, data)
