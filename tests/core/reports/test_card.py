from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qcdesk.domain.review import NO, NOT_APPLICABLE, YES
from qcdesk.errors import NotFound
from qcdesk.reports.card import manager_card, manager_cards
from qcdesk.reports.material import PeriodMaterial
from tests.core.reports.department import (
    ANNA,
    GOOD,
    OLEG,
    PYOTR,
    RAISA,
    REVIEWER,
    SALES,
    Department,
    material_of,
    not_said,
    quoted,
)

WORDS = "Ну, наберём вас как-нибудь"


def test_the_costliest_miss_stands_first_and_three_at_most(department: Department) -> None:
    bad = GOOD | {"A1": NO, "A2": 1, "B1": NO, "B2": NO, "D1": NO}
    card = manager_card(material_of([department.reviewed(PYOTR, bad)]), PYOTR, "en")
    assert [i.criterion for i in card.improve] == ["B1", "B2", "D1"]
    # no objection was made: the section of 15 leaves the 100
    assert [i.lost for i in card.improve] == pytest.approx([100 * w / 85 for w in (25, 15, 15)])


def test_the_cost_is_summed_over_calls(department: Department) -> None:
    once, thrice = GOOD | {"B1": NO, "D1": NO}, GOOD | {"D1": NO}
    calls = [department.reviewed(PYOTR, a) for a in (once, thrice, thrice)]
    card = manager_card(material_of(calls), PYOTR, "en")
    assert [(i.criterion, i.missed, i.applicable) for i in card.improve] == [("D1", 3, 3), ("B1", 1, 3)]
    assert [i.lost for i in card.improve] == pytest.approx([4500 / 85, 2500 / 85])


def test_points_lost_are_those_the_raw_score_lacks(department: Department) -> None:
    bad = GOOD | {"A2": 1, "B1": NO, "B2": NOT_APPLICABLE, "D1": NO}
    item = department.reviewed(PYOTR, bad)
    card = manager_card(material_of([item]), PYOTR, "en")
    assert len(card.improve) == 3
    assert item.review.score.raw is not None
    assert sum(i.lost for i in card.improve) == pytest.approx(100 - item.review.score.raw)


def test_what_applies_is_judged_by_the_facts_of_the_scoring(department: Department) -> None:
    outgoing = {"direction": ("out",)}
    a, b, *rest = SALES.sections
    limited = replace(b, criteria=tuple(replace(c, applies_if=outgoing) for c in b.criteria))
    department.checklist = replace(SALES, sections=(a, limited, *rest))
    missed = GOOD | {"B1": NO, "B2": NO}
    incoming = department.reviewed(PYOTR, missed, facts={"direction": "in"})
    assert incoming.call.facts.direction == "out", "the call was corrected after its review"
    assert not manager_card(material_of([incoming]), PYOTR, "en").improve
    unknown = department.reviewed(PYOTR, missed)
    assert len(manager_card(material_of([unknown]), PYOTR, "en").improve) == 2


def test_not_applicable_and_a_closed_gate_leave_the_denominator(department: Department) -> None:
    answers = (
        GOOD | {"B2": NOT_APPLICABLE},
        GOOD | {"B2": NO},
        GOOD | {"C0": YES, "C1": NO},
    )
    card = manager_card(material_of([department.reviewed(PYOTR, a) for a in answers]), PYOTR, "en")
    assert {i.criterion: (i.missed, i.applicable) for i in card.improve} == {"B2": (1, 2), "C1": (1, 1)}


def test_s29_a_miss_carries_the_words_the_time_and_the_advice(department: Department) -> None:
    missed = GOOD | {"D1": NO}
    calls = [
        department.reviewed(PYOTR, missed, {"D1": not_said()}),
        department.reviewed(PYOTR, missed, {"D1": quoted(WORDS, 134.2, "Без даты")}),
    ]
    (item,) = manager_card(material_of(calls), PYOTR, "ru").improve
    first, second = item.examples
    assert (first.quotes[0].text, first.quotes[0].at, first.comment) == (WORDS, 134.2, "Без даты")
    assert first.when == calls[1].call.facts.started_at
    assert second.not_said
    assert not second.quotes
    assert item.consequence.startswith("Следующий шаг не назначен")
    assert "11:00" in item.say_instead
    assert item.client_hears


def test_only_regular_finished_reviews_of_calls_not_excluded_count(department: Department) -> None:
    good, bad = GOOD, GOOD | {"B1": NO}
    draft = {k: v for k, v in bad.items() if k != "D1"}
    from qcdesk.domain.call import Exclusion

    off = department.reviewed(PYOTR, bad)
    calls = [
        department.reviewed(PYOTR, good),
        department.reviewed(PYOTR, bad, purpose="targeted"),
        department.reviewed(PYOTR, bad, purpose="calibration"),
        department.reviewed(PYOTR, draft),
        replace(off, call=replace(off.call, exclusion=Exclusion.SPAM)),
    ]
    card = manager_card(material_of(calls), PYOTR, "en")
    assert (card.result.value, card.result.n) == (100, 1)
    assert dict(card.apart) == {"targeted": 1, "calibration": 1, "regular": 2}
    assert len(card.calls) == 1
    assert not card.improve


def test_a_corrected_review_replaces_the_first(department: Department) -> None:
    first = department.reviewed(PYOTR, GOOD | {"B1": NO})
    again = department.reviewed(PYOTR, GOOD)
    second = replace(again, call=first.call, review=replace(again.review, replaces=first.review.id))
    card = manager_card(material_of([second, first]), PYOTR, "en")
    assert (card.result.n, card.result.value) == (1, 100)


def test_few_calls_give_no_zone(october: PeriodMaterial) -> None:
    card = manager_card(october, RAISA, "en")
    assert (card.zone, card.zone_proven, card.result.n) == ("few", False, 3)


def test_nobody_reviewed_gives_a_card_without_a_result(october: PeriodMaterial) -> None:
    card = manager_card(october, "Пустышкин Егор", "en")
    assert card.result.value is None
    assert not card.improve
    assert card.next_step is None


def test_an_unknown_person_is_refused(october: PeriodMaterial) -> None:
    with pytest.raises(NotFound):
        manager_card(october, "Никто", "en")


def test_the_interval_shrinks_with_a_small_population(department: Department) -> None:
    calls = [department.reviewed(PYOTR, GOOD | {"D2": n}) for n in (0, 1, 2, 3, 4, 5)]
    widths = []
    whole = manager_card(material_of(calls, population={PYOTR: 6}), PYOTR, "en")
    assert (whole.result.low, whole.result.high) == (None, None), "all were reviewed: nothing is estimated"
    for population in (8, 1000):
        card = manager_card(material_of(calls, population={PYOTR: population}), PYOTR, "en")
        assert card.result.low is not None
        assert card.result.high is not None
        widths.append(card.result.high - card.result.low)
    assert 0 < widths[0] < widths[1]


def test_what_went_well_is_done_nearly_always_and_quoted_first(october: PeriodMaterial) -> None:
    card = manager_card(october, ANNA, "en")
    assert 1 <= len(card.strengths) <= 2
    assert card.strengths[0].criterion == "A1"
    assert card.strengths[0].example.quotes
    assert not {s.criterion for s in card.strengths} & {i.criterion for i in card.improve}


def test_the_agreed_step_comes_before_a_proposed_one(department: Department) -> None:
    missed = GOOD | {"D1": NO}
    agreed = department.reviewed(PYOTR, missed, next_step="Назначать время", next_step_due="2026-11-06")
    step = manager_card(material_of([agreed]), PYOTR, "ru").next_step
    assert step is not None
    assert (step.text, step.due, step.agreed) == ("Назначать время", "06.11.2026", True)
    proposed = manager_card(material_of([department.reviewed(PYOTR, missed)]), PYOTR, "ru").next_step
    assert proposed is not None
    assert not proposed.agreed
    assert "Зафиксировал следующий шаг" in proposed.text
    assert proposed.due == "09.11.2026"


@pytest.mark.parametrize(("met", "verdict"), [(10, "better"), (3, "unproven")])
def test_the_last_step_is_compared_before_and_now(department: Department, met: int, verdict: str) -> None:
    missed = GOOD | {"D1": NO}
    before = [department.reviewed(PYOTR, missed) for _ in range(9)]
    promised = "Зафиксировал следующий шаг: что, день, время"
    before.append(department.reviewed(PYOTR, GOOD, next_step=promised))
    now = [department.reviewed(PYOTR, GOOD if n < met else missed) for n in range(10)]
    check = manager_card(material_of(now, before), PYOTR, "en").last_step
    assert check is not None
    assert (check.before.value, check.before.n) == (0.1, 10)
    assert (check.now.value, check.now.n) == (met / 10, 10)
    assert check.verdict == verdict


def test_the_last_step_is_found_in_the_reviews_of_the_period_before(october: PeriodMaterial) -> None:
    check = manager_card(october, PYOTR, "en").last_step
    assert check is not None
    assert check.criterion == "Fixed the next step: what, day, time"
    assert check.due == "2026-10-09"
    assert manager_card(october, ANNA, "en").last_step is None


def test_a_step_about_something_else_is_compared_with_nothing(department: Department) -> None:
    before = [department.reviewed(PYOTR, GOOD | {"D1": NO}, next_step="Пройти обучение по продукту")]
    check = manager_card(material_of([department.reviewed(PYOTR)], before), PYOTR, "ru").last_step
    assert check is not None
    assert (check.criterion, check.verdict) == ("", "")


def test_criticals_come_before_flags_and_show_their_effect(october: PeriodMaterial) -> None:
    oleg = manager_card(october, OLEG, "en").incidents
    assert oleg[0].id == "R1"
    assert oleg[0].example.quotes[0].at == 201.0
    pyotr = manager_card(october, PYOTR, "en").incidents
    assert [i.critical for i in pyotr] == sorted((i.critical for i in pyotr), reverse=True)
    assert [i.id for i in pyotr if not i.critical] == ["R2"]
    assert sum(i.targeted for i in pyotr) == 1


def test_header_and_deadline(october: PeriodMaterial) -> None:
    card = manager_card(october, PYOTR, "ru")
    assert card.reviewers == (REVIEWER,)
    assert (card.result.n, card.result.population) == (11, 214)
    assert card.answer_until == date(2026, 11, 5)
    assert card.before.n == 9
    assert card.change == "unproven"


def test_a_miss_of_most_people_is_called_a_system_cause(october: PeriodMaterial) -> None:
    cards = {c.sales_manager: c for c in manager_cards(october, "en")}
    marked = {i.criterion: i.system_cause for c in cards.values() for i in c.improve}
    assert marked["C1"]
    assert not marked["D1"]
    assert cards[PYOTR] == manager_card(october, PYOTR, "en")
