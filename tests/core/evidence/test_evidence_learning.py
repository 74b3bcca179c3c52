"""The model: what is stored is what was trained, and it sums up what a whole matrix would give."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qcdesk.domain.transcript import Speaker
from qcdesk.errors import ChecklistError
from qcdesk.evidence.analysis import analyse
from qcdesk.evidence.detectors.kinds import may_prove
from qcdesk.evidence.detectors.lessons import digest_of, of_banks, of_calls, written_calls
from qcdesk.evidence.learning.examples import read_bank, read_call
from qcdesk.evidence.learning.model import load, read, save
from qcdesk.evidence.learning.said import Said
from qcdesk.evidence.learning.training import Design, Labelled

KEYS = ("greeting", "asked_for_sale")


def test_the_shipped_model_was_trained_on_the_shipped_examples() -> None:
    assert load().digest == digest_of()


def test_sums_of_words_are_what_the_matrix_gives(tmp_path: Path) -> None:
    calls = written_calls()[:3]
    design = Design(list(of_calls(calls)))
    model = design.train(KEYS, may_prove, range(len(design.examples)))
    weights = np.vstack([model.weights, model.meaning])
    expected = design.matrix @ weights + model.bias
    given = model.log_odds([example.said for example in design.examples])
    np.testing.assert_allclose(given, expected, atol=2e-4)
    save(model, tmp_path / "weights.npz")
    again = read(tmp_path / "weights.npz")
    np.testing.assert_allclose(again.log_odds([e.said for e in design.examples]), given, atol=0.05)


def test_a_text_without_words_proves_nothing_new() -> None:
    model = load()
    empty = Said(Speaker.CLIENT, analyse("…"))
    assert np.isfinite(model.log_odds([empty])).all()


def test_what_is_misheard_keeps_its_marks() -> None:
    call = written_calls()[0]
    marked = {key for turn in call.turns for marks in turn.marks for key in marks}
    taught: list[Labelled] = list(of_calls([call]))
    assert {key for one in taught for key in one.proves} == marked
    assert len(taught) > len([s for turn in call.turns for s in turn.marks])


def test_banks_teach_only_their_own_key() -> None:
    assert all(
        one.known is not None and len(one.known) == 1 and one.proves <= one.known for one in of_banks()
    )


def test_a_line_without_a_sign_is_named(tmp_path: Path) -> None:
    bank = tmp_path / "greeting.txt"
    bank.write_text("+ Здравствуйте!\nДобрый день!\n", "utf-8")
    with pytest.raises(ChecklistError) as caught:
        read_bank(bank)
    assert caught.value.line == 2


def test_marks_belong_to_the_sentence_before_them(tmp_path: Path) -> None:
    file = tmp_path / "w1_01.txt"
    file.write_text(
        "type: hot_lead\n---\nm: Добрый день! [greeting] Это Пётр. [introduced_name]\nc: Да.\n", "utf-8"
    )
    turns = read_call(file).turns
    assert turns[0].marks == (frozenset({"greeting"}), frozenset({"introduced_name"}))
    assert turns[1].marks == (frozenset(),)
