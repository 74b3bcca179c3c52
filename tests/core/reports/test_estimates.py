from __future__ import annotations

import pytest

from qcdesk.domain.checklist import Zones
from qcdesk.reports.estimates import (
    change_of_shares,
    mean_of,
    share_of,
    zone_is_proven,
    zone_of,
)
from qcdesk.reports.wording import Wording


def test_an_incomplete_table_of_calls_is_not_used_as_the_population() -> None:
    assert mean_of([80, 90, 70], 2).high == mean_of([80, 90, 70]).high


@pytest.mark.parametrize(
    ("results", "zone", "proven"),
    [
        ([90, 91, 92, 90, 91], "green", True),
        ([85, 85, 85, 85, 84.9], "yellow", False),
        ([95, 95, 95, 95, 95], "green", False),
        ([70, 90, 80, 78, 79], "yellow", False),
        ([50, 51, 52, 50, 51], "red", True),
        ([90, 91, 92, 90], "few", False),
        ([], "few", False),
    ],
)
def test_zones(results: list[float], zone: str, proven: bool) -> None:
    estimate = mean_of(results)
    assert (zone_of(estimate, Zones()), zone_is_proven(estimate, Zones())) == (zone, proven)


def test_a_zone_is_proven_where_every_call_was_reviewed() -> None:
    whole = mean_of([95.0] * 6, 6)
    assert whole.is_exact
    assert (whole.low, zone_is_proven(whole, Zones())) == (None, True)
    assert zone_is_proven(mean_of([70, 90, 80, 78, 79], 5), Zones())
    assert not zone_is_proven(mean_of([95.0] * 6, 7), Zones())


def test_two_calls_prove_nothing() -> None:
    assert change_of_shares((2, 2), (0, 2)) == "unproven"
    assert change_of_shares((10, 10), (0, 10)) == "better"
    assert change_of_shares((0, 0), (1, 2)) == ""


def test_an_estimate_is_read_with_its_interval() -> None:
    assert Wording("ru").share(share_of(8, 10)) == "80\u00a0%\u00a0(49–94)"
    assert Wording("en").share(share_of(8, 10)) == "80%\u00a0(49–94)"
    assert Wording("en").result(mean_of([82])) == "82"
    assert Wording("en").of(10, 214).split() == ["10", "of", "214"]


def test_numbers_and_dates_follow_the_language() -> None:
    from datetime import datetime

    from qcdesk.domain.period import Period

    when = datetime(2026, 10, 5, 14, 7)
    assert Wording("ru").number(46.35) == "46,4"
    assert Wording("en").number(46.35) == "46.4"
    assert Wording("ru").moment(when) == "05.10.2026 14:07"
    assert Wording("en").moment(when) == "2026-10-05 14:07"
    assert Wording("ru").clock(134.9) == "02:14"
    assert Wording("ru").clock(3725) == "62:05"
    assert Wording("ru").days(Period.parse("2026-10-05")) == "05.10.2026"
