"""What the owner's report cannot say, because too few calls were reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qcdesk.i18n import translate
from qcdesk.reports.estimates import FEW, UNPROVEN, Estimate
from qcdesk.reports.people import PersonRow
from qcdesk.reports.team import Totals
from qcdesk.reports.wording import Wording
from qcdesk.scoring.statistics import FEWEST
from qcdesk.scoring.strata import FEWEST_IN_STRATUM

_MOST_NAMES = 8
"""Page one must stay one page; all of them stand in the tables."""


def unsaid(people: Sequence[PersonRow], totals: Totals, wording: Wording) -> tuple[str, ...]:
    """One sentence for each thing that is not known or not proven."""
    return (
        *_of_the_team(totals, wording),
        *_of_people(people, wording.language),
        *_of_changes(totals, wording),
        *_of_errors(totals.clean, wording),
        *_of_places(people, wording.language),
    )


def _of_the_team(totals: Totals, wording: Wording) -> Iterator[str]:
    language = wording.language
    if not totals.reviewed:
        return
    if totals.calls is None:
        yield translate(
            "How many calls there were is not known, so the overall figures have no interval.", language
        )
    elif totals.thin and totals.result.population != totals.calls:
        yield translate(
            "The overall figures speak of {n} calls only: "
            "fewer than {fewest} calls were reviewed of {names}.",
            language,
        ).format(
            n=wording.of(totals.result.population or 0, totals.calls),
            fewest=FEWEST_IN_STRATUM,
            names=_names(totals.thin, language),
        )
    elif totals.thin:
        yield translate(
            "The overall figures have no interval: fewer than {fewest} calls were reviewed of {names}.",
            language,
        ).format(fewest=FEWEST_IN_STRATUM, names=_names(totals.thin, language))
    elif totals.result.low is None and not totals.result.is_exact:
        yield translate(
            "All reviewed calls gave the same result, which proves nothing of the others: the overall result "
            "has no interval.",
            language,
        )
    if totals.of_nobody:
        yield translate(
            "Calls without a sales manager: {n}. They are in the overall figures only.", language
        ).format(n=totals.of_nobody)


def _of_people(people: Sequence[PersonRow], language: str) -> Iterator[str]:
    unheard = [p.name for p in people if not p.result.n]
    few = [p.name for p in people if p.result.n and p.zone == FEW]
    unproven = [p for p in people if p.zone != FEW and not p.zone_proven]
    between = [p.name for p in unproven if p.result.low is not None]
    alike = [p.name for p in unproven if p.result.low is None]
    if unheard:
        yield translate("Nobody was reviewed of: {names}.", language).format(names=_names(unheard, language))
    if few:
        yield translate("Fewer than {fewest} reviewed calls, so no zone: {names}.", language).format(
            fewest=FEWEST, names=_names(few, language)
        )
    if between:
        yield translate(
            "The interval crosses a border, so the zone is not proven: {names}.", language
        ).format(names=_names(between, language))
    if alike:
        yield translate(
            "All reviewed calls gave the same result, which proves nothing of the others, so the zone is not "
            "proven: {names}.",
            language,
        ).format(names=_names(alike, language))


def _of_changes(totals: Totals, wording: Wording) -> Iterator[str]:
    language = wording.language
    if totals.result_change == UNPROVEN:
        yield translate("Whether the team works better or worse than before is not proven.", language)
    if totals.thin_before:
        yield translate(
            "The team is compared with the period before only where at least {fewest} calls of everyone were "
            "reviewed then; fewer were of {names}.",
            language,
        ).format(fewest=FEWEST_IN_STRATUM, names=_names(totals.thin_before, language))


def _of_errors(clean: Estimate, wording: Wording) -> Iterator[str]:
    if not clean.n or clean.value != 1.0 or clean.is_exact:
        return
    if clean.low is None:
        yield translate(
            "No critical error was seen in the reviewed calls ({n}); others may still have one.",
            wording.language,
        ).format(n=clean.n)
    else:
        yield translate(
            "No critical error was seen in the reviewed calls ({n}); "
            "up to {share} of all calls may still have one.",
            wording.language,
        ).format(n=clean.n, share=wording.percent(1 - clean.low))


def _of_places(people: Sequence[PersonRow], language: str) -> Iterator[str]:
    if sum(p.zone != FEW for p in people) > 1:
        yield translate(
            "Places inside a zone: the order is alphabetical, "
            "differences between two people are not claimed.",
            language,
        )


def _names(names: Sequence[str], language: str) -> str:
    nobody = translate("calls without a sales manager", language)
    shown = ", ".join(name or nobody for name in names[:_MOST_NAMES])
    if len(names) <= _MOST_NAMES:
        return shown
    more = len(names) - _MOST_NAMES
    return translate("{names} and {n} more", language).format(names=shown, n=more)
