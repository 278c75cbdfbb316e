"""One move of a handle, told from end to end: what ran, what was sent, what was redrawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from playwright.sync_api import CDPSession, Page

from tests.browser.frames import Frame, Frames
from tests.browser.main_thread import MainThread, spent

# Counts, for each part of the page that has a key, what was changed in it.
COUNT = """() => {
  window.redrawn = {};
  const key = (node) => {
    for (let e = node; e; e = e.parentNode ?? e.host) {
      const named = [...(e.classList ?? [])].find((one) => one.startsWith('st-key-'));
      if (named) return named.slice(7);
    }
    return 'the page around';
  };
  const watched = new WeakSet();
  const look = (root) => {
    if (watched.has(root)) return;
    watched.add(root);
    new MutationObserver((seen) => {
      for (const one of seen) {
        window.redrawn[key(one.target)] = (window.redrawn[key(one.target)] ?? 0) + 1;
      }
    }).observe(root, {subtree: true, childList: true, characterData: true, attributes: true});
  };
  look(document.querySelector('.stApp'));
  for (const one of document.querySelectorAll('*')) if (one.shadowRoot) look(one.shadowRoot);
}"""
_COSTS = {
    "ScriptDuration": "scripts",
    "RecalcStyleDuration": "styles",
    "LayoutDuration": "layout",
    "TaskDuration": "all tasks of the page",
}


class Trace:
    """Watches the moves of a handle on a page."""

    def __init__(self, page: Page, frames: Frames) -> None:
        """Begin to watch; the clock of the browser's costs is its CPU time."""
        self.page, self.frames = page, frames
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.evaluate(COUNT)
        frames.clear()
        self.before = self._costs()
        self.main = MainThread(page)

    def _costs(self) -> Mapping[str, float]:
        told = self.session.send("Performance.getMetrics")["metrics"]
        return {one["name"]: float(one["value"]) * 1000 for one in told}

    def lines(self, moves: int, server_ms: float) -> Iterator[str]:
        """What was seen, as lines of Markdown. Input: how many moves; CPU ms of the server."""
        after = self._costs()
        parts = spent(self.main.stopped())
        redrawn: dict[str, int] = self.page.evaluate("() => window.redrawn")
        yield ""
        yield f"CPU of one move, the mean of {moves}: server {server_ms:.0f} ms; browser " + (
            ", ".join(
                f"{words} {(after[name] - self.before[name]) / moves:.0f} ms"
                for name, words in _COSTS.items()
            )
            + "."
        )
        yield ""
        yield f"Of it the main thread, in all {sum(parts.values()) / moves:.0f} ms: " + ", ".join(
            f"{name} {cost / moves:.1f}" for name, cost in parts.most_common()
        )
        yield ""
        yield "| after ms | what passed in the last move | bytes |"
        yield "|---:|---|---:|"
        yield from passed(last_move(self.frames.all))
        yield ""
        often = Counter(redrawn).most_common()
        yield "Redrawn in a move: " + "; ".join(
            f"{key} {changes / moves:.0f} changes" for key, changes in often if changes >= moves
        )


def last_move(frames: list[Frame]) -> list[Frame]:
    """The frames from the last message of the browser on."""
    sent = [place for place, one in enumerate(frames) if one.told is None]
    return frames[sent[-1] :] if sent else []


def passed(frames: list[Frame]) -> Iterator[str]:
    """A row of the table for each frame, and one for all."""
    for one in frames:
        yield f"| {1000 * (one.at - frames[0].at):.0f} | {one.kind} | {one.size:,} |"
    yield f"| | sent to the browser | {sum(one.size for one in frames if one.told):,} |"
