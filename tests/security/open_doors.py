"""Every door of DuckDB that a text could try, and connections with one protection taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

from scoring.engine.session import CONFIG, Session

FILES: Final = {
    "read_csv": "SELECT * FROM read_csv('{file}')",
    "read_csv_auto": "SELECT * FROM read_csv_auto('{file}')",
    "read_text": "SELECT content FROM read_text('{file}')",
    "read_blob": "SELECT content FROM read_blob('{file}')",
    "sniff_csv": "SELECT * FROM sniff_csv('{file}')",
    "a file as a table": "SELECT * FROM '{file}'",
    "glob": "SELECT file FROM glob('{folder}/*.csv')",
    "copy from": "COPY taken FROM '{file}' (HEADER)",
    "copy to": "COPY taken TO '{folder}/out.csv'",
    "copy to Parquet": "COPY taken TO '{folder}/out.parquet' (FORMAT parquet)",
    "export": "EXPORT DATABASE '{folder}/exported'",
    "import": "IMPORT DATABASE '{folder}/whole'",
    "attach": "ATTACH '{folder}/new.duckdb' AS other",
    "read_parquet": "SELECT * FROM read_parquet('{folder}/whole/t.parquet')",
    "parquet_schema": "SELECT * FROM parquet_schema('{folder}/whole/t.parquet')",
    "parquet_metadata": "SELECT * FROM parquet_metadata('{folder}/whole/t.parquet')",
}
"""Doors to the disk: with external access left on each of them opens."""

SETTINGS: Final = {
    "set memory_limit": "SET memory_limit = '100GB'",
    "set threads": "SET threads = 4",
    "set max_execution_time": "SET GLOBAL max_execution_time = 0",
    "set temp_directory": "SET temp_directory = '{folder}/spilled'",
    "reset memory_limit": "RESET memory_limit",
    "pragma threads": "PRAGMA threads = 4",
    "pragma enable_profiling": "PRAGMA enable_profiling",
    "unlock": "SET lock_configuration = false",
    "open the disk": "SET disabled_filesystems = ''",
    "set allow_community": "SET allow_community_extensions = false",
}
"""Doors to the settings: with the configuration left unlocked each of them opens."""

NETWORK: Final = {
    "install": "INSTALL httpfs",
    "load": "LOAD httpfs",
    "load by path": "LOAD '{folder}/x.duckdb_extension'",
    "force install": "FORCE INSTALL spatial FROM community",
    "http": "SELECT * FROM read_csv('http://127.0.0.1:9/a.csv')",
    "S3": "SELECT * FROM read_parquet('s3://bucket/a.parquet')",
    "attach by http": "ATTACH 'http://127.0.0.1:9/a.duckdb' AS far",
    "attach PostgreSQL": "ATTACH 'host=127.0.0.1' AS far (TYPE postgres)",
    "a secret": "CREATE PERSISTENT SECRET s (TYPE s3)",
    "getenv": "SELECT getenv('HOME')",
    "open again": "SET enable_external_access = true",
    "open a path": "SET allowed_paths = ['/etc/passwd']",
    "open a folder": "SET allowed_directories = ['/etc']",
}
"""Doors that stay shut whatever of ours is taken away, as there is no network and no way back."""


def furnished(folder: Path) -> Path:
    """A folder with a file to be read, and a database that was exported."""
    file = folder / "some.csv"
    file.write_text("id,m\na,1\n", encoding="utf-8")
    (folder / "whole").mkdir()
    table = "CREATE TABLE imported(id VARCHAR, m BIGINT);\n"
    (folder / "whole" / "schema.sql").write_text(table, encoding="utf-8")
    (folder / "whole" / "load.sql").write_text("", encoding="utf-8")
    with duckdb.connect() as base:
        into = str(folder / "whole" / "t.parquet")
        base.execute("COPY (SELECT 'a' AS id, 1 AS m) TO ? (FORMAT parquet)", [into])
    return file


def sealed() -> Session:
    """The very database that the app has once its data are loaded."""
    session = Session()
    session.run("CREATE TABLE taken(id VARCHAR, m BIGINT)")
    session.seal()
    return session


def loading(file: Path) -> Session:
    """The very database that the app has while it loads this file."""
    session = Session([file])
    session.run("CREATE TABLE taken(id VARCHAR, m BIGINT)")
    return session


def unprotected() -> duckdb.DuckDBPyConnection:
    """The same settings, without what shuts the disk away and locks the settings."""
    base = duckdb.connect(":memory:", config=CONFIG)
    base.execute("CREATE TABLE taken(id VARCHAR, m BIGINT)")
    return base


def opens(base: duckdb.DuckDBPyConnection | Session, door: str, file: Path) -> bool:
    """Whether a statement is carried out."""
    text = door.format(file=file, folder=file.parent)
    try:
        if isinstance(base, Session):
            base.rows(text)
        else:
            base.execute(text)
    except duckdb.Error:
        return False
    return True
