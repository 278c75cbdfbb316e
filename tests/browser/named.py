"""Every control of a page that can be seen and used, and has no name for who cannot see it."""

from __future__ import annotations

from typing import Final

UNNAMED: Final = """() => {
  const kinds = ["button", "link", "checkbox", "switch", "slider", "combobox", "textbox", "tab"];
  const wanted = ["button", "a[href]", "input:not([type=hidden])", "select", "textarea", "summary",
    ...kinds.map((kind) => `[role=${kind}]`)].join(",");
  const text = (node) => (node?.textContent ?? "").trim();
  const named = (node) => {
    const root = node.getRootNode();
    const by = (node.getAttribute("aria-labelledby") ?? "").split(/\\s+/).filter(Boolean);
    const label = node.labels?.[0] ?? node.closest("label");
    return [node.getAttribute("aria-label"), ...by.map((id) => text(root.getElementById(id))),
      text(label), text(node), node.title, node.alt, node.placeholder].some(Boolean);
  };
  const seen = (node) => {
    const box = node.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && node.checkVisibility({ visibilityProperty: true })
      && !node.closest("[aria-hidden=true]") && !node.disabled;
  };
  const found = [];
  const walk = (root) => {
    for (const node of root.querySelectorAll(wanted)) {
      if (seen(node) && !named(node)) found.push(node.outerHTML.slice(0, 160));
    }
    for (const node of root.querySelectorAll("*")) if (node.shadowRoot) walk(node.shadowRoot);
  };
  walk(document);
  return found;
}"""
