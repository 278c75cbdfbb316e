"""The fold beneath a metric is called by what it reads, and never repeats the metric's name."""

from scoring.kinds.normalisers.points import AsPoints
from scoring.spec.model import Metric
from scoring.ui.panels.metric_rule import fold_label


def test_a_fold_says_what_is_read_unless_the_name_says_so() -> None:
    """Product usage reads Licence use; a metric called after its column would say it twice."""

    def called(label: str | None, measure: str) -> str:
        line = AsPoints(kind="points")
        return fold_label(
            Metric(id="escalations", label=label, measure=measure, normaliser=line, weight=1)
        )

    assert called("Product usage", "licence_use") == "Licence use"
    assert called("Licence use", "licence_use") == "How it counts"
    assert called(None, "Escalations") == "How it counts"
