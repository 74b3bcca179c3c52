"""Matching by meaning: what a sentence says in other words, what only looks like it, and quotes of a call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from qcdesk.domain.product import CardRow, Cards, Part, Reason
from qcdesk.domain.script import Block, Script
from qcdesk.domain.transcript import Removed, Speaker, Transcript
from qcdesk.evidence.guard import fault
from qcdesk.evidence.meaning.by_words import WordLikeness
from qcdesk.evidence.meaning.coverage import coverage
from qcdesk.evidence.meaning.likeness import Row
from qcdesk.evidence.meaning.product import product_talk
from qcdesk.evidence.meaning.speech import Speech
from tests.bench.meaning import pairs
from tests.core.services.archive import transcript

LIKENESS = WordLikeness()


def likely(wanted: str, said: str) -> bool:
    return bool(LIKENESS.scores([wanted], [said])[0, 0] >= LIKENESS.sure_from)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("Замер бесплатный", "Замер мы делаем бесплатно."),
        ("Меньше платите за отопление", "За отопление станете платить меньше."),
        ("Гарантия пятнадцать лет", "Гарантию даём 15 лет."),
        ("Пятикамерный профиль", "Профиль у нас пятекамерный."),
        ("Привозим в день заказа", "Привезём в день заказа, не волнуйтесь."),
    ],
)
def test_s21_other_forms_of_words_numbers_and_misheard_words_are_the_same(wanted, said):
    assert likely(wanted, said)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("Замер бесплатный", "Подоконник белый."),
        ("Гарантия пятнадцать лет", "Понятно, всё."),
        ("Меньше платите за отопление", ""),
        ("Меньше платите за отопление", "…"),
        ("Меньше платите за отопление", "ну вот это самое"),
    ],
)
def test_what_says_something_else_or_nothing_is_not_taken_for_it(wanted, said):
    assert not likely(wanted, said)


def test_scores_of_nothing_and_of_a_huge_text():
    assert LIKENESS.scores([], ["а"]).shape == (0, 1)
    assert LIKENESS.scores(["а"], []).shape == (1, 0)
    huge = "замер бесплатный " * 20_000
    assert np.isfinite(LIKENESS.scores([huge], [huge])).all()


def test_the_pairs_are_many_enough_and_half_are_near_misses():
    known = list(pairs())
    judged = [p for p in known if p.part != "list"]
    assert len(known) >= 150
    assert len([p for p in judged if p.part == "held"]) >= len(judged) / 3
    assert sum(not p.means for p in known) >= 0.4 * len(known)
    assert len({(p.wanted, p.said) for p in known}) == len(known)


TALK = (
    ("sales_manager", "Добрый день, меня зовут Анна. Удобно говорить?"),
    ("client", "Да. Дома холодно зимой."),
    ("sales_manager", "Профиль у нас пятикамерный. Он держит тепло в мороз."),
    ("sales_manager", "За отопление будете платить меньше. Спокойно на душе, дети не мёрзнут."),
    ("client", "А стеклопакет какой? Замер бесплатный?"),
    ("sales_manager", "Стеклопакет двухкамерный."),
    ("client", "Дорого у вас."),
    ("sales_manager", "Ну у всех так."),
    ("sales_manager", "До свидания."),
)
ROW = CardRow(
    "A1", "Пятикамерный профиль", "Держит тепло в мороз", "Меньше платите за отопление",
    "Спокойно, дети не мёрзнут", need="дома холодно", objection="",
)  # fmt: skip
GLASS = CardRow("A2", "Двухкамерный стеклопакет", "Не слышно улицу", "Высыпаетесь")
CARDS = Cards(
    (ROW, GLASS),
    (
        Reason(1, "Замер бесплатный"),
        Reason(2, "Рассрочка на год", objection="дорого"),
        Reason(3, "За отопление платите меньше"),
    ),
)


def call(*said: tuple[str, str]) -> Transcript:
    return replace(transcript(said or TALK), audio_s=500.0)


def test_s18_a_full_chain_is_found_with_quotes_in_their_order():
    talk = product_talk(1, call(), CARDS, LIKENESS)
    (full,) = talk.full_chains
    assert full.row.code == "A1"
    assert [link.part for link in full.chain] == list(Part)
    assert [link.quote.text for link in full.chain] == [
        "Профиль у нас пятикамерный.",
        "Он держит тепло в мороз.",
        "За отопление будете платить меньше.",
        "Спокойно на душе, дети не мёрзнут.",
    ]


def test_s18_a_property_without_its_gain_is_named_with_what_the_card_says():
    talk = product_talk(1, call(), CARDS, LIKENESS)
    (named,) = talk.feature_only
    assert named.quote.text == "Стеклопакет двухкамерный."
    assert named.row == GLASS
    glass = next(row for row in talk.rows if row.row == GLASS)
    assert not glass.is_full
    assert glass.unsaid == (Part.USE, Part.GAIN, Part.EMOTION)


def test_s18_reasons_are_heard_from_the_sales_manager_alone():
    talk = product_talk(1, call(), CARDS, LIKENESS)
    assert [one.reason.number for one in talk.reasons] == [3]


def test_s29_the_reason_that_would_have_fitted_answers_the_clients_words():
    talk = product_talk(1, call(), CARDS, LIKENESS)
    fits = {one.reason.number: one.client.text for one in talk.fitting if one.reason}
    assert fits.get(2) == "Дорого у вас."
    assert 3 not in fits


def test_s18_a_gain_in_own_words_ends_a_chain_and_is_marked():
    given = call(
        ("sales_manager", "Профиль пятикамерный."), ("sales_manager", "Кота не сдует с подоконника.")
    )
    speech = Speech(given, Speaker.SALES_MANAGER, LIKENESS)
    own = speech.quote(speech.pieces[-1])
    assert own
    talk = product_talk(1, given, CARDS, LIKENESS, benefits=[own])
    assert [(link.part, link.own_words) for link in talk.rows[0].chain] == [
        (Part.FEATURE, False),
        (Part.GAIN, True),
    ]
    assert talk.feature_only == ()


def test_every_quote_passes_the_guard_and_set_aside_words_prove_nothing():
    given = call()
    talk = product_talk(1, given, CARDS, LIKENESS)
    quotes = [link.quote for row in talk.rows for link in row.parts]
    quotes += [one.quote for one in (*talk.reasons, *talk.feature_only)]
    assert quotes
    assert all(fault(q, given, (Speaker.SALES_MANAGER,)) is None for q in quotes)
    assert all(fault(one.client, given, (Speaker.CLIENT,)) is None for one in talk.fitting)
    everything = replace(given, removed=(Removed(0, 0.0, 500.0, "всё", "loop"),))
    silent = product_talk(1, everything, CARDS, LIKENESS)
    assert (silent.rows, silent.reasons, silent.feature_only) == ((), (), ())


def test_where_the_sides_are_unknown_anybodys_words_are_looked_at():
    turns = tuple(replace(turn, speaker=Speaker.UNKNOWN) for turn in call().turns)
    talk = product_talk(1, replace(call(), turns=turns), CARDS, LIKENESS)
    assert [row.row.code for row in talk.full_chains] == ["A1"]


def test_no_cards_no_words_nothing_found():
    assert product_talk(1, call(("client", "Алло.")), CARDS, LIKENESS).rows == ()
    assert product_talk(1, call(), Cards(), LIKENESS).looked_for == (0, 0)


class BySameLetters:
    """Another likeness in the seam: the share of letters two sentences have in common."""

    sure_from = 0.99
    near_from = 0.9

    def scores(self, wanted: Sequence[str], said: Sequence[str]) -> Row:
        return np.array([[float(set(w.lower()) == set(s.lower())) for s in said] for w in wanted], np.float32)


def test_another_likeness_can_be_plugged_in():
    given = call(("sales_manager", "ремаз"), ("sales_manager", "Замер бесплатный."))
    talk = product_talk(1, given, Cards(reasons=(Reason(1, "замер"),)), BySameLetters())
    assert [one.quote.text for one in talk.reasons] == ["ремаз"]


def script(*blocks: Block) -> Script:
    from datetime import datetime

    return Script("Анна Примерная", 1, blocks, datetime(2026, 11, 1), "Анна")


OWN = (
    Block("Подготовка", ("Открыть карточку клиента.",)),
    Block("Приветствие", ("Здравствуйте, я Анна. Есть минутка?",)),
    Block("Презентация", ("Профиль пятикамерный, держит тепло.",)),
    Block("Возражения", ("А с чем сравниваете?",)),
    Block("Закрытие", ("Запишем вас на замер в четверг?",)),
    Block("Прощание", ("Всего вам доброго!",)),
)


def covered(*said: tuple[str, str]) -> dict[str, str]:
    found = coverage(1, call(*said), script(*OWN), LIKENESS, {})
    return {talk.block.title: str(talk.covered) for talk in found.blocks}


def test_s21_blocks_are_covered_in_other_words_and_missed_ones_are_named():
    assert covered() == {
        "Подготовка": "silent",
        "Приветствие": "yes",
        "Презентация": "yes",
        "Возражения": "missed",
        "Закрытие": "missed",
        "Прощание": "yes",
    }


def test_s21_what_was_said_instead_of_a_missed_block_is_quoted():
    found = coverage(1, call(), script(*OWN), LIKENESS, {})
    by_title = {talk.block.title: talk for talk in found.missed}
    assert "Ну у всех так." in [quote.text for quote in by_title["Возражения"].instead]
    assert by_title["Закрытие"].instead
    assert found.share == 3 / 5


def test_a_block_on_objections_is_not_asked_for_where_nobody_objects():
    said = (("sales_manager", "Здравствуйте."), ("client", "Здравствуйте, всё отлично."))
    assert covered(*said)["Возражения"] == "uncalled"


def test_s20_the_order_of_the_call_is_shown_beside_the_order_of_the_script():
    said = (
        ("sales_manager", "Здравствуйте, это Анна."),
        ("sales_manager", "А с чем вы сравниваете?"),
        ("client", "Дорого."),
        ("sales_manager", "Профиль пятикамерный, тепло держит."),
        ("sales_manager", "Всего доброго."),
    )
    found = coverage(1, call(*said), script(*OWN), LIKENESS, {})
    assert found.order == ("Приветствие", "Возражения", "Презентация", "Прощание")
    assert len(found.moved) == 1
    assert set(found.moved) <= {"Возражения", "Презентация"}


def test_a_detectors_quote_covers_a_stage_in_own_words():
    given = call()
    speech = Speech(given, Speaker.SALES_MANAGER, LIKENESS)
    quote = speech.quote(speech.pieces[-1])
    assert quote
    found = coverage(1, given, script(*OWN), LIKENESS, {"next_step_agreed": [quote]})
    closing = next(talk for talk in found.blocks if talk.block.title == "Закрытие")
    assert closing.own_words
    assert closing.quotes == (quote,)


def test_a_script_in_a_call_without_a_word_of_the_sales_manager():
    found = coverage(1, call(("client", "Алло? Дорого.")), script(*OWN), LIKENESS, {})
    assert found.share == 0
    assert all(talk.instead == () for talk in found.missed)
