"""A turn is corrected by a person; what was recognised stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcdesk.domain.transcript import Speaker, Turn, Word
from qcdesk.errors import InputError, NotFound
from qcdesk.services.editing import edit_turn, recognised, retold
from tests.core.services.archive import SAID, call_in, opened


def test_an_edited_turn_is_in_force_and_the_first_words_are_kept(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        call = call_in(database)
        edit_turn(database, call.id, 1, "Здравствуйте,  мне  недорого.", by="Проверяющий")
        edited = edit_turn(database, call.id, 1, "Здравствуйте, мне не дорого.")
        with database.read() as tx:
            assert tx.transcripts.current(call.id) == edited
            assert tx.transcripts.count(call.id) == 3
            rows = tx.audit.rows(action="transcript.edited")
        assert edited.turns[1].text == "Здравствуйте, мне не дорого."
        assert recognised(database, call.id) == {1: SAID[1][1]}
        assert rows[0].body["before"] == SAID[1][1]


def test_nothing_and_nowhere_are_refused(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        call = call_in(database)
        with pytest.raises(InputError):
            edit_turn(database, call.id, 1, "  ")
        for call_id, turn in ((call.id, 99), (99, 0)):
            with pytest.raises(NotFound):
                edit_turn(database, call_id, turn, "слова")


def test_words_that_stay_keep_their_times() -> None:
    words = tuple(Word(float(i), i + 0.5, text, 0.9) for i, text in enumerate(["раз", "два", "три"]))
    turn = Turn(0, Speaker.CLIENT, 1, 0.0, 2.5, "раз два три", words)
    new = retold(turn, "раз новое слово три пять")
    assert [w.text for w in new.words] == ["раз", "новое", "слово", "три", "пять"]
    assert new.words[0] == words[0]
    assert new.words[3] == words[2]
    starts = [w.start for w in new.words]
    assert starts == sorted(starts)
    assert 0.5 <= new.words[1].start <= new.words[2].end <= 2.0
