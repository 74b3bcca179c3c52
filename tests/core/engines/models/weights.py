"""Small real weights for tests: a whole Whisper of one layer, and a folder that looks published."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from qcdesk.domain.events import Event
from qcdesk.engines.models import checkpoint, published
from qcdesk.engines.models.checkpoint import Checkpoint, Dimensions

T = TypeVar("T")

SMALL = Dimensions(80, 51_865, 1500, 8, 1, 1, 448, 8, 1, 1)
FILES = {
    "model.bin": b"weights " * 50_000,
    "config.json": b"{}",
    "tokenizer.json": b"words",
    "vocabulary.txt": b"a\nb\n",
}


def run(job: Generator[Event, None, T]) -> T:
    """Runs a job to its end and returns its result."""
    while True:
        try:
            next(job)
        except StopIteration as finished:
            result: T = finished.value
            return result


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def small_checkpoint(seed: int = 0) -> Checkpoint:
    """A checkpoint with every array of a real one, filled by chance."""
    random = np.random.default_rng(seed)
    shapes = dict(_shapes())
    arrays = {name: random.normal(size=shape).astype(np.float16) for name, shape in shapes.items()}
    return Checkpoint(SMALL, arrays)


def write_small(path: Path, seed: int = 0) -> Path:
    checkpoint.write(path, small_checkpoint(seed))
    return path


def publish(monkeypatch: pytest.MonkeyPatch, name: str, files: dict[str, bytes]) -> None:
    """Makes the catalogue say that a model consists of these small files."""
    listed = {file: (len(content), sha256(content)) for file, content in files.items()}
    monkeypatch.setitem(published.FOLDERS, name, ("invented/model", "0" * 40, listed))


def publish_checkpoint(monkeypatch: pytest.MonkeyPatch, name: str, content: bytes) -> None:
    monkeypatch.setitem(published.CHECKPOINTS, name, (len(content), sha256(content)))


def leftovers(models: Path) -> list[Path]:
    """What a finished or stopped job must not leave behind."""
    return [p for p in models.rglob("*") if p.name.startswith(".new-") or p.suffix == ".part"]


def _shapes() -> Generator[tuple[str, tuple[int, ...]], None, None]:
    n = SMALL.n_text_state
    yield "encoder.conv1.weight", (n, SMALL.n_mels, 3)
    yield "encoder.conv2.weight", (n, n, 3)
    yield "encoder.positional_embedding", (1500, n)
    yield "decoder.positional_embedding", (448, n)
    yield "decoder.token_embedding.weight", (SMALL.n_vocab, n)
    for name in ("encoder.conv1", "encoder.conv2", "encoder.ln_post", "decoder.ln"):
        yield f"{name}.bias", (n,)
    for name in ("encoder.ln_post", "decoder.ln"):
        yield f"{name}.weight", (n,)
    for side, attentions in (("encoder", ("attn",)), ("decoder", ("attn", "cross_attn"))):
        block = f"{side}.blocks.0"
        yield from _feed_forward(block, n)
        for attention in attentions:
            yield from _attention(f"{block}.{attention}", n)


def _feed_forward(block: str, n: int) -> Generator[tuple[str, tuple[int, ...]], None, None]:
    yield f"{block}.mlp_ln.weight", (n,)
    yield f"{block}.mlp_ln.bias", (n,)
    yield f"{block}.mlp.0.weight", (4 * n, n)
    yield f"{block}.mlp.0.bias", (4 * n,)
    yield f"{block}.mlp.2.weight", (n, 4 * n)
    yield f"{block}.mlp.2.bias", (n,)


def _attention(name: str, n: int) -> Generator[tuple[str, tuple[int, ...]], None, None]:
    for part in ("query", "key", "value", "out"):
        yield f"{name}.{part}.weight", (n, n)
        if part != "key":
            yield f"{name}.{part}.bias", (n,)
    yield f"{name}_ln.weight", (n,)
    yield f"{name}_ln.bias", (n,)
