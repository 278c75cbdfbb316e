"""What is said where a link cannot be opened as it was sent, or where losses are too few."""

from typing import Final

from scoring.backtest.gates import COUNTS

NO_UPLOAD: Final = (
    "This link was made with an uploaded file, which is never stored. Drop the same file on the"
    " Data page, and the link's card opens with it."
)
ASIDE_UPLOAD: Final = (
    "What is put aside goes with an uploaded file, which is never stored. Drop the same file on the"
    " Data page, and its card opens with it."
)
NO_DATA: Final = "This link names a data set that is not here; nothing was changed."
NO_FIT: Final = (
    "The card of this link reads measures that its data set does not have; the standard card is"
    " open instead."
)
NO_TRAIT: Final = "The data were read again and have no such accounts any more as you looked at:"
NO_MONTH: Final = "This link looks at a month that these data do not have; the latest one is shown."
NO_FILTER: Final = "No account of these data is as this link wants them, so this was left out:"
NO_ACCOUNT: Final = (
    "This link names an account that these data do not have; choose another one on the Accounts"
    " page."
)

NO_CASE: Final = (
    "None of these accounts can be looked back on. Choose others in the side bar, or ask for"
    " another span on the page Lost customers."
)


def too_few(losses: int) -> str:
    """Why a figure is not there, with so many losses among the accounts looked at."""
    if not losses:
        return f"This takes {COUNTS} losses or more, and none can be looked back on here."
    return f"This takes {COUNTS} losses or more. With fewer, read the lost customers one by one."
