"""The seam of matching by meaning: anything that says how likely a sentence means a wanted thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Row = NDArray[np.float32]


class Likeness(Protocol):
    """What matching needs; by words unless something better (a model of sentences) is plugged in here.

    Attributes:
        sure_from: likelihood from which a sentence is said to mean the wanted thing.
        near_from: likelihood from which two texts are about the same thing, which proves nothing yet.
    """

    sure_from: float
    near_from: float

    def scores(self, wanted: Sequence[str], said: Sequence[str]) -> Row:
        """How likely each sentence means each wanted thing, 0…1, shape (wanted, said)."""
        ...
