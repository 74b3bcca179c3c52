"""Vectors of Russian words, near when near in meaning: from a file of `natasha`, which is not imported.

The file is read here into arrays: the reader of the package `navec` makes 250,000 words objects of Python and
prepares distances that nobody asks for, which takes more memory than all the rest of a window.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from gzip import GzipFile
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 300
_FILE = Path("data/emb/navec_news_v1_1B_250K_300d_100q.tar")


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Words with their vectors, which are put together of parts (product quantisation).

    Attributes:
        words: UTF-8, sorted; places: of each in the file's order.
        counts: by place, how often a word stood in the texts.
        parts: by place, a number for each part of the vector, uint8 of shape (words, parts).
        codes: what the numbers mean, float32 of shape (parts, 256, length of a part).
    """

    words: NDArray[np.bytes_]
    places: NDArray[np.int64]
    counts: NDArray[np.uint32]
    parts: NDArray[np.uint8]
    codes: NDArray[np.float32]

    @classmethod
    def read(cls, path: Path) -> WordVectors:
        """Reads a file of navec's form (`vocab.bin`, `pq.bin`)."""
        from navec.tar import Tar

        with Tar(str(path)) as tar:
            with GzipFile(fileobj=tar.load("vocab.bin")) as file:
                (size,) = np.frombuffer(file.read(4), np.uint32)
                counts = np.frombuffer(file.read(4 * int(size)), np.uint32)
                words = np.array([word.encode() for word in file.read().decode().splitlines()])
            file = tar.load("pq.bin")
            number, _dimensions, parts, codes = (int(n) for n in np.frombuffer(file.read(16), np.uint32))
            numbers = np.frombuffer(file.read(number * parts), np.uint8).reshape(number, parts)
            meanings = np.frombuffer(file.read(), np.float32).reshape(parts, codes, -1)
        places = np.argsort(words, kind="stable")
        return cls(words[places], places, counts, numbers, meanings)

    def place(self, word: str) -> int | None:
        """The place of a word; None where it is not known."""
        wanted = word.encode("utf-8", "surrogatepass")
        if not wanted or len(wanted) > self.words.itemsize or wanted.endswith(b"\0"):
            return None
        at = int(np.searchsorted(self.words, np.bytes_(wanted)))
        return int(self.places[at]) if at < len(self.words) and self.words[at] == wanted else None

    def vector(self, place: int) -> NDArray[np.float32]:
        """The vector of a place, shape (300,)."""
        found: NDArray[np.float32] = self.codes[np.arange(len(self.codes)), self.parts[place]]
        return found.reshape(-1)


@cache
def _vectors() -> WordVectors:
    spec = find_spec("natasha")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name="natasha")
    return WordVectors.read(Path(spec.origin).parent / _FILE)


@cache
def vector(form: str) -> NDArray[np.float32] | None:
    """The vector of a folded word, shape (300,); None for a word the vectors do not know."""
    place = _vectors().place(form)
    return None if place is None else _vectors().vector(place)


def count(form: str) -> int:
    """How often a folded word stands in the texts the vectors were made from; 0 for an unknown one."""
    place = _vectors().place(form)
    return 0 if place is None else int(_vectors().counts[place])
