"""Answers of a reviewer: what is understood, and what is refused with its line."""

from __future__ import annotations

import pytest

from qcdesk.checklists.answers import parse_answers, parse_time
from qcdesk.errors import AnswersError


def test_forms_of_an_answer() -> None:
    sheet = parse_answers(
        'checklist: small\nA1: yes\nA2: {answer: no, quote: {at: "1:05"}, comment: почему}\nA3: {answer: 4}\n'
        "A4: {answer: true}\nA5: {answer: no, not_said: true}\nA6:\n"
        "next_step: {text: шаг, due: 2026-10-30}\n",
        "answers.yaml",
    )
    given = {a.criterion: a for a in sheet.answers}
    assert set(given) == {"A1", "A2", "A3", "A4", "A5"}
    assert [given[i].value for i in ("A1", "A2", "A3", "A4")] == ["yes", "no", 4.0, "yes"]
    assert given["A2"].quotes[0].at == 65.0
    assert given["A5"].not_said
    assert (sheet.checklist, sheet.next_step, sheet.next_step_due) == ("small", "шаг", "2026-10-30")


@pytest.mark.parametrize(
    "text",
    [
        "- A1\n",
        "A1: {answer: yes}\nA1: {answer: no}\n",
        "A1: {answr: yes}\n",
        "A1: {answer: yes, quote: {at: soon}}\n",
        "A1: {answer: yes, quote: {at: -3}}\n",
        "A1: {answer: [yes]}\n",
        "A1: {comment: x}\n",
        "A1: &x {answer: yes}\nA2: *x\n",
        "next_step: {text: шаг, due: 2026-02-31}\n",
        "next_step: {text: шаг, due: завтра}\n",
        "A1: {answer: yes\n",
    ],
)
def test_what_is_refused(text: str) -> None:
    with pytest.raises(AnswersError) as caught:
        parse_answers(text, "answers.yaml")
    assert caught.value.subject.startswith("answers.yaml")


@pytest.mark.parametrize(
    ("text", "seconds"), [("75.5", 75.5), ("1:15", 75), ("1:02:03", 3723), ("0:61", None), ("x", None)]
)
def test_times(text: str, seconds: float | None) -> None:
    assert parse_time(text) == seconds
