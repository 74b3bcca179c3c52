"""What answers and flags do beyond their points."""

from __future__ import annotations

import pytest

from qcdesk.domain.checklist import AnswerKind, Checklist, Criterion, EffectKind, Flag, Method
from qcdesk.domain.review import Value
from qcdesk.scoring import score
from tests.core.scoring.examples import (
    FATAL,
    FATAL_SECTION,
    NOTE,
    answers,
    cap,
    checklist,
    choice,
    count,
    note,
    scale,
    section,
    text,
    yes_no,
)


def with_effects(**effects: object) -> Checklist:
    return checklist(
        section("A", yes_no("a1", 3), yes_no("a2", 1, effects=effects)),
        section("B", yes_no("b1", 4)),
        flags=(
            Flag("R1", text("R1"), FATAL),
            Flag("R2", text("R2"), cap(50)),
            Flag("R3", text("R3"), NOTE),
        ),
    )


ONE_MISS = answers(a1="yes", a2="no", b1="yes")


def test_a_fatal_answer_gives_zero_and_keeps_the_raw_total() -> None:
    result = score(with_effects(no=FATAL), ONE_MISS)
    assert (result.raw, result.final) == (87.5, 0.0)
    assert [(c.criterion, c.value, c.effect.kind) for c in result.criticals] == [
        ("a2", "no", EffectKind.FATAL)
    ]
    assert result.arithmetic.endswith("a2=no → 0")


def test_a_cap_only_lowers() -> None:
    assert score(with_effects(no=cap(70)), ONE_MISS).final == 70
    assert score(with_effects(no=cap(95)), ONE_MISS).final == 87.5
    assert "min(87.5, 70) = 70.0" in score(with_effects(no=cap(70)), ONE_MISS).arithmetic


def test_the_lowest_cap_wins_whatever_the_order() -> None:
    both = ONE_MISS | answers(R2="yes")
    assert score(with_effects(no=cap(70)), both).final == 50
    assert score(with_effects(no=cap(30)), both).final == 30


def test_a_fatal_section_zeroes_its_section_alone() -> None:
    result = score(with_effects(no=FATAL_SECTION), ONE_MISS)
    assert (result.raw, result.final) == (87.5, 50.0)
    assert result.lines[0].fraction == 0.75
    assert "(4·0.00 + 4·1.00)/8 = 50.0" in result.arithmetic


def test_fatal_beats_cap_and_fatal_section() -> None:
    result = score(with_effects(no=FATAL_SECTION), ONE_MISS | answers(R1="yes", R2="yes"))
    assert result.final == 0.0
    assert [c.criterion for c in result.criticals] == ["a2", "R1", "R2"]


def test_a_note_is_listed_and_changes_nothing() -> None:
    result = score(with_effects(), ONE_MISS | answers(R3="yes"))
    assert result.final == result.raw
    assert [c.criterion for c in result.criticals] == ["R3"]


def test_a_flag_answered_no_is_not_there() -> None:
    assert score(with_effects(), ONE_MISS | answers(R1="no")).criticals == ()


def test_an_effect_belongs_to_its_answer_even_when_the_question_is_negative() -> None:
    assert score(with_effects(yes=FATAL), ONE_MISS).final == 87.5
    assert score(with_effects(yes=FATAL), answers(a1="yes", a2="yes", b1="yes")).final == 0.0


@pytest.mark.parametrize(
    ("criterion", "hit", "miss"),
    [
        (scale("x", effects={"0": FATAL}), 0, 1),
        (scale("x", effects={"0": FATAL}), 0.0, 5.0),
        (count("x", 2, effects={"0": FATAL}), 0, 7),
        (choice("x", {"good": 1.0, "bad": 0.0}, effects={"bad": FATAL}), "bad", "good"),
    ],
)
def test_effects_of_numbers_and_options(criterion: Criterion, hit: Value, miss: Value) -> None:
    form = checklist(section("A", criterion, yes_no("y")))
    assert score(form, answers(x=hit, y="yes")).final == 0.0
    assert score(form, answers(x=miss, y="yes")).final != 0.0


class TestWhereNothingApplies:
    gated = checklist(
        section("A", yes_no("a1")),
        section("B", yes_no("b1", effects={"no": FATAL_SECTION}), gate="b0"),
        section("C", yes_no("c1", effects={"no": cap(70)}), gate="c0"),
    )

    def test_a_closed_gate_takes_the_section_out(self) -> None:
        result = score(self.gated, answers(a1="yes", b0="no", c0="no"))
        assert result.final == 100.0
        assert result.unanswered == ()
        assert [li.fraction for li in result.lines] == [1.0, None, None]

    def test_a_fatal_section_counts_even_where_it_does_not_apply(self) -> None:
        result = score(self.gated, answers(a1="yes", b0="no", b1="no", c0="no"))
        assert (result.raw, result.final) == (100.0, 50.0)

    def test_a_cap_behind_a_closed_gate_is_silent(self) -> None:
        result = score(self.gated, answers(a1="yes", b0="no", c0="no", c1="no"))
        assert (result.final, result.criticals) == (100.0, ())

    @pytest.mark.parametrize("method", list(Method))
    def test_no_score_at_all(self, method: Method) -> None:
        form = checklist(section("A", yes_no("a1", na_allowed=True)), method=method)
        result = score(form, answers(a1="na"))
        assert (result.raw, result.final, result.unanswered, result.passed) == (None, None, (), None)
        assert result.arithmetic == ""

    def test_a_fatal_flag_is_heard_where_nothing_else_applies(self) -> None:
        flags = (Flag("R1", text("R1"), FATAL),)
        form = checklist(section("A", yes_no("a1", na_allowed=True)), flags=flags)
        result = score(form, answers(a1="na", R1="yes"))
        assert (result.raw, result.final) == (None, 0.0)


class TestBonus:
    def form(self, **more: object) -> Checklist:
        return checklist(
            section("A", yes_no("a1", 10), yes_no("a2", 10), yes_no("plus", 4, bonus=True)), **more
        )

    def test_it_adds_to_what_was_earned_only(self) -> None:
        result = score(self.form(), answers(a1="yes", a2="no", plus="yes"))
        assert (result.raw, result.bonus) == (pytest.approx(70), pytest.approx(20))
        assert score(self.form(), answers(a1="yes", a2="no", plus="no")).raw == 50

    def test_it_stops_at_100_unless_the_checklist_lifts_that(self) -> None:
        best = answers(a1="yes", a2="yes", plus="yes")
        assert score(self.form(), best).raw == 100
        assert score(self.form(bonus_capped=False), best).raw == pytest.approx(120)

    @pytest.mark.parametrize("method", list(Method))
    def test_a_failed_section_keeps_no_bonus(self, method: Method) -> None:
        plus = yes_no("plus", 4, bonus=True)
        failing = yes_no("a1", 10, effects={"no": FATAL_SECTION})
        form = checklist(section("A", failing, plus), section("B", yes_no("b1", 10)), method=method)
        result = score(form, answers(a1="no", plus="yes", b1="yes"))
        assert result.raw == pytest.approx(50 + result.bonus)
        assert result.bonus > 0
        assert result.final == pytest.approx(50)
        assert result.arithmetic.endswith("= 50.0")
        other = checklist(section("A", failing), section("B", yes_no("b1", 10), plus), method=method)
        kept = score(other, answers(a1="no", plus="yes", b1="yes"))
        assert kept.final == pytest.approx(50 + kept.bonus)

    @pytest.mark.parametrize("method", list(Method))
    def test_every_rule_has_it(self, method: Method) -> None:
        given = answers(a1="yes", a2="no", plus="yes")
        result = score(self.form(method=method), given)
        assert result.raw is not None
        assert result.raw > 50
        assert result.raw == pytest.approx(50 + result.bonus)


def test_unscored_criteria_and_texts_are_never_averaged() -> None:
    form = checklist(section("A", yes_no("a1"), yes_no("a2", 0, scored=False), note("a3")))
    given = answers(a1="yes", a2="no", a3="перезвонить Павлу")
    assert score(form, given).final == 100.0
    assert score(form, answers(a1="yes")).final == 100.0
    assert form.sections[0].criteria[2].kind is AnswerKind.TEXT
