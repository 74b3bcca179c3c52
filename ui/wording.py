"""How the window says values to people: times, lengths, states, reasons, numbers in their language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from qcdesk.domain.call import CallState, Direction, Exclusion, LeadKind, Role
from qcdesk.domain.checklist import Criterion, Flag, Zone
from qcdesk.domain.handover import Fate, Verdict
from qcdesk.domain.lifecycle import Stage
from qcdesk.domain.listing import View
from qcdesk.domain.review import NO, NOT_APPLICABLE, YES, Value
from qcdesk.domain.transcript import SoundKind, Speaker
from qcdesk.i18n import language
from ui.texts import _, ngettext

_MINUTE, _HOUR = 60, 3600
DASH = "–"


def clock(seconds: float) -> str:
    """`2:05`, or `1:02:05` from an hour on."""
    whole = int(seconds)
    hours, minutes = divmod(whole // _MINUTE, _MINUTE)
    return f"{hours}:{minutes:02}:{whole % _MINUTE:02}" if hours else f"{minutes}:{whole % _MINUTE:02}"


def left(seconds: float | None) -> str:
    """How long something still takes; nothing while nobody knows."""
    if seconds is None:
        return ""
    if seconds < _MINUTE:
        return _("less than a minute left")
    if seconds < _HOUR:
        minutes = round(seconds / _MINUTE)
        return ngettext("{n} minute left", "{n} minutes left", minutes).format(n=minutes)
    hours, minutes = divmod(round(seconds / _MINUTE), _MINUTE)
    return _("{hours} h {minutes:02d} min left").format(hours=hours, minutes=minutes)


def decimal(value: float, places: int = 1) -> str:
    """A number with a comma in Russian."""
    shown = f"{value:.{places}f}"
    return shown.replace(".", ",") if language() == "ru" else shown


def number(value: float) -> str:
    """A number without a needless fraction."""
    return f"{value:g}".replace(".", ",") if language() == "ru" else f"{value:g}"


def moment(at: datetime | None, *, year: bool = True) -> str:
    """A day and a time, as written in the user's language."""
    if at is None:
        return DASH
    day = ("%d.%m.%Y" if year else "%d.%m") if language() == "ru" else ("%Y-%m-%d" if year else "%m-%d")
    return at.strftime(f"{day} %H:%M")


def day(at: date) -> str:
    """A day of a year that is known."""
    return at.strftime("%d.%m" if language() == "ru" else "%m-%d")


def written_day(text: str) -> str:
    """A day written as 2026-10-30 in the user's way; any other text as it is."""
    try:
        at = date.fromisoformat(text)
    except ValueError:
        return text
    return at.strftime("%d.%m.%Y") if language() == "ru" else at.isoformat()


def mean(value: float | None, low: float | None, high: float | None, n: int, *, enough: bool) -> str:
    """A mean with its interval and the number behind it; honestly nothing where there are too few."""
    if value is None:
        return _("no reviews yet")
    if not enough:
        return _("too few reviews to say (n = {n})").format(n=n)
    if low is None or high is None:
        return _("{mean} (n = {n})").format(mean=decimal(value), n=n)
    said = _("{mean} ({low} to {high}, n = {n})")
    return said.format(mean=decimal(value), low=decimal(low), high=decimal(high), n=n)


def state(value: CallState) -> str:
    """How far work on a call has come."""
    return {
        CallState.ADDED: _("No transcript"),
        CallState.TRANSCRIBED: _("To review"),
        CallState.FAILED: _("Failed"),
        CallState.DRAFT: _("In work"),
        CallState.REVIEWED: _("Reviewed"),
    }[value]


def exclusion(value: Exclusion) -> str:
    """Why a call is not scored."""
    return {
        Exclusion.TOO_SHORT: _("too short"),
        Exclusion.NO_SPEECH: _("no speech"),
        Exclusion.ONE_SIDED: _("one side is silent"),
        Exclusion.VOICEMAIL: _("answering machine"),
        Exclusion.INTERNAL: _("internal call"),
        Exclusion.WRONG_NUMBER: _("wrong number"),
        Exclusion.REMINDER: _("reminder"),
        Exclusion.SERVICE: _("service call"),
        Exclusion.SPAM: _("spam"),
        Exclusion.JOB_SEEKER: _("job seeker"),
        Exclusion.TRAINING: _("training call"),
        Exclusion.OTHER: _("other reason"),
    }[value]


def direction(value: Direction | None) -> str:
    """Who called whom."""
    names = {Direction.IN: _("incoming"), Direction.OUT: _("outgoing"), Direction.INTERNAL: _("internal")}
    return names.get(value, "") if value else ""


def speaker(value: Speaker) -> str:
    """Who speaks."""
    return {
        Speaker.SALES_MANAGER: _("Sales manager"),
        Speaker.CLIENT: _("Client"),
        Speaker.SYSTEM: _("Announcement"),
        Speaker.UNKNOWN: _("Speaker"),
    }[value]


def sound(value: SoundKind) -> str:
    """A sound of the telephone line."""
    return {
        SoundKind.RING: _("ringing"),
        SoundKind.BUSY: _("busy tone"),
        SoundKind.BEEP: _("voicemail beep"),
        SoundKind.MUSIC: _("hold music"),
    }[value]


def zone(value: Zone) -> str:
    """The zone of a result, in one word beside its colour."""
    return {Zone.GREEN: _("good"), Zone.YELLOW: _("fair"), Zone.RED: _("weak")}[value]


def view(value: View) -> str:
    """A saved filter of calls."""
    return {
        View.TO_REVIEW: _("Waiting for review"),
        View.IN_WORK: _("In work"),
        View.REVIEWED: _("Reviewed calls"),
        View.NO_TRANSCRIPT: _("No transcript"),
        View.FAILED: _("Errors"),
        View.TODAY: _("Today"),
        View.EXCLUDED: _("Not scored"),
        View.ALL: _("All calls"),
    }[value]


def role(value: Role) -> str:
    """What the sales manager is in a call."""
    return {
        Role.CALLER: _("caller"),
        Role.SALES: _("sales"),
        Role.ACCOUNT: _("account manager"),
        Role.UNIVERSAL: _("universal manager"),
    }[value]


def lead_kind(value: LeadKind) -> str:
    """What kind of lead a call is."""
    return {
        LeadKind.COLD_BASE: _("cold base"),
        LeadKind.REQUEST: _("request"),
        LeadKind.HOT: _("hot lead"),
        LeadKind.HANDED_OVER: _("handed over"),
        LeadKind.EXISTING_CLIENT: _("existing client"),
    }[value]


def stage(value: Stage) -> str:
    """Where somebody stands on the way to staff."""
    return {
        Stage.DAY1: _("training, day 1"),
        Stage.DAY2: _("training, day 2"),
        Stage.ROLEPLAY: _("attestation"),
        Stage.FIELD: _("cold base"),
        Stage.INTERNSHIP: _("internship"),
        Stage.STAFF: _("staff"),
        Stage.LEFT: _("has left"),
    }[value]


def because(facts: Sequence[str]) -> str:
    """Facts that chose a checklist (`role=account (why)`), in words."""
    return ", ".join(map(_fact, facts))


def _fact(text: str) -> str:
    name, _equals, rest = text.partition("=")
    value, space, why = rest.partition(" ")
    kinds: dict[str, tuple[str, type[StrEnum], Callable[[Any], str]]] = {
        "role": (_("who speaks"), Role, role),
        "lead_kind": (_("kind of lead"), LeadKind, lead_kind),
        "direction": (_("direction"), Direction, direction),
        "stage": (_("stage"), Stage, stage),
    }
    if name not in kinds:
        return text
    title, kind, words = kinds[name]
    said = words(kind(value)) if value in list(kind) else value
    return f"{title}: {said}{space}{why}"


def verdict(value: Verdict) -> str:
    """An answer of a ruling."""
    return {
        Verdict.YES: _("Yes"),
        Verdict.PARTLY: _("partly"),
        Verdict.NO: _("No"),
        Verdict.UNKNOWN: _("not known"),
    }[value]


def fate(value: Fate) -> str:
    """What became of a lead."""
    return {
        Fate.SALE: _("sale"),
        Fate.LOST: _("lost"),
        Fate.IN_WORK: _("in work"),
        Fate.NOT_CALLED: _("nobody called"),
    }[value]


def card_field(name: str) -> str:
    """A field of a hand-over card."""
    return {
        "receiver": _("For whom"),
        "what": _("What is needed"),
        "volume": _("Volume"),
        "term": _("By when"),
        "decides": _("Who decides"),
        "objections": _("Objections"),
        "call_at": _("When to call"),
    }[name]


def hand_in(value: str) -> str:
    """What a trainee hands in, or what is missing for the next move."""
    return {
        "spve": _("table of the product"),
        "reasons": _("100 reasons to buy"),
        "script": _("own script"),
        "attestation": _("attestation"),
        "sale": _("first sale"),
    }.get(value, value)


def answer(part: Criterion | Flag | None, value: Value | None) -> str:
    """An answer to a criterion or flag; nothing where there is none."""
    words = {YES: _("Yes"), NO: _("No"), NOT_APPLICABLE: _("not applicable")}
    if value is None:
        return ""
    if not isinstance(value, str):
        return number(value)
    options = part.options if isinstance(part, Criterion) else ()
    titles = {o.id: o.title.to(language()) for o in options}
    return words.get(value) or titles.get(value, value)
