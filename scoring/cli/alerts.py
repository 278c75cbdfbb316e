"""`alerts` says what fired, for a job that runs every night."""

from __future__ import annotations

import argparse
import json
import sys

from scoring import workbench
from scoring.cli.command import (
    BESIDE,
    Arguments,
    Command,
    a_store,
    card_and_source,
    opened_with_card,
)
from scoring.cli.exit_codes import FIRED
from scoring.cli.log_line import tell
from scoring.views.alerts import Hysteresis
from scoring.workbench.acting import rule_named, usual_rules
from scoring.workbench.alerting import (
    alerts_data,
    alerts_of,
    alerts_text,
    counted,
    months_since,
)


def _add(parser: argparse.ArgumentParser) -> None:
    card_and_source(parser)
    a_store(parser)
    parser.add_argument(
        "--as-of", metavar="MONTH", default="latest", help="the month: YYYY-MM or latest (default)"
    )
    parser.add_argument("--since", default="", metavar="YYYY-MM", help="and every month from this")
    rule = "look at this rule only, numbers after colons: dropped:15:3 (may be given again)"
    parser.add_argument("--rule", action="append", default=[], metavar="RULE", help=rule)
    calm = "months without it before an account fires again (default 1)"
    parser.add_argument("--calm", type=int, default=1, help=calm)
    margin = "points above the line that these months must have (default 0)"
    parser.add_argument("--margin", type=float, default=0.0, help=margin)
    parser.add_argument("--json", action="store_true", help="print the document for a webhook")
    status = f"end with status {FIRED} if anything fired"
    parser.add_argument("--exit-code", action="store_true", help=status)


def _run(arguments: Arguments) -> int:
    rules = tuple(map(rule_named, arguments.rule)) or usual_rules()
    again = Hysteresis(arguments.calm, arguments.margin)
    data, card = opened_with_card(arguments)
    (until,) = workbench.months_asked(data, arguments.as_of, one=True)
    months = months_since(data, arguments.since, until)
    found = alerts_of(data, card, rules, months, again)
    if arguments.json:
        print(json.dumps(alerts_data(found), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        print(alerts_text(found), end="")
    print(counted(found), file=sys.stderr)
    tell(arguments, month=until, rules=len(rules), fired=len(found.fired))
    tell(arguments, card=card.digest, data=data.catalogue.version)
    return FIRED if arguments.exit_code and found.fired else 0


ALERTS = Command(
    _add, _run, "say which alerts fired in a month, and why", True, example=f"alerts {BESIDE}"
)
