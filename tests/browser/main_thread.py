"""What the browser's main thread does with its time, part by part, as Chromium's trace tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

CATEGORIES = (
    "devtools.timeline",
    "disabled-by-default-devtools.timeline",
    "v8.execute",
    "toplevel",
)
NAMED = {
    "Layout": "layout",
    "UpdateLayoutTree": "styles",
    "PrePaint": "before painting",
    "Paint": "painting",
    "Layerize": "layers",
    "Commit": "handing the picture over",
    "IntersectionObserverController::computeIntersections": "watching what is in sight",
    "RunMicrotasks": "promises",
}
"""Events of the trace that are a part of their own, with its name."""

_SCRIPTS = {"react-dom": "React", "bellwether": "our parts", "/static/js/": "Streamlit"}
_REST = "all else"


def part_of(event: Mapping[str, Any]) -> str:
    """The part that an event counts to; a script counts to whoever wrote what was called first."""
    name = str(event["name"])
    if name.startswith("V8.GC"):
        return "collecting garbage"
    if name == "FunctionCall":
        url = str(event["args"].get("data", {}).get("url", ""))
        return next((whose for part, whose in _SCRIPTS.items() if part in url), _REST)
    return NAMED.get(name, _REST)


def spent(events: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """The milliseconds of CPU of each part, in the thread that laid the page out most often.

    What an event contains is taken off it, so that the parts together are the whole.
    """
    whole = [one for one in events if one.get("ph") == "X" and "dur" in one]
    threads = Counter((one["pid"], one["tid"]) for one in whole if one["name"] == "Layout")
    found: Counter[str] = Counter()
    if not threads:
        return found
    main, _ = threads.most_common(1)[0]
    own = [one for one in whole if (one["pid"], one["tid"]) == main]
    around: list[Mapping[str, Any]] = []
    for one in sorted(own, key=lambda event: (event["ts"], -event["dur"])):
        while around and around[-1]["ts"] + around[-1]["dur"] <= one["ts"]:
            around.pop()
        took = float(one.get("tdur", one["dur"])) / 1000
        found[part_of(one)] += took
        if around:
            found[part_of(around[-1])] -= took
        around.append(one)
    return found


class MainThread:
    """Writes down what the browser of a page does, from now until `stopped`."""

    def __init__(self, page: Page) -> None:
        """Begin to write; the writing itself costs some of the time."""
        browser = page.context.browser
        assert isinstance(browser, Browser)
        self.page = page
        self.events: list[Mapping[str, Any]] = []
        self.complete = False
        self.session: CDPSession = browser.new_browser_cdp_session()
        self.session.on("Tracing.dataCollected", lambda told: self.events.extend(told["value"]))
        self.session.on("Tracing.tracingComplete", self._end)
        wanted = {"includedCategories": list(CATEGORIES), "excludedCategories": ["*"]}
        self.session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": wanted})

    def _end(self, _told: object) -> None:
        self.complete = True

    def stopped(self) -> Sequence[Mapping[str, Any]]:
        """Stop, and give the events that were seen."""
        self.session.send("Tracing.end")
        while not self.complete:
            self.page.wait_for_timeout(50)
        return self.events
