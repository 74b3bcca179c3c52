"""What reviewers confirm and reject joins the company's own examples, and hints follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcdesk.checklists.answers import AnswerSheet, GivenAnswer, GivenQuote
from qcdesk.checklists.reading import parse_checklist
from qcdesk.domain.evidence import Names
from qcdesk.evidence.detectors.scene import Facts
from qcdesk.evidence.learning.model import load
from qcdesk.services.hinting import hints_of
from qcdesk.services.learning import learn, own_model
from qcdesk.services.reviewing import ReviewRequest, review
from tests.core.services.archive import call_in, opened, transcript

CHECKLIST = parse_checklist(
    """
id: greeted
title: {ru: Привет, en: Hello}
sections:
  - id: A
    title: {ru: Раздел, en: Section}
    criteria:
      - id: A1
        title: {ru: Поздоровался, en: Greeted}
        answer: yes_no
        weight: 1
        evidence: {by: sales_manager, any: [greeting]}
      - id: A2
        title: {ru: Предложил купить, en: Asked for the sale}
        answer: yes_no
        weight: 1
        evidence: {by: sales_manager, any: [asked_for_sale]}
""",
    "greeted.yaml",
)
FACTS = Facts(Names(companies=("Тёплый дом",)))
SAID = (
    ("sales_manager", "Добрый день, меня зовут Анна, компания Тёплый дом."),
    ("client", "Здравствуйте."),
    ("sales_manager", "Мой номер восемь девятьсот ноль ноль ноль двенадцать тринадцать сорок пять."),
    ("sales_manager", "Давайте подпишем договор сегодня?"),
)


@pytest.mark.slow
def test_confirmed_and_rejected_quotes_are_learned_once(tmp_path: Path) -> None:
    folder, weights = tmp_path / "examples", tmp_path / "hints.npz"
    with opened(tmp_path) as database:
        call = call_in(database, transcribed=False)
        with database.transaction() as tx:
            tx.transcripts.store(call.id, transcript(SAID))
        hints = {hint.criterion: hint for hint in hints_of(database, call.id, CHECKLIST, FACTS)}
        assert {hint.suggested for hint in hints.values()} == {"yes"}
        answers = (
            GivenAnswer("A1", "yes", quotes=(GivenQuote(0.0), GivenQuote(10.0))),
            GivenAnswer("A2", "no", not_said=True),
        )
        review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, AnswerSheet(answers))
        assert own_model(weights) is load()
        first = learn(database, folder, weights)
        again = learn(database, folder, weights)
        later = hints_of(database, call.id, CHECKLIST, FACTS, own_model(weights))
    assert first.new == {"greeting": 2, "asked_for_sale": 1}
    assert again.new == {}
    assert again.known == 3
    bank = (folder / "greeting.txt").read_text("utf-8")
    assert "двенадцать тринадцать" not in bank
    assert (folder / "asked_for_sale.txt").read_text("utf-8").startswith("- ")
    own = own_model(weights)
    assert own.digest != load().digest
    assert next(hint for hint in later if hint.criterion == "A2").confidence < hints["A2"].confidence
