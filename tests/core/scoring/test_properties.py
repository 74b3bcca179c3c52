"""Laws of the score that hold for every checklist and every set of answers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcdesk.domain.checklist import Checklist, Effect, EffectKind, Flag, Method, Section
from qcdesk.domain.review import Answer, Value
from qcdesk.scoring import score
from tests.core.scoring.examples import FATAL, checklist, count, scale, text, yes_no

EFFECTS = [
    None,
    FATAL,
    Effect(EffectKind.FATAL_SECTION),
    Effect(EffectKind.CAP, 40.0),
    Effect(EffectKind.NOTE),
]


@st.composite
def reviews(draw: st.DrawFn) -> tuple[Checklist, dict[str, Answer]]:
    """A checklist of 1–4 sections with 1–5 criteria, completely answered."""
    sections: list[Section] = []
    values: dict[str, Value] = {}
    for s in range(draw(st.integers(1, 4))):
        criteria = []
        for c in range(draw(st.integers(1, 5))):
            key = f"s{s}c{c}"
            weight = draw(st.sampled_from([0.5, 1.0, 3.0, 7.0]))
            bonus = draw(st.integers(0, 9)) == 0
            effect = draw(st.sampled_from(EFFECTS * 2 + [None] * 20))
            effects = {"no": effect, "0": effect} if effect else {}
            more = {"na_allowed": True, "bonus": bonus, "effects": effects}
            kind = draw(st.sampled_from([yes_no, scale, count]))
            if kind is yes_no:
                criteria.append(yes_no(key, weight, **more))
                values[key] = draw(st.sampled_from(["yes", "no", "na"]))
            else:
                top = draw(st.integers(1, 6))
                criteria.append((scale if kind is scale else count)(key, top, weight, **more))
                values[key] = draw(st.one_of(st.integers(0, top), st.just("na")))
        gate = yes_no(f"s{s}gate", 0, scored=False) if draw(st.booleans()) else None
        if gate:
            values[gate.id] = draw(st.sampled_from(["yes", "no"]))
        weight = draw(st.sampled_from([0.0, 1.0, 10.0, 33.3]))
        sections.append(Section(f"s{s}", text("s"), weight, tuple(criteria), gate))
    flags = (Flag("R1", text("R1"), draw(st.sampled_from([e for e in EFFECTS if e]))),)
    values["R1"] = draw(st.sampled_from(["yes", "no", "no", "no"]))
    form = checklist(*sections, flags=flags, method=draw(st.sampled_from(list(Method))))
    return form, {name: Answer(name, v) for name, v in values.items()}


@given(reviews())
def test_bounds_and_the_final_never_above_the_raw(review: tuple[Checklist, dict[str, Answer]]) -> None:
    result = score(*review)
    assert result.unanswered == ()
    assert result.bonus >= 0
    if result.raw is not None:
        assert result.final is not None
        assert 0 <= result.final <= result.raw <= 100


@given(reviews())
def test_fatal_comes_first(review: tuple[Checklist, dict[str, Answer]]) -> None:
    form, given = review
    fatal = replace(form, flags=(Flag("R1", text("R1"), FATAL),))
    plain = score(fatal, given | {"R1": Answer("R1", "no")})
    result = score(fatal, given | {"R1": Answer("R1", "yes")})
    assert result.final == 0.0
    assert result.raw == plain.raw


@given(reviews(), st.integers(0, 3), st.sampled_from([1.0, 4.0]))
def test_a_criterion_that_does_not_apply_changes_nothing(
    review: tuple[Checklist, dict[str, Answer]], where: int, weight: float
) -> None:
    form, given = review
    # the flat rule splits a fixed section weight over all questions, so there the others' shares do change
    if form.method is Method.FLAT:
        form = replace(form, method=Method.TWO_LEVEL)
    place = where % len(form.sections)
    added = yes_no("added", weight, na_allowed=True)
    sections = list(form.sections)
    sections[place] = replace(sections[place], criteria=(*sections[place].criteria, added))
    larger = replace(form, sections=tuple(sections))
    before = score(replace(form, sections=_without_bonus(form.sections)), given)
    after = score(
        replace(larger, sections=_without_bonus(larger.sections)), given | {"added": Answer("added", "na")}
    )
    assert after.raw == pytest.approx(before.raw)


@given(reviews(), st.randoms(use_true_random=False))
def test_the_order_of_sections_criteria_and_answers_does_not_matter(
    review: tuple[Checklist, dict[str, Answer]], shuffler: object
) -> None:
    form, given = review
    mixed = list(form.sections)
    shuffler.shuffle(mixed)  # type: ignore[attr-defined]
    mixed = [replace(s, criteria=tuple(reversed(s.criteria))) for s in mixed]
    before = score(form, given)
    after = score(replace(form, sections=tuple(mixed)), dict(reversed(given.items())))
    assert (after.raw, after.final) == (pytest.approx(before.raw), pytest.approx(before.final))


@given(reviews())
def test_a_better_answer_never_lowers_the_raw_total(review: tuple[Checklist, dict[str, Answer]]) -> None:
    form, given = review
    before = score(form, given)
    for criterion in form.criteria():
        if given[criterion.id].value == "no":
            after = score(form, given | {criterion.id: Answer(criterion.id, "yes")})
            if before.raw is not None:
                assert after.raw is not None
                assert after.raw >= before.raw - 1e-9


@given(reviews())
def test_a_missing_answer_takes_the_result_away(review: tuple[Checklist, dict[str, Answer]]) -> None:
    form, given = review
    gate = form.sections[0].gate
    if gate and given[gate.id].value == "no":
        return
    first = form.sections[0].criteria[0].id
    result = score(form, {name: a for name, a in given.items() if name != first})
    assert result.unanswered == (first,)
    assert (result.raw, result.final, result.passed) == (None, None, None)


def _without_bonus(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(replace(s, criteria=tuple(replace(c, bonus=False) for c in s.criteria)) for s in sections)
