"""Builds turns: words of each channel become utterances, utterances of both sides one conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qcdesk.domain.transcript import Speaker, Turn, Word

PAUSE_S = 1.0
"""A pause within one speaker's words that ends an utterance."""
_YIELD_S = 0.25
"""A shorter pause ends it too when the other side speaks in it."""


def utterances(words: Sequence[Word], other: Sequence[tuple[float, float]]) -> list[list[Word]]:
    """Splits one channel's words where the speaker stopped.

    Args:
        words: in order of time.
        other: (start, end) of the other channel's voice.
    """
    out: list[list[Word]] = []
    for word in words:
        if out and not _stopped(out[-1][-1], word, other):
            out[-1].append(word)
        else:
            out.append([word])
    return out


def _stopped(last: Word, word: Word, other: Sequence[tuple[float, float]]) -> bool:
    gap = word.start - last.end
    if gap >= PAUSE_S:
        return True
    return gap >= _YIELD_S and any(s < word.start and e > last.end and s >= last.start for s, e in other)


def merge(
    channels: Sequence[Sequence[Word]], voice: Sequence[Sequence[tuple[float, float]]]
) -> tuple[Turn, ...]:
    """The turns of all channels in order of time, speakers not yet known.

    Args:
        channels: words of each channel, in order.
        voice: (start, end) of voice in each channel.
    """
    turns = []
    for index, words in enumerate(channels):
        other = voice[1 - index] if len(channels) == 2 else ()
        for said in utterances(words, other):
            text = " ".join(w.text for w in said)
            turns.append(Turn(0, Speaker.UNKNOWN, index, said[0].start, said[-1].end, text, tuple(said)))
    turns.sort(key=lambda t: (t.start, t.end))
    return tuple(replace(turn, index=i) for i, turn in enumerate(turns))


def with_speakers(turns: Sequence[Turn], of_channel: Sequence[Speaker]) -> tuple[Turn, ...]:
    """The turns with the speaker of their channel; turns of the telephone system keep theirs."""
    return tuple(
        turn if turn.speaker is Speaker.SYSTEM else replace(turn, speaker=of_channel[turn.channel])
        for turn in turns
    )
