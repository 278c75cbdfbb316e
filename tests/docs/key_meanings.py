"""What each key of a card and of a source file means: the words beside the generated tables."""

from __future__ import annotations

from typing import Final

MEANINGS: Final[dict[str, dict[str, str]]] = {
    "Card": {
        "version": "The version of this format.",
        "name": "What people call the card.",
        "about": "A sentence or two for whoever opens it.",
        "source": "Where the weights and cuts come from.",
        "kind": "A weighted mean of points; there is no other kind.",
        "display": "How a score is printed: 0–100, 1–10 or a letter. Moves no account.",
        "grades": "With `display: grade`: each letter and the score from which it holds.",
        "metrics": "The lines of the card.",
        "rules": "When the data do not suffice for a score.",
        "bands": "The named ranges of the score, best first.",
        "playbooks": "What to do in a band, by a name that bands refer to.",
    },
    "Metric": {
        "id": "Names the metric in links and in the column `points_…` of the score table.",
        "label": "The name on the page; without it the id, made readable.",
        "about": "The help text beside the slider.",
        "family": "What sort of signal it is.",
        "measure": "The measure of the data set that it reads.",
        "transform": "What is read from the measure's history.",
        "normaliser": "How the value becomes points.",
        "weight": "Counts relative to the other weights; they need not add up to 100.",
        "missing": "What an account without a value gets, see [below](#missing-values).",
        "max_age_months": "`level` only: how many months old a value may be. 0: the month's own.",
        "actionable": "A note whether a team can change it; changes no number.",
        "enabled": "`false` leaves the metric out as if it were not there.",
    },
    "Band": {
        "name": "The name people see; `Not scored` is taken.",
        "from": "The lowest score of the band, on the card's scale, in steps of 0.1.",
        "tone": "Colour and sign of the band.",
        "playbook": "The name of one of the card's playbooks.",
        "alarm": "Whether the band flags an account. If no band does, the lowest one flags.",
    },
    "Rules": {
        "min_coverage": "With a smaller share of the weight known, an account is Not scored.",
    },
    "Playbook": {
        "title": "The name people see.",
        "within_hours": "How soon to begin.",
        "steps": "What to do, in order.",
    },
    "Linear": {
        "worst": "The value that gets 0 points.",
        "best": "The value that gets 100; below `worst` if less is better.",
    },
    "Steps": {
        "steps": "From the lowest value up; `[1, 25]` stands for `{from: 1, points: 25}`.",
    },
    "Threshold": {
        "at_least": "Passes from this value up.",
        "at_most": "Passes up to this value.",
        "more_than": "Passes above this value.",
        "less_than": "Passes below this value.",
        "pass": "Points where the test holds.",
        "fail": "Points where it does not.",
    },
    "Categories": {
        "map": "Each value, spelled exactly, and its points.",
        "other": "Points of any other value; without it such a value is missing.",
    },
    "Mean": {
        "months": "How many months, the as-of month included.",
    },
    "Source": {
        "version": "The version of this format.",
        "name": "What people call the data set.",
        "about": "A sentence or two, shown on the Data page.",
        "currency": "Printed before amounts.",
        "files": "The files, each under a short name of your choice.",
        "account": "Where the accounts are.",
        "snapshots": "Where the measures are; several parts are joined by account and month.",
        "drop": "What happens to rows outside an account's life.",
    },
    "File": {
        "path": "Relative to the source file, or to the folder given with `--data`.",
        "csv": "How the file is written, where its first row does not say enough.",
    },
    "CsvDialect": {
        "delimiter": "What stands between two cells.",
    },
    "AccountTable": {
        "from": "The short name of the file.",
        "id": "The column that identifies the account.",
        "name": "The account's name; without it its id is shown.",
        "owner": "Who looks after the account.",
        "arr": "Revenue a year. A plain column stands for `{column: name, times: 1}`.",
        "start_on": "The day the account became a customer.",
        "renewal_on": "The day of the next renewal.",
        "notice_on": "The day notice was given, where it is known.",
        "churn_reason": "The reason given for leaving.",
        "churn": "How a loss is known, by a date or by a flag.",
        "dimensions": "Columns to filter the book by.",
    },
    "Scaled": {
        "column": "The column.",
        "times": "What each number is multiplied by.",
    },
    "Churn": {
        "churned_on": "The column with the day the contract ended.",
        "flag": "The column that says whether, but not when, an account was lost.",
        "is": "With `flag`: the spellings that mean lost.",
    },
    "SnapshotTable": {
        "from": "The short name of the file.",
        "id": "The column with the account's id, if it is called otherwise here.",
        "month": "The column with the month; any day of the month will do.",
        "as_of": "Without a month column: the month of the one snapshot; else it is this month.",
        "arr": "Revenue a year as it was in that month.",
        "measures": "The columns that metrics may read.",
    },
    "MeasureColumn": {
        "column": "The column. A plain name stands for `{column: name}`.",
        "name": "The name by which cards call it, if not the column's.",
        "type": "Overrides what the values look like.",
    },
    "Drop": {
        "after_churn": "Rows dated after the month in which the account left.",
        "before_start": "Rows dated before the account began.",
    },
}
