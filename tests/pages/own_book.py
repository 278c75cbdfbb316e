"""A book and a card of somebody's own: the source, the card, and how the app turns to it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

SOURCE = """\
version: 1
name: Our own book
files: {a: {path: a.csv}}
account: {from: a, id: id}
snapshots: [{from: a, month: month, measures: [use, calls]}]
"""
CARD = """\
version: 1
name: House card
metrics: [{id: use, measure: use, normaliser: {kind: linear, worst: 0, best: 100}, weight: 1}]
bands: [{name: Good, from: 50, tone: good}, {name: Bad, from: 0, tone: bad}]
"""


def picked(app: AppTest, data_id: str) -> AppTest:
    return app.selectbox(key="pick-data").set_value(data_id).run()
