"""`python -m scoring.ui.serve` runs the app as it stands on a server, behind a proxy or without."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.types import ASGIApp
from streamlit import config

from scoring.errors import CommandError, in_one_sentence
from scoring.limits.modes import mode_of
from scoring.limits.settings import check
from scoring.ui import logged
from scoring.ui.headers import Headers, headers
from scoring.ui.options import set_from
from scoring.ui.origin import OwnPages
from scoring.ui.uploads import Uploads

_ROUTER = Path(__file__).resolve().parents[2] / "app.py"
_MESSAGE = 16 * 1024 * 1024
"""Bytes of one message of a browser; what people drop comes another way."""
_GRACE = 3
"""Seconds that answers under way have when the server is told to end."""


def application(environment: Mapping[str, str]) -> ASGIApp:
    """The app for an ASGI server: headers, the check of origins, the bounds of uploads, Streamlit.

    Its settings are those of `.streamlit/config.toml` beside `app.py`, from whatever folder it is
    started, and what `STREAMLIT_…` variables say over them.
    Raises: CommandError for a variable that cannot be used.
    """
    check(environment)
    mode_of(environment)
    logged.begin()  # also what is logged before the first page is asked for
    app = st.App(_ROUTER)  # from here on Streamlit knows where its settings lie
    set_from(environment)
    friends = [str(origin).strip() for origin in config.get_option("server.corsAllowedOrigins")]
    return Headers(OwnPages(Uploads(app), friends), headers(environment))


def settings(app: ASGIApp, address: str, port: int) -> uvicorn.Config:
    """How the server runs: one process, as visitors' work lies in its memory.

    Small answers leave at once (TCP_NODELAY), which asyncio sets on every connection itself. Who
    may say for whom they speak is in FORWARDED_ALLOW_IPS, this machine unless it says otherwise.
    Nothing is logged of a request, as its address holds a card.
    """
    return uvicorn.Config(
        app,
        host=address,
        port=port,
        ws="websockets-sansio",
        ws_max_size=_MESSAGE,
        ws_per_message_deflate=bool(config.get_option("server.enableWebsocketCompression")),
        timeout_graceful_shutdown=_GRACE,
        server_header=False,
        access_log=False,
        use_colors=False,
    )


def main(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> int:
    """Serve until a signal ends it; returns the exit status."""
    parser = argparse.ArgumentParser("python -m scoring.ui.serve", description=__doc__)
    parser.add_argument("--address", default="127.0.0.1", help="where to listen: 127.0.0.1")
    parser.add_argument("--port", type=int, default=8501, help="the port: 8501")
    chosen = parser.parse_args(arguments)
    try:
        app = application(environment)
    except CommandError as fault:
        print(in_one_sentence(fault), file=sys.stderr)
        return 2
    print(f"Bellwether: http://{chosen.address}:{chosen.port}", flush=True)
    server = uvicorn.Server(settings(app, chosen.address, chosen.port))
    server.run()
    return 0 if server.started else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
