"""Calls that would let text become code, a query, or markup."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.rules import Rule, Source, called, imported, is_in

QUOTING = "scoring/engine/quoting.py"
QUERY_METHODS = frozenset(
    {"execute", "executemany", "executescript", "sql", "raw_sql", "query", "from_query"}
)
BUILDERS = frozenset({"format", "format_map", "join", "replace"})
PICKLERS = ("pickle", "cPickle", "cloudpickle", "dill", "joblib", "marshal", "shelve")


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((k.value for k in call.keywords if k.arg == name), None)


def _is(value: ast.expr | None, constant: object) -> bool:
    return isinstance(value, ast.Constant) and value.value is constant


def code_from_text(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"eval", "exec"}
        ):
            yield f"{node.lineno} calls {node.func.id}"


def pickles(source: Source) -> Iterator[str]:
    for node in source.nodes:
        line = getattr(node, "lineno", 1)
        for name in imported(node):
            if any(is_in(name, pickler) for pickler in PICKLERS):
                yield f"{line} imports {name}"
        if called(node) in {"read_pickle", "to_pickle"}:
            yield f"{line} calls {called(node)}"
        if isinstance(node, ast.Call):
            allow = _keyword(node, "allow_pickle")
            if allow is not None and not _is(allow, False):
                yield f"{line} allows pickle"


def raw_markup(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if not isinstance(node, ast.Call):
            continue
        for keyword in node.keywords:
            unsafe = (keyword.arg or "").startswith("unsafe_allow_")
            if unsafe and not _is(keyword.value, False):
                yield f"{node.lineno} passes {keyword.arg}"


def _built(node: ast.expr, names: dict[str, ast.expr]) -> bool:
    """Whether an expression glues text together, here or where its name was last given."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod | ast.Mult)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr in BUILDERS
    if isinstance(node, ast.IfExp):
        return _built(node.body, names) or _built(node.orelse, names)
    if isinstance(node, ast.Name) and node.id in names:
        return _built(names[node.id], {k: v for k, v in names.items() if k != node.id})
    return False


def _names(scope: ast.AST) -> dict[str, ast.expr]:
    """What each name in a scope was given; glued text wins over anything else it was given."""
    names: dict[str, ast.expr] = {}
    for node in ast.walk(scope):
        value = getattr(node, "value", None)
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr):
            targets = [node.target]
        elif isinstance(node, ast.AugAssign):
            targets, value = [node.target], ast.BinOp(node.target, node.op, node.value)
        for target in targets:
            known = isinstance(target, ast.Name) and target.id in names
            if isinstance(target, ast.Name) and isinstance(value, ast.expr):
                if known and _built(names[target.id], {}):
                    continue
                names[target.id] = value
    return names


def glued_sql(source: Source) -> Iterator[str]:
    if source.path == QUOTING or source.within("tests"):
        return
    if not any(called(node) in QUERY_METHODS for node in source.nodes):
        return
    found: set[str] = set()
    for scope in (source.tree, *source.functions):
        names = _names(scope)
        for node in ast.walk(scope):
            if not isinstance(node, ast.Call) or called(node) not in QUERY_METHODS:
                continue
            texts = [*node.args[:1], _keyword(node, "query"), _keyword(node, "sql")]
            if any(text is not None and _built(text, names) for text in texts):
                found.add(f"{node.lineno} passes glued text to {called(node)}")
    yield from sorted(found)


def emptied_cache(source: Source) -> Iterator[str]:
    """Streamlit's own caches, which a message that any browser may send empties for everybody."""
    if source.within("tests"):
        return
    for node in source.nodes:
        name = getattr(node, "attr", getattr(node, "id", ""))
        if name in {"cache_data", "cache_resource"}:
            yield f"{getattr(node, 'lineno', 1)} {name}: take cached_for_all of scoring.ui.for_all"


def endless_memory(source: Source) -> Iterator[str]:
    """A function that remembers all it was ever asked; one that is asked nothing has one answer."""
    if source.within("tests"):
        return
    for function in source.functions:
        asked = function.args
        takes = [*asked.posonlyargs, *asked.args, *asked.kwonlyargs, asked.vararg, asked.kwarg]
        for mark in function.decorator_list:
            name = called(mark) or getattr(mark, "attr", getattr(mark, "id", ""))
            size = None
            if isinstance(mark, ast.Call):
                size = _keyword(mark, "maxsize") or next(iter(mark.args), None)
                size = size or ast.Constant(128)  # what lru_cache() has
            endless = name == "cache" or (isinstance(mark, ast.Call) and _is(size, None))
            if name in {"cache", "lru_cache"} and endless and any(takes):
                yield f"{function.lineno} {function.name} remembers without bound"


def text_as_the_machine_has_it(source: Source) -> Iterator[str]:
    """A text that is written in UTF-8 here, and in another encoding on the next machine."""
    if source.within("tests"):
        return
    for node in source.nodes:
        name = called(node)
        if not isinstance(node, ast.Call) or _keyword(node, "encoding") is not None:
            continue
        own = isinstance(node.func, ast.Name)  # open(path, mode), and path.open(mode)
        mode = next(iter(node.args[own : own + 1]), ast.Constant("r"))
        of_text = isinstance(mode, ast.Constant) and set(str(mode.value)) <= set("rwaxt+")
        takes = {"read_text": 0, "write_text": 1}  # what a path's own are given
        if (name == "open" and of_text) or takes.get(name) == len(node.args):
            yield f"{node.lineno} {name} without an encoding"


_RUN = "def f(cur, name):\n    "

RULES = (
    Rule(
        "text never becomes code",
        code_from_text,
        bad=(("scoring/a.py", "eval(text)"), ("tests/test_a.py", "exec(text)")),
        good=(("scoring/a.py", "import re\nre.compile('a')\ncur.execute('select 1')"),),
    ),
    Rule(
        "nothing is pickled",
        pickles,
        bad=(
            ("scoring/a.py", "import pickle"),
            ("scoring/a.py", "from joblib import dump"),
            ("scoring/a.py", "pd.read_pickle(path)"),
            ("scoring/a.py", "np.load(path, allow_pickle=True)"),
        ),
        good=(("scoring/a.py", "import json\nnp.load(path, allow_pickle=False)"),),
    ),
    Rule(
        "no markup or script of ours passes unescaped",
        raw_markup,
        bad=(
            ("pages/a.py", "st.markdown(t, unsafe_allow_html=True)"),
            ("pages/a.py", "st.html(t, unsafe_allow_javascript=on)"),
        ),
        good=(("pages/a.py", "st.markdown(t, unsafe_allow_html=False)"),),
    ),
    Rule(
        "SQL is a constant or comes from the quoting module",
        glued_sql,
        bad=(
            ("scoring/a.py", _RUN + "cur.execute(f'select * from {name}')"),
            ("scoring/a.py", _RUN + "cur.sql('select * from ' + name)"),
            ("scoring/a.py", _RUN + "cur.execute('select * from %s' % name)"),
            ("scoring/a.py", _RUN + "cur.execute('select * from {}'.format(name))"),
            ("scoring/a.py", _RUN + "cur.execute(' '.join(['select', name]))"),
            ("scoring/a.py", _RUN + "q = f'drop table {name}'\n    cur.execute(q)"),
            ("scoring/a.py", _RUN + "q = 'select '\n    q += name\n    cur.execute(q)"),
            ("scoring/a.py", _RUN + "cur.sql(query=f'select {name}')"),
            ("scoring/a.py", "cur.execute(f'select {x}')"),
        ),
        good=(
            ("scoring/a.py", _RUN + "cur.execute('select * from t where a = ?', [name])"),
            ("scoring/a.py", _RUN + "cur.execute(quoting.count(name))"),
            ("scoring/a.py", _RUN + "q = quoting.count(name)\n    cur.execute(q)"),
            (QUOTING, _RUN + "cur.execute(f'select * from {name}')"),
        ),
    ),
    Rule(
        "a file of text is opened with its encoding",
        text_as_the_machine_has_it,
        bad=(
            ("scoring/a.py", "path.open('w', newline='')"),
            ("scoring/a.py", "open(path, 'a')"),
            ("scoring/a.py", "path.open()"),
            ("scoring/a.py", "path.write_text(t)"),
        ),
        good=(("scoring/a.py", "path.open('rb')\npath.read_text(encoding='utf-8')"),),
    ),
    Rule(
        "every function that remembers its answers has a bound",
        endless_memory,
        bad=(
            ("scoring/a.py", "@cache\ndef f(name): ..."),
            ("scoring/a.py", "@functools.cache\ndef f(*names): ..."),
            ("scoring/a.py", "@lru_cache(maxsize=None)\ndef f(name): ..."),
            ("scoring/a.py", "@lru_cache(None)\ndef f(name): ..."),
        ),
        good=(
            ("scoring/a.py", "@cache\ndef f(): ..."),
            ("scoring/a.py", "@lru_cache\ndef f(name): ..."),
            ("scoring/a.py", "@lru_cache(maxsize=16)\ndef f(name): ..."),
        ),
    ),
    Rule(
        "what visitors share lies where no browser can empty it",
        emptied_cache,
        bad=(
            ("scoring/ui/a.py", "@st.cache_data\ndef f(): ..."),
            ("scoring/ui/a.py", "@st.cache_resource(max_entries=8)\ndef f(): ..."),
            ("scoring/ui/a.py", "@cache_data(scope='global')\ndef f(): ..."),
            ("scoring/ui/a.py", "g = st.cache_data(f)"),
        ),
        good=(("scoring/ui/a.py", "@cached_for_all(most=8)\ndef f(): ..."),),
    ),
)
