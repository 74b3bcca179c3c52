"""How the command line says verdicts, fates, card fields and roles to people."""

from __future__ import annotations

from qcdesk.domain.call import Role
from qcdesk.domain.handover import Fate, Handover, Verdict
from qcdesk.i18n import _, language
from qcdesk.reports.labels_clients import answer_of, client_labels


def field(name: str) -> str:
    """A field of a hand-over card."""
    return client_labels(language())[f"field_{name}"]


def question(name: str) -> str:
    """A question of a ruling."""
    return client_labels(language())[f"question_{name}"]


def verdict(value: Verdict) -> str:
    """An answer of a ruling."""
    return client_labels(language())[f"verdict_{value}"]


def fate(value: Fate) -> str:
    """What became of a lead."""
    return client_labels(language())[f"fate_{value}"]


def answer(value: Handover) -> str:
    """What the receiver said, in a word or two."""
    return client_labels(language())[answer_of(value)]


def role(value: Role) -> str:
    """What a sales manager is in a call."""
    return client_labels(language())[f"role_{value}"]


def hours(value: float | None) -> str | None:
    """Hours, with a figure after the point while they are few."""
    if value is None:
        return None
    return _("{hours} h").format(hours=f"{value:.1f}" if value < 10 else f"{value:.0f}")
