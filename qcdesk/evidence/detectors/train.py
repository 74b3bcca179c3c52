"""Trains the shipped model: `python -m qcdesk.evidence.detectors.train`, after a change of the examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from qcdesk.domain.detectors import DETECTOR_KEYS
from qcdesk.domain.transcript import Speaker
from qcdesk.evidence.detectors.kinds import FINDERS, may_prove
from qcdesk.evidence.detectors.lessons import SHIPPED, digest_of, of_banks, of_calls, talk_of, written_calls
from qcdesk.evidence.detectors.scene import Scene
from qcdesk.evidence.learning.examples import MarkedCall
from qcdesk.evidence.learning.model import SHIPPED as WEIGHTS
from qcdesk.evidence.learning.model import Model, save
from qcdesk.evidence.learning.training import Design

KEYS = tuple(key for key in DETECTOR_KEYS if key != "interrupted_client")
"""Interruptions are told by times, not by words."""
WRITERS = ("w1", "w2", "w3", "w4", "w5", "w6")
OWN = 3
_LOWEST = -6.0
_LEAST_NEGATIVE = 0.05


def train(folder: Path = SHIPPED) -> Model:
    """A model of the examples in a folder, its likelihoods set on calls by writers it did not learn from."""
    calls = written_calls(folder)
    design = Design([*of_banks(folder), *of_calls(calls)])
    scored = list(scored_by_others(design, calls))
    model = design.train(KEYS, may_prove, range(len(design.examples)))
    model.digest = digest_of(folder)
    for place, key in enumerate(KEYS):
        model.slopes[place], model.offsets[place] = _logistic(_points(key, scored))
    return model


def adapted(shipped: Model, own: Path) -> Model:
    """The shipped model taught with a company's own bank too; how sure its answers are stays as it was.

    Args:
        own: folder of the bank, a file a key; each of its lines counts as much as `OWN` shipped ones.
    """
    examples = [*of_banks(SHIPPED), *of_calls(written_calls()), *list(of_banks(own)) * OWN]
    model = Design(examples).train(shipped.keys, may_prove, range(len(examples)))
    digest = adapted_digest(shipped, own)
    return replace(model, slopes=shipped.slopes, offsets=shipped.offsets, digest=digest)


def adapted_digest(shipped: Model, own: Path) -> str:
    """The digest of a shipped model taught with a bank."""
    return f"{shipped.digest}+{digest_of(own)}"


def scored_by_others(design: Design, calls: Sequence[MarkedCall]) -> Iterator[tuple[MarkedCall, Scene]]:
    """Every written call under a model that knows nothing of its writer (two are left out at once)."""
    for first in range(0, len(WRITERS), 2):
        left_out = WRITERS[first : first + 2]
        known = [n for n, e in enumerate(design.examples) if not e.call.startswith(left_out)]
        model = design.train(KEYS, may_prove, known)
        for call in calls:
            if call.name.startswith(left_out):
                talk = talk_of(call)
                yield call, Scene(talk.turns, talk.facts, model)


def answers_of(call: MarkedCall) -> Mapping[str, str]:
    """What is true of a written call: yes for what is marked, no for the rest, but for what its head says."""
    proved = {key for turn in call.turns for marks in turn.marks for key in marks}
    return {key: "yes" if key in proved else "no" for key in KEYS} | call.answers


def best_of(key: str, scene: Scene) -> float:
    """Log-odds of the best proof; the lowest where there is none."""
    return max((proof.odds for proof in FINDERS[key](scene)), default=_LOWEST)


def _points(key: str, scored: Sequence[tuple[MarkedCall, Scene]]) -> list[tuple[float, bool]]:
    points = [(best_of(key, scene), answers_of(call)[key] == "yes") for call, scene in scored]
    if sum(not yes for _odds, yes in points) < _LEAST_NEGATIVE * len(points):
        # all written calls have objections: what is left without those stands for calls that have none
        points += [(_unmarked(key, call, scene), False) for call, scene in scored]
    return points


def _unmarked(key: str, call: MarkedCall, scene: Scene) -> float:
    """The best of the sentences of the client in turns that are not marked."""
    odds = [
        scene.odds_of(s, key)
        for s in scene.by(Speaker.CLIENT)
        if not any(key in marks for marks in call.turns[s.turn].marks)
    ]
    return max(odds, default=_LOWEST)


def _logistic(points: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    from sklearn.linear_model import LogisticRegression

    odds = np.maximum([[odds] for odds, _yes in points], _LOWEST)
    fitted = LogisticRegression(C=1.0).fit(odds, [yes for _odds, yes in points])
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


if __name__ == "__main__":
    save(train(), WEIGHTS)
