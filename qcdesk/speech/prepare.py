"""Prepares a decoded call for recognition: what its channels are, where voice is, windows of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qcdesk.audio.decode import Decoded, Samples
from qcdesk.domain.transcript import Sound
from qcdesk.speech.activity import ActivityOptions, Stretch, padded, probabilities, stretches
from qcdesk.speech.bleed import unbled
from qcdesk.speech.channels import is_dead, is_dual_mono
from qcdesk.speech.signals import signals, without_signals
from qcdesk.speech.windows import LONGEST_S, Window, pack

DEFAULT_ACTIVITY = ActivityOptions()
DUAL_MONO = "dual_mono"
REPAIRED = "repaired_samples"
DEAD_LEFT = "dead_left"
DEAD_RIGHT = "dead_right"


@dataclass(slots=True)
class Prepared:
    """A call ready to be recognised.

    Attributes:
        channels: those that are recognised: both sides, or the one of a mono call.
        probability: of voice, for each channel every 32 ms.
        voice: bare stretches of voice in each channel.
        windows: voice of all channels packed, in order of channel and time.
        notes: what was found about the recording.
        sounds: of the telephone line, in order of time; voice mostly inside one is not recognised.
    """

    channels: tuple[Samples, ...]
    duration_s: float
    probability: list[NDArray[np.float32]] = field(default_factory=list)
    voice: list[list[Stretch]] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sounds: list[Sound] = field(default_factory=list)

    def samples(self, window: Window) -> NDArray[np.float32]:
        """The packed sound of a window."""
        return window.samples(self.channels[window.channel])


def prepare(
    sound: Decoded, activity: ActivityOptions = DEFAULT_ACTIVITY, longest_s: float = LONGEST_S
) -> Prepared:
    """Finds the voice of a call and packs it.

    Args:
        sound: the decoded call, one or two channels; it must stay open while windows are read.
        longest_s: seconds in a window.
    """
    notes = [REPAIRED] if sound.repaired else []
    ready = Prepared(_channels(sound, notes), sound.duration_s, notes=notes)
    with ThreadPoolExecutor(len(ready.channels)) as pool:
        ready.probability = list(pool.map(probabilities, ready.channels))
    found = [stretches(probability, activity) for probability in ready.probability]
    heard = [signals(*channel) for channel in zip(ready.channels, ready.probability, strict=True)]
    ready.sounds = sorted(
        (each.sound(side) for side, of_side in enumerate(heard) for each in of_side), key=lambda s: s.start
    )
    found = [without_signals(*side) for side in zip(found, heard, strict=True)]
    whole = [[Stretch(s.start, min(s.end, sound.duration_s)) for s in side] for side in found]
    ready.voice = unbled(whole, ready.channels, notes)
    for channel, (voice, probability) in enumerate(zip(ready.voice, ready.probability, strict=True)):
        ready.windows += pack(channel, padded(voice, activity.pad, sound.duration_s), probability, longest_s)
    return ready


def _channels(sound: Decoded, notes: list[str]) -> tuple[Samples, ...]:
    if len(sound.channels) != 2:
        return sound.channels
    if is_dual_mono(*sound.channels):
        notes.append(DUAL_MONO)
        return sound.channels[:1]
    notes += [n for c, n in zip(sound.channels, (DEAD_LEFT, DEAD_RIGHT), strict=True) if is_dead(c)]
    return sound.channels
