"""Which blocks of a sales manager's own script are covered in a call, by meaning, and in which order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from qcdesk.domain.coverage import BlockTalk, Coverage, Covered
from qcdesk.domain.evidence import Quote
from qcdesk.domain.script import Block, Script, Stage
from qcdesk.domain.transcript import Speaker, Transcript
from qcdesk.evidence.folding import sentences
from qcdesk.evidence.meaning.likeness import Likeness
from qcdesk.evidence.meaning.speech import Heard, Speech
from qcdesk.evidence.meaning.terms import terms

DETECTORS: Mapping[Stage, tuple[str, ...]] = {
    Stage.GREETING: ("greeting", "introduced_name"),
    Stage.GOAL: ("stated_goal",),
    Stage.NEEDS: ("open_questions",),
    Stage.OBJECTIONS: ("objection_handled",),
    Stage.CLOSING: ("next_step_agreed", "asked_for_sale"),
    Stage.FAREWELL: ("thanked_and_farewell",),
}
"""What proves a stage in any words; a presentation is of one product, so that no general proof will do."""
RAISED = "objection_raised"
_MOST_QUOTES = 3
_MOST_INSTEAD = 2
_NEAR_THE_BEST = 0.25
_ENOUGH = 1 / 3
_FEW = 3
"""Of so few phrases one is enough; of more, a third."""
_PLACEHOLDER = re.compile(r"«[^»]{1,40}»|\[[^\]]*\]|\{[^}]*\}|<[^>]*>|_{2,}|…|\.{3}")
"""What differs from call to call: names in quotation marks, gaps to be filled in."""
_RITUAL: Mapping[Stage, str] = {Stage.GREETING: "hello", Stage.FAREWELL: "farewell"}
"""A stage that any form of one concept covers."""
_OBJECTIONS = frozenset(("expensive", "thinkover", "supplier"))
_EDGE, _OPENING = 4, 2
"""One greets in one's first turns, says farewell in one's last, and agrees on nothing in the very first."""


def coverage(
    call: int,
    transcript: Transcript,
    script: Script,
    likeness: Likeness,
    found: Mapping[str, Sequence[Quote]],
) -> Coverage:
    """What became of each block of a script.

    Args:
        found: key of a detector → its quotes, empty where the call does not hold it.
    """
    manager = Speech(transcript, Speaker.SALES_MANAGER, likeness)
    raised = found.get(RAISED) or _objections(Speech(transcript, Speaker.CLIENT, likeness))
    found = {**found, RAISED: raised}
    heard = _heard(manager, script.blocks)
    edges = _Edges(manager)
    talks = [_talk(block, heard.get(n, []), found, edges) for n, block in enumerate(script.blocks)]
    place = _Places(talks)
    whole = [
        _with_instead(manager, talk, n, place, found) if talk.covered is Covered.MISSED else talk
        for n, talk in enumerate(talks)
    ]
    said = sorted((n for n, talk in enumerate(talks) if talk.quotes), key=lambda n: talks[n].quotes[0].start)
    kept = _in_order(said)
    titles = [block.title for block in script.blocks]
    return Coverage(
        call=call,
        script=script,
        blocks=tuple(whole),
        order=tuple(titles[n] for n in said),
        moved=tuple(titles[n] for n in said if n not in kept),
    )


def _heard(manager: Speech, blocks: Sequence[Block]) -> dict[int, list[tuple[int, Heard]]]:
    """Block → the places where one of its phrases is heard, each with the phrase's number."""
    wanted = [(n, p, text) for n, b in enumerate(blocks) if b.is_spoken for p, text in _wanted(b)]
    places: dict[int, list[tuple[int, Heard]]] = {}
    for one in manager.heard([text for _n, _p, text in wanted], [n for n, _p, _t in wanted]):
        number, phrase, _text = wanted[one.wanted]
        places.setdefault(number, []).append((phrase, one))
    return places


def _wanted(block: Block) -> list[tuple[int, str]]:
    """Sentences of the phrases that tell something, with the number of the phrase."""
    bare = [_PLACEHOLDER.sub(" ", phrase) for phrase in block.phrases]
    cut = [(n, text[a:b]) for n, text in enumerate(bare) for a, b in sentences(text)]
    return [(n, text) for n, text in cut if terms(text).lemmas or terms(text).concepts]


def _talk(
    block: Block, heard: Sequence[tuple[int, Heard]], found: Mapping[str, Sequence[Quote]], edges: _Edges
) -> BlockTalk:
    if not block.is_spoken:
        return BlockTalk(block, Covered.SILENT)
    if block.stage is Stage.OBJECTIONS and not found.get(RAISED):
        return BlockTalk(block, Covered.UNCALLED)
    heard = [(number, one) for number, one in heard if edges.allow(block.stage, one.quote)]
    if heard:
        phrases = len({number for number, _one in heard})
        enough = len(block.phrases) <= _FEW or phrases >= len(block.phrases) * _ENOUGH
        quotes = _best_quotes([one for _n, one in heard])
        return BlockTalk(block, Covered.YES if enough else Covered.PARTLY, quotes)
    keys = DETECTORS.get(block.stage, ()) if block.stage else ()
    own = [quote for key in keys for quote in found.get(key, ())] or edges.ritual(block.stage)
    if own:
        quotes = tuple(sorted(own, key=lambda q: q.start)[:_MOST_QUOTES])
        return BlockTalk(block, Covered.YES, quotes, own_words=True)
    return BlockTalk(block, Covered.MISSED)


def _best_quotes(heard: Sequence[Heard]) -> tuple[Quote, ...]:
    """The likeliest and what comes near it, in order of time."""
    likely = sorted(heard, key=lambda one: -one.likelihood)
    near = [one for one in likely if one.likelihood >= likely[0].likelihood - _NEAR_THE_BEST]
    unique = list(dict.fromkeys(one.quote for one in near))[:_MOST_QUOTES]
    return tuple(sorted(unique, key=lambda quote: quote.start))


class _Edges:
    """The beginning and the end of what the sales manager says."""

    def __init__(self, manager: Speech) -> None:
        self._manager = manager
        turns = list(dict.fromkeys(piece.turn.index for piece in manager.pieces))
        self._turns = {
            Stage.GREETING: frozenset(turns[:_EDGE]),
            Stage.CLOSING: frozenset(turns[_OPENING:] or turns),
            Stage.FAREWELL: frozenset(turns[-_EDGE:]),
        }

    def allow(self, stage: Stage | None, quote: Quote) -> bool:
        """Whether words may cover a stage where they stand."""
        return stage not in self._turns or quote.turn in self._turns[stage]

    def ritual(self, stage: Stage | None) -> list[Quote]:
        """A greeting or farewell in whatever form."""
        if stage is None or stage not in _RITUAL:
            return []
        said = (
            self._manager.quote(piece)
            for piece in self._manager.pieces
            if not piece.is_pair and _RITUAL[stage] in terms(piece.text).concepts
        )
        return [quote for quote in said if quote and self.allow(stage, quote)]


def _objections(client: Speech) -> tuple[Quote, ...]:
    """What sounds like an objection where the detector, which wants to be sure, found none."""
    said = (client.quote(p) for p in client.pieces if not p.is_pair and _OBJECTIONS & terms(p.text).concepts)
    return tuple(quote for quote in said if quote)


class _Places:
    """Where the covered blocks stand in the call, seconds."""

    def __init__(self, talks: Sequence[BlockTalk]) -> None:
        self._spans = [(t.quotes[0].start, t.quotes[-1].end) if t.quotes else None for t in talks]

    def between(self, number: int) -> tuple[float, float]:
        """The time in which a block would stand: after the block before it, until the next one."""
        before = [span[1] for span in self._spans[:number] if span]
        after = [span[0] for span in self._spans[number + 1 :] if span]
        start = before[-1] if before else 0.0
        end = next((second for second in after if second > start), float("inf"))
        return start, end


def _with_instead(
    manager: Speech, talk: BlockTalk, number: int, places: _Places, found: Mapping[str, Sequence[Quote]]
) -> BlockTalk:
    """A missed block with what was said in its place: what comes nearest to it, else what came first."""
    start, end = places.between(number)
    raised = found.get(RAISED, ())
    if talk.block.stage is Stage.OBJECTIONS and raised:
        start, end = raised[0].end, float("inf")
    last = talk.block.stage in (Stage.CLOSING, Stage.FAREWELL) and end == float("inf")
    inside = [n for n in _told(manager) if start <= manager.pieces[n].turn.start < end]
    inside = inside or [n for n in _told(manager) if manager.pieces[n].turn.start >= start][:1]
    if talk.block.stage is Stage.OBJECTIONS:
        inside = inside[:_MOST_INSTEAD]
    wanted = [text for _n, text in _wanted(talk.block)]
    scores = manager.scores(wanted).max(axis=0) if wanted and inside else None
    ordered = list(reversed(inside)) if last else inside
    ordered.sort(key=lambda n: 0.0 if scores is None else -round(float(scores[n]), 1))
    chosen = sorted(ordered[:_MOST_INSTEAD])
    instead = tuple(made for n in chosen if (made := manager.quote(manager.pieces[n])))
    return BlockTalk(talk.block, talk.covered, instead=instead)


def _told(manager: Speech) -> list[int]:
    """Places of the sentences that tell something."""
    return [n for n, p in enumerate(manager.pieces) if not p.is_pair and terms(p.text).lemmas]


def _in_order(said: Sequence[int]) -> frozenset[int]:
    """The longest run of blocks, as they were said, that keeps the order of the script."""
    tails: list[int] = []
    runs: list[list[int]] = []
    for number in said:
        place = bisect_left(tails, number)
        run = [*(runs[place - 1] if place else []), number]
        if place == len(tails):
            tails.append(number)
            runs.append(run)
        else:
            tails[place], runs[place] = number, run
    return frozenset(runs[-1] if runs else ())
