"""What the documentation copies from the code is what the code says today.

The copies are written anew with `pytest tests/docs --rewrite-golden`, and then read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from scoring.cli import COMMANDS
from scoring.kinds.condition import Condition
from scoring.kinds.normalisers import NORMALISERS
from scoring.kinds.transforms import TRANSFORMS
from scoring.output.charts import CHARTS
from scoring.output.exporters import EXPORTERS
from scoring.spec import data_file, model, source, source_parts
from scoring.spec.parse import parse_card
from scoring.spec.parts import Override
from scoring.views.alerts import ALERT_RULES
from scoring.workbench import preset_texts
from tests.docs import references
from tests.docs.key_tables import MEANINGS
from tests.docs.markdown import ROOT, name

DESCRIBED = {
    part.__name__: {field.alias or key for key, field in part.model_fields.items()} - {"kind"}
    for part in [
        *(model.Metric, model.Band, model.Rules, model.Playbook),
        *(model.RedFlag, model.Adjustment, Condition),
        *(model.Action, model.Pulse, model.Variant, Override),
        *(source.Source, data_file.File, data_file.CsvDialect, source.AccountTable),
        *(source.Scaled, source.SnapshotTable, source.Drop),
        *(source_parts.Churn, source_parts.MeasureColumn, source_parts.EventMeasure),
        *(source_parts.Via, source_parts.LongTable, source_parts.RowCondition),
        source_parts.TouchTable,
        *NORMALISERS,
        *TRANSFORMS,
    ]
} | {"Card": set(model.Card.model_fields)}

REGISTERED: list[tuple[str, str, Iterable[str]]] = [
    ("cards.md", "### `{}`", NORMALISERS.names),
    ("cards.md", "### `{}`", TRANSFORMS.names),
    ("cli.md", "| `.{}` |", EXPORTERS.names),
    ("cli.md", "## {}\n", COMMANDS),
    ("actions.md", "| `{}", ALERT_RULES.names),
    ("drawing.md", "| `{}` |", CHARTS),
]


def one_space(text: str) -> str:
    """The words alone: Python versions wrap the lines of `--help` differently."""
    return " ".join(text.split())


@pytest.mark.parametrize("page", references.pages(), ids=name)
def test_the_blocks_are_up_to_date(page: Path, matches_golden: Callable[[Path, str], None]) -> None:
    """After a change of the code the blocks have been written anew."""
    text = page.read_text(encoding="utf-8")
    made = references.made_anew(text)
    matches_golden(page, text if one_space(made) == one_space(text) else made)


def test_every_block_is_shown() -> None:
    """Each block that is made stands on one page."""
    texts = "".join(page.read_text(encoding="utf-8") for page in references.pages())
    found = [match[1] for match in references.BLOCK.findall(texts)]
    assert sorted(found) == sorted(references.BLOCKS)


def test_a_stale_block_is_found() -> None:
    """Words that the code does not say are replaced."""
    text = "<!-- made from the code: limits -->\n\nnone\n\n<!-- end -->"
    made = references.made_anew(text)
    assert made != text
    assert "256 KiB" in made
    assert references.made_anew(made) == made


@pytest.mark.parametrize(("page", "form", "names"), REGISTERED)
def test_every_registered_name_is_documented(page: str, form: str, names: Iterable[str]) -> None:
    """Nothing that the product offers by name is missing from its page."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert [n for n in names if form.format(n) not in text] == []


def test_every_meaning_belongs_to_a_key() -> None:
    """No words are kept about a key that is gone."""
    strange = {
        (part, key) for part, keys in MEANINGS.items() for key in keys.keys() - DESCRIBED[part]
    }
    assert strange == set()


def test_bundled_cards_say_what_they_are() -> None:
    """Each card that we ship says what it is and where its numbers come from."""
    cards: dict[str, Any] = {n: parse_card(text) for n, text in preset_texts().items()}
    assert [n for n, card in cards.items() if not (card.about and card.source)] == []
