"""Rules of evidence applied to one call: what is found, what speaks against, and what it suggests.

Confidence: one turn with a hit gives 0.6, each further one takes two fifths of the rest (0.76, 0.86 …); times
the likeness of the names in it; times 0.6 where the speakers are not told apart; times 0.7 where hits for and
against were both found. A measured metric gives 0.9, silence about something (`absent`) 0.5.

Where the speakers are not told apart, the client's words must not accuse the sales manager: a flag, a gate or
a `no` is then never suggested, only its quotes are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qcdesk.domain.checklist import AnswerKind, Criterion, Flag
from qcdesk.domain.evidence import EvidenceRule, Hint, Quote, Window
from qcdesk.domain.transcript import Speaker, Turn
from qcdesk.evidence.conversation import Conversation
from qcdesk.evidence.matcher import Detector, Hit

MOST_QUOTES = 6
_FIRST, _LEFT_BY_EACH = 0.6, 0.6
_UNKNOWN_SPEAKER = 0.6
_CONFLICT = 0.7
_MEASURED = 0.9
_NOT_SAID = 0.5


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a rule found.

    Attributes:
        met: True: evidence for; False: evidence against; None: nothing found.
        number: how many hits of `count` were found, where the rule counts.
    """

    met: bool | None
    confidence: float = 0.0
    hits: tuple[Hit, ...] = ()
    number: float | None = None


_NOTHING = _Outcome(None)


def evaluate(
    rule: EvidenceRule,
    criterion: Criterion | Flag,
    turns: Sequence[Turn] | Conversation,
    metrics: Mapping[str, float | None],
    matcher: Detector,
    *,
    gate: bool = False,
) -> Hint:
    """What a rule suggests for a criterion or flag.

    A phrase that was not found suggests nothing: the reviewer may still hear it. Only a hit of `none`, of
    `absent` or a metric outside its bounds suggests `no`, and never for a flag or a gate. Where the speakers
    are not told apart, only `yes` to a criterion and a number are suggested.

    Args:
        turns: of the whole call, in order (or the call made ready before).
        metrics: name → value; None or a missing name: the recording did not allow it.
        gate: the criterion is the gate of a section.

    Raises:
        ChecklistError: the rule names a pattern that does not exist.
    """
    call = turns if isinstance(turns, Conversation) else Conversation(turns, matcher)
    outcome = _outcome(_with_detector(rule, criterion), call, metrics)
    yes_only = gate or isinstance(criterion, Flag)
    if outcome.met is None or (yes_only and not outcome.met):
        return Hint(criterion.id, None, 0.0)
    accuses = yes_only or not outcome.met
    suggested = None if call.estimated and accuses else _suggested(outcome, criterion)
    quotes = _quotes(call, outcome.hits)
    confidence = round(outcome.confidence, 2) if suggested is not None or quotes else 0.0
    return Hint(criterion.id, suggested, confidence, quotes)


def _with_detector(rule: EvidenceRule, criterion: Criterion | Flag) -> EvidenceRule:
    """The rule with its detector among the patterns, counted where the criterion is."""
    if rule.detector is None:
        return rule
    if isinstance(criterion, Criterion) and criterion.kind is AnswerKind.COUNT:
        return replace(rule, count=(*rule.count, rule.detector))
    return replace(rule, any=(*rule.any, rule.detector))


def _suggested(outcome: _Outcome, criterion: Criterion | Flag) -> str | float | None:
    if isinstance(criterion, Flag):
        return "yes"
    if criterion.kind is AnswerKind.YES_NO:
        return "yes" if outcome.met else "no"
    if criterion.kind is AnswerKind.COUNT and outcome.met:
        return outcome.number if outcome.number is not None else float(len(outcome.hits))
    return None


def _outcome(rule: EvidenceRule, call: Conversation, metrics: Mapping[str, float | None]) -> _Outcome:
    measured = _measured(rule, metrics)
    scope = _scope(rule, call)
    against = call.hits(rule.none, scope, rule.window)
    found = _for(rule, call, scope)
    if against:
        doubt = _CONFLICT if found.met else 1.0
        return _Outcome(False, _confidence(against, call) * doubt, tuple(against))
    if measured is False:
        return _Outcome(False, _MEASURED)
    if measured is None and rule.metrics:
        return _NOTHING
    searches = rule.any or rule.all or rule.count or rule.absent
    return found if searches or not rule.metrics else _Outcome(True, _MEASURED)


def _measured(rule: EvidenceRule, metrics: Mapping[str, float | None]) -> bool | None:
    """Whether all metrics lie in their bounds; None where one is missing or the rule has none."""
    values = [(bound, metrics.get(bound.metric)) for bound in rule.metrics]
    below = [v is not None and b.at_least is not None and v < b.at_least for b, v in values]
    above = [v is not None and b.at_most is not None and v > b.at_most for b, v in values]
    if any(below) or any(above):
        return False
    return True if values and all(v is not None for _, v in values) else None


def _scope(rule: EvidenceRule, call: Conversation) -> list[Turn]:
    """The turns a rule searches: by its speaker, after its trigger."""
    if rule.after is None:
        return [t for t in call.turns if call.is_by(t, rule.by)]
    indexes = {t.index for hit in _triggers(rule, call) for t in _after(rule, call, hit)}
    return [t for t in call.turns if t.index in indexes]


def _triggers(rule: EvidenceRule, call: Conversation) -> list[Hit]:
    if rule.after is None:
        return []
    others = [t for t in call.turns if call.is_other(t, rule.by)]
    return call.hits((rule.after,), others, Window())


def _after(rule: EvidenceRule, call: Conversation, trigger: Hit) -> list[Turn]:
    return call.following(trigger.turn, rule.by, rule.within_turns)


def _for(rule: EvidenceRule, call: Conversation, scope: Sequence[Turn]) -> _Outcome:
    """Evidence for, from `any`, `all`, `then`, `count` and `absent`; all that a rule has must be found."""
    parts: list[_Outcome] = []
    if rule.count:
        parts.append(_counted(rule, call, scope))
    elif rule.any:
        parts.append(_any(rule, call, scope))
    if rule.all:
        parts.append(_all(rule, call, scope))
    if rule.absent:
        parts.append(_absent(rule, call, scope))
    if not parts or any(part.met is None for part in parts):
        return _NOTHING
    failed = [part for part in parts if not part.met]
    if failed:
        return failed[0]
    hits = tuple(dict.fromkeys(hit for part in parts for hit in part.hits))
    number = next((part.number for part in parts if part.number is not None), None)
    return _Outcome(True, min(part.confidence for part in parts), hits, number)


def _any(rule: EvidenceRule, call: Conversation, scope: Sequence[Turn]) -> _Outcome:
    hits = _apart(call.hits(rule.any, scope, rule.window))
    answers: list[Hit] = []
    if rule.then is not None:
        answered = [(hit, _answer(rule, call, hit)) for hit in hits]
        hits = [hit for hit, answer in answered if answer]
        answers = [answer for _, answer in answered if answer]
    if len(hits) < max(1, rule.at_least):
        return _NOTHING
    both = sorted({*hits, *answers}, key=lambda hit: (hit.turn, hit.start))
    return _Outcome(True, _confidence(hits, call), tuple(both), float(len(hits)))


def _answer(rule: EvidenceRule, call: Conversation, hit: Hit) -> Hit | None:
    """What follows a hit as `then` asks."""
    if rule.then is None:
        return None
    turns = call.following(hit.turn, rule.then.by, rule.then.within_turns)
    return next(iter(call.hits(rule.then.any, turns, Window())), None)


def _all(rule: EvidenceRule, call: Conversation, scope: Sequence[Turn]) -> _Outcome:
    found = [call.hits((pattern,), scope, rule.window) for pattern in rule.all]
    if not all(found):
        return _NOTHING
    shown = [hits[0] for hits in found]
    if rule.then is not None and not rule.any:
        answer = _answer(rule, call, max(shown, key=lambda hit: hit.turn))
        if answer is None:
            return _NOTHING
        shown.append(answer)
    return _Outcome(True, min(_confidence(hits, call) for hits in found), tuple(shown))


def _counted(rule: EvidenceRule, call: Conversation, scope: Sequence[Turn]) -> _Outcome:
    """`any` beside `count` (asking for the name before using it) only adds its quotes."""
    hits = _apart(call.hits(rule.count, scope, rule.window))
    if not hits:
        return _NOTHING
    beside = call.hits(rule.any, scope, rule.window)[:1]
    return _Outcome(True, _confidence(hits, call), (*beside, *hits), float(len(hits)))


def _absent(rule: EvidenceRule, call: Conversation, scope: Sequence[Turn]) -> _Outcome:
    """Met where people spoke and none of the patterns was said (after one of the triggers)."""
    doubt = _UNKNOWN_SPEAKER if call.estimated else 1.0
    said = call.hits(rule.absent, scope, rule.window)
    if rule.after is None:
        spoke = any(t.speaker is not Speaker.SYSTEM for t in call.overlapping(scope, rule.window))
        if said:
            return _Outcome(False, _confidence(said, call), tuple(said))
        return _Outcome(True, _NOT_SAID * doubt) if spoke else _NOTHING
    for trigger in _triggers(rule, call):
        turns = call.overlapping(_after(rule, call, trigger), rule.window)
        if turns and not {t.index for t in turns} & {hit.turn for hit in said}:
            return _Outcome(True, _NOT_SAID * doubt, (trigger,))
    return _Outcome(False, _confidence(said, call), tuple(said)) if said else _NOTHING


def _apart(hits: Sequence[Hit]) -> list[Hit]:
    """Hits without those that overlap an earlier one (two patterns on the same words are one find)."""
    kept: list[Hit] = []
    for hit in hits:
        if not kept or kept[-1].turn != hit.turn or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _confidence(hits: Sequence[Hit], call: Conversation) -> float:
    turns = {hit.turn for hit in hits}
    sure = 1 - (1 - _FIRST) * _LEFT_BY_EACH ** (len(turns) - 1)
    unknown = call.estimated or any(call.turn(hit).speaker is Speaker.UNKNOWN for hit in hits)
    return sure * max(hit.score for hit in hits) * (_UNKNOWN_SPEAKER if unknown else 1.0)


def _quotes(call: Conversation, hits: Sequence[Hit]) -> tuple[Quote, ...]:
    quotes = dict.fromkeys(call.quote(hit) for hit in hits)
    return tuple(sorted(list(quotes)[:MOST_QUOTES], key=lambda q: (q.turn, q.start)))
