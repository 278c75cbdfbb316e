"""A few words of whoever runs Bellwether name a place; what is secret in them is never shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, unquote_plus, urlsplit

from scoring.errors import CommandError, did_you_mean

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_LOOKS_SECRET: Final = re.compile(r"@|://|pass|pwd|token|secret|key=", re.IGNORECASE)
_HARMLESS: Final = frozenset({"schema", "host", "port", "sslmode", "warehouse", "location"})
HIDDEN: Final = "…"

EXTRAS: Final[Mapping[str, str]] = {
    "postgres": "postgres",
    "postgresql": "postgres",
    **{
        name: name
        for name in (
            *("athena", "bigquery", "clickhouse", "databricks", "druid", "exasol", "impala"),
            *("materialize", "mssql", "mysql", "oracle", "risingwave", "singlestoredb"),
            *("snowflake", "sqlite", "trino"),
        )
    },
}
"""The schemes of connection URLs, each with what Ibis calls the driver's extra."""


@dataclass(frozen=True, slots=True)
class Address:
    """A connection URL: whole for the driver, and `shown` without anything secret for people."""

    url: str = field(repr=False)
    scheme: str
    shown: str

    @property
    def parts(self) -> SplitResult:
        """The URL taken apart."""
        return urlsplit(self.url)

    def hide(self, text: str) -> str:
        """A driver's words on one line, without anything that the URL keeps secret."""
        line = " ".join(text.split())
        for secret in sorted(_secrets(self.parts), key=len, reverse=True):
            line = line.replace(secret, HIDDEN)
        return line.replace(self.url, HIDDEN)


def address_of(text: str) -> Address | None:
    """A connection URL; None for what is a path. Raises CommandError for a faulty one."""
    found = _SCHEME.match(text)
    if not found:
        return None
    scheme = found.group(1).lower()
    if scheme not in EXTRAS:
        problem = f"no connection is called '{scheme}://'"
        raise CommandError(problem, fix=did_you_mean(scheme, [*EXTRAS, "duckdb"]))
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise CommandError(f"the {scheme}:// URL cannot be read", fix=_ESCAPE) from None
    if parts.fragment or "#" in text or parts.netloc.count("@") > 1 or "@" in parts.path:
        raise CommandError(f"the {scheme}:// URL cannot be read", fix=_ESCAPE)
    if "@" in parts.query and "@" not in parts.netloc:
        raise CommandError(f"the {scheme}:// URL cannot be read", fix=_ESCAPE)
    where = host + (f":{port}" if port else "")
    return Address(text, scheme, f"{scheme}://{where}{parts.path}")


_ESCAPE: Final = (
    "write it as scheme://user:password@host:port/database, with @ : / ? # and % in the password"
    " written as %40 %3A %2F %3F %23 and %25"
)


def _secrets(parts: SplitResult) -> set[str]:
    """The user's password and what the query holds, as written and as meant."""
    written = [parts.password or ""]
    written += [value for key, value in parse_qsl(parts.query) if key not in _HARMLESS]
    written.append(parts.netloc.rpartition("@")[0])
    meant = [unquote(one) for one in written] + [unquote_plus(one) for one in written]
    return {one for one in (*written, *meant) if one}


def file_of_url(text: str) -> Path | None:
    """The path in `duckdb://path` or `file://path`; None for any other text."""
    found = _SCHEME.match(text)
    if not found or found.group(1).lower() not in ("duckdb", "file"):
        return None
    return Path(text[found.end() :].partition("?")[0])


def path_of(text: str) -> Path:
    """A path on this machine, `~` resolved. Raises CommandError if it can be none."""
    try:
        return Path(text).expanduser().absolute()
    except (OSError, RuntimeError, ValueError):
        raise CommandError("the data are named by no path", fix=_FIX) from None


def not_there(text: str) -> CommandError:
    """The error for a path that leads nowhere; it shows nothing that may be secret."""
    if _LOOKS_SECRET.search(text) or "\0" in text:
        return CommandError("the data are named by no path and no connection URL", fix=_ESCAPE)
    return CommandError(f"there is no file or folder '{text[:200]}'", fix=_FIX)


def cut_at_wildcard(path: Path) -> tuple[Path, str] | None:
    """The folder above the first part with a wildcard, and the pattern below it."""
    parts = path.parts
    first = next((i for i, part in enumerate(parts) if re.search(r"[*?\[]", part)), None)
    if first is None:
        return None
    return Path(*parts[:first]), PurePath(*parts[first:]).as_posix()


_FIX: Final = "check the path; a folder, a pattern, a file or a connection URL will do"
