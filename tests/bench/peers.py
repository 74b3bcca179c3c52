"""The peers, run as their users run them, from the same weights."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qcdesk.audio.decode import decoded
from qcdesk.engines.base import thread_count
from qcdesk.engines.models.catalogue import Form
from qcdesk.engines.models.forms import in_form
from qcdesk.engines.models.store import find

Sound = NDArray[np.float32]


def sound_of(path: Path) -> list[Sound]:
    """The channels of a recording in memory."""
    with decoded(path) as sound:
        return [channel[:] for channel in sound.channels]


@cache
def _faster(models: Path) -> Any:
    from faster_whisper import WhisperModel

    folder = find("base", models, Form.CT2).folder
    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=thread_count(0))


@cache
def _openai(models: Path) -> Any:
    import torch
    import whisper

    torch.set_num_threads(thread_count(0))
    checkpoint = torch.load(in_form(find("base", models), Form.OPENAI).weights, weights_only=True)
    model = whisper.model.Whisper(whisper.model.ModelDimensions(**checkpoint["dims"]))
    model.load_state_dict(checkpoint["model_state_dict"])
    return model.eval()


def load(models: Path) -> None:
    """Loads both before anything is timed."""
    _faster(models)
    _openai(models)


def faster_whisper(models: Path, channels: list[Sound]) -> list[str]:
    """faster-whisper's defaults (beam 5) with its voice filter, each channel."""
    out = []
    for samples in channels:
        segments, _info = _faster(models).transcribe(samples, language="ru", beam_size=5, vad_filter=True)
        out.append(" ".join(segment.text for segment in segments))
    return out


def faster_batched(models: Path, channels: list[Sound]) -> list[str]:
    """faster-whisper's batched pipeline, each channel."""
    from faster_whisper import BatchedInferencePipeline

    pipeline = BatchedInferencePipeline(_faster(models))
    out = []
    for samples in channels:
        segments, _info = pipeline.transcribe(samples, language="ru", beam_size=5, batch_size=8)
        out.append(" ".join(segment.text for segment in segments))
    return out


def openai_whisper(models: Path, channels: list[Sound]) -> str:
    """openai-whisper as its command line runs it: all channels mixed, beam 5, temperatures rising to 1."""
    import whisper

    mixed = np.mean(channels, axis=0, dtype=np.float32)
    heard = whisper.transcribe(
        _openai(models), mixed, language="ru", fp16=False, beam_size=5, best_of=5, verbose=None,
        temperature=(0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
    )  # fmt: skip
    return str(heard["text"])
