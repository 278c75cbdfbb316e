"""What a card, a source file or a link may be."""

from __future__ import annotations

from typing import Final

from scoring.limits.limit import Limit, fixed

CARD_KIB: Final = Limit(
    "card_kib", 256, "KiB", 16, 4_096, "the text of a card or a source file, and of a link unpacked"
)
CARD_DEPTH: Final = fixed("card_depth", 12, "levels", "how deep the parts of such a text stand")
CARD_PARTS: Final = Limit("card_parts", 5_000, "parts", 500, 100_000, "the parts of such a text")
CARD_LINES: Final = fixed("card_lines", 60, "metrics", "the metrics or actions of a card")
CARD_VARIANTS: Final = fixed("card_variants", 12, "variants", "the variants of a card")
CARD_PLAYBOOKS: Final = fixed("card_playbooks", 20, "playbooks", "the playbooks of a card")
LINK_CHARACTERS: Final = fixed("link_characters", 16_000, "characters", "the state in a link")
LINK_VIEW: Final = fixed("link_view", 60, "words", "the words of a link's view")
LINK_WORD: Final = fixed("link_word", 4_000, "characters", "one of these words")
LINK_LABEL: Final = fixed("link_label", 200, "characters", "a text of the data that goes into one")
LINK_DATA: Final = fixed("link_data", 80, "characters", "the name of its data set")
TEXT_FILE_KIB: Final = fixed(
    "text_file_kib", 1_024, "KiB", "a file of text that the command line or a start reads"
)
BUNDLE_PARTS: Final = fixed("bundle_parts", 60, "parts", "the parts of a bundle")
BUNDLE_TEXT_KIB: Final = fixed("bundle_text_kib", 1_024, "KiB", "each text of a bundle")
BUNDLE_UNPACKED_MB: Final = Limit(
    "bundle_unpacked_mb", 1_000, "MB", 10, 100_000, "what a bundle unpacks to"
)
