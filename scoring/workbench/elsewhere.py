"""A card scores the tables of a database or of Spark, and the result stays there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager

from scoring.engine import remote_postgres, remote_spark
from scoring.engine.addresses import Address, address_of
from scoring.engine.remote_form import form_of
from scoring.engine.remote_score import Engine, Summary, score_there
from scoring.errors import CardError, CommandError, errors_among
from scoring.spec.catalogue import Catalogue
from scoring.spec.fit import against
from scoring.spec.model import Card
from scoring.spec.parse import read_card
from scoring.spec.strict_yaml import Document

RESULT = "bellwether_scores"
"""The table that a result is kept in unless another one is named."""


def is_elsewhere(engine: str) -> bool:
    """Whether a word on the command line names an engine outside this process."""
    return engine == "spark" or "://" in engine or engine.startswith("env:")


def score_elsewhere(
    engine: str,
    card_text: str,
    tables: tuple[str, str | None],
    result: str = RESULT,
    as_of: str = "latest",
    environment: Mapping[str, str] | None = None,
) -> Summary:
    """Score tables where they are.

    Input: `postgres://…`, `spark`, `spark://host:port` or `env:NAME`; the card's text; the tables
    of months and of accounts (None if the card needs none); the table to keep the result in;
    `latest`, `all` or YYYY-MM. Output: a summary that was counted there. Raises CardError for
    faults of the card alone, CommandError for everything else; then nothing was written.
    """
    reading = read_card(card_text)
    errors = errors_among(reading.findings)
    if errors or reading.card is None:
        raise CardError(errors)
    months, accounts = tables
    if result in tables:
        problem = f"the result would take the place of the table '{result[:80]}' that is read"
        raise CommandError(problem, fix="choose another name with --out-table")
    with _opened(engine, environment or {}) as there:
        known = None if accounts is None else there.found(accounts)
        form = form_of(there.found(months), known)
        _stop_misfits(reading.card, form.catalogue, tables)
        return score_there(there, form, reading.card, as_of, result)


def _opened(text: str, environment: Mapping[str, str]) -> AbstractContextManager[Engine]:
    name = re.fullmatch(r"env:(\w+)", text)
    if name:
        text = environment.get(name[1], "")
        if not text:
            problem = f"the environment has no variable '{name[1]}'"
            raise CommandError(problem, fix="set it to a connection URL or to spark")
    if text == "spark" or text.startswith("spark://"):
        return remote_spark.opened(text)
    address = address_of(text)
    if address is None or address.scheme not in ("postgres", "postgresql"):
        raise _unknown(address)
    return remote_postgres.opened(address)


def _unknown(address: Address | None) -> CommandError:
    what = f"{address.scheme}://" if address else "that name"
    problem = f"no engine that scores is reached by {what}"
    fix = "use postgres://…, spark or spark://host:port; for others print SQL by `sql --dialect`"
    return CommandError(problem, fix=fix)


def _stop_misfits(card: Card, catalogue: Catalogue, tables: tuple[str, str | None]) -> None:
    """Raises CommandError where the tables have no column that the card needs, or one of text."""
    faults = errors_among(tuple(against(card, catalogue, Document())))
    months, accounts = tables
    if faults:
        told = "; ".join(f"{fault.place}: {fault.problem}" for fault in faults[:5])
        more = f"; and {len(faults) - 5} more" if len(faults) > 5 else ""
        where = f"'{months[:80]}'" + (f" and '{accounts[:80]}'" if accounts else "")
        problem = f"the card does not fit the tables {where}: {told}{more}"
        raise CommandError(problem, fix=faults[0].fix)
    if accounts is None and (card.rules.min_tenure_months or _ranks(card)):
        problem = "the card asks since when an account is a customer, or who is one"
        raise CommandError(problem, fix="name the table of accounts with --accounts")


def _ranks(card: Card) -> bool:
    return any(m.normaliser.looks_around for one in card.effective for m in one.active)


__all__ = ["RESULT", "Summary", "is_elsewhere", "score_elsewhere"]
