"""How the command line says values to people: times, states, sides, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table

from qcdesk.domain.call import CallState, Exclusion
from qcdesk.domain.transcript import Speaker
from qcdesk.errors import printable
from qcdesk.i18n import _


def clock(seconds: float) -> str:
    """`2:05`, or `1:02:05` from an hour on."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A plain table; texts are shown as they are, never as markup."""
    out = Table(box=None, header_style="bold", pad_edge=False)
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
