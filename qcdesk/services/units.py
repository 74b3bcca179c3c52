"""Units of work that run in a child process: plain values in, events, a plain result out.

Nothing here may assume the machine of the caller beyond the path it is given.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qcdesk.engines import registry
from qcdesk.engines.base import Engine, EngineOptions
from qcdesk.errors import AudioError
from qcdesk.i18n import _

if TYPE_CHECKING:
    from qcdesk.speech.ahead import Ahead
    from qcdesk.speech.listen import Listening

Plain = dict[str, Any]


def examine(path: str) -> Generator[Plain, None, Plain]:
    """Content hash and facts of a recording: `{"sha256", "audio": {…}}`.

    Raises:
        AudioError: it is no recording.
    """
    from qcdesk.audio.probe import probe
    from qcdesk.intake.hashing import sha256_of

    yield from ()
    return {"audio": asdict(probe(Path(path))), "sha256": sha256_of(Path(path))}


def cut_clips(path: str, sha256: str, pieces: list[list[Any]]) -> Generator[Plain, None, list[bytes]]:
    """Cuts pieces of a recording for a report.

    Args:
        path: the recording; `sha256` of it as it was added.
        pieces: `[start, end, [[start, end] of each bleep]]` in seconds.

    Returns:
        Opus in Ogg, in the order of the pieces.

    Raises:
        AudioError: the recording is gone, changed, damaged, or too short.
    """
    from qcdesk.audio.clips import Piece, cut

    yield from ()
    _check_unchanged(path, sha256)
    wanted = [Piece(start, end, tuple((a, b) for a, b in bleeps)) for start, end, bleeps in pieces]
    return cut(Path(path), wanted)


def outline(path: str, to: str, per_second: int) -> Generator[Plain, None, Plain]:
    """Writes the outline of a recording to a file of numpy's form.

    Raises:
        AudioError: it cannot be decoded.
    """
    from io import BytesIO

    import numpy as np

    from qcdesk.audio.peaks import peaks
    from qcdesk.files import write_atomically

    yield from ()
    content = BytesIO()
    np.save(content, peaks(Path(path), per_second), allow_pickle=False)
    write_atomically(Path(to), content.getvalue())
    return {}


def balance(path: str, to: str, gains: list[float]) -> Generator[Plain, None, Plain]:
    """Writes the recording with each channel multiplied by its gain.

    Raises:
        AudioError: it cannot be decoded, or there is no room for it.
    """
    from qcdesk.audio.balance import write_balanced

    yield from ()
    try:
        write_balanced(Path(path), gains, Path(to))
    except OSError as error:
        raise AudioError(path, str(error), _("Free some room on the disk with the data folder")) from None
    return {}


def recognise(path: str, options: Plain) -> Generator[Plain, None, Plain]:
    """Recognises a call.

    Args:
        path: the recording.
        options: `engine` (name in the registry), `model` (name or path), `models` (folder of weights),
            `language`, `sha256` of the recording as it was added, `beam_size` of the search,
            `hotwords`, the fields of `EngineOptions`, `kept` (results of an earlier run by key), and `next`:
            the recording that will be asked for after this one, a hint that may be ignored.

    Yields:
        `{"done", "total"}`, seconds of voice; `{"waiting": name}` while a model loads; `{"key", "result"}`
        of each window, to be kept.

    Returns:
        `{"turns", "removed", "voice", "notes", "sounds", "speakers_estimated", "audio_s", "speech_s",
        "seconds", "engine", "model"}`, and `windows`, `careful`, `doubts`, `kept` of `Heard`.

    Raises:
        AudioError, ModelError, EngineError
    """
    from qcdesk.speech.listen import listen

    started = time.monotonic()
    _check_unchanged(path, options.get("sha256"))
    yield {"waiting": options["model"]}
    engine = loaded_engine(options)
    with _ahead().take(Path(path)) as call:
        if options.get("next"):
            _ahead().begin(Path(options["next"]))
        work = listen(call, engine, _listening(options), options.get("kept"))
        while True:
            try:
                event = next(work)
            except StopIteration as finished:
                heard = finished.value
                break
            yield asdict(event)
        audio_s = call.duration_s
    return {
        "turns": [asdict(t) for t in heard.turns],
        "removed": [asdict(r) for r in heard.removed],
        "voice": [[list(span) for span in channel] for channel in heard.voice],
        "notes": heard.notes,
        "sounds": [[str(s.kind), s.channel, s.start, s.end] for s in heard.sounds],
        "windows": heard.windows,
        "careful": heard.careful,
        "doubts": heard.doubts,
        "kept": heard.kept,
        "speakers_estimated": heard.speakers_estimated,
        "audio_s": audio_s,
        "speech_s": heard.speech_s,
        "seconds": time.monotonic() - started,
        "engine": engine.name,
        "model": options["model"],
    }


@lru_cache(maxsize=1)
def _ahead() -> Ahead:
    from qcdesk.speech.ahead import Ahead

    return Ahead()


def _check_unchanged(path: str, sha256: str | None) -> None:
    """Refuses a recording that is not the one that was added."""
    from qcdesk.intake.hashing import sha256_of

    if sha256 and Path(path).is_file() and sha256_of(Path(path)) != sha256:
        raise AudioError(
            path, _("changed since it was added"), _("Add it again: it is another recording now")
        )


def loaded_engine(options: Plain) -> Engine:
    """The engine these options ask for, with its model in memory."""
    return _loaded(options["engine"], options["model"], options["models"], _engine_options(options))


def _listening(options: Plain) -> Listening:
    from qcdesk.speech.listen import DEFAULT

    beams = options.get("beam_size", DEFAULT.fast.beam_size)
    fast = replace(DEFAULT.fast, beam_size=beams)
    careful = replace(DEFAULT.careful, beam_size=2 * beams)
    return replace(DEFAULT, fast=fast, careful=careful, hotwords=options.get("hotwords", ""))


def _engine_options(options: Plain) -> EngineOptions:
    known = EngineOptions.__dataclass_fields__
    return EngineOptions(**{k: v for k, v in options.items() if k in known})


@lru_cache(maxsize=1)
def _loaded(engine: str, model: str, models: str, options: EngineOptions) -> Engine:
    """The engine with its model in memory; the child keeps the last one for the next call."""
    from qcdesk.engines.models.catalogue import Form
    from qcdesk.engines.models.store import ModelFiles, check, find

    ready = registry.create(engine)
    files = ModelFiles(model, Path(models), Form.CT2)
    if registry.needs_weights(engine):
        files = find(model, Path(models))
        # A damaged model of the right size gives bad text without a word.
        check(files)
    ready.load(files, options)
    return ready
