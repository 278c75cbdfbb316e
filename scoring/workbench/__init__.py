"""The use cases: each thing that the app or the command line can do is one short function here."""

from scoring.views.bands import Hits
from scoring.workbench.checking import check_against, check_card, fits, usable_card
from scoring.workbench.explaining import (
    Explanation,
    explain,
    explain_row,
    explanation_data,
    explanation_text,
)
from scoring.workbench.hinting import Hint, hints
from scoring.workbench.opening import (
    DataSet,
    open_data,
    open_source,
    preset_texts,
    read_text,
    source_paths,
)
from scoring.workbench.pictures import (
    Overview,
    Picture,
    hits,
    metric_range,
    metric_spread,
    overview,
    picture,
    score_spread,
)
from scoring.workbench.tables import (
    ENGINES,
    FORMATS,
    card_sql,
    format_of,
    months_asked,
    score_table,
    write_table,
)
from scoring.workbench.uploading import STARTING, FileProfile, look_at, open_upload, starting_card

__all__ = [
    "ENGINES",
    "FORMATS",
    "STARTING",
    "DataSet",
    "Explanation",
    "FileProfile",
    "Hint",
    "Hits",
    "Overview",
    "Picture",
    "card_sql",
    "check_against",
    "check_card",
    "explain",
    "explain_row",
    "explanation_data",
    "explanation_text",
    "fits",
    "format_of",
    "hints",
    "hits",
    "look_at",
    "metric_range",
    "metric_spread",
    "months_asked",
    "open_data",
    "open_source",
    "open_upload",
    "overview",
    "picture",
    "preset_texts",
    "read_text",
    "score_spread",
    "score_table",
    "source_paths",
    "starting_card",
    "usable_card",
    "write_table",
]
