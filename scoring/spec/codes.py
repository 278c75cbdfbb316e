"""Numbers that call rows, places or people by a name, and measure nothing."""

from __future__ import annotations

import re

from scoring.spec.guess import snake

_CODE = re.compile(
    r"(^|_)(id|ids|uuid|guid|key|code|zip|zip_?code|post_?code|postal|phone|fax)$"
    r"|(^|_)(lat|latitude|lon|lng|longitude)$"
    r"|^(index|unnamed.*|row|row_?(number|names?|no|nr|num|id)|record|line)$"
    r"|(row|record|line|account|customer|client|serial|invoice|order)_(number|no|nr|num)$"
)


def names_a_code(name: str) -> bool:
    """Whether a measure's name says that it is a code: RowNumber, area_code and Zip Code do.

    number_of_calls and total_day_calls do not.
    """
    return bool(_CODE.search(snake(name)))
