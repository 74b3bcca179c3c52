"""The scoring rule as it is printed in every report, and the arithmetic of one call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qcdesk.domain.checklist import Method, Zones
from qcdesk.i18n import translate
from qcdesk.reports.material import ReviewedCall
from qcdesk.reports.wording import Wording
from qcdesk.scoring.statistics import FEWEST
from qcdesk.scoring.strata import FEWEST_IN_STRATUM


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section in the arithmetic of a call; `fraction` is None where nothing in it applied."""

    title: str
    weight: float
    earned: float
    possible: float
    fraction: float | None


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """The arithmetic of one reviewed call, step by step."""

    call: int
    lines: tuple[SectionLine, ...]
    arithmetic: str
    raw: float | None
    final: float | None


@dataclass(frozen=True, slots=True)
class Rule:
    """The printed rule.

    Attributes:
        methods: name and formula of each method in use.
        terms: what holds for all of them.
    """

    methods: tuple[tuple[str, str], ...]
    terms: tuple[str, ...]


def rule_of(reviewed: Sequence[ReviewedCall], zones: Zones, wording: Wording, *, team: bool = False) -> Rule:
    """The rule behind these reviews; with `team`, of the overall figures too."""
    used = [m for m in Method if any(r.checklist.method is m for r in reviewed)] or [Method.TWO_LEVEL]
    return Rule(
        tuple(_method(m, wording.language) for m in used),
        (*_terms(zones, wording), *(_team_terms(wording.language) if team else ())),
    )


def worked_example(reviewed: Sequence[ReviewedCall], language: str) -> WorkedExample | None:
    """The arithmetic of one call: one that a critical error changed, else the first."""
    told = [r for r in reviewed if r.review.score.arithmetic]
    if not told:
        return None
    chosen = next((r for r in told if r.review.score.raw != r.review.score.final), told[0])
    score, titles = chosen.review.score, {s.id: s.title.to(language) for s in chosen.checklist.sections}
    return WorkedExample(
        call=chosen.call.id,
        lines=tuple(
            SectionLine(titles.get(x.section, x.section), x.weight, x.earned, x.possible, x.fraction)
            for x in score.lines
        ),
        arithmetic=score.arithmetic,
        raw=score.raw,
        final=score.final,
    )


def zones_of(reviewed: Sequence[ReviewedCall]) -> Zones:
    """The zones of the checklist most of these reviews were made by."""
    used = Counter(r.checklist.id for r in reviewed)
    if not used:
        return Zones()
    leading = max(used, key=lambda name: (used[name], name))
    return next(r.checklist.zones for r in reversed(reviewed) if r.checklist.id == leading)


def _terms(zones: Zones, wording: Wording) -> tuple[str, ...]:
    language = wording.language
    return (
        translate(
            "An answer earns a share of its weight: yes 1, no 0, a scale its part of the top, a count its "
            "part of the target.",
            language,
        ),
        translate("What is not applicable leaves the sum: it is neither a zero nor a full mark.", language),
        translate(
            "The raw score ignores critical errors. The final result obeys them: an auto-fail makes it 0, "
            "a cap limits it, a failed section counts as 0.",
            language,
        ),
        translate(
            "Averages hold regular reviews only; targeted, training and calibration reviews "
            "are counted apart.",
            language,
        ),
        translate(
            "“82 (71–93), 10 of 214” reads: 10 of 214 calls were reviewed, their mean is 82, and the mean "
            "of all 214 lies between 71 and 93 (95 % sure).",
            language,
        ),
        translate(
            "An interval supposes that the reviewed calls were chosen at random; calls picked for a reason "
            "belong to targeted reviews. There is none where every call was reviewed, or where all results "
            "are the same.",
            language,
        ),
        translate(
            "Zones: green from {green}, yellow from {yellow}, red below. Fewer than {fewest} reviewed calls: "
            "too few data.",
            language,
        ).format(green=wording.number(zones.green, 0), yellow=wording.number(zones.yellow, 0), fewest=FEWEST),
    )


def _team_terms(language: str) -> tuple[str, ...]:
    return (
        translate(
            "The overall figures weigh every sales manager by the number of his calls, now and before: all "
            "calls count alike, however many of each person were reviewed. Who has fewer than {fewest} "
            "reviewed calls is left out of them; where these have most of the calls there is no interval.",
            language,
        ).format(fewest=FEWEST_IN_STRATUM),
    )


def _method(method: Method, language: str) -> tuple[str, str]:
    return {
        Method.TWO_LEVEL: (
            translate("Two levels", language),
            translate(
                "section = Σ(weight × answer) / Σ(weight) over its criteria that apply; "
                "result = Σ(section weight × section) / Σ(section weight) over the sections that apply",
                language,
            ),
        ),
        Method.FLAT: (
            translate("Flat", language),
            translate("result = Σ(weight × answer) / Σ(weight) over all criteria that apply", language),
        ),
        Method.MEAN_OF_SECTIONS: (
            translate("Mean of sections", language),
            translate(
                "section = Σ(weight × answer) / Σ(weight) over its criteria that apply; result = plain mean "
                "of the sections that apply",
                language,
            ),
        ),
        Method.POINTS: (
            translate("Points", language),
            translate("result = points earned / points possible over the criteria that apply", language),
        ),
        Method.WEIGHTED_POINTS: (
            translate("Points × section weight", language),
            translate(
                "result = Σ(points earned × section weight) / Σ(points possible × section weight) "
                "over the criteria that apply",
                language,
            ),
        ),
    }[method]
