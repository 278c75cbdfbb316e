"""A link as a QR code that a phone's camera reads off a screen."""

from __future__ import annotations

import io
from typing import Final

import segno

from scoring.limits.showing import QR_BYTES

MOST: Final = QR_BYTES.now
"""Characters of a link that a phone still reads off a screen with ease; a code of a longer one
has modules too fine for it."""


def qr_code(text: str) -> bytes | None:
    """The code as a PNG, black on white with the quiet margin it needs; None if it is too long.

    The level of repair is the highest that the size allows (ISO/IEC 18004, by segno).
    """
    if not text or len(text) > MOST:
        return None
    out = io.BytesIO()
    segno.make_qr(text).save(out, kind="png", scale=6, border=4)
    return out.getvalue()
