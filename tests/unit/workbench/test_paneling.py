"""A panel of the demo book, and of books with planted faults, each seen by its warning alone."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from scoring.backtest.order import worst_first
from scoring.backtest.ranking import ranking_power
from scoring.output.suggested import panel_text
from scoring.tune.lockbox import out_of_sight
from scoring.workbench import USUAL, starting_card, trial_now
from scoring.workbench.fitting import falls
from scoring.workbench.locking import trial_in_box
from scoring.workbench.paneling import Panel, left_out, panel, with_trial_metric
from tests import own_files
from tests.pages.test_pages import table
from tests.unit.backtest.test_trial import CARD, demo


def shown() -> Panel:
    return panel(demo(), CARD, trial_now(demo(), CARD, USUAL))


def test_every_measure_has_one_line() -> None:
    """Nine are on the card, three are not; each line's AUC is that of its points."""
    found = shown()
    assert [line.candidate.on_card for line in found.lines] == [True] * 9 + [False] * 3
    assert {line.candidate.metric.measure for line in found.lines} == {
        m.name for m in demo().catalogue.measures
    }
    judged = trial_now(demo(), CARD, USUAL).judged
    alone = CARD.model_copy(update={"metrics": (CARD.metric("usage"),)})
    points = demo().book.scored(alone).points["usage"]
    rows = trial_now(demo(), CARD, USUAL).basis.ground.row
    power = ranking_power(worst_first(points[rows], judged.lost, judged.account))
    assert found.line("usage").evidence.power == power


def test_only_the_planted_trap_of_the_demo_is_told() -> None:
    """The pulse that hears of the notice (W12); all other lines are clear."""
    assert {line.id: line.codes for line in shown().lines if line.codes} == {"pulse": ("W12",)}


def test_a_line_becomes_a_metric_of_the_card() -> None:
    """As the Workbench adds it: at the end, with the mean weight of the others."""
    line = shown().line("time_in_app")
    card = with_trial_metric(CARD, line)
    assert card.metrics[:-1] == CARD.metrics
    assert card.metrics[-1].measure == "time_in_app"
    assert card.metrics[-1].weight == pytest.approx(11.0)  # 100 / 9 in two digits
    assert left_out(demo(), CARD) == 0


@pytest.fixture(scope="module")
def planted() -> Panel:
    """A snapshot of 600 accounts, 120 lost, with a measure for each warning."""
    rng = np.random.default_rng(11)
    lost = np.arange(600) % 5 == 0
    use = rng.uniform(0, 100, 600) - 20 * lost
    bend = np.where(lost, rng.choice([20.0, 80.0], 600), 50.0) + rng.normal(0, 12, 600)
    rows = [
        {
            "id": f"A{i:03}",
            "use": round(use[i], 3),
            "twin": round(use[i] * 3 + rng.normal(0, 2), 3),
            "same": 7 if i % 40 else 9,
            "bend": round(bend[i], 3),
            "fair": round(rng.uniform(0, 100) - 8 * lost[i], 3),
            "churn": "Yes" if lost[i] else "No",
        }
        for i in range(600)
    ]
    data = own_files.own(table(rows))
    card = starting_card(data)
    return panel(data, card, trial_now(data, card, USUAL))


@pytest.mark.parametrize(("losses", "told"), [(29, False), (30, True)])
def test_a_bend_is_told_from_thirty_losses_on(losses: int, told: bool) -> None:
    """All are lost at both ends; with fewer losses chance alone bends a line as much."""
    rows = [
        {"id": f"A{i:03}", "bend": i, "churn": "Yes" if i < 15 or i >= 315 - losses else "No"}
        for i in range(300)
    ]
    data = own_files.own(table(rows))
    card = starting_card(data)
    found = panel(data, card, trial_now(data, card, USUAL))
    assert found.losses == losses
    assert ("W23" in found.lines[0].codes) is told


def test_each_planted_fault_has_its_warning(planted: Panel) -> None:
    """Twins (W22), one value (W20), a measure that is bad at both ends (W23); fair has none."""
    codes = {line.candidate.metric.measure: set(line.codes) for line in planted.lines}
    assert codes["use"] == codes["twin"] == {"W22"}
    assert codes["same"] == {"W20"}
    assert "W23" in codes["bend"]
    assert codes["fair"] == set()
    assert panel_text(planted).count("guessed: which end is better") == len(planted.lines)
    clusters = {line.candidate.metric.measure: line.cluster for line in planted.lines}
    assert clusters["use"] == clusters["twin"] != clusters["fair"]


def test_a_closed_lockbox_hides_its_losses_from_guesses() -> None:
    """Of 20 measures of noise each points where the open accounts do, all of them seldom do."""
    rng = np.random.default_rng(5)
    lost, noise = rng.permutation(400) < 60, rng.normal(size=(400, 20))
    rows = [
        {"id": f"A{at:03}"}
        | {f"m{j}": round(float(noise[at, j]), 6) for j in range(20)}
        | {"churn": "Yes" if lost[at] else "No"}
        for at in range(400)
    ]
    data = own_files.own(table(rows))
    card = starting_card(data)
    trial = trial_in_box(data, card, USUAL)
    hidden = out_of_sight(data.book, trial.question)
    assert hidden is not None
    assert hidden.sum() == 100
    told = [line.candidate.metric for line in panel(data, card, trial).lines]
    fresh = [m for m in told if m.measure not in {one.measure for one in card.metrics}]
    assert len(fresh) >= 14
    other_way = 0
    for metric in fresh:
        values = noise[:, int(metric.measure[1:])]
        open_, whole = (
            roc_auc_score(lost[of], values[of]) > 0.5 for of in (~hidden, np.ones(400, bool))
        )
        assert falls(metric.normaliser) == open_
        other_way += open_ != whole
    assert other_way > 0
