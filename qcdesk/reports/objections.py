"""What became of a sales manager's objections to reviews of his calls, for his card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qcdesk.reports.findings import title_of
from qcdesk.reports.material import PeriodMaterial, ReviewedCall
from qcdesk.reports.privacy import Privacy


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection.

    Attributes:
        title: of the criterion.
        text: why he did not agree.
        upheld: what was decided; None while nobody decided.
        reason: of the decision.
    """

    call: int
    title: str
    text: str
    upheld: bool | None
    reason: str


def objections(
    material: PeriodMaterial, own: Sequence[ReviewedCall], language: str, privacy: Privacy
) -> tuple[Objection, ...]:
    """The objections to reviews of these calls, the earliest first, corrected reviews among them."""
    checklists = {r.call.id: r.checklist for r in own}
    return tuple(
        Objection(
            one.call_id,
            title_of(checklists[one.call_id], one.criterion, language),
            privacy.text(one.text),
            one.decision.upheld if one.decision else None,
            privacy.text(one.decision.reason) if one.decision else "",
        )
        for one in sorted(material.objections or (), key=lambda d: d.id)
        if one.call_id in checklists
    )
