"""`nps`: promoters less detractors among the answers of the last months."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

import ibis
import ibis.expr.types as ir
from pydantic import Field

from scoring.kinds.transform import History, Transform

LOWEST, DETRACTOR_TO, PROMOTER_FROM, HIGHEST = 0.0, 6.0, 9.0, 10.0


class Nps(Transform):
    """Percentage of promoters (9–10) less that of detractors (0–6), from −100 to 100.

    The measure holds single answers from 0 to 10, one a month; answers beyond that do not
    count. Null with fewer than `min_answers` in the last `months` months. One answer alone is
    no NPS, only −100, 0 or 100: see `rating`.
    """

    name: ClassVar[str] = "nps"
    kind: Literal["nps"]
    months: Annotated[int, Field(strict=True, ge=1, le=60)]
    min_answers: Annotated[int, Field(strict=True, ge=1, le=60)] = 1

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Typical and odd ones."""
        return (cls(kind="nps", months=12), cls(kind="nps", months=3, min_answers=2))

    def express(self, history: History) -> ir.Value:
        """Two counts over a third; a detractor is 0–6, as the makers of NPS count it."""
        window, answer = history.window(self.months), history.value
        fits = (answer >= LOWEST) & (answer <= HIGHEST)
        answers = answer.count(where=fits).over(window)
        promoters = answer.count(where=fits & (answer >= PROMOTER_FROM)).over(window)
        detractors = answer.count(where=fits & (answer <= DETRACTOR_TO)).over(window)
        net = (promoters - detractors).cast("float64") * 100.0 / answers.nullif(0)
        return ibis.cases((answers < self.min_answers, ibis.null("float64")), else_=net)

    def in_words(self) -> str:
        """What is read."""
        return f"NPS of the last {self.months} months"
