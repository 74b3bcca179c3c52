"""Recognition beside the peers, in turn, call by call: `python -m tests.bench.recognition [--no-openai]`."""

from __future__ import annotations

import argparse
import platform
import resource
import statistics
import time
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from qcdesk.domain.evidence import Names
from qcdesk.domain.transcript import Transcript
from qcdesk.engines.base import EngineOptions
from qcdesk.evidence.matcher import Matcher
from qcdesk.paths import models_folder
from qcdesk.services import units
from qcdesk.services.assembly import transcript_of
from tests.bench import peers
from tests.bench.truth import DEVELOPMENT, SIDES, TrueCall, calls
from tests.bench.words import errors, matches, words_of

NEAR_S = 0.5
"""A word this near to a true turn belongs to it; recordings in lossy codecs are shifted a little."""


@dataclass(slots=True)
class Sums:
    """Errors and words of one system by side, and its seconds."""

    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    words: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    seconds: float = 0.0

    def add(self, side: str, reference: list[str], heard: list[str]) -> None:
        """Counts one side of one call."""
        self.errors[side] += errors(reference, heard)
        self.words[side] += len(reference)

    def rate(self, side: str) -> str:
        """Word error rate in per cent."""
        return f"{100 * self.errors[side] / self.words[side]:.1f}" if self.words[side] else "–"


@dataclass(slots=True)
class Trust:
    """What only a recogniser of calls can be asked: sides, times, inventions, losses."""

    right_side: int = 0
    wrong_side: int = 0
    start_errors: list[float] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    turns: int = 0
    lost: list[str] = field(default_factory=list)
    careful: int = 0
    windows: int = 0


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--no-openai", action="store_true", help="leave out openai-whisper, which takes longest"
    )
    parser.add_argument("--no-peers", action="store_true", help="only our own figures")
    parser.add_argument("--mono", action="store_true", help="the mono calls too")
    parser.add_argument("--calls", type=Path, default=DEVELOPMENT, help="a folder of calls with truth")
    parser.add_argument("--only", nargs="*", help="names of calls; the others are left out")
    chosen = parser.parse_args()
    models = models_folder()
    sums: dict[str, Sums] = defaultdict(Sums)
    trust = Trust()
    if not chosen.no_peers:
        peers.load(models)
    warm(models)
    audio_s = 0.0
    for call in calls(chosen.calls):
        if (call.channels != 2 and not chosen.mono) or (chosen.only and call.name not in chosen.only):
            continue
        audio_s += one_call(call, models, sums, trust, chosen)
    print_tables(sums, trust, audio_s)


def warm(models: Path) -> None:
    """Loads our engine before anything is timed."""
    units.loaded_engine(plain_options(models))


def plain_options(models: Path, **changes: Any) -> dict[str, Any]:
    """Options of a unit of work with base weights."""
    options = asdict(EngineOptions()) | changes
    return {"engine": "faster-whisper", "model": "base", "models": str(models), **options}


def run(path: Path, options: dict[str, Any]) -> dict[str, Any]:
    """The unit of work, in this process."""
    work = units.recognise(str(path), options)
    while True:
        try:
            next(work)
        except StopIteration as finished:
            heard: dict[str, Any] = finished.value
            return heard


def one_call(
    call: TrueCall, models: Path, sums: dict[str, Sums], trust: Trust, chosen: argparse.Namespace
) -> float:
    """Runs every system on one call and counts; returns the call's seconds."""
    began = time.perf_counter()
    heard = run(call.path, plain_options(models))
    ours = time.perf_counter() - began
    names = Names(companies=(call.company,), sales_manager=call.names[0], client=call.names[1] or None)
    transcript = transcript_of(heard, "ru", None, Matcher(names))
    sums["qcdesk"].seconds += ours
    texts = [" ".join(t.text for t in transcript.turns if t.channel == c) for c in (0, 1)]
    for c, side in enumerate(SIDES):
        sums["qcdesk"].add(side, call.words[side], words_of(texts[c]))
    judge(call, transcript, trust)
    trust.windows += heard["windows"]
    trust.careful += heard["careful"]
    print(
        f"{call.name}: {heard['audio_s']:.0f} s, {heard['speech_s']:.0f} s of speech, {ours:.1f} s",
        flush=True,
    )
    if not chosen.no_peers:
        run_peers(call, models, sums, chosen)
    return float(heard["audio_s"])


def run_peers(call: TrueCall, models: Path, sums: dict[str, Sums], chosen: argparse.Namespace) -> None:
    """The same call by the peers."""
    sound = peers.sound_of(call.path)
    systems = {
        "faster-whisper beam 5 + VAD": peers.faster_whisper,
        "faster-whisper batched": peers.faster_batched,
    }
    for name, system in systems.items():
        began = time.perf_counter()
        texts = system(models, sound)
        sums[name].seconds += time.perf_counter() - began
        for side, text in zip(SIDES, texts, strict=True):
            sums[name].add(side, call.words[side], words_of(text))
    if not chosen.no_openai:
        began = time.perf_counter()
        text = peers.openai_whisper(models, sound)
        sums["openai-whisper"].seconds += time.perf_counter() - began
        sums["openai-whisper"].add("mixed", call.words["mixed"], words_of(text))


def judge(call: TrueCall, transcript: Transcript, trust: Trust) -> None:
    """Sides, times, inventions and losses of one call."""
    words = [(t.channel, w) for t in transcript.turns for w in t.words]
    for channel, word in words:
        middle = (word.start + word.end) / 2
        near = {t.channel for t in call.turns if t.start - NEAR_S <= middle <= t.end + NEAR_S}
        if not near:
            trust.invented.append(f"{call.name} {word.start:.1f} {word.text}")
        elif channel in near:
            trust.right_side += 1
        else:
            trust.wrong_side += 1
    for turn in call.turns:
        if turn.who == "system" or len(turn.text.split()) < 3:
            continue
        trust.turns += 1
        if not any(
            c == turn.channel and turn.start - NEAR_S < w.end and w.start < turn.end + NEAR_S
            for c, w in words
        ):
            trust.lost.append(f"{call.name} {turn.start:.1f} {turn.text}")
    for channel, side in enumerate(SIDES):
        trust.start_errors += start_errors(call, transcript, channel, side)


def start_errors(call: TrueCall, transcript: Transcript, channel: int, side: str) -> list[float]:
    """How far the first words of true turns start from the turn's true start, where they were recognised."""
    spoken = [w for t in transcript.turns if t.channel == channel for w in t.words]
    heard, times = [], []
    for word in sorted(spoken, key=lambda w: w.start):
        for part in words_of(word.text):
            heard.append(part)
            times.append(word.start)
    first_of: dict[int, int] = {}
    for place, turn in enumerate(call.word_turns[side]):
        first_of.setdefault(turn, place)
    firsts = {place: turn for turn, place in first_of.items()}
    pairs = matches(call.words[side], heard)
    return [abs(times[there] - call.turns[firsts[place]].start) for place, there in pairs if place in firsts]


def print_tables(sums: dict[str, Sums], trust: Trust, audio_s: float) -> None:
    """The figures, and each peer's time as a multiple of ours."""
    ours = sums["qcdesk"].seconds
    print(f"\n{platform.processor() or platform.machine()}, {platform.system()}, {audio_s:.0f} s of calls\n")
    print(
        "| system | seconds | × ours | WER sales manager % | WER client % | WER mixed % |",
        "|---|---|---|---|---|---|",
        sep="\n",
    )
    for name, s in sums.items():
        rates = " | ".join(s.rate(side) for side in (*SIDES, "mixed"))
        print(f"| {name} | {s.seconds:.1f} | {s.seconds / ours:.1f} | {rates} |")
    sided = trust.right_side + trust.wrong_side
    print(f"\nright side for a word: {100 * trust.right_side / max(1, sided):.2f} % of {sided}")
    if trust.start_errors:
        ordered = sorted(trust.start_errors)
        print(f"start of a turn's first word: median error {statistics.median(ordered):.3f} s, "
              f"90 % within {ordered[int(0.9 * len(ordered))]:.2f} s ({len(ordered)} words)")  # fmt: skip
    print(f"words where nobody speaks: {len(trust.invented)}", *trust.invented[:20], sep="\n  ")
    print(
        f"lost turns of three words or more: {len(trust.lost)} of {trust.turns}", *trust.lost[:20], sep="\n  "
    )
    print(f"windows: {trust.windows}, careful pass: {trust.careful}")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
