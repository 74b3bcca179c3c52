"""A review in work as the page shows it: what is asked, what is marked, where the reviewer is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qcdesk.domain.checklist import AnswerKind, Criterion, Flag
from qcdesk.domain.draft import Draft, Mark
from qcdesk.domain.evidence import EvidenceRule, Hint, Quote
from qcdesk.domain.review import NO, NOT_APPLICABLE, YES, Value
from qcdesk.services.reviewing import may_be_unsaid
from qcdesk.services.running import Running, asked, running
from ui.ops.review import Opened

Part = Criterion | Flag
_SAME_S = 0.05


@dataclass(slots=True)
class ReviewState:
    """The call that is open, its draft, and the criterion the reviewer is at (an id)."""

    opened: Opened
    draft: Draft
    current: str = ""
    running: Running = field(init=False)
    order: tuple[str, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        self.take(self.draft)
        if not self.current:
            self.current = self.first_open() or (self.order[0] if self.order else "")

    def take(self, draft: Draft) -> None:
        """Goes on with another draft."""
        self.draft = draft
        answers, checklist, facts = draft.answers(), self.opened.checklist, self.opened.facts
        self.running = running(checklist, answers, facts)
        self.order = (*asked(checklist, answers, facts), *(f.id for f in checklist.flags))
        if self.current and self.current not in self.order:
            self.current = self.first_open()

    def part(self, id: str) -> Part | None:
        """The criterion, gate or flag of that id."""
        return self.opened.checklist.criterion(id) or self.opened.checklist.flag(id)

    def hint(self, id: str) -> Hint | None:
        """What the program suggests, if it found anything."""
        hint = self.opened.hints.get(id)
        return (
            hint if hint is not None and (hint.suggested is not None or hint.quotes or hint.listen) else None
        )

    def move(self, by: int) -> None:
        """Goes to the criterion before or after."""
        if self.order:
            place = self.order.index(self.current) if self.current in self.order else 0
            self.current = self.order[min(max(place + by, 0), len(self.order) - 1)]

    def go_on(self) -> None:
        """Goes to what is to be done next: what is unanswered after this one, else before, else stays."""
        waiting = self.waiting()
        if not waiting:
            return
        place = self.order.index(self.current) if self.current in self.order else -1
        later = [id for id in self.order[place + 1 :] if id in waiting]
        self.current = later[0] if later else next(id for id in self.order if id in waiting)

    def waiting(self) -> set[str]:
        """Ids without an answer or without the proof that their answer needs."""
        return {*self.running.score.unanswered, *self.running.unproved}

    def first_open(self) -> str:
        """The first id that waits; empty when everything is done."""
        waiting = self.waiting()
        return next((id for id in self.order if id in waiting), "")

    def value_of_digit(self, digit: int) -> Value | None:
        """What a digit key means for the current criterion; None where it means nothing."""
        part = self.part(self.current)
        if isinstance(part, Criterion) and part.kind in (AnswerKind.SCALE, AnswerKind.COUNT):
            return float(digit) if part.kind is AnswerKind.COUNT or digit <= part.top else None
        if isinstance(part, Criterion) and part.kind is AnswerKind.CHOICE:
            return part.options[digit - 1].id if 1 <= digit <= len(part.options) else None
        if isinstance(part, Criterion) and part.kind is AnswerKind.TEXT:
            return None
        return {1: YES, 2: NO}.get(digit)

    def answered(self, value: Value) -> Mark:
        """The current mark with an answer; the same answer again takes it back."""
        mark = self.draft.mark(self.current)
        if mark.value == value and not mark.prefilled:
            return replace(mark, value=None)
        keeps_unsaid = mark.not_said and value in (NO, NOT_APPLICABLE)
        return replace(mark, value=value, not_said=keeps_unsaid)

    def accepted(self) -> Mark | None:
        """The current mark as the hint suggests, with its quotes; None where nothing is suggested."""
        hint = self.hint(self.current)
        if hint is None or hint.suggested is None:
            return None
        value = hint.suggested if isinstance(hint.suggested, str) else float(hint.suggested)
        mark = self.draft.mark(self.current)
        quotes = hint.quotes[:1] or mark.quotes
        return replace(mark, value=value, quotes=quotes, not_said=value == NO and not quotes)

    def quoted(self, quote: Quote) -> Mark:
        """The current mark with one more quote, or without it if it was there."""
        mark = self.draft.mark(self.current)
        if quote in mark.quotes:
            return replace(mark, quotes=tuple(q for q in mark.quotes if q != quote))
        return replace(mark, quotes=(*mark.quotes, quote), not_said=False)

    def unsaid(self) -> Mark | None:
        """The current mark with "not said" turned; None where that mark proves nothing."""
        mark, part = self.draft.mark(self.current), self.part(self.current)
        answer = next((a for a in self.draft.answers() if a.criterion == self.current), None)
        if part is None or answer is None or not may_be_unsaid(part, answer):
            return None
        return replace(mark, not_said=not mark.not_said, quotes=())

    def rule(self) -> EvidenceRule | None:
        """What proves the current criterion."""
        part = self.part(self.current)
        return part.evidence if part is not None else None

    def turn_start(self, at: float, by: int) -> float | None:
        """Where the turn begins that is so many turns after the one at this second."""
        turns = self.opened.transcript.turns if self.opened.transcript is not None else ()
        if not turns:
            return None
        place = max((i for i, turn in enumerate(turns) if turn.start <= at + _SAME_S), default=0) + by
        return turns[min(max(place, 0), len(turns) - 1)].start

    def turn_span(self, index: int | None) -> tuple[float, float] | None:
        """Seconds of a turn."""
        turns = self.opened.transcript.turns if self.opened.transcript is not None else ()
        return next(((t.start, t.end) for t in turns if t.index == index), None)

    def allows_na(self) -> bool:
        """Whether the current criterion may be called not applicable."""
        part = self.part(self.current)
        return isinstance(part, Criterion) and part.na_allowed
