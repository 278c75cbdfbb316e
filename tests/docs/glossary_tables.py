"""The glossary as tables of Markdown, a table a group."""

from __future__ import annotations

from scoring.spec.glossary import GROUPS


def glossary() -> str:
    """Every term with its meaning and the other words for it, by group."""
    parts = []
    for group, terms in GROUPS.items():
        rows = [f"| **{t.name}** | {t.text} | {', '.join(t.also)} |" for t in terms]
        head = ["| word | what it means | also |", "|---|---|---|"]
        parts.append("\n".join([f"## {group}\n", *head, *rows]))
    return "\n\n".join(parts)
