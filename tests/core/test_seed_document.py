"""The department of the owner's document, played from its first line to its last."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qcdesk.checklists.answers import AnswerSheet, GivenAnswer
from qcdesk.desk import Desk
from qcdesk.domain.call import AudioFacts, Call, CallFacts, Direction, LeadKind, Role
from qcdesk.domain.checklist import AnswerKind
from qcdesk.domain.lifecycle import HandIn, Rules, Stage
from qcdesk.domain.period import Period
from qcdesk.domain.product import CardRow, Reason
from qcdesk.domain.script import Block
from qcdesk.errors import AccessRefused, InputError, NotFound
from qcdesk.reports.export import FORMATS
from qcdesk.services import rights
from qcdesk.services.lifecycle import Lifecycle
from qcdesk.services.reporting import Audience, Wish
from qcdesk.services.reviewing import ReviewRequest
from tests.conftest import ROOT
from tests.core.reports.reading import visible
from tests.core.services.archive import transcript
from tests.core.services.test_leads import ANGRY, COLD

OWNER, HEAD, REVIEWER, COACH = "Хозяинов Х", "Рогов Рим", "Контролёва К", "Коучева К"
CALLER, SELLER, KEEPER, TRAINEE = "Звонарёв Захар", "Продавцова Полина", "Опорный Олег", "Новиков Наум"
OCTOBER = Period.parse("2026-10")


@dataclass
class Town:
    """A department with a clock that the test moves."""

    desk: Desk
    now: datetime = datetime(2026, 10, 1, 9)
    calls: int = 0
    life: Lifecycle = field(init=False)

    def __post_init__(self) -> None:
        self.life = Lifecycle(self.desk.database, Rules(), lambda: self.now)

    def on(self, day: int, hour: int = 10) -> Town:
        self.now = datetime(2026, 10, day, hour)
        return self

    def call(
        self,
        name: str,
        kind: LeadKind | None = None,
        role: Role | None = None,
        phone: str = "+70001112233",
        said: tuple[tuple[str, str], ...] | None = None,
        **facts: Any,
    ) -> Call:
        """A call at this moment."""
        self.calls += 1
        known = CallFacts(
            direction=Direction.OUT,
            sales_manager=name,
            client_phone=phone,
            started_at=self.now,
            role=role,
            lead_kind=kind,
            **facts,
        )
        audio = AudioFacts("wav", "pcm_16", 60.0, 2, 8000)
        with self.desk.database.transaction() as tx:
            call = tx.calls.add(f"/{self.calls}.wav", f"{self.calls:064x}", audio, known)
            if said:
                tx.transcripts.store(call.id, transcript(said))
        return call

    def roleplay(self, mark: float) -> Call:
        """A role-play's recording, reviewed by the owner with one mark for every point."""
        call = self.call(TRAINEE, phone="", said=COLD)
        checklist = self.desk.checklist("roleplay_v1")
        answers = []
        for criterion in checklist.criteria():
            if criterion.kind is AnswerKind.SCALE:
                answers.append(GivenAnswer(criterion.id, mark))
            elif criterion.kind is AnswerKind.COUNT:
                answers.append(GivenAnswer(criterion.id, criterion.top))
            elif criterion.kind is AnswerKind.YES_NO:
                answers.append(GivenAnswer(criterion.id, "yes"))
        answers += [GivenAnswer(flag.id, "no") for flag in checklist.flags]
        request = ReviewRequest(call.id, OWNER, "training")
        review = self.desk.review(request, checklist, AnswerSheet(tuple(answers)))
        assert review.score.unanswered == ()
        return call


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    desk = Desk(tmp_path / "home", "ru")
    desk.change_setting("department_type", ["3"])
    for name, role in ((OWNER, "owner"), (HEAD, "rop"), (REVIEWER, "reviewer"), (COACH, "coach")):
        rights.give(desk.database, name, role, OWNER if name != OWNER else "")
    rights.give(desk.database, rights.author(), "owner", OWNER)
    yield Town(desk)
    desk.close()


def run(job: Generator[Any, None, Any]) -> Any:
    while True:
        try:
            next(job)
        except StopIteration as done:
            return done.value


def report(town: Town, audience: Audience, folder: Path) -> dict[str, Any]:
    """The tables of a report by id, from its JSON file."""
    wish = Wish(audience, OCTOBER, folder, town.desk.report_options(), formats=FORMATS)
    written = run(town.desk.write_reports(wish))
    assert len(written) == len(FORMATS)
    plain = json.loads(next(p for p in written if p.suffix == ".json").read_text("utf-8"))
    out = {}
    for table in plain["tables"]:
        names = [column["name"] for column in table["columns"]]
        out[table["id"]] = {"rows": [dict(zip(names, row, strict=True)) for row in table["rows"]]}
    return out


def train(town: Town) -> None:
    """From day 1 to staff, with one failed attestation."""
    life, cards = town.life, town.desk.cards
    town.on(1).life.start(TRAINEE, OWNER)
    cards.put_row(
        CardRow("A1", "склад в городе", "привозим завтра", "не держите запас", "спокойно", owner=TRAINEE)
    )
    for number in range(1, 101):
        cards.put_reason(Reason(number, f"Причина купить номер {number}", owner=TRAINEE))
    cards.approve(TRAINEE)
    for what in (HandIn.TABLE, HandIn.REASONS):
        life.hand_in(TRAINEE, what, by=OWNER)
    life.move(TRAINEE, by=OWNER)
    town.on(2)
    town.desk.scripts.store(TRAINEE, [Block("Приветствие", ("Добрый день, это Наум!",))])
    life.hand_in(TRAINEE, "script", by=OWNER)
    life.move(TRAINEE, by=OWNER)
    drawn = life.draw(TRAINEE, by=OWNER).drawn
    assert drawn is not None
    assert (len(drawn["rows"]), len(drawn["reasons"])) == (1, 5)
    assert life.draw(TRAINEE, drawn["seed"], OWNER).drawn == drawn
    failed = life.attest(TRAINEE, town.roleplay(2).id, OWNER)
    assert (failed.passed, failed.next) == (False, Stage.DAY1)
    again = town.on(3).life.move(TRAINEE, by=OWNER)
    assert (again.stage, again.attempt, again.handed_in) == (Stage.DAY1, 2, frozenset())
    for what in (HandIn.TABLE, HandIn.REASONS):
        life.hand_in(TRAINEE, what, by=OWNER)
    life.move(TRAINEE, by=OWNER)
    town.on(4).life.hand_in(TRAINEE, "script", by=OWNER)
    life.move(TRAINEE, by=OWNER)
    assert life.attest(TRAINEE, town.roleplay(4).id, OWNER).passed
    assert life.move(TRAINEE, by=OWNER).stage is Stage.FIELD
    town.on(5).life.move(TRAINEE, by=OWNER)
    town.on(7).call(TRAINEE, LeadKind.COLD_BASE, Role.CALLER, "+70009998877", lead_status="продажа")
    early = town.on(8).life.of(TRAINEE)
    assert (early.day(town.now.date(), town.life.rules), early.ready) == (4, True)
    town.life.move(TRAINEE, by=OWNER)


def test_s17_to_s26_a_trainee_goes_from_day_1_to_staff_with_one_failed_attestation(town: Town) -> None:
    train(town)
    found = town.life.of(TRAINEE)
    assert (found.stage, found.days_to_staff, found.attempt) == (Stage.STAFF, 7, 2)
    assert [a.passed for a in found.attestations] == [False, True]
    with town.desk.database.read() as tx:
        assert {row.actor for row in tx.audit.rows(action="stage.moved")} == {OWNER}
        person = tx.people.by_name(TRAINEE)
    assert person is not None
    assert person.stage == "staff"


def play(town: Town) -> tuple[int, int, int]:
    """The whole document; numbers of the calls of the hand-over, of the keeper, of the breach."""
    train(town)
    town.life.place("Спешкин Семён", "internship", "пришёл до программы", OWNER)
    town.on(9, 10).call(CALLER, LeadKind.COLD_BASE, Role.CALLER, said=COLD, lead_status="передан")
    given = town.calls
    town.desk.leads.confirm(given, {"what": "стеллажи", "volume": "40 штук", "receiver": SELLER}, REVIEWER)
    town.on(9, 15).call(SELLER, LeadKind.HANDED_OVER, Role.SALES, lead_status="отклонён")
    town.desk.leads.answer(given, accepted=False, reason="не тот человек", receiver=SELLER, by=SELLER_ENTERED)
    town.desk.leads.rule(given, {"complete": "yes", "rejection_grounded": "no"}, "ЛПР назван", REVIEWER)
    town.on(12).call(SELLER, LeadKind.HANDED_OVER, Role.SALES, lead_status="продажа")
    town.on(20).call(KEEPER, said=ANGRY)
    keeper = town.calls
    town.on(21).call(KEEPER, role=Role.ACCOUNT, lead_status="повторный")
    town.on(22).call("Спешкин Семён", LeadKind.HOT, phone="+70005554433")
    return given, keeper, town.calls


def test_the_whole_document_is_told_by_the_owners_report(town: Town, tmp_path: Path) -> None:
    _given, keeper, breach = play(town)
    assert town.desk.choice(town.desk.call(keeper)).checklist.id == "account_v1"
    tables = report(town, Audience.OWNER, tmp_path / "owner")

    def rows(id: str) -> str:
        return json.dumps(tables[id]["rows"], ensure_ascii=False)

    assert CALLER in rows("handovers_callers")
    assert SELLER in rows("handovers")
    (passed,) = tables["handovers"]["rows"]
    assert (passed["answer_rejected_no"], passed["fate_sale"], passed["hours"]) == (
        1,
        1,
        pytest.approx(4.98, abs=0.01),
    )
    assert "не тот человек" not in rows("handovers_callers")
    assert KEEPER in rows("accounts")
    (kept,) = tables["accounts"]["rows"]
    assert (kept["clients"], kept["calls"], kept["repeats"], kept["leaving"]) == (1, 2, 1, 1)
    assert "расторгнуть" in rows("leaving")
    assert [row["call"] for row in tables["breaches"]["rows"]] == [breach]
    assert TRAINEE in rows("way")
    assert "Спешкин Семён" in rows("way")


SELLER_ENTERED = REVIEWER
"""The receiver does not use the program here: quality control writes his answer down."""


STAFF = {name: name.split()[0] for name in (CALLER, SELLER, KEEPER, TRAINEE, "Спешкин Семён")}
"""Everybody who sells, with the name that no other word holds."""


def judged(town: Town, call: int) -> None:
    """A review of a call with a mark that no other number in a file can be."""
    if town.desk.transcript(call) is None:
        with town.desk.database.transaction() as tx:
            tx.transcripts.store(call, transcript(COLD))
    checklist = town.desk.checklist("roleplay_v1")
    kinds = {AnswerKind.SCALE: 4.0, AnswerKind.YES_NO: "yes"}
    given = [(c.id, kinds.get(c.kind, c.top)) for c in checklist.criteria() if c.kind is not AnswerKind.TEXT]
    answers = [GivenAnswer(id, value) for id, value in [*given, *((f.id, "no") for f in checklist.flags)]]
    town.desk.review(ReviewRequest(call, REVIEWER), checklist, AnswerSheet(tuple(answers)))


@pytest.mark.parametrize("audience", [Audience.MANAGERS, Audience.TEAM, Audience.PEOPLE])
def test_s10_s15_no_file_of_the_document_holds_what_its_reader_must_not_see(
    town: Town, tmp_path: Path, audience: Audience
) -> None:
    given, keeper, breach = play(town)
    for call in (given, given + 1, keeper):
        judged(town, call)
    wish = Wish(audience, OCTOBER, tmp_path, town.desk.report_options(), formats=FORMATS)
    files = run(town.desk.write_reports(wish))
    assert files
    for path in files:
        text = visible(path)
        digits = "".join(c for c in text if c.isdigit())
        for number in ("0001112233", "0005554433", "0009998877"):
            assert number not in digits, (path.name, number)
        hidden = () if audience is Audience.MANAGERS else (REVIEWER, OWNER)  # a card says who judged
        for private in (HEAD, COACH, *hidden, "не тот человек", "ЛПР назван", "пришёл до программы"):
            assert private not in text, (path.name, private)
        named = {name for name, surname in STAFF.items() if surname in text}
        if audience is Audience.MANAGERS:
            assert len(named) == 1, (path.name, named)
        if audience is Audience.PEOPLE:
            assert named <= {TRAINEE, "Спешкин Семён"}, (path.name, named)
    assert breach


def test_s31_s32_hr_and_coaches_read_the_funnel_attempts_and_sessions(town: Town, tmp_path: Path) -> None:
    train(town)
    town.life.coach(TRAINEE, ["A1"], date(2026, 10, 9), "страх возражений", COACH)
    tables = report(town, Audience.PEOPLE, tmp_path / "people")
    reached = [row["reached"] for row in tables["funnel"]["rows"]]
    assert reached == [1, 1, 1, 1, 1, 1]
    assert [(row["attempt"], row["passed"]) for row in tables["attempts"]["rows"]] == [(1, 0), (2, 1)]
    assert len(tables["coaching"]["rows"]) == 1
    text = json.dumps(tables, ensure_ascii=False)
    for private in ("0009998877", "0001112233", OWNER, HEAD):
        assert private not in text


def test_s30_the_head_of_sales_cannot_move_trainees(town: Town) -> None:
    town.life.start(TRAINEE, OWNER)
    with pytest.raises(AccessRefused):
        town.life.place(TRAINEE, "staff", "свой человек", HEAD)
    assert town.life.of(TRAINEE).stage is Stage.DAY1


def test_s24_a_move_that_is_not_ready_needs_a_reason_which_stays(town: Town) -> None:
    town.life.start(TRAINEE, OWNER)
    with pytest.raises(InputError):
        town.life.move(TRAINEE, by=OWNER)
    with pytest.raises(InputError):
        town.life.hand_in(TRAINEE, "reasons", by=OWNER)
    noted = town.life.hand_in(TRAINEE, "reasons", "в тетради, все сто", OWNER)
    assert noted.missing == ("spve",)
    moved = town.life.move(TRAINEE, "таблица в тетради", OWNER)
    assert moved.moves[-1].forced == "таблица в тетради"
    with pytest.raises(NotFound):
        town.life.of("Никто Незнакомый")
    with pytest.raises(InputError):
        town.life.start(TRAINEE, OWNER)


@pytest.mark.parametrize(("working", "last"), [(False, date(2026, 10, 8)), (True, date(2026, 10, 12))])
def test_s25_an_internship_lasts_seven_calendar_or_working_days(
    town: Town, working: bool, last: date
) -> None:
    town.on(2).life.place(TRAINEE, "internship", "без обучения", OWNER)
    rules, found = Rules(7, working), town.life.of(TRAINEE)
    assert found.deadline(rules) == last
    assert found.day(last, rules) == 7
    assert not found.overdue(last, rules)
    assert found.overdue(last + timedelta(days=1), rules)


def test_s23_marks_by_hand_pass_by_the_rule(town: Town) -> None:
    town.life.place(TRAINEE, "roleplay", "обучался раньше", OWNER)
    assert town.life.attest_by_hand(TRAINEE, [3, 3, 3], [2], OWNER).passed is False
    assert town.life.attest_by_hand(TRAINEE, [3, 4, 3], [2], OWNER).passed is True
    assert town.life.attest_by_hand(TRAINEE, [5, 5, 5], [1], OWNER).passed is False
    with pytest.raises(InputError):
        town.life.attest_by_hand(TRAINEE, [6], by=OWNER)


def test_s26_early_or_late_the_gate_is_by_the_stage_on_that_day(town: Town, tmp_path: Path) -> None:
    town.on(5).life.place(TRAINEE, "internship", "сразу", OWNER)
    town.on(6).call(TRAINEE, LeadKind.HOT)
    town.on(7).life.place(TRAINEE, "staff", "продажа есть", OWNER)
    town.on(8).call(TRAINEE, LeadKind.HOT)
    town.on(8).call(SELLER, LeadKind.HOT)
    tables = report(town, Audience.OWNER, tmp_path)
    assert [row["call"] for row in tables["breaches"]["rows"]] == [1]


def test_s2_s5_a_universal_manager_is_judged_by_the_purpose_of_the_call(town: Town) -> None:
    town.desk.change_setting("department_type", ["1"])
    by_purpose = {
        LeadKind.COLD_BASE: "zvonar_v1",
        LeadKind.HOT: "sales_hot_v1",
        LeadKind.EXISTING_CLIENT: "account_v1",
    }
    for kind, checklist in by_purpose.items():
        chosen = town.desk.choice(town.call("Многорукий Марк", kind, said=COLD))
        assert chosen.checklist.id == checklist
        assert any(because.startswith("role=universal") for because in chosen.because)


def test_s3_s4_type_3_has_three_roles_each_with_its_checklist(town: Town) -> None:
    for role, kind, checklist in (
        (Role.CALLER, LeadKind.REQUEST, "zvonar_v1"),
        (Role.SALES, LeadKind.HOT, "sales_hot_v1"),
        (Role.ACCOUNT, LeadKind.EXISTING_CLIENT, "account_v1"),
    ):
        assert role in town.desk.department.roles
        assert town.desk.choice(town.call(CALLER, kind, role, said=COLD)).checklist.id == checklist


def test_s8_a_client_has_a_chain_with_the_people_who_lead_him(town: Town) -> None:
    for name in (CALLER, SELLER, KEEPER):
        town.call(name)
        town.now += timedelta(days=1)
    assert town.desk.leads.history("1").chain.people == (CALLER, SELLER, KEEPER)


@pytest.mark.parametrize(
    ("stage", "audience"), [("1", Audience.TEAM), ("1", Audience.PEOPLE), ("4", Audience.PEOPLE)]
)
def test_s13_s15_reports_appear_with_their_readers(
    town: Town, tmp_path: Path, stage: str, audience: Audience
) -> None:
    town.desk.change_setting("department_stage", [stage])
    wish = Wish(audience, OCTOBER, tmp_path / "out", town.desk.report_options())
    with pytest.raises(InputError):
        run(town.desk.write_reports(wish))
    assert not (tmp_path / "out").exists()


def test_s14_tables_of_a_crm_come_with_stage_3(town: Town, tmp_path: Path) -> None:
    town.desk.change_setting("department_stage", ["2"])
    with pytest.raises(InputError):
        run(town.desk.add([tmp_path], tmp_path / "crm.csv"))


def test_a_type_1_department_has_no_hand_overs_in_its_report(town: Town, tmp_path: Path) -> None:
    town.desk.change_setting("department_type", ["1"])
    tables = report(town, Audience.OWNER, tmp_path)
    assert not {"handovers", "handovers_callers", "accounts", "leaving"} & tables.keys()
    assert {"breaches", "way"} <= tables.keys()


def test_every_row_of_the_document_is_named_by_a_test() -> None:
    named: set[int] = set()
    for file in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_s"):
                span = re.match(r"test_s(\d+)_to_s(\d+)_", node.name)
                if span:
                    named |= set(range(int(span[1]), int(span[2]) + 1))
                named |= {int(n) for n in re.findall(r"(?<![a-z])s(\d+)(?=_)", node.name)}
    assert set(range(1, 33)) - named == set()
