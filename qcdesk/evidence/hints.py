"""Hints for a whole checklist: one for each gate, criterion and flag, in its order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qcdesk.domain.checklist import Checklist, Criterion, Flag
from qcdesk.domain.evidence import Hint, Names
from qcdesk.domain.transcript import Turn
from qcdesk.evidence.conversation import Conversation
from qcdesk.evidence.detectors.detect import Search
from qcdesk.evidence.detectors.finder import Finder
from qcdesk.evidence.detectors.scene import Facts
from qcdesk.evidence.matcher import Detector, Matcher
from qcdesk.evidence.rules import evaluate


def hints(
    checklist: Checklist,
    turns: Sequence[Turn],
    metrics: Mapping[str, float | None],
    names: Names,
    detector: Detector | None = None,
    *,
    speakers_estimated: bool = False,
) -> tuple[Hint, ...]:
    """What the program suggests for every gate, criterion and flag of a checklist.

    Args:
        turns: of the whole call, in order.
        metrics: name → value of the speech metrics.
        names: names said in this company's calls.
        detector: what finds patterns; the shipped lexicon and detectors unless given.
        speakers_estimated: who said what is only guessed (`Transcript.speakers_estimated`).

    Raises:
        ChecklistError: a rule names a pattern that does not exist.
    """
    finder = detector or Finder(Search(turns, Facts(names)), Matcher(names))
    call = Conversation(turns, finder, estimated=speakers_estimated)
    return tuple(_hint(part, gate, call, metrics, finder) for part, gate in _parts(checklist))


def _parts(checklist: Checklist) -> Iterator[tuple[Criterion | Flag, bool]]:
    for section in checklist.sections:
        if section.gate:
            yield section.gate, True
        for criterion in section.criteria:
            yield criterion, False
    for flag in checklist.flags:
        yield flag, False


def _hint(
    part: Criterion | Flag,
    gate: bool,
    call: Conversation,
    metrics: Mapping[str, float | None],
    finder: Detector,
) -> Hint:
    if part.evidence is None:
        return Hint(part.id, None, 0.0)
    return evaluate(part.evidence, part, call, metrics, finder, gate=gate)
