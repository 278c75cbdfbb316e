"""A reader who follows a how-to page in the app, label by label, as it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Locator

from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.docs.guides import Step, steps

Deed = Callable[[Desk], None]


@dataclass
class Follower:
    """Somebody at a desk with a page of the documentation beside it.

    `before` and `after` are what the page asks for in other words than "click": the first deed
    of a label belongs to the first time that it is met, and so on.
    """

    desk: Desk
    before: Mapping[str, Sequence[Deed]] = field(default_factory=dict)
    after: Mapping[str, Sequence[Deed]] = field(default_factory=dict)
    met: list[str] = field(default_factory=list)

    def follow(self, guide: str) -> None:
        """Do every step; each label has to be on the page when its turn comes."""
        for step in steps(guide):
            turn = self.met.count(step.label)
            self._deed(self.before, step.label, turn)
            self._do(step)
            self.met.append(step.label)
            self._deed(self.after, step.label, turn)
        left = {label for deeds in (self.before, self.after) for label in deeds} - set(self.met)
        assert not left, f"{guide} no longer names {left}"

    def _deed(self, deeds: Mapping[str, Sequence[Deed]], label: str, turn: int) -> None:
        if turn < len(deeds.get(label, ())):
            deeds[label][turn](self.desk)

    def _do(self, step: Step) -> None:
        if step.verb == "page":
            self.desk.turn_to(step.label).ready().drawn()
            return
        ways = self.named(step.label)
        until(lambda: any(map(Locator.count, ways)), self.desk.page, f"“{step.label}” to be there")
        if step.verb == "click":
            there = next(way for way in ways if way.count()).first
            there.scroll_into_view_if_needed()
            there.click(timeout=PATIENCE_MS)
            self.desk.page.wait_for_timeout(300)  # for the page to begin to answer
            self.desk.ready()

    def named(self, label: str) -> list[Locator]:
        """What is called so and can be seen: a text, a button beside an icon, a field."""
        page = self.desk.page
        beside = re.compile(rf"(^|\s){re.escape(label)}($|\s)")
        ways = (
            page.get_by_text(label, exact=True),
            page.get_by_role("button", name=beside),
            page.get_by_label(label, exact=True),
        )
        return [way.filter(visible=True) for way in ways]
