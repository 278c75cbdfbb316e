"""Every picture of the documentation is named here once: what is made is what is shown."""

from __future__ import annotations

from typing import Final

from tests.docs.markdown import ROOT

FOLDER: Final = ROOT / "docs" / "screenshots"
PAGES: Final = tuple(sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
"""The pages of the app, as their files are called."""

SCENES: Final = ("wizard", "room", "account")
"""What a page looks like once something has been done on it."""

LAPTOP: Final = ("light", "dark")
ON_A_PHONE: Final = ("portfolio", "vote", "lost")
"""What has a picture on a phone as well, in light."""


def made() -> list[str]:
    """The file names of all pictures that `make screenshots` makes."""
    laptop = [f"{name}-{size}.png" for name in (*PAGES, *SCENES) for size in LAPTOP]
    return sorted([*laptop, *(f"{name}-phone.png" for name in ON_A_PHONE)])
