"""The use cases: each thing that the app or the command line can do is one short function here."""

from scoring.engine.places import Dropped, Place, safe_name
from scoring.engine.scratch import clear_leftovers
from scoring.engine.survey import Seen as SeenFile
from scoring.engine.survey import name_for
from scoring.engine.watch import Watch
from scoring.views.reach import Hits, Judged, Size
from scoring.workbench.case_table import case_sql
from scoring.workbench.checking import (
    check_against,
    check_card,
    fits,
    metric_faults,
    usable_card,
)
from scoring.workbench.choosing import (
    Choice,
    Question,
    choices,
    choices_in_words,
    questions,
    with_choices,
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
from scoring.workbench.named_at_start import (
    START,
    Start,
    open_start,
    place_named,
    read_start,
)
from scoring.workbench.onto import Fit, Lacking, onto
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
from scoring.workbench.trying import (
    Trial,
    case_table,
    flag_rule,
    trial_data,
    trial_of,
    trial_text,
    usual_question,
)
from scoring.workbench.wizard import (
    MOST_FILES,
    LookedAt,
    look_at,
    retaken,
    source_of,
    title_of,
    undecided,
)

__all__ = [
    "ENGINES",
    "FORMATS",
    "MOST_FILES",
    "START",
    "STARTING",
    "Choice",
    "DataSet",
    "Dropped",
    "Explanation",
    "Fit",
    "Fresh",
    "Guess",
    "Hint",
    "Hits",
    "Job",
    "Judged",
    "Lacking",
    "LookedAt",
    "Overview",
    "Picture",
    "Place",
    "Question",
    "SeenFile",
    "Size",
    "Start",
    "Trial",
    "Watch",
    "card_sql",
    "case_sql",
    "case_table",
    "check_against",
    "check_card",
    "choices",
    "choices_in_words",
    "clear_leftovers",
    "explain",
    "explain_row",
    "explanation_data",
    "explanation_text",
    "fits",
    "flag_rule",
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
    "name_for",
    "onto",
    "open_data",
    "open_fresh",
    "open_source",
    "open_start",
    "overview",
    "picture",
    "place_named",
    "preset_texts",
    "quality",
    "quality_table",
    "questions",
    "read_start",
    "read_text",
    "retaken",
    "safe_name",
    "score_spread",
    "score_table",
    "source_of",
    "source_paths",
    "starting_card",
    "suiting_kinds",
    "suiting_transforms",
    "title_of",
    "trial_data",
    "trial_of",
    "trial_text",
    "undecided",
    "usable_card",
    "usual_question",
    "variant_sizes",
    "with_choices",
    "with_kind",
    "with_reading",
    "with_setting",
    "write_table",
]
