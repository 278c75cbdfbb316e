"""Names of columns become words that a person would say."""

import pytest

from scoring.kinds.naming import spoken, titled


@pytest.mark.parametrize(
    ("name", "within", "label"),
    [
        ("licence_use", "licence use", "Licence use"),
        ("nps", "NPS", "NPS"),
        ("csm_pulse", "CSM pulse", "CSM pulse"),
        ("Days_Overdue", "days overdue", "Days overdue"),
        ("lastLoginDate", "last login date", "Last login date"),
        ("NPSScore", "NPS score", "NPS score"),
        ("Health_Score__c", "health score", "Health score"),
        ("Segment", "Segment", "Segment"),
        ("Seats used (%)", "Seats used (%)", "Seats used (%)"),
        ("monthly charges", "monthly charges", "Monthly charges"),
        ("q3_NRR", "q3 NRR", "Q3 NRR"),
        ("usage.seats", "usage.seats", "Usage.seats"),
        ("Größe", "Größe", "Größe"),
        ("__", "__", "__"),
        ("", "", ""),
    ],
)
def test_a_name_is_said_in_words(name: str, within: str, label: str) -> None:
    """Underscores and humps part words, short forms stand in capitals, people's words stay."""
    assert (spoken(name), titled(name)) == (within, label)


def test_what_is_said_is_said_again_alike() -> None:
    """A name in words is no name to be taken apart once more."""
    for name in ("licence_use", "lastLoginDate", "Health_Score__c", "nps"):
        assert spoken(spoken(name)) == spoken(name)
        assert titled(titled(name)) == titled(name)
