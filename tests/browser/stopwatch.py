"""Scripts that time, within a page, how long it takes to answer a move and to settle."""

from __future__ import annotations

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

QUIET_MS = 500
"""A page that has not changed for so long is taken to have settled."""

FOLLOWING = ", ".join(f'[class*="st-key-{key}"]' for key in ("tiles", "bands", "board"))
"""The parts that show what the page reckons, and nothing that the browser moves by itself."""

# Notes each change of the page and of its parts, which have documents of their own. An update is
# a change of a part that shows what was reckoned, after the answer to a newer place of the slider.
WATCH = """() => {
  window.changes = []; window.updates = 0; window.counted = 0;
  const watched = new WeakSet();
  const look = (root) => {
    if (watched.has(root)) return;
    watched.add(root);
    new MutationObserver((seen) => {
      window.changes.push(performance.now());
      for (const one of seen) for (const node of one.addedNodes) inside(node);
      const place = globalThis.bellwetherStream?.drawn ?? 0;
      if (place <= window.counted || !root.host?.closest('FOLLOWING')) return;
      window.counted = place;
      window.updates += 1;
    }).observe(root, {subtree: true, childList: true, characterData: true, attributes: true});
  };
  const inside = (node) => {
    if (node.shadowRoot) look(node.shadowRoot);
    for (const one of node.querySelectorAll?.('*') ?? []) if (one.shadowRoot) look(one.shadowRoot);
  };
  look(document.querySelector('.stApp'));
  inside(document.querySelector('.stApp'));
}""".replace("FOLLOWING", FOLLOWING)
# The time from the last press or move up to the last change; `began` is set by the page itself.
BEGIN = """() => {
  window.changes = []; window.began = 0;
  const note = (event) => { window.began ||= event.timeStamp; };
  for (const kind of ['pointermove', 'pointerup', 'keydown']) {
    window.addEventListener(kind, note, {capture: true, once: true});
  }
}"""
ANSWERED = "() => window.changes.length ? window.changes.at(-1) - window.began : null"
SETTLED = f"() => window.changes.length && performance.now() - window.changes.at(-1) > {QUIET_MS}"


def settled(page: Page) -> float | None:
    """The milliseconds from the last move to the last change of the page; None without one."""
    try:
        page.wait_for_function(SETTLED, polling=50, timeout=5000)
    except PlaywrightTimeoutError:  # the handle stands at an end, so nothing moved
        return None
    answered = page.evaluate(ANSWERED)
    return None if answered is None else float(answered)
