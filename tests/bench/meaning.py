"""How well matching by meaning works: `python -m tests.bench.meaning`, on written pairs and on calls."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qcdesk.evidence.folding import sentences
from qcdesk.evidence.meaning.by_words import FEATURES, WordLikeness, features
from tests.bench.truth import DEVELOPMENT

PAIRS = Path(__file__).parent / "meaning_pairs.txt"
_WEIGHTS = {"means it": 4.0, "near miss": 2.0, "other": 1.0}
_BESIDE_THE_LIST = 0.1
"""What a pair counts that was written beside the list of concepts."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences.

    Attributes:
        part: `list`, `dev` or `held`, see the file.
        sign: `+` the second means the first and says it partly in the same words, `*` in other words,
            `-` a near miss.
    """

    trade: str
    part: str
    wanted: str
    said: str
    sign: str

    @property
    def means(self) -> bool:
        """Whether the second sentence means the first."""
        return self.sign != "-"


def pairs() -> Iterator[Pair]:
    """The written pairs."""
    trade = part = wanted = ""
    for line in PAIRS.read_text("utf-8").splitlines():
        sign, text = line[:1], line[1:].strip()
        if sign == "@":
            *name, part = text.split()
            trade = " ".join(name)
        elif sign == "=":
            wanted = text
        elif sign and sign in "+*-":
            yield Pair(trade, part, wanted, text, sign)


def main() -> None:
    """Prints the tables, or learns the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--fit", action="store_true", help="print weights learned from the development pairs")
    parser.add_argument("--errors", action="store_true", help="print what is judged wrong")
    options = parser.parse_args()
    known = list(pairs())
    if options.fit:
        _fit([p for p in known if p.part != "held"])
        return
    for part in ("list", "dev", "held"):
        _report(part, [p for p in known if p.part == part], errors=options.errors)
    if DEVELOPMENT.is_dir():
        _calls(known)


def _report(part: str, known: list[Pair], *, errors: bool) -> None:
    likeness = WordLikeness()
    wanted = list(dict.fromkeys(p.wanted for p in known))
    scores = likeness.scores(wanted, [p.said for p in known])
    place = {text: n for n, text in enumerate(wanted)}
    own = np.array([scores[place[p.wanted], m] for m, p in enumerate(known)])
    means = np.array([p.means for p in known])
    sure = own >= likeness.sure_from
    hit, false = int((sure & means).sum()), int((sure & ~means).sum())
    strangers = [
        scores[n, m] >= likeness.sure_from
        for n, text in enumerate(wanted)
        for m, p in enumerate(known)
        if p.wanted != text
    ]
    near, far = (np.array([p.sign == sign for p in known]) for sign in "+*")
    print(
        f"{part}: {len(known)} pairs, "
        f"precision {hit / max(1, hit + false):.2f}, recall {hit / means.sum():.2f} "
        f"({int((sure & near).sum())} of {int(near.sum())} partly in the same words, "
        f"{int((sure & far).sum())} of {int(far.sum())} in others); near misses taken for it {false} of "
        f"{int((~means).sum())}; sentences about something else {sum(strangers)} of {len(strangers)}"
    )
    if errors:
        for p, score, mark in zip(known, own, sure != means, strict=True):
            if mark:
                print(f"  {'missed' if p.means else 'false '} {score:.2f}  {p.wanted} | {p.said}")


def _calls(known: list[Pair]) -> None:
    """How often things of other trades are heard in real talk, and how fast."""
    likeness = WordLikeness()
    wanted = list(dict.fromkeys(p.wanted for p in known))
    took, count, hits = 0.0, 0, 0
    for file in sorted((DEVELOPMENT / "truth").glob("*.json")):
        said = list(_said(file))
        started = time.perf_counter()
        scores = likeness.scores(wanted, said)
        took += time.perf_counter() - started
        count += 1
        hits += int((scores >= likeness.sure_from).sum())
    print(
        f"{len(wanted)} things of other companies in {count} calls: heard {hits} times, "
        f"{took / count:.2f} s a call"
    )


def _said(file: Path) -> Iterator[str]:
    for turn in json.loads(file.read_text("utf-8"))["turns"]:
        if turn["who"] == "manager":
            yield from (turn["text"][a:b] for a, b in sentences(turn["text"]))


def _fit(known: list[Pair]) -> None:
    from sklearn.linear_model import LogisticRegression

    rows, answers, weights = [], [], []
    for part in ("list", "dev"):
        own = [p for p in known if p.part == part]
        wanted = list(dict.fromkeys(p.wanted for p in own))
        found = features(wanted, [p.said for p in own])
        for n, text in enumerate(wanted):
            for m, p in enumerate(own):
                kind = "other" if p.wanted != text else "means it" if p.means else "near miss"
                rows.append(found[n, m])
                answers.append(kind == "means it")
                weights.append(_WEIGHTS[kind] * (_BESIDE_THE_LIST if part == "list" else 1.0))
    model = LogisticRegression(C=1.0, max_iter=3000).fit(np.array(rows), answers, weights)
    for name, weight in zip((*FEATURES, "intercept"), [*model.coef_[0], model.intercept_[0]], strict=True):
        print(f"{weight:6.2f}  {name}")


if __name__ == "__main__":
    main()
