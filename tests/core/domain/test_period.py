"""Periods: every form, the one before, and nothing that no calendar of calls can hold."""

from __future__ import annotations

from datetime import date

import pytest

from qcdesk.domain.period import Period
from qcdesk.errors import InputError


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-W41", date(2026, 10, 5), date(2026, 10, 11)),
        ("2026-10-05", date(2026, 10, 5), date(2026, 10, 5)),
        (" 2026-10-01..2026-10-15 ", date(2026, 10, 1), date(2026, 10, 15)),
        ("2999-12", date(2999, 12, 1), date(2999, 12, 31)),
    ],
)
def test_forms(text: str, first: date, last: date) -> None:
    period = Period.parse(text)
    assert (period.name, period.first, period.last) == (text.strip(), first, last)
    before = period.previous()
    assert before.last < first


@pytest.mark.parametrize(
    "text",
    ["0001-01", "9999-12", "0001-01-01..9999-12-31", "9999-W53", "2026-13", "2026-W60", "2026-02-30", "вчера",
     "2026-10-15..2026-10-01"],
)  # fmt: skip
def test_no_period(text: str) -> None:
    with pytest.raises(InputError) as refused:
        Period.parse(text)
    assert refused.value.remedy


def test_the_longest_has_one_before() -> None:
    assert Period.parse("1900-01-01..2999-12-31").previous().last == date(1899, 12, 31)
