"""A step's syntax tree is bent to what one engine reads as the same numbers."""

from __future__ import annotations

from sqlglot import exp

from scoring.plan.dialects import KEPT_WORDS, Dialect


def adapt(tree: exp.Expr, dialect: Dialect) -> None:
    """Change the tree in place; DuckDB's stays as it is but for names and forgotten nulls."""
    for end in list(tree.find_all(exp.Last, exp.First)):
        # Ibis names Spark's aggregates, in which other engines know no window.
        of_window = exp.LastValue if isinstance(end, exp.Last) else exp.FirstValue
        end.replace(of_window(this=end.this.copy()))
    for end in list(tree.find_all(exp.LastValue, exp.FirstValue)):
        if dialect.ignores_nulls and not isinstance(end.parent, exp.IgnoreNulls):
            # Ibis 12 drops include_null=False inside a window; a plan never wants the null.
            end.replace(exp.IgnoreNulls(this=end.copy()))
    if not dialect.ignores_nulls:
        for window in list(tree.find_all(exp.Window)):
            _last_known(window)
    for quotient in reversed(list(tree.find_all(exp.SafeDivide, exp.Anonymous))):  # innermost first
        _divide_plainly(quotient)
    if dialect.doubles:
        _cast_decimals(tree)
    for name in tree.find_all(exp.Identifier):
        name_in(name, dialect)


def name_in(name: exp.Identifier, dialect: Dialect) -> exp.Identifier:
    """The one place that decides on quotation marks: bare if plain and nobody's keyword.

    Snowflake reads a bare name in capitals, so that a keyword has to be written so, too.
    """
    kept = name.this in KEPT_WORDS
    if kept and dialect.name == "snowflake":
        name.set("this", name.this.upper())
    name.set("quoted", kept or (bool(name.quoted) and not plain_name(name.this)))
    return name


def plain_name(name: str) -> bool:
    """Whether a name can stand in SQL without quotation marks, kept words aside."""
    return name.isascii() and name.isidentifier() and name == name.lower()


def _cast_decimals(tree: exp.Expr) -> None:
    """Numbers with a point as doubles: Snowflake and Spark cut quotients of decimals short."""
    for number in list(tree.find_all(exp.Literal)):
        decimal = not number.is_string and not number.this.isdigit()
        if decimal and not isinstance(number.parent, exp.Cast):
            number.replace(exp.cast(number.copy(), exp.DataType.Type.DOUBLE))


def _divide_plainly(call: exp.Expr) -> None:
    """IEEE_DIVIDE and TRY_DIVIDE as a plain quotient, where the divisor cannot be zero."""
    if isinstance(call, exp.SafeDivide):
        above, below = call.this, call.expression
    elif call.name.lower() in {"ieee_divide", "try_divide"}:
        above, below = call.expressions
    else:
        return
    number = below.this if isinstance(below, exp.Cast | exp.Neg) else below
    if isinstance(number, exp.Nullif) or (isinstance(number, exp.Literal) and float(number.this)):
        wrapped = exp.paren(above.copy()) if isinstance(above, exp.Binary) else above.copy()
        call.replace(exp.Div(this=wrapped, expression=below.copy(), typed=False, safe=False))


def _last_known(window: exp.Window) -> None:
    """The last value that is no null, where it cannot be asked for: the first of them, backwards.

    LAST_VALUE(x) over n months before becomes the first element of all known x, gathered from the
    month itself back; FIRST_VALUE(x) over months in order is the first element forwards.
    """
    end = window.this
    if not isinstance(end, exp.LastValue | exp.FirstValue):
        return
    if isinstance(end, exp.LastValue):
        _turned(window)
    known = exp.Filter(
        this=exp.ArrayAgg(this=end.this.copy()),
        expression=exp.Where(
            this=exp.Not(this=exp.Is(this=end.this.copy(), expression=exp.null()))
        ),
    )
    gathered = window.copy()
    gathered.set("this", known)
    first = exp.Bracket(this=exp.paren(gathered, copy=False), expressions=[exp.Literal.number(0)])
    window.replace(first)


def _turned(window: exp.Window) -> None:
    """The same frame, read from its end to its beginning."""
    for term in window.args["order"].expressions:
        term.set("desc", not term.args.get("desc"))
        term.set("nulls_first", None)
    spec = window.args["spec"]
    start, side = spec.args.get("start"), spec.args.get("start_side")
    end, end_side = spec.args.get("end"), spec.args.get("end_side")
    turn = {"PRECEDING": "FOLLOWING", "FOLLOWING": "PRECEDING"}
    spec.set("start", end)
    spec.set("start_side", turn.get(str(end_side).upper()) if end_side else None)
    spec.set("end", start)
    spec.set("end_side", turn.get(str(side).upper()) if side else None)
