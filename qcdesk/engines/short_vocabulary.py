"""Whisper that can write in one alphabet only: a fifth of the tokens, and so much less to reckon for each.

For every token it writes, the decoder weighs all 51,865 that Whisper knows in a hundred languages; with base
weights that is half of the search. Talk in Russian needs a fifth of them: Cyrillic pieces, figures, marks,
and the commoner Latin pieces, of which any name can be made. Rows of the others are cut from the embedding
each time the model is loaded; its own files stay as they are. Outside, tokens keep Whisper's own numbers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qcdesk.engines.models import ct2_binary, vocabulary
from qcdesk.errors import ModelError

LANGUAGES = frozenset({"ru"})
"""Languages for which a short vocabulary has been measured to hear as well as the whole one."""

MOST_LATIN = 8000
"""Latin pieces are kept up to this number; tokens are numbered from the commonest to the rarest."""

_MOST_BYTES = 600_000_000
"""Larger models take long to write, and their decoders have more to do than to weigh tokens."""

_EMBEDDING = "decoder/embeddings/weight"
_PROJECTION = "decoder/projection/weight"
_TIME = re.compile(r"<\|\d+\.\d\d\|>")
_MARKS = "«»—–…№€“”„’‘°±×²½"


@dataclass(frozen=True, slots=True)
class Output:
    """What `generate` returns for a window; the names are CTranslate2's."""

    sequences_ids: list[list[int]]
    scores: list[float]
    no_speech_prob: float


class ShortWhisper:
    """CTranslate2's Whisper of a short vocabulary behind the numbers of the whole one."""

    is_multilingual = True

    def __init__(self, model: Any, tokens: Sequence[int], words: Sequence[str]) -> None:
        """Wraps a model that `shorten` wrote; `words` are all of Whisper's tokens by number."""
        self._model = model
        self._long = list(tokens)
        self._short = {token: place for place, token in enumerate(tokens)}
        self._words = words
        self._bytes = {word: token for token, word in enumerate(words) if len(word) == 1}

    @property
    def n_mels(self) -> int:
        """Bands of the spectrogram."""
        bands: int = self._model.n_mels
        return bands

    def encode(self, features: Any) -> Any:
        """As CTranslate2's."""
        return self._model.encode(features)

    def generate(
        self, encoded: Any, prompts: list[list[int]], *, suppress_tokens: Iterable[int], **how: Any
    ) -> list[Output]:
        """As CTranslate2's."""
        suppressed = [self._short[token] for token in suppress_tokens if token in self._short]
        found = self._model.generate(
            encoded, [self._shortened(prompt) for prompt in prompts], suppress_tokens=suppressed, **how
        )
        return [
            Output(
                [[self._long[token] for token in text] for text in output.sequences_ids],
                list(output.scores),
                output.no_speech_prob,
            )
            for output in found
        ]

    def align(
        self, encoded: Any, start: list[int], texts: list[list[int]], frames: list[int], **how: Any
    ) -> Any:
        """As CTranslate2's; the texts must come from `generate`."""
        short = [[self._short[token] for token in text] for text in texts]
        return self._model.align(encoded, self._shortened(start), short, frames, **how)

    def unload_model(self) -> None:
        """Frees the memory."""
        self._model.unload_model()

    def _shortened(self, prompt: list[int]) -> list[int]:
        found = []
        for token in prompt:
            if token in self._short:
                found.append(self._short[token])
            else:
                # All single bytes are left, so any text can still be spelt out.
                found += [self._short[self._bytes[byte]] for byte in self._words[token]]
        return found


def shorten(folder: Path, words: Sequence[str], language: str, into: Path) -> tuple[int, ...] | None:
    """Writes the model of a folder with the tokens that talk in that language needs.

    Args:
        words: all tokens by number, in GPT-2's alphabet.
        into: an existing folder; what is written there is needed only until the model is loaded.

    Returns:
        Whisper's number of each token left, ascending; None where the whole vocabulary must do: for another
        language, a large model, one of a form that cannot be read here, or where the disk is full.
    """
    path = folder / "model.bin"
    if language not in LANGUAGES or path.stat().st_size > _MOST_BYTES:
        return None
    tokens = kept(words)
    try:
        _write_cut(ct2_binary.read(path), tokens, len(words), into / "model.bin")
        (into / "config.json").write_text(_config(folder / "config.json", tokens), encoding="utf-8")
        (into / "vocabulary.txt").write_bytes("".join(words[token] + "\n" for token in tokens).encode())
    except (ModelError, KeyError, ValueError, OSError):
        return None
    return tuple(tokens)


def listed_words(folder: Path) -> list[str] | None:
    """All tokens of a model by number, as its folder lists them."""
    try:
        if (folder / "vocabulary.json").is_file():
            words = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
            return words if isinstance(words, list) and all(isinstance(w, str) for w in words) else None
        return (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")[:-1]
    except (OSError, ValueError):
        return None


def kept(words: Sequence[str]) -> list[int]:
    """Numbers of the tokens that Russian talk needs, ascending."""
    return [number for number, word in enumerate(words) if _is_kept(number, word)]


def _is_kept(number: int, word: str) -> bool:
    if word.startswith("<|") and word.endswith("|>"):
        # Times of Whisper's own are not asked for; the first marks where they would begin.
        return word == "<|0.00|>" or not _TIME.fullmatch(word)
    content = vocabulary.content(word)
    if len(content) <= 1:
        return True
    letters = content.decode("utf-8", "ignore")
    if not letters:
        # Part of a character: of a Cyrillic one, or of a mark such as a dash.
        return content.startswith((b"\xd0", b"\xd1", b"\xe2", b" "))
    if not all(c < "\x80" or "\u0400" <= c < "\u0460" or c in _MARKS for c in letters):
        return False
    return number < MOST_LATIN or not any(c.isascii() and c.isalpha() for c in letters)


def _write_cut(variables: dict[str, Any], tokens: list[int], count: int, path: Path) -> None:
    parts = (_EMBEDDING, _PROJECTION, "decoder/projection/bias")
    for name in [name for name in variables if name.startswith(parts) and variables[name].ndim]:
        if variables[name].shape[0] != count:
            raise ValueError("another count of tokens")
        variables[name] = variables[name][tokens]
    aliases = {} if _PROJECTION in variables else {_PROJECTION: _EMBEDDING}
    ct2_binary.write(path, variables, aliases)


def _config(path: Path, tokens: list[int]) -> str:
    places = {token: place for place, token in enumerate(tokens)}
    config = json.loads(path.read_text(encoding="utf-8"))
    for name in ("lang_ids", "suppress_ids", "suppress_ids_begin"):
        if name in config:
            config[name] = [places[token] for token in config[name] if token in places]
    return json.dumps(config)
