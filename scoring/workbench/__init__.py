"""The use cases: each thing that the app or the command line can do is one short function here."""

from scoring.engine.places import Dropped, Place, safe_name
from scoring.engine.watch import Watch
from scoring.views.reach import Hits, Judged, Size
from scoring.workbench.checking import (
    check_against,
    check_card,
    fits,
    metric_faults,
    usable_card,
)
from scoring.workbench.examining import quality, quality_table
from scoring.workbench.explaining import (
    Explanation,
    explain,
    explain_row,
    explanation_data,
    explanation_text,
)
from scoring.workbench.fresh import Fresh, open_fresh
from scoring.workbench.guessing import (
    Guess,
    guess_metric,
    suiting_kinds,
    suiting_transforms,
    with_kind,
    with_reading,
    with_setting,
)
from scoring.workbench.hinting import Hint, hints
from scoring.workbench.jobs import Job
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
    judged_now,
    metric_is_whole,
    metric_range,
    metric_spread,
    overview,
    picture,
    score_spread,
    variant_sizes,
)
from scoring.workbench.starting import STARTING, starting_card
from scoring.workbench.tables import (
    ENGINES,
    FORMATS,
    card_sql,
    format_of,
    months_asked,
    score_table,
    write_table,
)
from scoring.workbench.uploading import (
    FileProfile,
    look_at,
    open_upload,
    parts_of,
)

__all__ = [
    "ENGINES",
    "FORMATS",
    "STARTING",
    "DataSet",
    "Dropped",
    "Explanation",
    "FileProfile",
    "Fresh",
    "Guess",
    "Hint",
    "Hits",
    "Job",
    "Judged",
    "Overview",
    "Picture",
    "Place",
    "Size",
    "Watch",
    "card_sql",
    "check_against",
    "check_card",
    "explain",
    "explain_row",
    "explanation_data",
    "explanation_text",
    "fits",
    "format_of",
    "guess_metric",
    "hints",
    "hits",
    "judged_now",
    "look_at",
    "metric_faults",
    "metric_is_whole",
    "metric_range",
    "metric_spread",
    "months_asked",
    "open_data",
    "open_fresh",
    "open_source",
    "open_upload",
    "overview",
    "parts_of",
    "picture",
    "preset_texts",
    "quality",
    "quality_table",
    "read_text",
    "safe_name",
    "score_spread",
    "score_table",
    "source_paths",
    "starting_card",
    "suiting_kinds",
    "suiting_transforms",
    "usable_card",
    "variant_sizes",
    "with_kind",
    "with_reading",
    "with_setting",
    "write_table",
]
