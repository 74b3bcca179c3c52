"""What changed in the checklists between the versions that were used in a period and the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qcdesk.domain.checklist import Checklist, Criterion
from qcdesk.i18n import translate
from qcdesk.reports.material import ReviewedCall
from qcdesk.reports.wording import Wording


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions of a checklist that were used one after the other."""

    checklist: str
    before: str
    after: str
    text: str


def changes_of(
    previous: Sequence[ReviewedCall], current: Sequence[ReviewedCall], wording: Wording
) -> tuple[Change, ...]:
    """The changes in the order in which versions came into use."""
    order = sorted((*previous, *current), key=lambda r: (r.review.created_at, r.review.id))
    latest: dict[str, tuple[str, Checklist]] = {}
    found: list[Change] = []
    seen: set[str] = set()
    for item in order:
        name, version = item.checklist.id, item.review.checklist_hash
        if version in seen:
            continue
        seen.add(version)
        if name in latest:
            found += _changes(latest[name], (version, item.checklist), wording)
        latest[name] = version, item.checklist
    return tuple(found)


def _changes(old: tuple[str, Checklist], new: tuple[str, Checklist], wording: Wording) -> Iterator[Change]:
    texts = list(_texts(old[1], new[1], wording))
    if not texts:
        texts = [translate("Wording or hints only; the arithmetic is the same.", wording.language)]
    for text in texts:
        yield Change(new[1].title.to(wording.language), old[0][:12], new[0][:12], text)


def _texts(old: Checklist, new: Checklist, wording: Wording) -> Iterator[str]:
    language = wording.language
    before = {c.id: c for c in old.criteria()}
    after = {c.id: c for c in new.criteria()}
    for criterion in (c for name, c in after.items() if name not in before):
        yield translate("Added: {criterion}", language).format(criterion=criterion.title.to(language))
    for criterion in (c for name, c in before.items() if name not in after):
        yield translate("Removed: {criterion}", language).format(criterion=criterion.title.to(language))
    for name in before.keys() & after.keys():
        yield from _of_criterion(before[name], after[name], wording)
    weights = {s.id: s.weight for s in old.sections}
    for section in new.sections:
        if section.id in weights and weights[section.id] != section.weight:
            yield translate("Section “{section}”: weight {old} → {new}", language).format(
                section=section.title.to(language),
                old=wording.number(weights[section.id], 0),
                new=wording.number(section.weight, 0),
            )
    if old.method is not new.method or old.zones != new.zones:
        yield translate("The rule of the result or its zones changed.", language)


def _of_criterion(old: Criterion, new: Criterion, wording: Wording) -> Iterator[str]:
    title = new.title.to(wording.language)
    if old.weight != new.weight:
        yield translate("“{criterion}”: weight {old} → {new}", wording.language).format(
            criterion=title, old=wording.number(old.weight, 0), new=wording.number(new.weight, 0)
        )
    if old.effects != new.effects or old.kind is not new.kind:
        yield translate("“{criterion}”: answers or critical errors changed", wording.language).format(
            criterion=title
        )
