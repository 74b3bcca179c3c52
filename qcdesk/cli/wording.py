"""How the command line says values to people: times, states, sides, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table

from qcdesk.domain.call import CallState, Direction, Exclusion, Side
from qcdesk.domain.checklist import Effect, EffectKind
from qcdesk.domain.transcript import SoundKind, Speaker
from qcdesk.errors import printable
from qcdesk.i18n import _


def clock(seconds: float) -> str:
    """`2:05`, or `1:02:05` from an hour on."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A plain table; texts are shown as they are, never as markup."""
    out = Table(box=None, header_style="bold", pad_edge=False, show_header=any(headers))
    for header in headers:
        out.add_column(header, overflow="fold")
    for row in rows:
        out.add_row(*(cell(value) for value in row))
    return out


def cell(value: object) -> str:
    """A value in a table."""
    from rich.markup import escape

    if value is None:
        return "—"
    return escape(printable(str(value)))


def state(value: CallState, exclusion: Exclusion | None) -> str:
    """The state of a call, and why it is not scored."""
    names = {
        CallState.ADDED: _("added"),
        CallState.TRANSCRIBED: _("transcribed"),
        CallState.FAILED: _("failed"),
        CallState.DRAFT: _("draft"),
        CallState.REVIEWED: _("reviewed"),
    }
    return f"{names[value]} ({reason(exclusion)})" if exclusion else names[value]


def reason(exclusion: Exclusion) -> str:
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
        Exclusion.OTHER: _("other"),
    }[exclusion]


def speaker(value: Speaker) -> str:
    """Who speaks."""
    return {
        Speaker.SALES_MANAGER: _("Sales manager"),
        Speaker.CLIENT: _("Client"),
        Speaker.SYSTEM: _("System"),
        Speaker.UNKNOWN: _("Speaker"),
    }[value]


def sound(value: SoundKind) -> str:
    """A sound of the telephone line."""
    return {
        SoundKind.RING: _("[ringing]"),
        SoundKind.BUSY: _("[busy tone]"),
        SoundKind.BEEP: _("[voicemail beep]"),
        SoundKind.MUSIC: _("[hold music]"),
    }[value]


def direction(value: Direction | None) -> str | None:
    """Who called whom."""
    names = {Direction.IN: _("incoming"), Direction.OUT: _("outgoing"), Direction.INTERNAL: _("internal")}
    return names.get(value) if value else None


def side(value: Side | None) -> str:
    """A channel of a stereo recording."""
    return _("left") if value is Side.LEFT else _("right")


def effect(value: Effect) -> str:
    """What an answer does beyond its points."""
    names = {
        EffectKind.FATAL: _("the result is 0"),
        EffectKind.FATAL_SECTION: _("the section is 0"),
        EffectKind.CAP: _("result at most {cap:g}").format(cap=value.cap or 0),
        EffectKind.NOTE: _("remark"),
    }
    return names[value.kind]


def metric(name: str) -> str:
    """A metric of speech, with its unit."""
    names = {
        "talk_share_manager": _("sales manager's share of speech, %"),
        "longest_monologue_s": _("longest monologue, s"),
        "interruptions_by_manager": _("interruptions by the sales manager"),
        "interruptions_by_client": _("interruptions by the client"),
        "overlap_s": _("both speak, s"),
        "dead_air_max_s": _("longest pause, s"),
        "dead_air_count": _("pauses over 3 s"),
        "silence_pct": _("silence, %"),
        "wpm_manager": _("pace of the sales manager, words a minute"),
        "wpm_client": _("pace of the client, words a minute"),
        "wpm_ratio": _("pace, larger to smaller"),
        "client_longest_turn_words": _("longest turn of the client, words"),
        "fillers_per_100w": _("filler words in 100"),
        "open_questions": _("open questions"),
        "interrupted_objection": _("interrupted objections"),
    }
    return names.get(name, name)


def check(name: str) -> str:
    """One of the things that `doctor` checks."""
    names = {
        "program": _("program"),
        "database": _("database"),
        "journal": _("journal of changes"),
        "models": _("models"),
        "checklists": _("checklists"),
        "engine": _("engine"),
        "disk": _("disk"),
        "fonts": _("fonts"),
    }
    return names.get(name, name)
