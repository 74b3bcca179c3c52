"""The page of review on the sample calls: scored by keys alone, undone, interrupted, finished, corrected."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSlider
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from qcdesk.domain.call import Call, CallState
from qcdesk.domain.checklist import AnswerKind, Criterion
from qcdesk.domain.review import NO, YES
from tests.ui.samples import add_samples
from ui.main_window import MainWindow
from ui.models.review_state import ReviewState
from ui.notify import Notice
from ui.ops.context import Context
from ui.pages.review.page import ReviewPage
from ui.widgets.player import Player

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def calls(context: Context) -> list[Call]:
    return add_samples(context.desk)


@pytest.fixture
def page(
    calls: list[Call], window: MainWindow, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> ReviewPage:
    """The first sample call, open and muted."""
    shown = window.show_page("review", (calls[0].id, [c.id for c in calls]))
    assert isinstance(shown, ReviewPage)
    shown.sound.set_muted(True)
    qtbot.waitUntil(lambda: shown.state is not None)
    return shown


def state_of(page: ReviewPage) -> ReviewState:
    assert page.state is not None
    return page.state


def press(qtbot: QtBot, page: ReviewPage, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    qtbot.keyClick(page.panel, key, held or Qt.KeyboardModifier.NoModifier)


def go_to(qtbot: QtBot, page: ReviewPage, id: str) -> None:
    state = state_of(page)
    for _press in range(200):
        if state.current == id:
            return
        down = state.order.index(state.current) < state.order.index(id)
        press(qtbot, page, KEY.Key_Down if down else KEY.Key_Up)
    raise AssertionError(id)


def score_by_keys(qtbot: QtBot, page: ReviewPage) -> None:
    """Answers everything: hints by Enter, the rest by digits, what must be proved by Q or S."""
    for _press in range(200):
        state = state_of(page)
        id = state.first_open()
        if not id:
            return
        go_to(qtbot, page, id)
        part = state.part(id)
        if id in state.running.unproved:
            press(qtbot, page, KEY.Key_S)
            if id in state_of(page).running.unproved:
                press(qtbot, page, KEY.Key_Q)
        elif state.accepted() is not None:
            press(qtbot, page, KEY.Key_Return)
        elif isinstance(part, Criterion) and part.kind in (AnswerKind.SCALE, AnswerKind.COUNT):
            press(qtbot, page, KEY.Key_3)
        else:
            press(qtbot, page, KEY.Key_2)
    raise AssertionError(state_of(page).waiting())


def test_a_call_is_scored_by_keys_and_the_next_one_opens(
    page: ReviewPage, calls: list[Call], context: Context, qtbot: QtBot
) -> None:
    first = calls[0].id
    score_by_keys(qtbot, page)
    expected = state_of(page).running.final
    press(qtbot, page, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.state is not None and page.state.opened.call.id != first)
    stored = context.desk.current_review(first)
    assert stored.score.final == pytest.approx(expected)
    assert context.desk.call(first).state is CallState.REVIEWED
    assert not (context.desk.home.drafts / f"{first}.jsonl").exists()


def test_every_key_is_on_the_disk_and_a_restart_goes_on(
    page: ReviewPage, calls: list[Call], context: Context, qtbot: QtBot
) -> None:
    state = state_of(page)
    id = next(
        c.id for c in state.opened.checklist.criteria() if c.kind is AnswerKind.YES_NO and c.id in state.order
    )
    go_to(qtbot, page, id)
    press(qtbot, page, KEY.Key_1)
    assert state.draft.mark(id).value == YES
    qtbot.waitUntil(lambda: context.desk.call(calls[0].id).state is CallState.DRAFT)
    before = state.draft
    page.open(calls[1].id)
    qtbot.waitUntil(lambda: state_of(page).opened.call.id == calls[1].id)
    page.open(calls[0].id)
    qtbot.waitUntil(lambda: state_of(page).opened.call.id == calls[0].id)
    assert state_of(page).draft.answers() == before.answers()
    press(qtbot, page, KEY.Key_Z, CONTROL)
    assert state_of(page).draft.mark(id).value is None
    assert state_of(page).current == id


def test_a_no_asks_for_proof_and_takes_the_quote_that_plays(page: ReviewPage, qtbot: QtBot) -> None:
    state = state_of(page)
    id = next(
        c.id
        for c in state.opened.checklist.criteria()
        if c.kind is AnswerKind.YES_NO and c.scored and c.weight > 0 and c.id in state.order
    )
    go_to(qtbot, page, id)
    press(qtbot, page, KEY.Key_2)
    assert state.draft.mark(id).value == NO
    assert id in state.running.unproved
    assert state.current == id
    transcript = state.opened.transcript
    assert transcript is not None
    page.sound.player.seek(transcript.turns[2].start + 0.2)
    qtbot.waitUntil(lambda: abs(page.sound.player.position - transcript.turns[2].start - 0.2) < 0.1)
    press(qtbot, page, KEY.Key_Q)
    (quote,) = state.draft.mark(id).quotes
    assert quote.text in transcript.turns[quote.turn].text
    assert id not in state.running.unproved


def test_a_comment_is_typed_without_keys_doing_anything_else(page: ReviewPage, qtbot: QtBot) -> None:
    state = state_of(page)
    id = state.current
    press(qtbot, page, KEY.Key_C)
    line = page.window().focusWidget()
    assert line is not None
    qtbot.keyClicks(line, "12 jump, queue")
    qtbot.keyClick(line, KEY.Key_Return)
    assert state.draft.mark(id).comment == "12 jump, queue"
    assert state.draft.mark(id).value is None


def test_s27_the_player_plays_follows_the_words_and_changes_speed(page: ReviewPage, qtbot: QtBot) -> None:
    player = page.sound.player
    press(qtbot, page, KEY.Key_Period)
    assert player.speed == 1.25
    press(qtbot, page, KEY.Key_Space)
    with qtbot.waitSignal(player.moved, timeout=10_000, check_params_cb=lambda at: at > 1.0):
        pass
    assert page.talk.view.playing_turn == 0
    press(qtbot, page, KEY.Key_Space)
    qtbot.waitUntil(lambda: not player.playing)
    press(qtbot, page, KEY.Key_BracketRight)
    assert page.talk.view.playing_turn == 1


def test_unfinished_is_not_finished_but_shown(page: ReviewPage, context: Context, qtbot: QtBot) -> None:
    press(qtbot, page, KEY.Key_Return, CONTROL)
    assert state_of(page).current == state_of(page).first_open()
    assert state_of(page).opened.corrects is None


def test_a_turn_is_corrected_and_words_are_found(page: ReviewPage, qtbot: QtBot) -> None:
    page.talk.edit(1)
    qtbot.keyClick(page.talk._editor, KEY.Key_A, CONTROL)
    qtbot.keyClicks(page.talk._editor, "Zdravstvuyte")
    before = state_of(page)
    qtbot.keyClick(page.talk._editor, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.state is not before)
    transcript = state_of(page).opened.transcript
    assert transcript is not None
    assert transcript.turns[1].text == "Zdravstvuyte"
    assert 1 in state_of(page).opened.recognised
    assert page.talk.view.search("ZDRAV") == 1


def test_the_place_in_the_call_stays_when_its_words_are_corrected(page: ReviewPage, qtbot: QtBot) -> None:
    page.sound.player.play()
    page.sound.player.seek(20.0)
    qtbot.waitUntil(lambda: page.sound.player.position >= 20.0)
    before = state_of(page)
    page.talk.edited.emit(1, "Иначе")
    qtbot.waitUntil(lambda: page.state is not before)
    assert page.sound.player.position >= 20.0
    assert page.sound.player.playing


def test_one_side_is_heard_alone_from_the_same_place(
    page: ReviewPage, calls: list[Call], context: Context, qtbot: QtBot
) -> None:
    player, sides = page.sound.player, page.sound.sides
    whole = player.source
    player.seek(7.0)
    player.play()
    press(qtbot, page, KEY.Key_B)
    qtbot.waitUntil(lambda: player.source != whole and player.position > 7.2, timeout=20_000)
    assert player.playing
    manager = player.source
    recorded = soundfile.read(whole)[0]
    assert np.abs(soundfile.read(manager)[0] - recorded[:, 0]).max() < 0.01
    press(qtbot, page, KEY.Key_B)
    qtbot.waitUntil(lambda: player.source not in (whole, manager))
    assert np.abs(soundfile.read(player.source)[0] - recorded[:, 1]).max() < 0.01
    player.pause()
    press(qtbot, page, KEY.Key_B)
    qtbot.waitUntil(lambda: player.source == whole)
    assert sides.gains == (1.0, 1.0)
    page.open(calls[1].id)
    qtbot.waitUntil(lambda: state_of(page).opened.call.id == calls[1].id)
    assert list(context.sounding.balanced.glob("*")) == []


def test_a_side_is_made_louder_and_stays_so_when_sides_change_places(page: ReviewPage, qtbot: QtBot) -> None:
    sides, player = page.sound.sides, page.sound.player
    whole = player.source
    qtbot.mouseClick(sides, Qt.MouseButton.LeftButton)
    slider = next(s for s in sides.findChildren(QSlider) if s.accessibleName().endswith("Client"))
    for _press in range(5):
        qtbot.keyClick(slider, KEY.Key_Right)
    qtbot.waitUntil(lambda: player.source != whole)
    gains = sides.gains
    assert sorted(gains) == [1.0, 1.5]
    page.talk.swapped.emit()
    qtbot.waitUntil(lambda: sides.gains == gains[::-1])


def test_sides_change_places(page: ReviewPage, qtbot: QtBot) -> None:
    before = state_of(page)
    transcript = before.opened.transcript
    assert transcript is not None
    page.talk.swapped.emit()
    qtbot.waitUntil(lambda: page.state is not before)
    after = state_of(page).opened.transcript
    assert after is not None
    assert after.manager_side != transcript.manager_side


def test_a_correction_needs_its_reason(
    calls: list[Call], context: Context, window: MainWindow, qtbot: QtBot, said: list[Notice]
) -> None:
    shown = window.show_page("review", (calls[0].id, [calls[0].id]))
    assert isinstance(shown, ReviewPage)
    shown.sound.set_muted(True)
    qtbot.waitUntil(lambda: shown.state is not None)
    score_by_keys(qtbot, shown)
    press(qtbot, shown, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(said) and shown.state is None)
    first = context.desk.current_review(calls[0].id)
    shown.open(calls[0].id)
    qtbot.waitUntil(lambda: shown.state is not None and shown.state.opened.corrects == first)
    heard = len(said)
    press(qtbot, shown, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: len(said) > heard)
    assert context.desk.current_review(calls[0].id) == first
    shown.footer.reason.setText("переслушал")
    press(qtbot, shown, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: context.desk.current_review(calls[0].id).replaces == first.id)


def test_a_recording_that_is_gone_is_said_and_the_rest_works(
    calls: list[Call], context: Context, window: MainWindow, qtbot: QtBot
) -> None:
    with context.desk.database.transaction() as tx:
        tx.calls.set_path(calls[0].id, "/nowhere/gone.ogg")
    shown = window.show_page("review", (calls[0].id, [calls[0].id]))
    assert isinstance(shown, ReviewPage)
    qtbot.waitUntil(lambda: shown.state is not None and shown.sound.trouble.isVisible())
    press(qtbot, shown, KEY.Key_Down)
    press(qtbot, shown, KEY.Key_Space)
    assert not shown.sound.player.playing


def test_a_letter_works_on_a_russian_keyboard_too(page: ReviewPage) -> None:
    keys = {key for shortcut in page.shortcuts() for key in shortcut.pressed}
    assert {"М", "ь".upper(), "Й", "З", "С", "О", "Д", "Б", "Ю", "Х", "Ъ"} - {"М"} <= keys


def test_what_a_proven_hint_filled_in_is_shown_as_such_until_it_is_confirmed(
    calls: list[Call],
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    quiet: Callable[[], list[Notice]],
) -> None:
    # Thirty reviewed calls would prove it; here only what comes after is of interest.
    monkeypatch.setattr(
        "qcdesk.services.accuracy.Accuracy._proven", lambda _self, c: {x.id for x in c.criteria()}
    )
    monkeypatch.setattr("qcdesk.services.accuracy.is_control", lambda _call, _criterion: False)
    page = window.show_page("review", (calls[0].id, [c.id for c in calls]))
    assert isinstance(page, ReviewPage)
    page.sound.set_muted(True)
    qtbot.waitUntil(lambda: page.state is not None)
    state = state_of(page)
    filled = [id for id in state.order if state.draft.mark(id).prefilled]
    assert filled
    assert not set(filled) & state.waiting()
    go_to(qtbot, page, filled[0])
    shown = [one.text() for one in page.panel.findChildren(QLabel) if one.isVisible()]
    assert any("nobody has checked" in text or "никто не проверил" in text for text in shown)
    value = state.draft.mark(filled[0]).value
    press(qtbot, page, KEY.Key_Return)
    qtbot.waitUntil(lambda: not state_of(page).draft.mark(filled[0]).prefilled)
    assert state_of(page).draft.mark(filled[0]).value == value


def test_threads_of_sound_never_wait_for_the_interpreter(qtbot: QtBot) -> None:
    """An output made from Python is asked for Python's overrides by FFmpeg's threads, under a lock of Qt."""
    player = Player()
    assert player._media is not None
    output = player._media.audioOutput()
    assert output is not None
    assert not Shiboken.createdByPython(output)
    player.stop()


def test_keys_are_silent_where_no_call_waits(window: MainWindow, qtbot: QtBot, said: list[Notice]) -> None:
    page = window.show_page("review")
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(page.parts.empty.isVisible)
    for key in (Qt.Key.Key_1, Qt.Key.Key_Q, Qt.Key.Key_S, Qt.Key.Key_P, Qt.Key.Key_Space, Qt.Key.Key_Return):
        qtbot.keyClick(page, key)
        qtbot.wait(20)
    assert said == []
