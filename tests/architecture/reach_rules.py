"""What would let the product reach beyond itself: other programs, the network, raw queries."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.danger_rules import QUOTING, _built, _names
from tests.architecture.rules import Rule, Source, called, is_in

BEYOND = (
    *("subprocess", "socket", "socketserver", "ssl", "http", "urllib.request", "requests", "httpx"),
    *("aiohttp", "ftplib", "smtplib", "telnetlib", "xmlrpc", "ctypes", "cffi", "multiprocessing"),
    *("webbrowser", "pty", "code", "codeop", "runpy", "zipimport"),
)
MAY_REACH: dict[str, tuple[str, ...]] = {
    "scoring/bench/beside.py": ("subprocess",),  # measures other tools, each in its own Python
    "scoring/bench/spreadsheet.py": ("subprocess",),  # measures LibreOffice
    "scoring/bench/loading.py": ("multiprocessing",),  # measures memory, a process a load
    "scoring/engine/remote_spark.py": ("socket",),  # asks whether the operator's Spark answers
    "scoring/ui/frame.py": ("runpy",),  # runs app.py, by its constant path, for a page opened alone
}
OF_OS = frozenset({"system", "popen", "fork", "forkpty", "startfile", "posix_spawn", "execv"})
LOADERS = frozenset(
    {"load", "load_all", "full_load", "unsafe_load", "unsafe_load_all", "safe_load"}
)
HTML_CONSTANTS = frozenset({"html", "iframe"})
ASKED_OF_A_SESSION = frozenset({"run", "rows", "one", "table"})


def reaches_beyond(source: Source) -> Iterator[str]:
    if source.within("tests"):
        return
    allowed = MAY_REACH.get(source.path, ())
    for line, name in source.imports:
        if any(is_in(name, one) for one in BEYOND) and not any(is_in(name, a) for a in allowed):
            yield f"{line} imports {name}"
    for node in source.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            owned = owner.id if isinstance(owner, ast.Name) else ""
            if owned == "os" and (node.func.attr in OF_OS or node.func.attr.startswith("spawn")):
                yield f"{node.lineno} calls os.{node.func.attr}"
            if owned == "yaml" and node.func.attr in LOADERS:
                yield f"{node.lineno} calls yaml.{node.func.attr}: strict_yaml reads YAML"


def written_html(source: Source) -> Iterator[str]:
    """`st.html` gets a constant of the module, in capitals, and nothing that was put together."""
    if source.within("tests"):
        return
    for node in source.nodes:
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner = node.func.value
        if node.func.attr in HTML_CONSTANTS and isinstance(owner, ast.Name) and owner.id == "st":
            said = node.args[0] if node.args else None
            constant = isinstance(said, ast.Constant) or (
                isinstance(said, ast.Name) and said.id.isupper()
            )
            if not constant:
                yield f"{node.lineno} hands st.{node.func.attr} what is no constant"


def _of_session(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    owner = node.func.value
    name = getattr(owner, "id", getattr(owner, "attr", ""))
    return node.func.attr in ASKED_OF_A_SESSION and name.strip("_") == "session"


def _ours(node: ast.expr, names: dict[str, ast.expr]) -> bool:
    """Whether a text is glued of constants and of what the quoting or the plan gave alone."""
    if isinstance(node, ast.BinOp):
        return _ours(node.left, names) and _ours(node.right, names)
    if isinstance(node, ast.Name) and node.id in names:
        return _ours(names[node.id], {k: v for k, v in names.items() if k != node.id})
    return isinstance(node, ast.Constant) or called(node) in {"statement", "to_sql"}


def glued_for_session(source: Source) -> Iterator[str]:
    if source.path == QUOTING or source.within("tests"):
        return
    if not any(_of_session(node) for node in source.nodes):
        return
    found: set[str] = set()
    for scope in (source.tree, *source.functions):
        names = _names(scope)
        for node in ast.walk(scope):
            if not (_of_session(node) and isinstance(node, ast.Call) and node.args):
                continue
            if _built(node.args[0], names) and not _ours(node.args[0], names):
                found.add(f"{node.lineno} passes glued text to session.{called(node)}")
    yield from sorted(found)


_ASK = "def f(session, name):\n    "

RULES = (
    Rule(
        "nothing starts another program, opens the network or loads YAML as it likes",
        reaches_beyond,
        bad=(
            ("scoring/a.py", "import subprocess"),
            ("scoring/a.py", "from urllib.request import urlopen"),
            ("scoring/ui/a.py", "def f():\n    import requests"),
            ("pages/a.py", "import os\nos.system('ls')"),
            ("scoring/a.py", "os.spawnv(0, 'a', [])"),
            ("scoring/a.py", "yaml.load(text, yaml.Loader)"),
        ),
        good=(
            ("scoring/a.py", "from urllib.parse import quote\nimport os\nos.environ"),
            ("scoring/a.py", "yaml.parse(text, Loader=yaml.SafeLoader)"),
            ("tests/a.py", "import subprocess"),
        ),
    ),
    Rule(
        "HTML of the page is a constant",
        written_html,
        bad=(
            ("scoring/ui/a.py", "st.html(f'<b>{name}</b>')"),
            ("pages/a.py", "st.html(text)"),
            ("pages/a.py", "st.iframe(url)"),
        ),
        good=(("scoring/ui/a.py", "st.html(_STYLE)\nst.html('<style></style>')"),),
    ),
    Rule(
        "what a session is asked is a constant or comes from the quoting module",
        glued_for_session,
        bad=(
            ("scoring/a.py", _ASK + "session.rows(f'select {name}')"),
            ("scoring/a.py", _ASK + "q = 'select ' + name\n    session.one(q)"),
            ("scoring/a.py", "self._session.run('drop table {}'.format(name))"),
        ),
        good=(
            ("scoring/a.py", _ASK + "session.rows('select ?', [name])"),
            ("scoring/a.py", _ASK + "session.run(statement('drop table {t}', t=name))"),
            ("scoring/a.py", _ASK + "session.table(to_sql(plan) + ' ORDER BY as_of')"),
        ),
    ),
)
