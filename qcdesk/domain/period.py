"""A span of days in the department's calendar: a month, an ISO week, a day, or two dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from qcdesk.errors import InputError
from qcdesk.i18n import _

_FORMS = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{2})(?:-(?P<d>\d{2}))?"
    r"|(?P<wy>\d{4})-W(?P<w>\d{2})"
    r"|(?P<from>\d{4}-\d{2}-\d{2})\.\.(?P<to>\d{4}-\d{2}-\d{2})"
)

_EARLIEST, _LATEST = date(1900, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included; `name` is how the user wrote it."""

    name: str
    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """Reads `2026-10`, `2026-W41`, `2026-10-05` or `2026-10-01..2026-10-15`.

        Raises:
            InputError: the text is none of these, no such date exists, or nobody recorded calls then.
        """
        found = _FORMS.fullmatch(text.strip())
        if found:
            try:
                first, last = _bounds(found.groupdict())
            except (ValueError, OverflowError):
                pass
            else:
                if first >= _EARLIEST and last <= _LATEST:
                    return cls(text.strip(), first, last)
                raise InputError(
                    text,
                    _("no recordings are that old or that new"),
                    _("Choose days from {first} to {last}").format(first=_EARLIEST, last=_LATEST),
                )
        raise InputError(
            text, _("not a period"), _("Write 2026-10, 2026-W41, 2026-10-05 or 2026-10-01..2026-10-15")
        )

    def previous(self) -> Period:
        """The span of the same kind just before: the last month for a month, else as many days."""
        if self.first.day == 1 and (self.last + timedelta(days=1)).day == 1:
            last = self.first - timedelta(days=1)
            return Period(f"{last:%Y-%m}", last.replace(day=1), last)
        days = (self.last - self.first).days + 1
        first, last = self.first - timedelta(days=days), self.first - timedelta(days=1)
        return Period(f"{first}..{last}", first, last)


def _bounds(groups: dict[str, str | None]) -> tuple[date, date]:
    if groups["wy"] and groups["w"]:
        monday = date.fromisocalendar(int(groups["wy"]), int(groups["w"]), 1)
        return monday, monday + timedelta(days=6)
    if groups["from"] and groups["to"]:
        first, last = date.fromisoformat(groups["from"]), date.fromisoformat(groups["to"])
        if last < first:
            raise ValueError(groups["to"])
        return first, last
    year, month = int(groups["y"] or 0), int(groups["m"] or 0)
    if groups["d"]:
        day = date(year, month, int(groups["d"]))
        return day, day
    first = date(year, month, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
