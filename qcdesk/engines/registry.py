"""The engines by name; none is imported before it is asked for."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from importlib.util import find_spec

from qcdesk.engines.base import Engine
from qcdesk.errors import EngineUnavailable, NotFound
from qcdesk.i18n import _

AUTO = "auto"
"""Choose the fastest installed engine."""


@dataclass(frozen=True, slots=True)
class _Entry:
    module: str
    attribute: str
    needs: tuple[str, ...] = ()
    weights: bool = True


_ENGINES = {
    "faster-whisper": _Entry(
        "qcdesk.engines.whisper_faster", "FasterWhisper", ("faster_whisper", "ctranslate2")
    ),
    "openai-whisper": _Entry("qcdesk.engines.whisper_openai", "OpenAIWhisper", ("whisper", "torch")),
    "fake": _Entry("qcdesk.engines.fake", "FakeEngine", weights=False),
}
_PREFERENCE = ("faster-whisper", "openai-whisper")


def names() -> tuple[str, ...]:
    """Names of all engines, installed or not."""
    return tuple(_ENGINES)


def available() -> dict[str, bool]:
    """Name → whether its libraries are installed; nothing is imported."""
    return {name: _installed(entry) for name, entry in _ENGINES.items()}


def resolve(name: str) -> str:
    """The name of the engine meant: `auto` becomes the first installed of the preferred ones.

    Raises:
        NotFound: there is no such engine.
        EngineUnavailable: its library is not installed.
    """
    if name == AUTO:
        chosen = next((n for n in _PREFERENCE if _installed(_ENGINES[n])), None)
        if chosen is None:
            raise EngineUnavailable(
                _("No speech recognition engine is installed"), _("Install faster-whisper or openai-whisper")
            )
        return chosen
    if name not in _ENGINES:
        raise NotFound(name, _("no such engine"), _("Engines: {names}").format(names=", ".join(_ENGINES)))
    if not _installed(_ENGINES[name]):
        raise EngineUnavailable(
            _("The engine {name} is not installed").format(name=name),
            _("Install the package {name}, or choose another engine").format(name=name),
        )
    return name


def needs_weights(name: str) -> bool:
    """Whether the engine of that name works with a model."""
    return _ENGINES[resolve(name)].weights


def create(name: str) -> Engine:
    """A new engine of that name, not loaded yet.

    Raises:
        NotFound: there is no such engine.
        EngineUnavailable: its library is not installed.
    """
    entry = _ENGINES[resolve(name)]
    engine: Engine = getattr(importlib.import_module(entry.module), entry.attribute)()
    return engine


def _installed(entry: _Entry) -> bool:
    return all(find_spec(package) is not None for package in entry.needs)
