"""A link becomes a code that says the same link, or none at all."""

import io

import segno

from scoring.output.qr import MOST, qr_code

LINK = "http://localhost:8501/workshop?room=ABC-DEF-GHJ"


def test_the_picture_is_a_png_of_the_link_with_its_margin() -> None:
    """Each module is 6 pixels, with 4 modules of white on either side."""
    picture = qr_code(LINK)
    assert picture is not None
    assert picture.startswith(b"\x89PNG")
    modules = segno.make_qr(LINK).symbol_size(border=0)[0]
    width = int.from_bytes(picture[16:20], "big")
    assert width == 6 * (modules + 4 + 4)
    again = io.BytesIO()
    segno.make_qr(LINK).save(again, kind="png", scale=6, border=4)
    assert picture == again.getvalue()


def test_what_no_camera_reads_gets_no_code() -> None:
    """Beyond the bound, and for nothing at all, there is none; at the bound there is one."""
    assert qr_code("") is None
    assert qr_code("x" * (MOST + 1)) is None
    assert qr_code("x" * MOST) is not None
