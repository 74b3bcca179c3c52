"""What the owner's report cannot say, because too few calls were reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qcdesk.i18n import translate
from qcdesk.reports.estimates import FEW, UNPROVEN, Estimate, still_possible
from qcdesk.reports.people import PersonRow
from qcdesk.reports.wording import Wording
from qcdesk.scoring.statistics import FEWEST


def unsaid(
    people: Sequence[PersonRow], result_change: str, clean: Estimate, wording: Wording
) -> tuple[str, ...]:
    """One sentence for each thing that is not known or not proven."""
    return tuple(_sentences(people, result_change, clean, wording))


def _sentences(
    people: Sequence[PersonRow], result_change: str, clean: Estimate, wording: Wording
) -> Iterator[str]:
    language = wording.language
    unheard = [p.name for p in people if not p.result.n]
    few = [p.name for p in people if p.result.n and p.zone == FEW]
    between = [p.name for p in people if p.zone != FEW and not p.zone_proven]
    if unheard:
        yield translate("Nobody was reviewed of: {names}.", language).format(names=_names(unheard))
    if few:
        yield translate("Fewer than {fewest} reviewed calls, so no zone: {names}.", language).format(
            fewest=FEWEST, names=_names(few)
        )
    if between:
        yield translate(
            "The interval crosses a border, so the zone is not proven: {names}.", language
        ).format(names=_names(between))
    if result_change == UNPROVEN:
        yield translate("Whether the team works better or worse than before is not proven.", language)
    if clean.n and clean.value == 1.0 and clean.n != clean.population:
        yield translate(
            "No critical error was seen in the reviewed calls ({n}); "
            "up to {share} of all calls may still have one.",
            language,
        ).format(n=clean.n, share=wording.percent(still_possible(clean.n)))
    if sum(p.zone != FEW for p in people) > 1:
        yield translate(
            "Places inside a zone: the order is alphabetical, "
            "differences between two people are not claimed.",
            language,
        )


def _names(names: Sequence[str]) -> str:
    return ", ".join(names)
