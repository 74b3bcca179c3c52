"""Archives for `tests.bench.ui`: many calls without sound, an hour of talk, many short recordings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from qcdesk.desk import Desk
from qcdesk.domain.call import AudioFacts, CallFacts, Direction, LeadKind, Role
from qcdesk.domain.transcript import Speaker, Transcript, Turn, Word
from tests.conftest import ROOT

PEOPLE = tuple(f"Сотрудник {n:02}" for n in range(40))
_RATE, HOUR_S = 8000, 3600.0
_SAID = "Добрый день компания Тёплый дом меня зовут Анна хочу узнать удобно ли вам сейчас говорить"


def with_calls(folder: Path, number: int) -> None:
    """A home folder with so many calls; one of fifty has a transcript."""
    facts = AudioFacts("wav", "pcm_16", 60.0, 2, _RATE)
    began = datetime(2026, 1, 1, 9)
    with desk_over(folder) as desk, desk.database.transaction() as tx:
        for n in range(number):
            known = CallFacts(
                direction=Direction.OUT,
                sales_manager=PEOPLE[n % len(PEOPLE)],
                client_phone=f"+7000{n:07}",
                started_at=began + timedelta(minutes=4 * n),
                role=Role.SALES,
                lead_kind=LeadKind.HOT,
            )
            call = tx.calls.add(str(folder / f"{n}.wav"), f"{n:064x}", facts, known)
            if n % 50 == 0:
                tx.transcripts.store(call.id, turns(60.0))


@contextmanager
def desk_over(folder: Path) -> Iterator[Desk]:
    """A desk over the home folder inside."""
    desk = Desk(folder / "home", "ru")
    yield desk
    desk.close()


def an_hour(desk: Desk, sound: Path) -> None:
    """A call of an hour in stereo with its transcript, and a short one."""
    from tests.bench.memory import write_talk

    short = sound.with_name("short.wav")
    write_talk(sound, HOUR_S)
    write_talk(short, 60.0)
    for _event in desk.add([sound, short]):
        pass
    with desk.database.transaction() as tx:
        for call in tx.calls.all():
            tx.transcripts.store(call.id, turns(call.audio.duration_s))


def turns(seconds: float) -> Transcript:
    """A talk of turns of five seconds, each word with its time."""
    made = []
    words = _SAID.split()
    for n in range(int(seconds // 5)):
        at = 5.0 * n
        spoken = tuple(Word(at + 0.3 * k, at + 0.3 * k + 0.25, w, 0.9) for k, w in enumerate(words))
        who = Speaker.SALES_MANAGER if n % 2 == 0 else Speaker.CLIENT
        made.append(Turn(n, who, n % 2, at, at + 4.8, _SAID, spoken))
    voice = tuple(tuple((t.start, t.end) for t in made if t.channel == c) for c in (0, 1))
    return Transcript(tuple(made), (), {}, "bench", "none", "ru", seconds, seconds, 0.1, "left", speech=voice)


def write_calls(folder: Path, number: int, seconds: float = 6.0) -> None:
    """Cuts of a sample call, each from another place."""
    import soundfile

    source = max((ROOT / "qcdesk" / "samples").glob("*.ogg"), key=lambda path: path.stat().st_size)
    talk, rate = soundfile.read(source, dtype="float32")
    for n in range(number):
        at = (n * 997) % (len(talk) - round(6 * rate))
        part = talk[at : at + round(seconds * rate)]
        part = part * (1 - n / (4 * number))
        soundfile.write(folder / f"out-+7000{n:07}-101-20261005-101230-{n}.wav", part, rate, "PCM_16")


def reviewed(desk: Desk) -> None:
    """The sample calls, reviewed, so that a report has something to tell."""
    from qcdesk.checklists.answers import read_answers
    from qcdesk.desk import samples
    from qcdesk.services.reviewing import ReviewRequest
    from qcdesk.services.sample_talk import store_written

    for _event in desk.add(sorted(samples().glob("*.ogg")), samples() / "calls.csv"):
        pass
    own = [call for call in desk.calls() if Path(call.path).parent == samples()]
    store_written(desk.database, own, desk.names_of, samples())
    for call in own:
        sheet = read_answers(samples() / "answers" / f"{Path(call.path).stem}.yaml")
        desk.review(ReviewRequest(call.id, "Reviewer"), desk.checklist(sheet.checklist), sheet)
