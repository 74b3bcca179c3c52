"""How numbers, dates and fixed words read in Russian and in English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from qcdesk.domain.call import Exclusion
from qcdesk.domain.checklist import Effect, EffectKind
from qcdesk.domain.period import Period
from qcdesk.domain.transcript import Speaker
from qcdesk.i18n import translate
from qcdesk.reports.estimates import BETTER, UNPROVEN, WORSE, Estimate
from qcdesk.scoring.rounding import round_half_up
from qcdesk.scoring.statistics import Group

_MINUTE = 60
NONE = "–"
SPACE = "\u00a0"


def capital(words: str) -> str:
    """The words as they begin a heading."""
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Wording:
    """Texts of one language; every method returns what a person reads."""

    language: str

    def number(self, value: float | None, digits: int = 1) -> str:
        """A number rounded half up, with the decimal sign of the language; a dash for none."""
        if value is None:
            return NONE
        shown = f"{round_half_up(value, digits):.{digits}f}"
        return shown.replace(".", ",") if self.language == "ru" else shown

    def percent(self, fraction: float | None) -> str:
        """A share 0…1 as whole per cent."""
        if fraction is None:
            return NONE
        gap = SPACE if self.language == "ru" else ""
        return f"{self.number(100 * fraction, 0)}{gap}%"

    def of(self, part: int, whole: int | None) -> str:
        """`10 of 214`; the part alone where the whole is not known."""
        if whole is None:
            return str(part)
        return (
            translate("{part} of {whole}", self.language).format(part=part, whole=whole).replace(" ", SPACE)
        )

    def result(self, estimate: Estimate) -> str:
        """A mean result and its interval: `82 (71–93)`."""
        return self._with_interval(estimate, 1, "")

    def share(self, estimate: Estimate) -> str:
        """A share and its interval in per cent: `80 % (38–96)`."""
        return self._with_interval(estimate, 100, f"{SPACE}%" if self.language == "ru" else "%")

    def counted_share(self, estimate: Estimate) -> str:
        """A share that was counted, with its number: `80 % (8 of 10)`."""
        if estimate.value is None:
            return NONE
        found = self.of(round(estimate.value * estimate.n), estimate.n)
        return f"{self.percent(estimate.value)} ({found})"

    def _with_interval(self, estimate: Estimate, scale: int, unit: str) -> str:
        if estimate.value is None:
            return NONE
        shown = self.number(scale * estimate.value, 0) + unit
        if estimate.low is None or estimate.high is None:
            return shown
        low, high = self.number(scale * estimate.low, 0), self.number(scale * estimate.high, 0)
        return f"{shown}{SPACE}({low}–{high})"

    def day(self, value: date | None) -> str:
        """`05.10.2026` in Russian, `2026-10-05` in English."""
        if value is None:
            return NONE
        return f"{value:%d.%m.%Y}" if self.language == "ru" else f"{value:%Y-%m-%d}"

    def moment(self, value: datetime | None) -> str:
        """A day and the time of day in minutes."""
        return NONE if value is None else f"{self.day(value)} {value:%H:%M}"

    def days(self, period: Period) -> str:
        """The days of a period, both ends named."""
        if period.first == period.last:
            return self.day(period.first)
        return f"{self.day(period.first)} – {self.day(period.last)}"

    def clock(self, seconds: float | None) -> str:
        """Seconds of a recording as `02:14` (minutes go beyond 59)."""
        if seconds is None:
            return NONE
        whole = int(seconds)
        return f"{whole // _MINUTE:02d}:{whole % _MINUTE:02d}"

    def zone(self, zone: str) -> str:
        """The name of a zone: `green`, `yellow`, `red`, or `few`."""
        return {
            "green": translate("green", self.language),
            "yellow": translate("yellow", self.language),
            "red": translate("red", self.language),
        }.get(zone, translate("too few data", self.language))

    def verdict(self, verdict: str) -> str:
        """What a comparison came to: `better`, `worse`, `unproven`; a dash where nothing is compared."""
        return {
            BETTER: translate("better", self.language),
            WORSE: translate("worse", self.language),
            UNPROVEN: translate("not proven", self.language),
        }.get(verdict, NONE)

    def group(self, group: Group) -> str:
        """Where a sales manager stands against the whole team."""
        return {
            Group.ABOVE: translate("above the team", self.language),
            Group.ON_LEVEL: translate("on level", self.language),
            Group.BELOW: translate("below the team", self.language),
            Group.TOO_FEW: translate("too few data", self.language),
        }[group]

    def effect(self, effect: Effect) -> str:
        """What a critical answer does to the result."""
        if effect.kind is EffectKind.CAP:
            return translate("result at most {cap}", self.language).format(cap=self.number(effect.cap, 0))
        return {
            EffectKind.FATAL: translate("result becomes 0", self.language),
            EffectKind.FATAL_SECTION: translate("section becomes 0", self.language),
        }.get(effect.kind, translate("remark", self.language))

    def speaker(self, speaker: Speaker) -> str:
        """Who says a line of a transcript."""
        return {
            Speaker.SALES_MANAGER: translate("Sales manager", self.language),
            Speaker.CLIENT: translate("Client", self.language),
            Speaker.SYSTEM: translate("Recording", self.language),
            Speaker.UNKNOWN: translate("Voice", self.language),
        }[speaker]

    def purpose(self, purpose: str) -> str:
        """What a review was made for."""
        return {
            "regular": translate("regular", self.language),
            "targeted": translate("targeted", self.language),
            "training": translate("training", self.language),
            "calibration": translate("calibration", self.language),
        }.get(purpose, purpose)

    def exclusion(self, reason: Exclusion) -> str:
        """Why a call is counted but not scored."""
        return {
            Exclusion.TOO_SHORT: translate("too short", self.language),
            Exclusion.NO_SPEECH: translate("no speech", self.language),
            Exclusion.ONE_SIDED: translate("one side is silent", self.language),
            Exclusion.VOICEMAIL: translate("answering machine", self.language),
            Exclusion.INTERNAL: translate("internal call", self.language),
            Exclusion.WRONG_NUMBER: translate("wrong number", self.language),
            Exclusion.REMINDER: translate("reminder", self.language),
            Exclusion.SERVICE: translate("service call", self.language),
            Exclusion.SPAM: translate("spam", self.language),
            Exclusion.JOB_SEEKER: translate("job seeker", self.language),
            Exclusion.TRAINING: translate("training call", self.language),
            Exclusion.OTHER: translate("other", self.language),
        }[reason]
