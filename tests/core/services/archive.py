"""A small archive without sound: one call with a transcript, in a real database."""

from __future__ import annotations

from pathlib import Path

from qcdesk.domain.call import AudioFacts, Call, CallFacts, Direction, LeadKind, Role
from qcdesk.domain.transcript import Speaker, Transcript, Turn
from qcdesk.storage import Database

SAID = (
    ("sales_manager", "Добрый день, меня зовут Анна, компания Тёплый дом."),
    ("client", "Здравствуйте, мне дорого."),
    ("sales_manager", "Понимаю вас. А с чем сравниваете?"),
    ("client", "Я подумаю."),
    ("sales_manager", "Давайте встретимся завтра в одиннадцать."),
)


def turns(said: tuple[tuple[str, str], ...] = SAID) -> tuple[Turn, ...]:
    """Turns of five seconds each; the sales manager in the left channel."""
    return tuple(
        Turn(i, Speaker(who), 0 if who == "sales_manager" else 1, 5.0 * i, 5.0 * i + 4.5, text)
        for i, (who, text) in enumerate(said)
    )


def transcript(said: tuple[tuple[str, str], ...] = SAID) -> Transcript:
    """A transcript of these turns."""
    made = turns(said)
    voice = tuple(tuple((t.start, t.end) for t in made if t.channel == c) for c in (0, 1))
    return Transcript(
        made, (), {"talk_share_manager": 60.0}, "fake", "none", "ru", 30.0, 22.5, 0.1, "left", speech=voice
    )


def call_in(database: Database, name: str = "call.wav", *, transcribed: bool = True) -> Call:
    """A hot lead of one sales manager."""
    facts = CallFacts(
        direction=Direction.IN,
        sales_manager="Анна Примерная",
        role=Role.SALES,
        lead_kind=LeadKind.HOT,
        company="Тёплый дом",
    )
    with database.transaction() as tx:
        call = tx.calls.add(
            name, f"{hash(name) & 0xFFFFFFFF:064x}", AudioFacts("wav", "pcm_16", 30.0, 2, 8000), facts
        )
        if transcribed:
            tx.transcripts.store(call.id, transcript())
    return call


def opened(folder: Path) -> Database:
    """A new database."""
    return Database.open(folder / "qcdesk.sqlite3", folder / "backups")
