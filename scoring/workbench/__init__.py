"""The use cases: each thing that the app or the command line can do is one short function here."""

from scoring.views.bands import Hits
from scoring.workbench.checking import check_against, check_card, fits, usable_card
from scoring.workbench.guessing import (
    Guess,
    guess_metric,
    suiting_kinds,
    suiting_transforms,
    with_kind,
    with_reading,
    with_setting,
)
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
    metric_is_whole,
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
    "FileProfile",
    "Guess",
    "Hits",
    "Overview",
    "Picture",
    "card_sql",
    "check_against",
    "check_card",
    "fits",
    "format_of",
    "guess_metric",
    "hits",
    "look_at",
    "metric_is_whole",
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
    "suiting_kinds",
    "suiting_transforms",
    "usable_card",
    "with_kind",
    "with_reading",
    "with_setting",
    "write_table",
]
