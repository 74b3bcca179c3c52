"""Engines are known by name and imported only when they are made."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qcdesk.engines import registry
from qcdesk.engines.fake import FakeEngine
from qcdesk.errors import EngineUnavailable, NotFound


def test_names_and_what_is_installed() -> None:
    assert set(registry.available()) == set(registry.names()) == {"faster-whisper", "openai-whisper", "fake"}
    assert registry.available()["fake"]


def test_an_engine_is_made_by_name() -> None:
    assert isinstance(registry.create("fake"), FakeEngine)


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(NotFound) as caught:
        registry.create("telepathy")
    assert caught.value.subject == "telepathy"


def test_auto_takes_the_fast_one_and_else_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"faster_whisper", "ctranslate2", "whisper", "torch"}
    monkeypatch.setattr(registry, "find_spec", lambda name: name if name in there else None)
    assert registry.resolve(registry.AUTO) == "faster-whisper"
    there.remove("ctranslate2")
    assert registry.resolve(registry.AUTO) == "openai-whisper"
    with pytest.raises(EngineUnavailable):
        registry.create("faster-whisper")
    there.clear()
    with pytest.raises(EngineUnavailable):
        registry.resolve(registry.AUTO)


def test_knowing_engines_and_weights_loads_no_native_library() -> None:
    code = (
        "import sys, qcdesk.engines.registry as r, qcdesk.engines.models.catalogue as m\n"
        "import qcdesk.engines.whisper_faster, qcdesk.engines.whisper_openai, qcdesk.engines.models.install\n"
        "r.available(); m.published_models()\n"
        "heavy = {'torch', 'whisper', 'faster_whisper', 'ctranslate2', 'onnxruntime', 'av', 'tokenizers'}\n"
        "print(*sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
