"""An invented department: four sales managers, one reviewer, two periods of reviewed calls."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from qcdesk.domain.call import AudioFacts, Call, CallFacts, CallState, Direction, Exclusion
from qcdesk.domain.checklist import (
    Advice,
    AnswerKind,
    Checklist,
    Criterion,
    Effect,
    EffectKind,
    Flag,
    Guide,
    Section,
    content_hash,
)
from qcdesk.domain.evidence import Quote
from qcdesk.domain.period import Period
from qcdesk.domain.review import NO, YES, Answer, Review, Value
from qcdesk.domain.text import Text
from qcdesk.reports.material import ExcludedCall, PeriodMaterial, ReviewedCall
from qcdesk.scoring import score

PYOTR, ANNA, OLEG, RAISA = "Вымыслов Пётр", "Придумкина Анна", "Небылицын Олег", "Черновикова Раиса"
REVIEWER = "Проверялова Инна"
STARTED = datetime(2026, 10, 1, 9, 30)
MADE_AT = datetime(2026, 11, 2, 18, 5)


def _yes_no(id: str, weight: float, ru: str, en: str, **more: object) -> Criterion:
    return Criterion(id, Text(ru, en), AnswerKind.YES_NO, weight, **more)  # type: ignore[arg-type]


SALES = Checklist(
    id="sales_hot_v1",
    title=Text("Горячая заявка", "Hot lead"),
    sections=(
        Section(
            "A",
            Text("Контакт", "Contact"),
            20,
            (
                _yes_no("A1", 8, "Поздоровался, назвал имя и компанию", "Greeted, gave name and company"),
                Criterion(
                    "A2", Text("Обращается по имени", "Uses the client's name"), AnswerKind.COUNT, 12, top=2
                ),
            ),
        ),
        Section(
            "B",
            Text("Потребность", "Needs"),
            40,
            (
                _yes_no(
                    "B1",
                    25,
                    "Выяснил задачу и критерии выбора",
                    "Found the task and the criteria of choice",
                    advice=Advice(
                        Text(
                            "Презентация идёт мимо: клиент слышит то, о чём не просил",
                            "The pitch misses: the client hears what he did not ask for",
                        ),
                        Text("«Им всё равно, что нужно мне»", "“They do not care what I need”"),
                        Text(
                            "«Для чего вам это нужно и что будет главным при выборе?»",
                            "“What is it for, and what will matter most when you choose?”",
                        ),
                    ),
                ),
                _yes_no(
                    "B2",
                    15,
                    "Спросил про бюджет",
                    "Asked about the budget",
                    na_allowed=True,
                    guide=Guide(yes=Text("Спросил прямо или диапазоном", "Asked directly or by a range")),
                ),
            ),
        ),
        Section(
            "C",
            Text("Возражения", "Objections"),
            15,
            (_yes_no("C1", 15, "Уточнил истинную причину", "Found the true cause"),),
            gate=_yes_no("C0", 0, "Возражение было?", "Was there an objection?"),
        ),
        Section(
            "D",
            Text("Закрытие", "Closing"),
            25,
            (
                _yes_no(
                    "D1",
                    15,
                    "Зафиксировал следующий шаг: что, день, время",
                    "Fixed the next step: what, day, time",
                    effects={NO: Effect(EffectKind.CAP, 70)},
                    advice=Advice(
                        Text(
                            "Следующий шаг не назначен, клиент не перезвонил",
                            "No next step was set, the client did not call back",
                        ),
                        Text("«Я им не очень нужен»", "“They do not need me much”"),
                        Text(
                            "«Давайте зафиксируем: завтра в 11:00 или в четверг в 15:00?»",
                            "“Let us fix it: tomorrow at 11:00 or Thursday at 15:00?”",
                        ),
                    ),
                ),
                Criterion("D2", Text("Уверенный тон", "Confident tone"), AnswerKind.SCALE, 10, top=5),
            ),
        ),
    ),
    flags=(
        Flag("R1", Text("Грубость", "Rudeness"), Effect(EffectKind.FATAL)),
        Flag(
            "R2",
            Text("Просьба «не звоните» не принята", "“Do not call” was ignored"),
            Effect(EffectKind.NOTE),
        ),
    ),
)

GOOD: dict[str, Value] = {"A1": YES, "A2": 2, "B1": YES, "B2": YES, "C0": NO, "D1": YES, "D2": 5}


@dataclass
class Department:
    """Makes calls and reviews one after another, with growing numbers and times."""

    made: int = 0
    checklist: Checklist = SALES
    _hash: str = field(default_factory=lambda: content_hash(SALES))

    def call(self, sales_manager: str, started: datetime = STARTED, phone: str = "+70005550142") -> Call:
        self.made += 1
        return Call(
            id=self.made,
            path=f"/calls/{self.made}.wav",
            sha256=f"{self.made:064x}",
            audio=AudioFacts("wav", "pcm_s16le", 150.0 + 7 * (self.made % 40), 2, 8000),
            facts=CallFacts(
                direction=Direction.OUT,
                sales_manager=sales_manager,
                client_phone=phone,
                started_at=started
                + timedelta(hours=24 * (self.made // 4) + 2 * (self.made % 4), minutes=self.made),
            ),
            state=CallState.REVIEWED,
        )

    def reviewed(
        self,
        sales_manager: str,
        answers: Mapping[str, Value] = GOOD,
        proofs: Mapping[str, Answer] | None = None,
        started: datetime = STARTED,
        phone: str = "+70005550142",
        facts: Mapping[str, str] | None = None,
        **review: object,
    ) -> ReviewedCall:
        """A reviewed call; `proofs` hold comments and quotes, their values are taken from `answers`."""
        call = self.call(sales_manager, started, phone)
        given = {
            name: replace((proofs or {}).get(name, Answer(name, value)), criterion=name, value=value)
            for name, value in answers.items()
        }
        made = Review(
            id=self.made,
            call_id=call.id,
            checklist_id=self.checklist.id,
            checklist_hash=self._hash,
            reviewer=REVIEWER,
            answers=tuple(given.values()),
            score=score(self.checklist, given, facts or {}),
            created_at=(call.facts.started_at or started) + timedelta(days=1),
            extra=dict(facts or {}),
        )
        return ReviewedCall(call, replace(made, **review), self.checklist)  # type: ignore[arg-type]


def quoted(text: str, at: float, comment: str = "") -> Answer:
    """An answer proved by words of the transcript."""
    return Answer("", NO, comment, (Quote(3, at, at + 4, text),))


def not_said(comment: str = "") -> Answer:
    """An answer proved by the reviewer's mark that nothing was said."""
    return Answer("", NO, comment, not_said=True)


def _some(
    department: Department, name: str, count: int, chance: float, started: datetime
) -> list[ReviewedCall]:
    dice = random.Random(f"{name} {started:%Y-%m}")
    made = []
    for _ in range(count):
        answers: dict[str, Value] = {
            "A1": YES,
            "A2": dice.choice((1, 2, 2)),
            "B1": YES if dice.random() < chance else NO,
            "B2": dice.choice((YES, NO, "na")),
            "C0": YES,
            "C1": YES if dice.random() < 0.35 else NO,
            "D1": YES if dice.random() < chance else NO,
            "D2": dice.choice((3, 4, 5)),
        }
        proofs = {
            "A1": quoted("Добрый день, меня зовут Пётр, компания «Пример»", 2.4),
            "D1": quoted("Ну, наберём вас как-нибудь на той неделе", 134.2, "Ни дня, ни времени"),
            "B1": not_said(),
            "B2": not_said(),
            "C1": quoted("Дорого? Ну, дешевле вы не найдёте", 88.9, "Спорит вместо вопроса"),
        }
        missed = {name: proof for name, proof in proofs.items() if name == "A1" or answers[name] == NO}
        made.append(
            department.reviewed(name, answers, missed, started, f"+7000555{dice.randrange(10_000):04d}")
        )
    return made


def material_of(
    reviewed: Sequence[ReviewedCall], previous: Sequence[ReviewedCall] = (), **more: object
) -> PeriodMaterial:
    """Material of October with what is given and little else."""
    made = PeriodMaterial(
        period=Period.parse("2026-10"),
        reviewed=tuple(reviewed),
        previous=tuple(previous),
        excluded=(),
        population={r.sales_manager: 100 for r in reviewed},
        plan=None,
        audit_head=(7, "ab" * 32),
        made_at=MADE_AT,
        company="ООО «Пример»",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def october() -> PeriodMaterial:
    """A whole invented month: strong, middling, weak, and too few calls."""
    department = Department()
    september = datetime(2026, 9, 3, 10, 0)
    previous = _some(department, PYOTR, 9, 0.35, september) + _some(department, ANNA, 8, 0.85, september)
    previous[8] = replace(
        previous[8],
        review=replace(
            previous[8].review,
            next_step="В 10 звонках до пятницы назначать день и время следующего шага; цель 8 из 10",
            next_step_due="2026-10-09",
        ),
    )
    reviewed = [
        *_some(department, PYOTR, 10, 0.5, STARTED),
        *_some(department, ANNA, 12, 0.97, STARTED),
        *_some(department, OLEG, 7, 0.3, STARTED),
        *_some(department, RAISA, 3, 0.6, STARTED),
        department.reviewed(
            OLEG,
            GOOD | {"R1": YES, "D1": NO},
            {"R1": quoted("Девушка, вы русский язык понимаете вообще?", 201.0, "Клиентка бросила трубку")},
        ),
        department.reviewed(PYOTR, GOOD | {"R2": YES}, {"R2": quoted("Я вам всё равно ещё наберу", 61.5)}),
        department.reviewed(PYOTR, GOOD | {"D1": NO}, purpose="targeted"),
        department.reviewed(ANNA, GOOD, purpose="calibration"),
    ]
    excluded = [
        ExcludedCall(department.call(name), reason)
        for name, reason in (
            (PYOTR, Exclusion.TOO_SHORT),
            (PYOTR, Exclusion.TOO_SHORT),
            (OLEG, Exclusion.SPAM),
            (ANNA, Exclusion.INTERNAL),
        )
    ]
    return material_of(
        reviewed,
        previous,
        excluded=tuple(excluded),
        population={PYOTR: 214, ANNA: 187, OLEG: 160, RAISA: 41, "Пустышкин Егор": 30},
        plan={PYOTR: 20, ANNA: 20, OLEG: 20, RAISA: 10, "Пустышкин Егор": 10},
    )


def crowd(people: int = 200, reviews: int = 6) -> PeriodMaterial:
    """Many people with very long names, eight kinds of critical errors with long titles and longer quotes."""
    flags = tuple(
        Flag(f"F{n}", Text(f"{_LONG_TITLE} {n}", f"{_LONG_ENGLISH_TITLE} {n}"), Effect(EffectKind.FATAL))
        for n in range(8)
    )
    made = replace(SALES, flags=flags)
    department = Department(checklist=made, _hash=content_hash(made))
    reviewed = []
    for n in range(people):
        name = f"Вымышленноградский-Придумковский{n} Константин-Аристарх Выдумщикович{n}"
        for k in range(reviews if n % 3 else 1):
            flag = f"F{(n + k) % 8}"
            answers: dict[str, Value] = GOOD | {"D1": NO, "B1": NO, "C0": YES, "C1": NO, flag: YES}
            proofs = {i: quoted(_LONG_QUOTE, 12.0, _LONG_QUOTE) for i in ("D1", "B1", "C1", flag)}
            reviewed.append(department.reviewed(name, answers, proofs))
    return material_of(reviewed, company="ООО «Очень длинное имя компании, придуманное для примера»")


_LONG_TITLE = (
    "Пообещал клиенту то, чего компания не делает, и не назвал ни срока, ни условий, ни ответственного"
)
_LONG_ENGLISH_TITLE = (
    "Promised what the company does not do, and named neither a day nor the terms nor who is to do it"
)
_LONG_QUOTE = " ".join(["Ну вы же понимаете, что мы это как-нибудь обязательно сделаем, не переживайте"] * 12)
