"""Learning from reviews: quotes that people confirmed or rejected join the company's own examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qcdesk.checklists.stored import from_json
from qcdesk.domain import masking
from qcdesk.domain.detectors import DETECTOR_KEYS
from qcdesk.domain.evidence import EvidenceRule, Hint, Quote
from qcdesk.domain.review import NO, Answer
from qcdesk.evidence.detectors.train import adapted, adapted_digest
from qcdesk.evidence.learning.model import Model, load, read, save
from qcdesk.files import write_atomically
from qcdesk.storage import Database, Transaction

_KEYS = frozenset(DETECTOR_KEYS)


@dataclass(frozen=True, slots=True)
class Learned:
    """What one run learned: new examples by key, and how many there are in all."""

    new: dict[str, int] = field(default_factory=dict)
    known: int = 0


def learn(database: Database, folder: Path, weights: Path) -> Learned:
    """Takes new examples from the reviews into the company's own bank and teaches the model with them.

    A line that somebody commented out (`# + …`) stays so. Numbers of people and cards are masked.

    Args:
        folder: of the bank, a file a key.
        weights: where the company's own model is kept.
    """
    with database.read() as tx:
        found = _by_key(tx)
    new = {key: _append(folder / f"{key}.txt", lines) for key, lines in found.items()}
    known = sum(len(_lines(path)) for path in folder.glob("*.txt"))
    if known and own_model(weights).digest != adapted_digest(load(), folder):
        save(adapted(load(), folder), weights)
    return Learned({key: count for key, count in new.items() if count}, known)


def own_model(weights: Path) -> Model:
    """The company's own model where there is one made from the shipped one, else the shipped one."""
    shipped = load()
    if not weights.exists():
        return shipped
    own = read(weights)
    return own if own.digest.startswith(shipped.digest) else shipped


def _by_key(tx: Transaction) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for review in tx.reviews.standing():
        if review.hints is None:
            continue
        checklist = from_json(tx.checklists.json_of(review.checklist_hash))
        answers = {answer.criterion: answer for answer in review.answers if not answer.prefilled}
        for hint in tx.hints.by_id(review.hints):
            part = checklist.criterion(hint.criterion) or checklist.flag(hint.criterion)
            key = _key_of(part.evidence) if part else None
            if key is not None:
                found[key] += _lessons(hint, answers.get(hint.criterion))
    return found


def _key_of(rule: EvidenceRule | None) -> str | None:
    """The one detector a rule rests on; None where a quote might be another pattern's."""
    if rule is None:
        return None
    named = [*rule.any, *rule.all, *rule.count, *((rule.detector,) if rule.detector else ())]
    return named[0] if len(named) == 1 and named[0] in _KEYS else None


def _lessons(hint: Hint, answer: Answer | None) -> Iterator[str]:
    if answer is None:
        return
    if answer.value in (NO, 0, 0.0):
        yield from (_line("-", quote) for quote in hint.quotes if hint.suggested not in (None, NO))
    else:
        yield from (_line("+", quote) for quote in answer.quotes)


def _line(sign: str, quote: Quote) -> str:
    said = " ".join(masking.mask(quote.text).replace("||", " ").replace("#", " ").split())
    return f"{sign} {said}"


def _append(path: Path, lines: Sequence[str]) -> int:
    """Adds lines that the file does not have, commented or not; returns how many."""
    text = path.read_text("utf-8-sig") if path.exists() else ""
    had = {line.lstrip("# ").strip() for line in text.splitlines()}
    fresh = [line for line in dict.fromkeys(lines) if line not in had]
    if fresh:
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = f"{text.rstrip()}\n" if text.strip() else ""
        write_atomically(path, (kept + "\n".join(fresh) + "\n").encode())
    return len(fresh)


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8-sig").splitlines() if line[:1] in ("+", "-")]
