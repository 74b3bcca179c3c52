"""What a person who leaves hands to whoever takes over: clients, agreements, promises, open hand-overs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from qcdesk.domain.handover import Handover
from qcdesk.domain.lead_status import LeadStatus
from qcdesk.domain.period import Period
from qcdesk.i18n import translate
from qcdesk.reports.handouts import Handout
from qcdesk.reports.labels_clients import client_labels
from qcdesk.reports.privacy import Privacy
from qcdesk.reports.tables import Cell, Cells, Column, Kind, Table
from qcdesk.reports.wording import Wording


@dataclass(frozen=True, slots=True)
class ClientLine:
    """A client of the person.

    Attributes:
        last: when the person spoke with him last; sold: when he bought first.
        others: who else spoke with him.
    """

    name: str
    phone: str
    calls: int
    last: datetime
    status: LeadStatus | None
    sold: datetime | None
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaidLine:
    """Words of a call that bind: at which second of which call, with which client."""

    client: str
    call: int
    when: datetime
    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Continuity:
    """Everything that is taken from one person's calls.

    Attributes:
        agreed: next steps that both sides agreed on, the latest first; promised: what the person promised
            to send or do.
        passed: hand-overs from or to the person that are not finished.
        steps: what quality control agreed with the person: text, day, call.
        unread: calls without a transcript, of which nothing is known.
    """

    person: str
    company: str
    period: Period
    made_at: datetime
    clients: tuple[ClientLine, ...]
    agreed: tuple[SaidLine, ...]
    promised: tuple[SaidLine, ...]
    passed: tuple[Handover, ...]
    steps: tuple[tuple[str, str, int], ...]
    unread: int


def continuity_handout(value: Continuity, language: str) -> Handout:
    """The file for whoever takes over; numbers of clients are shown whole, cards and passports are not."""
    label = _labels(language)

    def tables(spoken: str) -> tuple[Table, ...]:
        words, cells = _labels(spoken), Cells(Wording(spoken))
        return (
            _clients(value, words, cells),
            _said("agreements", words["agreements"], value.agreed, words, cells),
            _said("promises", words["promises"], value.promised, words, cells),
            _passed(value, words, cells),
            _steps(value, words),
        )

    unread = label["unread"].format(n=value.unread) if value.unread else ""
    return Handout(
        audience="continuity",
        language=language,
        title=f"{label['document']} · {value.person}",
        company=value.company,
        period=value.period,
        made_at=value.made_at,
        intro=tuple(filter(None, (label["intro"].format(name=value.person), unread))),
        tables=tables(language),
        english=tables("en"),
    )


def _clients(value: Continuity, label: Mapping[str, str], cells: Cells) -> Table:
    rows = tuple(
        (
            Cell(c.name or "–"),
            Cell(c.phone),
            cells.whole(c.calls),
            cells.moment(c.last),
            Cell(label[f"status_{c.status}"] if c.status else ""),
            cells.moment(c.sold) if c.sold else Cell(""),
            Cell(", ".join(c.others)),
        )
        for c in value.clients
    )
    columns = (
        Column(label["client"], width=28),
        Column(label["phone"], Kind.CODE, 18),
        Column(label["calls"], Kind.WHOLE, 10),
        Column(label["last_call"], Kind.MOMENT, 17),
        Column(label["status"], width=16),
        Column(label["first_sale"], Kind.MOMENT, 17),
        Column(label["others"], Kind.LONG, 34),
    )
    return Table("clients", label["clients"], columns, rows, empty=label["none"])


def _said(id: str, title: str, said: tuple[SaidLine, ...], label: Mapping[str, str], cells: Cells) -> Table:
    privacy = Privacy(masked=False)
    rows = tuple(
        (
            Cell(s.client),
            cells.moment(s.when),
            Cell(cells.wording.clock(s.at)),
            Cell(privacy.text(s.text)),
            cells.whole(s.call),
        )
        for s in said
    )
    columns = (
        Column(label["client"], width=28),
        Column(label["when"], Kind.MOMENT, 17),
        Column(label["at"], Kind.CODE, 9),
        Column(label["words"], Kind.LONG, 70),
        Column(label["call"], Kind.WHOLE, 8),
    )
    return Table(id, title, columns, rows, empty=label["none"])


def _passed(value: Continuity, label: Mapping[str, str], cells: Cells) -> Table:
    rows = tuple(
        (
            Cell(h.client_name or h.client),
            Cell(h.caller),
            Cell(h.receiver),
            Cell(h.card.what if h.card else ""),
            Cell(h.card.call_at if h.card else ""),
            Cell(label[f"fate_{h.fate}"]),
            cells.whole(h.given.id),
        )
        for h in value.passed
    )
    columns = (
        Column(label["client"], width=28),
        Column(label["caller"], width=24),
        Column(label["receiver"], width=24),
        Column(label["field_what"], Kind.LONG, 40),
        Column(label["field_call_at"], Kind.LONG, 24),
        Column(label["fate"], width=16),
        Column(label["call"], Kind.WHOLE, 8),
    )
    return Table("handovers", label["passed"], columns, rows, empty=label["none"])


def _steps(value: Continuity, label: Mapping[str, str]) -> Table:
    rows = tuple((Cell(text), Cell(due), Cell(str(call), call)) for text, due, call in value.steps)
    columns = (
        Column(label["step"], Kind.LONG, 70),
        Column(label["due"], Kind.CODE, 14),
        Column(label["call"], Kind.WHOLE, 8),
    )
    return Table("steps", label["steps"], columns, rows, empty=label["none"])


def _labels(language: str) -> dict[str, str]:
    return client_labels(language) | {
        "document": translate("Handing over the work", language),
        "intro": translate(
            "What {name} leaves behind, taken from the calls, for whoever takes over. It holds clients' "
            "telephone numbers.",
            language,
        ),
        "unread": translate("Calls without a transcript, of which nothing is told here: {n}.", language),
        "clients": translate("Clients", language),
        "agreements": translate("Agreements with clients", language),
        "promises": translate("What was promised to clients", language),
        "passed": translate("Hand-overs that are not finished", language),
        "steps": translate("Steps agreed with quality control", language),
    }
