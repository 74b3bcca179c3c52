"""The page of the department on a real database: hand-overs heard and ruled, trainees led, cards, scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qcdesk.domain.call import AudioFacts, Call, CallFacts, Direction, LeadKind, Role
from qcdesk.domain.lifecycle import Stage
from qcdesk.domain.product import CardRow, Reason
from qcdesk.services import rights
from qcdesk.services.author import author
from tests.conftest import tone, write_wav
from tests.core.services.archive import transcript
from tests.core.services.test_leads import ANGRY, COLD
from tests.ui.samples import add_reviews, add_samples
from ui.main_window import MainWindow
from ui.notify import Notice, Tone
from ui.ops.context import Context
from ui.pages.department.page import DepartmentPage
from ui.pages.review.page import ReviewPage

CALLER, SELLER, TRAINEE = "Звонарёв Захар", "Продавцова Полина", "Новиков Наум"


@pytest.fixture
def lead(context: Context, tmp_path: Path) -> Call:
    """A lead that a caller hands over and a seller rejects; the first recording is there, with sound."""
    context.desk.change_setting("department_type", ["3"])
    sound = write_wav(tmp_path / "1.wav", np.stack([tone(60.0, rate=8000)] * 2, axis=1), 8000)

    def call(path: Path, name: str, hour: int, kind: LeadKind, role: Role, status: str) -> Call:
        facts = CallFacts(
            direction=Direction.OUT,
            sales_manager=name,
            client_phone="+70001112233",
            started_at=datetime(2026, 11, 9, hour),
            role=role,
            lead_kind=kind,
            lead_status=status,
        )
        audio = AudioFacts("wav", "pcm_16", 60.0, 2, 8000)
        with context.desk.database.transaction() as tx:
            made = tx.calls.add(str(path), f"{hour:064x}", audio, facts)
            tx.transcripts.store(made.id, transcript(COLD if hour == 10 else ANGRY))
        return made

    given = call(sound, CALLER, 10, LeadKind.COLD_BASE, Role.CALLER, "передан")
    call(tmp_path / "gone.wav", SELLER, 15, LeadKind.HANDED_OVER, Role.SALES, "отклонён")
    return given


def page_of(window: MainWindow) -> DepartmentPage:
    page = window.show_page("department")
    assert isinstance(page, DepartmentPage)
    return page


def click(owner: QWidget, words: str, qtbot: QtBot) -> None:
    found = next(b for b in owner.findChildren(QPushButton) if b.isVisible() and words in b.text())
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_s14_a_handover_is_heard_confirmed_answered_and_ruled_side_by_side(
    lead: Call, window: MainWindow, context: Context, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    part = page_of(window).handovers
    qtbot.waitUntil(lambda: "стеллажи" in part.verdicts.fields["what"].text())
    assert "Решает директор" in part.given.words.toPlainText()
    assert "сорвали поставку" in part.taken.words.toPlainText()
    assert "rejected" in part.verdicts.answer_note.text()
    part.given.play.click()
    qtbot.waitUntil(lambda: part.given.player.playing)
    part.given.words.heard.emit(15.0)
    qtbot.waitUntil(lambda: part.given.player.position >= 15)
    part.rest()
    qtbot.waitUntil(lambda: not part.given.player.playing)
    assert "no longer there" in part.taken.note.text()

    part.verdicts.fields["volume"].setText("40")
    part.verdicts.confirm.click()
    qtbot.waitUntil(lambda: "Confirmed" in part.verdicts.card_note.text())
    part.verdicts.reason.setText("not the one who decides")
    part.verdicts.reject.click()
    qtbot.waitUntil(lambda: "not the one" in part.verdicts.answer_note.text())
    box = part.verdicts.questions["rejection_grounded"]
    box.setCurrentIndex(box.findData("no"))
    part.verdicts.comment.setPlainText("He named who decides")
    part.verdicts.decide.click()
    qtbot.waitUntil(lambda: "Ruled by" in part.verdicts.ruling_note.text())
    stored = context.desk.leads.handover(lead.id)
    assert stored.card is not None
    assert (stored.card.volume, stored.card.receiver) == ("40", SELLER)
    assert stored.reply is not None
    assert not stored.reply.accepted
    assert stored.ruling is not None
    assert (stored.ruling.rejection_grounded, stored.ruling.comment) == ("no", "He named who decides")
    assert len(quiet()) == 3


def test_a_rejection_without_a_reason_is_asked_for_one(
    lead: Call, window: MainWindow, context: Context, qtbot: QtBot, said: list[Notice]
) -> None:
    part = page_of(window).handovers
    qtbot.waitUntil(lambda: part.verdicts.answer_note.text() != "")
    part.verdicts.reason.clear()
    part.verdicts.reject.click()
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1].tone is Tone.ERROR
    reply = context.desk.leads.handover(lead.id).reply
    assert reply is not None
    assert reply.author == ""


def test_s30_the_head_of_sales_does_not_rule_in_the_window_either(
    lead: Call, window: MainWindow, context: Context, qtbot: QtBot, said: list[Notice]
) -> None:
    rights.give(context.desk.database, "Ежова Ева", "owner")
    rights.give(context.desk.database, author(), "rop", "Ежова Ева")
    part = page_of(window).handovers
    qtbot.waitUntil(lambda: part.verdicts.answer_note.text() != "")
    part.verdicts.decide.click()
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1].tone is Tone.ERROR
    assert context.desk.leads.handover(lead.id).ruling is None


def test_a_department_without_callers_has_no_handovers(window: MainWindow, context: Context) -> None:
    context.desk.change_setting("department_type", ["1"])
    page = page_of(window)
    assert not page.tabs.isTabVisible(0)
    context.desk.change_setting("department_type", ["2"])
    page.enter()
    assert page.tabs.isTabVisible(0)


def test_a_client_who_may_leave_opens_for_review_by_enter(
    lead: Call, window: MainWindow, qtbot: QtBot
) -> None:
    page = page_of(window)
    qtbot.keyClick(page, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.leaving.list.count() == 1)
    assert "расторгнуть" in page.leaving.list.item(0).text()
    qtbot.keyClick(page.leaving.list, Qt.Key.Key_Return)
    review = window.page
    assert isinstance(review, ReviewPage)
    qtbot.waitUntil(lambda: review.state is not None)
    assert review.state is not None
    assert review.state.opened.call.id == lead.id + 1


def test_s17_to_s26_a_trainee_is_led_to_staff_and_every_step_is_in_the_journal(
    window: MainWindow, context: Context, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    context.desk.cards.put_row(CardRow("A1", "склад", "завтра", "не держите запас", "спокойно"))
    page = page_of(window)
    qtbot.keyClick(page, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    part, life = page.trainees, context.desk.lifecycle
    part.name.setText(TRAINEE)
    qtbot.keyClick(part.name, Qt.Key.Key_Return)

    def at(stage: Stage) -> bool:
        return bool(part.found) and part.found[0].trainee.stage is stage

    qtbot.waitUntil(lambda: at(Stage.DAY1))
    for what in ("table", "reasons"):
        part.details.note.setText("in the notebook")
        count = len(part.found[0].trainee.handed_in)
        click(part.details, what, qtbot)
        qtbot.waitUntil(lambda count=count: len(part.found[0].trainee.handed_in) > count)
    click(part.details, "Move on", qtbot)
    qtbot.waitUntil(lambda: at(Stage.DAY2))
    part.details.note.setText("on the table")
    click(part.details, "script", qtbot)
    qtbot.waitUntil(lambda: part.found[0].trainee.ready)
    click(part.details, "Move on", qtbot)
    qtbot.waitUntil(lambda: at(Stage.ROLEPLAY))
    click(part.details, "Draw", qtbot)
    qtbot.waitUntil(lambda: part.found[0].trainee.drawn is not None)
    part.details.marks.setText("4, 5, 3")
    click(part.details, "result", qtbot)
    qtbot.waitUntil(lambda: part.found[0].trainee.passed is True)
    for stage in (Stage.FIELD, Stage.INTERNSHIP):
        click(part.details, "Move on", qtbot)
        qtbot.waitUntil(lambda stage=stage: at(stage))
    click(part.details, "first sale", qtbot)
    qtbot.waitUntil(lambda: part.found[0].trainee.ready)
    click(part.details, "Move on", qtbot)
    qtbot.waitUntil(lambda: at(Stage.STAFF))
    assert life.of(TRAINEE).days_to_staff == 0
    with context.desk.database.read() as tx:
        assert len(tx.audit.rows(action="stage.moved")) == 6
    assert quiet()


def test_s32_a_session_with_a_coach_and_s11_a_first_sale_are_noted(
    lead: Call, window: MainWindow, context: Context, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    page = page_of(window)
    qtbot.waitUntil(lambda: "поставку" in page.handovers.taken.words.toPlainText())
    page.handovers.taken.bought.click()
    qtbot.waitUntil(lambda: context.desk.leads.history(str(lead.id)).sale is not None)
    context.desk.lifecycle.start(TRAINEE)
    page.tabs.setCurrentWidget(page.trainees)
    qtbot.waitUntil(lambda: bool(page.trainees.found))
    page.trainees.details.criteria.setText("A1, B2")
    click(page.trainees.details, "coach", qtbot)
    qtbot.waitUntil(lambda: len(quiet()) == 2)
    with context.desk.database.read() as tx:
        (session,) = [event for event in tx.life.all() if str(event.kind) == "coached"]
    assert session.body["criteria"] == ["A1", "B2"]


def test_a_move_that_is_not_ready_needs_a_reason(
    window: MainWindow, context: Context, qtbot: QtBot, said: list[Notice]
) -> None:
    context.desk.lifecycle.start(TRAINEE)
    page = page_of(window)
    page.tabs.setCurrentWidget(page.trainees)
    part = page.trainees
    qtbot.waitUntil(lambda: bool(part.found))
    click(part.details, "Move on", qtbot)
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1].tone is Tone.ERROR
    part.details.reason.setText("worked for us before")
    click(part.details, "Move on", qtbot)
    qtbot.waitUntil(lambda: part.found[0].trainee.stage is Stage.DAY2)
    assert context.desk.lifecycle.of(TRAINEE).moves[-1].forced == "worked for us before"


def test_product_cards_are_typed_into_the_table_and_twins_are_named(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    context.desk.cards.put_reason(Reason(1, "Доставка завтра без предоплаты"))
    page = page_of(window)
    qtbot.keyClick(page, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    part = page.product
    qtbot.waitUntil(lambda: part.reasons.rowCount() == 2)
    cell = part.reasons.item(1, 1)
    assert cell is not None
    cell.setText("Завтра привезём без предоплаты")
    qtbot.waitUntil(lambda: "№1 = №2" in part.twins.text())
    assert "2 of 100" in part.count.text()
    feature = part.rows.item(0, 1)
    assert feature is not None
    feature.setText("склад в городе")
    qtbot.waitUntil(lambda: part.rows.rowCount() == 2)
    gain = part.rows.item(0, 3)
    assert gain is not None
    gain.setText("не держите запас")
    qtbot.waitUntil(lambda: context.desk.cards.of().rows[0].gain == "не держите запас")
    part.rows.setFocus()
    part.rows.setCurrentCell(0, 1)
    click(part, "Take out", qtbot)
    qtbot.waitUntil(lambda: part.rows.rowCount() == 1)
    assert context.desk.cards.of().rows == ()


def test_cards_come_from_a_file_and_a_trainees_are_taken_into_the_companys(
    window: MainWindow, context: Context, qtbot: QtBot, tmp_path: Path, said: list[Notice]
) -> None:
    page = page_of(window)
    page.tabs.setCurrentWidget(page.product)
    part = page.product
    part.owner.setEditText(TRAINEE)
    file = tmp_path / "reasons.txt"
    file.write_text("Причины купить\n1. Склад рядом\n2. Гарантия два года\n", "utf-8")
    part.take_in(file)
    qtbot.waitUntil(lambda: len(context.desk.cards.of(TRAINEE).reasons) == 2)
    qtbot.waitUntil(part.approve.isVisible)
    part.approve.click()
    qtbot.waitUntil(lambda: len(context.desk.cards.of().reasons) == 2)
    part.take_in(tmp_path / "none.xlsx")
    qtbot.waitUntil(lambda: said[-1].tone is Tone.ERROR)
    assert "none.xlsx" in said[-1].what


def test_a_script_is_pasted_stored_as_versions_and_approved(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    page = page_of(window)
    qtbot.keyClick(page, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    part = page.scripts
    qtbot.waitUntil(lambda: part.text.toPlainText().startswith("#"))
    part.name.setEditText(CALLER)
    for n, phrase in enumerate(("Добрый день, это Захар!", "Здравствуйте, это Захар!"), 1):
        part.text.setPlainText(f"# Приветствие\n{phrase}\n\n# Цель\nЗвоню рассказать о складе\n")
        part.store.click()
        qtbot.waitUntil(lambda n=n: f"version {n}" in part.state.text())
    assert [s.version for s in context.desk.scripts.versions(CALLER)] == [1, 2]
    part.approve.click()
    qtbot.waitUntil(lambda: "approved" in part.state.text())
    assert [b.title for b in context.desk.scripts.of(CALLER).blocks] == ["Приветствие", "Цель"]


def test_s11_a_clients_calls_stand_in_one_chain_across_people(
    lead: Call, window: MainWindow, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    page, opened = page_of(window), []
    part = page.clients
    page._show_part(part)
    qtbot.waitUntil(lambda: part.calls.count() == 2)
    assert part.chosen is not None
    assert part.chosen.chain.people == (CALLER, SELLER)
    part.calls.setCurrentRow(0)
    qtbot.waitUntil(lambda: part.pane.player.source == Path(lead.path))
    part.pane.bought.click()
    qtbot.waitUntil(lambda: part.chosen is not None and part.chosen.sale is not None)
    part.review.connect(opened.append)
    qtbot.waitUntil(lambda: part.calls.count() == 2)
    part.calls.setCurrentRow(0)
    qtbot.keyClick(part.calls, Qt.Key.Key_Return)
    assert opened == [lead.id]


def test_a_client_is_found_by_a_part_of_the_number_or_a_name(
    lead: Call, window: MainWindow, qtbot: QtBot
) -> None:
    page = page_of(window)
    part = page.clients
    page._show_part(part)
    qtbot.waitUntil(lambda: len(part.found) == 1)
    qtbot.keyClicks(part.search, "nobody")
    qtbot.waitUntil(lambda: part.found == ())
    assert part.search.isVisible()
    assert part.calls.count() == 0
    part.search.setText("2233 полина")
    qtbot.waitUntil(lambda: len(part.found) == 1)


def test_s29_s30_an_objection_is_entered_at_the_answer_and_decided_by_somebody_else(
    context: Context, window: MainWindow, qtbot: QtBot, said: list[Notice]
) -> None:
    call = add_samples(context.desk)[0]
    add_reviews(context.desk)
    review = window.show_page("review", (call.id, [call.id]))
    assert isinstance(review, ReviewPage)
    qtbot.waitUntil(lambda: review.state is not None)
    assert review.state is not None
    which = review.state.current
    qtbot.keyClick(review.panel, Qt.Key.Key_D)
    line = window.focusWidget()
    assert line is not None
    qtbot.keyClicks(line, "He named both")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(n.tone is Tone.DONE for n in said))
    page = page_of(window)
    part = page.disputes
    page._show_part(part)
    qtbot.waitUntil(lambda: part.objection.text() == "He named both")
    assert part.title.text().startswith(which)
    assert "Reviewer" in part.given.text()
    part.uphold.click()
    qtbot.waitUntil(lambda: any(n.tone is Tone.ERROR for n in said))  # a decision needs its reason
    part.reason.setPlainText("He did, in the first sentence")
    part.uphold.click()
    qtbot.waitUntil(lambda: not part.reason.isVisible())
    assert part.found[0].decision is not None
    assert part.found[0].decision.upheld


def test_an_objection_needs_a_finished_review(context: Context, window: MainWindow, qtbot: QtBot) -> None:
    call = add_samples(context.desk)[0]
    review = window.show_page("review", (call.id, [call.id]))
    assert isinstance(review, ReviewPage)
    qtbot.waitUntil(lambda: review.state is not None)
    qtbot.keyClick(review.panel, Qt.Key.Key_D)
    assert window.focusWidget() is review.panel
