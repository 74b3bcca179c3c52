"""The examples as the model learns them: sentences in their place, as written and as recognised."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from qcdesk.domain.detectors import DETECTOR_KEYS
from qcdesk.domain.evidence import Names
from qcdesk.domain.transcript import Speaker, Turn
from qcdesk.evidence.analysis import analyse
from qcdesk.evidence.detectors.scene import Facts, Talk
from qcdesk.evidence.folding import sentences
from qcdesk.evidence.learning.examples import Example, MarkedCall, read_bank, read_call
from qcdesk.evidence.learning.mishearing import heard
from qcdesk.evidence.learning.said import WHOLE, Said, words_before
from qcdesk.evidence.learning.training import Labelled

SHIPPED = Path(__file__).parent.parent / "examples"
CLIENTS = frozenset(("objection_raised",))
"""Keys that the client proves."""
_NAMES_MISHEARD = 0.5
_SEED = 5
Pieces = Sequence[tuple[str, frozenset[str]]]


def digest_of(folder: Path = SHIPPED) -> str:
    """SHA-256 of all examples in a folder, hexadecimal."""
    files = sorted(path for path in folder.rglob("*.txt"))
    told = hashlib.sha256()
    for path in files:
        told.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return told.hexdigest()


def written_calls(folder: Path = SHIPPED) -> list[MarkedCall]:
    """The written calls, by name."""
    return [read_call(path) for path in sorted((folder / "calls").glob("*.txt"))]


def of_banks(folder: Path = SHIPPED) -> Iterator[Labelled]:
    """Lines of the banks, each as written and as heard."""
    random = Random(_SEED)  # noqa: S311 - the same examples every time
    for path in sorted(folder.glob("*.txt")):
        if path.stem not in DETECTOR_KEYS:
            continue
        for example in read_bank(path):
            yield from of_example(path.stem, example, random)


def of_example(key: str, example: Example, random: Random) -> Iterator[Labelled]:
    """One line of a bank, as written and as heard."""
    pieces = [(example.text[a:b], frozenset[str]()) for a, b in sentences(example.text)]
    speaker = Speaker.CLIENT if key in CLIENTS else Speaker.SALES_MANAGER
    proves = frozenset((key,)) if example.counts else frozenset[str]()
    for text in (example.text, _joined(heard(pieces, random))):
        analysis = analyse(text)
        if analysis.tokens:
            yield Labelled(
                Said(speaker, analysis, WHOLE, words_before(example.before)), proves, frozenset((key,))
            )


def of_calls(calls: Sequence[MarkedCall]) -> Iterator[Labelled]:
    """Sentences of written calls, each as written and as heard; half of the names are not made out then."""
    random = Random(_SEED)  # noqa: S311 - the same examples every time
    for call in calls:
        written = [_pieces(turn.text, turn.marks) for turn in call.turns]
        yield from _of_talk(call, written)
        misheard = [heard(pieces, random) for pieces in written]
        for one in _of_talk(call, misheard):
            yield one if random.random() >= _NAMES_MISHEARD else _without_names(one)


def talk_of(call: MarkedCall, texts: Sequence[str] | None = None) -> Talk:
    """A written call as a talk, ten seconds a turn."""
    facts = call.facts
    names = Names(
        companies=(facts["company"],) if facts.get("company") else (),
        sales_manager=facts.get("sales_manager") or None,
        client=facts.get("client") or None,
    )
    turns = [
        Turn(n, t.speaker, int(t.speaker is not Speaker.SALES_MANAGER), 10.0 * n, 10.0 * n + 9, text)
        for n, (t, text) in enumerate(zip(call.turns, texts or [t.text for t in call.turns], strict=True))
    ]
    return Talk(turns, Facts(names))


def _of_talk(call: MarkedCall, pieces: Sequence[Pieces]) -> Iterator[Labelled]:
    for sentence in talk_of(call, [_joined(p) for p in pieces]).sentences:
        yield Labelled(sentence.said, _marks_at(pieces[sentence.turn], *sentence.said.span), None, call.name)


def _marks_at(pieces: Pieces, start: int, end: int) -> frozenset[str]:
    """The marks of the pieces that lie at least partly in a span of the joined text."""
    marks: set[str] = set()
    place = 0
    for text, marked in pieces:
        if place < end and place + len(text) > start:
            marks |= marked
        place += len(text) + 1
    return frozenset(marks)


def _pieces(text: str, marks: Sequence[frozenset[str]]) -> list[tuple[str, frozenset[str]]]:
    return [(text[a:b], marked) for (a, b), marked in zip(sentences(text), marks, strict=True)]


def _joined(pieces: Pieces) -> str:
    return " ".join(text for text, _marks in pieces)


def _without_names(one: Labelled) -> Labelled:
    said = one.said
    bare = Said(said.speaker, said.analysis, said.number, said.before, said.order, said.left)
    return Labelled(bare, one.proves, one.known, one.call)
