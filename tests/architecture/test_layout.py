"""Code lives in the few folders made for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from tests.architecture.rules import CODE_FOLDERS, ENTRY_POINTS, ROOT

CODE = frozenset({".py", ".ipynb", ".js", ".ts", ".sql", ".sh"})
NOT_OURS = frozenset({"__pycache__", "node_modules", "test-results"})


def stray_code(paths: Iterable[str]) -> list[str]:
    """The code files that lie neither in a folder for code nor at the top by right."""
    return [
        path
        for path in paths
        if PurePosixPath(path).suffix in CODE
        and path not in ENTRY_POINTS
        and PurePosixPath(path).parts[0] not in CODE_FOLDERS
    ]


def walk(folder: Path) -> Iterator[str]:
    """Every file of the project, without environments, caches and hidden folders of tools."""
    for entry in sorted(folder.iterdir()):
        hidden = entry.name.startswith(".") and entry.name not in {".ci", ".streamlit"}
        if hidden or entry.name in NOT_OURS or (entry / "pyvenv.cfg").exists():
            continue
        if entry.is_dir():
            yield from walk(entry)
        else:
            yield entry.relative_to(ROOT).as_posix()


def test_code_lies_in_its_folders() -> None:
    """Beside the entry point, code lies only in pages, scoring and tests."""
    assert stray_code(walk(ROOT)) == []


def test_stray_code_is_found() -> None:
    """A script at the top, in a folder of its own or among the data is seen."""
    strays = ["setup.py", "lib/a.py", "data/load.sql", "configs/a.py", ".ci/a.sh"]
    assert stray_code([*strays, "app.py", "scoring/a.py", "data/a.csv"]) == strays


def unseen_folders(paths: Iterable[str]) -> list[str]:
    """Folders of the package without an __init__.py: import-linter would not see into them."""
    own = [PurePosixPath(path) for path in paths if path.startswith("scoring/")]
    modules = [path for path in own if path.suffix == ".py"]
    known = {path.parent for path in modules if path.name == "__init__.py"}
    return sorted({str(path.parent) for path in modules if path.parent not in known})


def test_every_folder_of_the_package_is_a_package() -> None:
    """No code hides from the import contracts in a folder without an __init__.py."""
    assert unseen_folders(walk(ROOT)) == []


def test_an_unseen_folder_is_found() -> None:
    """A folder of code without an __init__.py is seen, one of data alone is none."""
    paths = ["scoring/__init__.py", "scoring/a.py", "scoring/new/b.py", "scoring/ui/live/x.js"]
    assert unseen_folders(paths) == ["scoring/new"]
