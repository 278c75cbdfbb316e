"""What each of several files probably is, and how they hang together: guesses to be confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scoring.spec.guess import is_date, is_number, is_text, speaks_of
from scoring.spec.guess_accounts import are_listed, guess_accounts, one_a_month
from scoring.spec.guess_facts import one_date_of_loss, with_month_of_loss
from scoring.spec.guess_keys import (
    NEARLY,
    Look,
    Seen,
    Tie,
    may_be_id,
    own_ids,
    ties_between,
    ties_to,
    why_untied,
)
from scoring.spec.guess_notice import notice_or_loss, or_notice_alone
from scoring.spec.guess_revenue import one_revenue
from scoring.spec.guess_roles import roles
from scoring.spec.guess_spans import Span, goes_on, lone_spans, span_of
from scoring.spec.tables import Guessed, Part, Sure, Table


def guess_tables(files: Sequence[Seen], look: Look) -> tuple[Guessed, ...]:
    """A guess for each file.

    Input: at least one file as it was looked at, and somebody who answers questions about
    the rows. Output: what each file is in the order of the files; one of them is the file of
    accounts, unless none can be. Nothing here is decided: a person confirms it.
    """
    ties = ties_between(files, look)
    accounts = guess_accounts(files, ties, look, _month)
    if accounts.sure["part"].share <= 0.6:
        accounts = next(_lone_long(files, look), accounts)
    if not are_listed(accounts, files):
        accounts = lone_spans(files) or accounts
    ties += _to_repeated(accounts.table, files, ties, look)
    known = {accounts.table.key: accounts}
    waiting = [seen for seen in files if seen.key != accounts.table.key]
    while waiting:
        next_ones = [(seen, _tie(seen, ties, known)) for seen in waiting]
        tied = [(seen, tie) for seen, tie in next_ones if tie is not None]
        if not tied:
            break
        for seen, tie in tied:
            known[seen.key] = _other(seen, tie, known, look)
            waiting.remove(seen)
    for seen in waiting:
        why = _untied(seen, ties, known, files, look)
        known[seen.key] = Guessed(Table(seen.key, seen.file, "out"), {"part": Sure(0.5, why)})
    known = {key: _of_use(guessed, known) for key, guessed in known.items()}
    found = [roles(seen, _one_loss(known, seen.key)) for seen in files]
    found = [with_month_of_loss(guess, look) for guess in one_revenue(found)]
    found = [notice_or_loss(g, seen, look) for g, seen in zip(found, files, strict=True)]
    found = or_notice_alone(one_date_of_loss(found))
    return tuple(_apart(guessed, found, seen) for guessed, seen in zip(found, files, strict=True))


def _lone_long(files: Sequence[Seen], look: Look) -> Iterator[Guessed]:
    """Files with a row an account, month and measure, where no file lists the accounts."""
    for seen in files:
        for column in seen.columns:
            repeats = 2 * column.distinct <= seen.rows
            if not (repeats and may_be_id(column) and speaks_of("own id", column.label)):
                continue
            named = _long(seen, column.label, look)
            if named:
                why = f"there is one row for each {column.label}, {named[0]} and {named[1]}"
                table = Table(seen.key, seen.file, "long", id=column.label, month=named[0])
                yield Guessed(table, {f: Sure(0.8, why) for f in ("part", "id", "month")})


def _of_use(guessed: Guessed, known: dict[str, Guessed]) -> Guessed:
    """A file between others is of use only where one of them goes through it."""
    table = guessed.table
    ways = [g.table.through for g in known.values() if g.table.through]
    own = next((column for key, column in ways if key == table.key), None)
    if table.part != "between":
        return guessed
    if own is None:
        return Guessed(replace(table, part="out"), guessed.sure)
    why = f"other files hold its {own}, and it knows the accounts"
    return Guessed(replace(table, own=own), {**guessed.sure, "part": Sure(0.9, why)})


def _to_repeated(
    accounts: Table, files: Sequence[Seen], ties: Sequence[Tie], look: Look
) -> list[Tie]:
    """The ties to an id of the accounts that repeats, such as one with a row a month."""
    if any((t.other, t.among) == (accounts.key, accounts.id) for t in ties):
        return []
    seen = next(s for s in files if s.key == accounts.key)
    among = next(c for c in seen.columns if c.label == accounts.id)
    return sorted(ties_to(seen, among, files, look), key=lambda tie: -tie.sure.share)


def _untied(
    seen: Seen, ties: Sequence[Tie], known: dict[str, Guessed], files: Sequence[Seen], look: Look
) -> str:
    """Why a file is left out, in true words."""
    tied = next((t for t in ties if t.key == seen.key), None)
    if tied:
        return f"it holds ids of {tied.other}, which leads to no account"
    placed = [(f, known[f.key].table.id) for f in files if f.key in known]
    return why_untied(seen, [(f, label) for f, label in placed if label], look)


def _apart(guessed: Guessed, all_of: Sequence[Guessed], seen: Seen) -> Guessed:
    """Where other files tell of months, texts of the accounts' file are no measures."""
    table = guessed.table
    months = any(g.table.part in ("months", "events", "spans", "long") for g in all_of)
    if table.part != "accounts" or not months:
        return guessed
    numbers = {c.label for c in seen.columns if is_number(c)}
    measures = tuple(m for m in table.measures if m in numbers)
    return Guessed(replace(table, measures=measures), guessed.sure)


def _tie(seen: Seen, ties: Sequence[Tie], known: dict[str, Guessed]) -> Tie | None:
    """How a file hangs on those that are placed: directly on an account's id if it can."""
    mine = [t for t in ties if t.key == seen.key and t.other in known]
    direct = [t for t in mine if _is_account_id(t, known)]
    between = [t for t in mine if not _is_account_id(t, known) and _leads_on(t, known)]
    return next(iter([*direct, *between]), None)


def _is_account_id(tie: Tie, known: dict[str, Guessed]) -> bool:
    table = known[tie.other].table
    return table.part in ("accounts", "long", "spans") and tie.among == table.id


def _leads_on(tie: Tie, known: dict[str, Guessed]) -> bool:
    table = known[tie.other].table
    return table.part != "out" and table.through is None and bool(table.id)


def _other(seen: Seen, tie: Tie, known: dict[str, Guessed], look: Look) -> Guessed:
    """What a file is that holds the ids of another one."""
    part, when, sure = _part(seen, tie.column, look)
    dates = [c.label for c in seen.columns if is_date(c)]
    if part in ("months", "more", "long") and dates and _several(tie, known, look):
        part, when = "events", when or dates[0]
        sure = Sure(0.8, f"its rows are dated, and an account has several rows of {tie.other}")
    table = Table(seen.key, seen.file, part, id=tie.column)
    if not _is_account_id(tie, known):
        table = replace(table, through=(tie.other, tie.among))
    field = "month" if part in ("months", "long") else "day"
    told = {"part": sure, "id": tie.sure, "through": tie.sure}
    if when:
        table = replace(table, month=when) if field == "month" else replace(table, day=when)
        told[field] = sure
    return Guessed(table, told)


def _several(tie: Tie, known: dict[str, Guessed], look: Look) -> bool:
    """Whether an account has several of the ids by which a file finds it."""
    account = known[tie.other].table.id
    if account is None or _is_account_id(tie, known):
        return False
    return look.distinct(tie.other, [account]) < look.distinct(tie.other, [tie.among])


def _part(seen: Seen, label: str, look: Look) -> tuple[Part, str | None, Sure]:
    """What a row is, from how often an id and its dates repeat."""
    ids = look.distinct(seen.key, [label])
    dates = [c.label for c in seen.columns if is_date(c)]
    span = span_of(seen)
    lost = next((d for d in dates if speaks_of("churned_on", d)), None)
    about_losses = speaks_of("churned_on", seen.key) or any(
        speaks_of("churned_on", c.label) and speaks_of("own id", c.label) for c in seen.columns
    )
    begun = any(speaks_of("start_on", d) or speaks_of("created", d) for d in dates)
    if lost and (about_losses or len(dates) == 1) and not begun:
        why = f"it has the date {lost}, and speaks of losses"
        return "losses", lost, Sure(0.9 if about_losses else 0.6, why)
    own = any(c.label != label for c in own_ids(seen))
    if span and (own or ids == seen.rows):
        return "spans", span.begin, Sure(0.9, _spans(span))
    if ids == seen.rows:
        return "more", None, Sure(0.9, f"each {label} has one row")
    month = _month(seen, label, look)
    if month:
        return "months", month, Sure(0.95, one_a_month(seen, look, label, month))
    if span:
        return "spans", span.begin, Sure(0.7, _spans(span))
    named = _long(seen, label, look)
    if named:
        return (
            "long",
            named[0],
            Sure(0.9, f"there is one row for each {label}, {named[0]} and {named[1]}"),
        )
    if dates:
        each = seen.rows / max(1, ids)
        return "events", dates[0], Sure(0.8, f"it has {each:.1f} dated rows for each {label}")
    between: Part = "between" if own else "out"
    return between, None, Sure(0.6, f"it has several rows for each {label}, and no date")


def _spans(span: Span) -> str:
    return f"its rows begin on {span.begin} and end on {span.end}"


def _month(seen: Seen, label: str, look: Look) -> str | None:
    """The date of which each id has one row a month, if there is one."""
    dates = [c for c in seen.columns if is_date(c) and c.distinct > 1]
    dates.sort(key=lambda c: not speaks_of("month", c.label))
    span = span_of(seen)
    dates = [c for c in dates if not (span and goes_on(seen, span) and c.label in span)]
    others = any(c.label != label for c in own_ids(seen))
    for date in dates:
        months = look.distinct(seen.key, [], date.label)
        a_day_a_month = date.distinct == months
        pairs = look.distinct(seen.key, [label], date.label)
        few_repeat = a_day_a_month and not others and pairs >= NEARLY * seen.rows
        regular = a_day_a_month or (not others and seen.rows >= 3 * months)
        if few_repeat or (regular and pairs == seen.rows):
            return date.label
    return None


def _long(seen: Seen, label: str, look: Look) -> tuple[str, str] | None:
    """The month and the column of names of a file with a row an account, month and measure."""
    numbers = [c for c in seen.columns if is_number(c) and c.label != label]
    dates = [c for c in seen.columns if is_date(c)]
    texts = [c for c in seen.columns if is_text(c) and c.label != label]
    texts = [c for c in texts if c.distinct <= 1000 and 3 * c.distinct <= seen.rows]
    texts.sort(key=lambda c: not speaks_of("names", c.label))
    if len(dates) != 1 or not numbers or len(seen.columns) > 6:
        return None
    month = dates[0].label
    for text in texts:
        if look.distinct(seen.key, [label, text.label], month) == seen.rows:
            return month, text.label
    return None


def _one_loss(known: dict[str, Guessed], key: str) -> Guessed:
    """The guess for a file; of several that list losses only the first is one."""
    guessed = known[key]
    losses = [k for k, g in known.items() if g.table.part == "losses"]
    if guessed.table.part == "losses" and losses[0] != key:
        table = replace(guessed.table, part="events")
        return Guessed(table, guessed.sure)
    return guessed
