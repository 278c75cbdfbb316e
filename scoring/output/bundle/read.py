"""A bundle that anybody may have written is read within bounds; nothing of it reaches the disk."""

from __future__ import annotations

import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Final

from scoring.limits.cards import BUNDLE_TEXT_KIB, BUNDLE_UNPACKED_MB
from scoring.limits.files import UNPACKED_FREE_MB, UNPACKED_TIMES
from scoring.output.bundle.manifest import (
    CARD,
    DATA,
    FIX,
    MOST_FILES,
    NAME,
    OURS,
    SOURCE,
    Manifest,
    not_a_bundle,
    read_manifest,
)
from scoring.output.exporters.exporter import unheard

MAX_UNPACKED: Final = BUNDLE_UNPACKED_MB.bytes
MAX_RATIO: Final = UNPACKED_TIMES.now
UNSUSPICIOUS: Final = UNPACKED_FREE_MB.bytes
"""Bytes up to which a part may be packed as tightly as it likes."""

MAX_TEXT: Final = BUNDLE_TEXT_KIB.bytes
"""Bytes of the manifest, the card and the source."""

_NAME: Final = re.compile(r"[^/\\:\x00-\x1f\x7f]{1,120}")
_PIECE: Final = 1 << 20
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,  # a way of packing that zipfile does not know
    RuntimeError,  # a part under a password
    ValueError,  # among them names that are no UTF-8
)
"""What zipfile and zlib raise of bytes that are no whole archive."""


@dataclass(frozen=True, slots=True)
class Read:
    """What is taken from a bundle: its manifest, two texts, and its data files by their names.

    `source` is empty where there is none. All of it is as its author left it: the card, the
    source and the data go through the checks of files that were dropped.
    """

    manifest: Manifest
    card: str
    source: str
    data: dict[str, bytes]


def read_bundle(stream: IO[bytes], size: int, tell: Callable[[float], None] = unheard) -> Read:
    """Read a bundle whose every part is what its manifest says.

    Input: a stream that can be rewound, the bytes it has, and who is told of the progress. Raises
    CommandError for anything else than a sound bundle.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = _parts(archive.infolist(), size)
            return _read(archive, parts, tell)
    except _BROKEN:
        raise not_a_bundle("it is no ZIP file, or a damaged one") from None


def _parts(found: Sequence[zipfile.ZipInfo], size: int) -> dict[str, zipfile.ZipInfo]:
    """The parts by name. Raises CommandError where one cannot be that of a bundle."""
    if len(found) > MOST_FILES:
        raise not_a_bundle(f"it has more than {MOST_FILES} parts")
    parts = {part.filename: part for part in found}
    if len(parts) != len(found):
        raise not_a_bundle("two of its parts have the same name")
    strange = next((name for name in parts if not _is_ours(name)), None)
    if strange is not None:
        raise not_a_bundle(f"it has a part '{strange[:60]}', which no bundle has")
    if any(part.flag_bits & 1 for part in found):
        raise not_a_bundle("it has a password", fix="pack it without one")
    kinds = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if any(part.compress_type not in kinds for part in found):
        raise not_a_bundle("it is packed in an unusual way")
    unpacked = sum(part.file_size for part in found)
    if unpacked > MAX_UNPACKED:
        raise not_a_bundle(f"it unpacks to more than {MAX_UNPACKED:,} bytes")
    if unpacked > max(UNSUSPICIOUS, size * MAX_RATIO):
        raise not_a_bundle(f"it unpacks to more than {MAX_RATIO} times its size")
    if any(parts[name].file_size > MAX_TEXT for name in (NAME, CARD, SOURCE) if name in parts):
        raise not_a_bundle(f"its texts are larger than {MAX_TEXT:,} bytes")
    if NAME not in parts or CARD not in parts:
        raise not_a_bundle(f"it has no {NAME if NAME not in parts else CARD}")
    return parts


def _is_ours(name: str) -> bool:
    if not name.startswith(DATA):
        return name in OURS
    rest = name.removeprefix(DATA)
    return bool(_NAME.fullmatch(rest)) and rest.isprintable() and rest.strip(" .") == rest


def _read(
    archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], tell: Callable[[float], None]
) -> Read:
    manifest = read_manifest(_bytes(archive, parts[NAME]).decode("utf-8"))
    if set(manifest.files) != set(parts) - {NAME}:
        raise not_a_bundle(f"its parts are not those that its {NAME} lists")
    if any(name.startswith(DATA) for name in parts) != (manifest.holds == "included"):
        raise not_a_bundle(f"its data are not what its {NAME} says")
    if manifest.holds == "included" and SOURCE not in parts:
        raise not_a_bundle(f"it has data and no {SOURCE}")
    kept: dict[str, bytes] = {}
    for place, name in enumerate(sorted(manifest.files)):
        tell(place / len(manifest.files))
        content = _checked(archive, parts[name], manifest, _is_kept(name))
        if _is_kept(name):
            kept[name] = content
    return Read(
        manifest,
        kept.pop(CARD).decode("utf-8"),
        kept.pop(SOURCE, b"").decode("utf-8"),
        {name.removeprefix(DATA): content for name, content in kept.items()},
    )


def _is_kept(name: str) -> bool:
    return name in (CARD, SOURCE) or name.startswith(DATA)


def _bytes(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as stream:
        return stream.read(part.file_size + 1)


def _checked(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, manifest: Manifest, kept: bool
) -> bytes:
    """One part, empty unless it is `kept`. Raises CommandError if it is not the one listed."""
    size, digest = 0, hashlib.sha256()
    pieces = []
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            digest.update(piece)
            if kept:
                pieces.append(piece)
    if (size, digest.hexdigest()) != manifest.files[part.filename]:
        raise not_a_bundle(f"its part '{part.filename}' was changed after it was written", FIX)
    return b"".join(pieces)
