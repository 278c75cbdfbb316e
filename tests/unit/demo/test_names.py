"""Company names are unique, plausible and nobody's."""

from __future__ import annotations

import re

import numpy as np

from scoring.demo.names import INDUSTRIES, draw_names

# Companies that the same parts might spell by accident.
KNOWN = {
    "Ashford",
    "Birchbox",
    "Bramble",
    "Caldera",
    "Deloitte",
    "Eldridge",
    "Fenwick",
    "Halliburton",
    "Helioscope",
    "Heliogen",
    "Lumira",
    "Meridian",
    "Mormont",
    "Novartis",
    "Novo",
    "Octavia",
    "Pelham",
    "Quantcast",
    "Quantic",
    "Rivian",
    "Rockwell",
    "Salesforce",
    "Selfridge",
    "Sennheiser",
    "Shelby",
    "Siemens",
    "Solaris",
    "Stanley",
    "Takeda",
    "Tesla",
    "Thoughtworks",
    "Vertex",
    "Verizon",
    "Wayfair",
    "Wexford",
    "Winfield",
    "Wingate",
    "Zendesk",
    "Zephyr",
    "Zillow",
}


def test_names_are_unique_and_carry_no_number():
    """3,000 accounts have 3,000 names made of words alone."""
    rng = np.random.default_rng(1)
    names = draw_names(rng.integers(0, len(INDUSTRIES), size=3_000), rng)
    assert len(set(names)) == 3_000
    assert all(re.fullmatch(r"[A-Z][A-Za-z&\- ]+", name) for name in names)


def test_no_name_is_that_of_a_known_company():
    """None of 3,000 names contains a known company as a word."""
    rng = np.random.default_rng(2)
    names = draw_names(rng.integers(0, len(INDUSTRIES), size=3_000), rng)
    words = {word for name in names for word in name.split()}
    assert not words & KNOWN
