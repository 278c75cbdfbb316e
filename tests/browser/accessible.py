"""What a page is to those without eyes or mouse: axe-core's findings, and a walk by Tab."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE: Final = ("serious", "critical")
TALLEST: Final = 6000
"""Pixels a page is unrolled to: what is scrolled out of sight is not looked at."""

RING_MS: Final = 3000
"""What a ring may take until it is drawn, on a machine that has much to do."""

BORNE: Final[dict[tuple[str, str], str]] = {}
"""Findings that nobody here can mend: (rule, part of the selector) → why. None is."""

# What the keyboard stands on, through every shadow root: what it is, its name, where, its ring.
FOCUSED: Final = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return null;
  window.walked ??= new Map();
  if (!window.walked.has(at)) window.walked.set(at, window.walked.size);
  const text = (id) => at.getRootNode().getElementById?.(id)?.textContent ?? "";
  const by = (at.getAttribute("aria-labelledby") ?? "").split(" ").map(text).join(" ");
  const labels = [...at.labels ?? []].map((one) => one.textContent).join(" ");
  const name = [at.getAttribute("aria-label"), by, labels, at.textContent, at.title,
      at.getAttribute("placeholder")].map((one) => (one ?? "").trim()).find((one) => one) ?? "";
  const ring = (node) => {
    const look = getComputedStyle(node);
    return (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0)
        || look.boxShadow !== "none";
  };
  let near = at, shown = false;
  for (let i = 0; i < 4 && near instanceof Element && !shown; i++) {
    shown = ring(near);
    near = near.parentElement;
  }
  const control = at.matches("a, button, input, textarea, summary, canvas, [role], [tabindex]");
  return { number: window.walked.get(at), control, tag: at.tagName.toLowerCase(),
      name: name.slice(0, 60), shown, html: at.outerHTML.slice(0, 160) };
}"""


# What Tab ought to stop at and did not: everything that can be operated and is seen. Of a group of
# radio buttons it stops at one.
MISSED: Final = """() => {
  const found = [], group = (one) => one.closest("[role=radiogroup]") ?? one.name;
  const groups = new Set([...window.walked.keys()].map(group));
  const look = (root) => root.querySelectorAll("*").forEach((one) => {
    if (one.shadowRoot) look(one.shadowRoot);
    const can = one.matches("a[href], button, input, select, textarea, summary, [tabindex]");
    if (!can || one.tabIndex < 0 || one.disabled || window.walked.has(one)) return;
    if (one.matches("[type=radio], [role=radio]") && groups.has(group(one))) return;
    const seen = one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false });
    if (!seen || !one.getBoundingClientRect().width) return;
    found.push(one.outerHTML.slice(0, 160));
  });
  look(document);
  return found;
}"""


@dataclass(frozen=True)
class Stop:
    """Where Tab stopped: an element's own number, its tag and name, whether a ring shows."""

    number: int
    tag: str
    name: str
    ringed: bool
    html: str


def unrolled(page: Page) -> None:
    """Make the window as tall as the page, so that all of it is looked at."""
    tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    width = page.viewport_size["width"] if page.viewport_size else 1440
    page.set_viewport_size({"width": width, "height": min(int(tall) + 40, TALLEST)})
    page.wait_for_timeout(400)


def grave_findings(page: Page) -> list[str]:
    """The serious and critical findings of axe-core on the page as it stands, in words."""
    found = []
    for rule in Axe().run(page).response["violations"]:
        if rule["impact"] not in GRAVE:
            continue
        for node in rule["nodes"]:
            where = " > ".join(map(str, node["target"]))
            if any(rule["id"] == name and part in where for name, part in BORNE):
                continue
            checks = [*node["any"], *node["all"], *node["none"]]
            said = checks[0]["message"] if checks else ""
            found.append(f"{rule['id']}: {where}: {node['html'][:160]}: {said}")
    return found


def missed(page: Page) -> list[str]:
    """What can be operated and was no stop of the last walk."""
    return [str(one) for one in page.evaluate(MISSED)]


def _ringed(page: Page) -> dict[str, Any] | None:
    """What the keyboard stands on, once its ring has faded in; a while later without one."""
    at: dict[str, Any] | None = page.evaluate(FOCUSED)
    for _ in range(RING_MS // 50):
        if at is None or at["shown"] or not at["control"]:
            break
        page.wait_for_timeout(50)
        at = page.evaluate(FOCUSED)
    return at


def walked(page: Page, most: int = 160) -> list[Stop]:
    """Every place where Tab stops, in order, until it leaves the page or has come round."""
    page.evaluate("document.activeElement?.blur(); window.walked = undefined")
    stops: list[Stop] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        at = _ringed(page)
        if at is None or (stops and at["number"] == stops[0].number):
            break
        if at["control"]:  # a box that only scrolls is a stop in some browsers and operates nothing
            stops.append(Stop(at["number"], at["tag"], at["name"], at["shown"], at["html"]))
    return stops
