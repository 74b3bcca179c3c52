"""Metrics of speech, from the signal where it allows: who spoke how much, pauses, interruptions, pace.

Definitions follow the usual ones of call analytics: talk share over the speech of both sides (silence
left out), a monologue with the listener's short backchannels ignored, an interruption as a start while the
other speaks, overlapping by half a second, after which the other does not finish.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qcdesk.domain.transcript import Speaker, Turn

Span = tuple[float, float]

FROM_SIGNAL = (
    "talk_share_manager",
    "longest_monologue_s",
    "interruptions_by_manager",
    "interruptions_by_client",
    "overlap_s",
    "dead_air_max_s",
    "dead_air_count",
    "silence_pct",
    "wpm_manager",
    "wpm_client",
    "wpm_ratio",
    "client_longest_turn_words",
)
FROM_TEXT = ("fillers_per_100w", "open_questions", "interrupted_objection")
FROM_OVERLAP = ("interruptions_by_manager", "interruptions_by_client", "overlap_s", "interrupted_objection")
"""Need both sides apart while they speak at once: voices told apart in one channel never overlap."""
BY_SIDE = frozenset(FROM_SIGNAL + FROM_TEXT) - {"dead_air_max_s", "dead_air_count", "silence_pct"}
"""Follow from who spoke, and are only as good as that is known."""
NAMES = frozenset(FROM_SIGNAL + FROM_TEXT)

BACKCHANNEL_S = 1.0
OVERLAP_S = 0.5
PAUSE_S = 3.0
PHRASE_WORDS = 5


def metrics(
    manager: Sequence[Span], client: Sequence[Span], turns: Sequence[Turn]
) -> dict[str, float | None]:
    """All metrics of a two-sided call.

    Args:
        manager, client: stretches of voice of each side, seconds, in order.
        turns: with speakers.

    Returns:
        every name of `FROM_SIGNAL`; shares in per cent, pace in words a minute of voice.
    """
    spoken_by_manager, spoken_by_client = total(manager), total(client)
    both = spoken_by_manager + spoken_by_client
    words = {s: sum(len(t.text.split()) for t in turns if t.speaker is s) for s in Speaker}
    gaps = pauses(sorted([*manager, *client]))
    length = max((e for _, e in [*manager, *client]), default=0.0) - min(
        (s for s, _ in [*manager, *client]), default=0.0
    )
    return {
        "talk_share_manager": 100 * spoken_by_manager / both if both else None,
        "longest_monologue_s": longest_monologue(manager, client),
        "interruptions_by_manager": float(interruptions(manager, client)),
        "interruptions_by_client": float(interruptions(client, manager)),
        "overlap_s": overlap(manager, client),
        "dead_air_max_s": max(gaps, default=0.0),
        "dead_air_count": float(sum(g > PAUSE_S for g in gaps)),
        "silence_pct": 100 * sum(gaps) / length if length else None,
        "wpm_manager": pace(words[Speaker.SALES_MANAGER], spoken_by_manager),
        "wpm_client": pace(words[Speaker.CLIENT], spoken_by_client),
        "wpm_ratio": pace_ratio(turns),
        "client_longest_turn_words": _longest_turn(turns, Speaker.CLIENT),
    }


def without_sides(voice: Sequence[Span]) -> dict[str, float | None]:
    """The metrics that a recording with both people in one channel allows; the others are None."""
    gaps = pauses(voice)
    out: dict[str, float | None] = dict.fromkeys(FROM_SIGNAL)
    out["dead_air_max_s"] = max(gaps, default=0.0)
    out["dead_air_count"] = float(sum(g > PAUSE_S for g in gaps))
    return out


def total(spans: Sequence[Span]) -> float:
    """Seconds in all spans."""
    return sum(e - s for s, e in spans)


def pauses(spans: Sequence[Span]) -> list[float]:
    """Lengths of the silences between spans of either side, in order of time."""
    out: list[float] = []
    reached: float | None = None
    for start, end in spans:
        if reached is not None and start > reached:
            out.append(start - reached)
        reached = end if reached is None else max(reached, end)
    return out


def longest_monologue(speaker: Sequence[Span], listener: Sequence[Span]) -> float:
    """The longest run of one side from first to last word, broken only by more than a backchannel."""
    answers = [(s, e) for s, e in listener if e - s >= BACKCHANNEL_S]
    best, start, reached = 0.0, None, 0.0
    for begin, end in speaker:
        broken = (
            start is None
            or any(s < begin and e > reached for s, e in answers)
            or begin - reached > 2 * PAUSE_S
        )
        start = begin if broken or start is None else start
        reached = end
        best = max(best, end - start)
    return best


def interruptions(speaker: Sequence[Span], other: Sequence[Span]) -> int:
    """How often one side started while the other spoke, half a second together, and the other gave up."""
    return sum(
        any(s + BACKCHANNEL_S / 2 < begin and min(e, end) - begin >= OVERLAP_S and e < end for s, e in other)
        for begin, end in speaker
    )


def overlap(one: Sequence[Span], two: Sequence[Span]) -> float:
    """Seconds in which both speak."""
    return sum(max(0.0, min(e, f) - max(s, b)) for s, e in one for b, f in two if b < e and f > s)


def pace(words: int, spoken_s: float) -> float | None:
    """Words a minute of voice; None below three seconds of it, or where no word was recognised."""
    return 60 * words / spoken_s if words and spoken_s >= PAUSE_S else None


def pace_ratio(turns: Sequence[Turn]) -> float | None:
    """Mean ratio of pace between neighbouring phrases of the two sides, larger to smaller."""
    phrases = [t for t in turns if len(t.text.split()) >= PHRASE_WORDS and t.end > t.start]
    ratios = []
    for one, two in pairwise(phrases):
        if one.speaker is not two.speaker:
            a, b = (len(t.text.split()) / (t.end - t.start) for t in (one, two))
            ratios.append(max(a, b) / min(a, b))
    return sum(ratios) / len(ratios) if ratios else None


def _longest_turn(turns: Sequence[Turn], speaker: Speaker) -> float | None:
    counts = [len(t.text.split()) for t in turns if t.speaker is speaker]
    return float(max(counts)) if counts else None
