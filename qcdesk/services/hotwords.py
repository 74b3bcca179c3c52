"""Picks the names that may be said in a call and puts them into a few words for the recogniser."""

from __future__ import annotations

from qcdesk.domain.evidence import Names

_MOST_LETTERS = 120
"""Longer prompts cost time on every window and are echoed more often."""


def hotwords(names: Names) -> str:
    """Company, products and people of a call as one short line; empty where nothing is known."""
    people = [n for n in (names.sales_manager, names.client) if n]
    wanted = [*names.companies, *people, *names.products, *names.staff]
    line = ""
    for name in dict.fromkeys(n.strip() for n in wanted if n.strip()):
        longer = f"{line}, {name}" if line else name
        if len(longer) <= _MOST_LETTERS:
            line = longer
    return line
