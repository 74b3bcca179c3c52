"""Names said in a text: firms and products by likeness of letters, people by the forms of their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

from qcdesk.domain.evidence import Names
from qcdesk.domain.text import fold
from qcdesk.evidence.analysis import Analysis
from qcdesk.evidence.people import Person, find_person, person
from qcdesk.evidence.phrases import NameSpan
from qcdesk.evidence.words import lemma

LEAST_RATIO = 75.0
_LEAST_RATIO_SHORT = 90.0
_SHORT = 4
_LEAST_WORD_RATIO = 60.0
_LONGEST_WINDOW = 3
_LEAST_LENGTH = 0.75
_LEGAL_FORMS = frozenset(("ооо", "ао", "пао", "зао", "оао", "ип", "ано", "llc", "ltd", "inc"))
_KINDS = frozenset(("компания", "фирма", "магазин", "группа", "студия", "центр", "завод", "агентство"))
_LATIN = str.maketrans(dict(zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстуввксиз", strict=False)))
_LATIN_PAIRS = (("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("oo", "у"), ("ee", "и"), ("ph", "ф"), ("th", "т"))


@dataclass(frozen=True, slots=True)
class _Brand:
    """A name of a firm or product: its words as written, their lemmas, and each joined."""

    words: tuple[str, ...]
    lemmas: tuple[str, ...]


def _brands(name: str) -> tuple[_Brand, ...]:
    words = [w for w in fold(name).replace("-", " ").split() if w.strip("+?%:")]
    plain = [w for w in words if w not in _LEGAL_FORMS] or words
    bare = plain[1:] if len(plain) > 1 and plain[0] in _KINDS else plain
    forms = [tuple(bare)]
    if any(word.isascii() and word.isalpha() for word in bare):
        forms.append(tuple(_in_russian_letters(word) for word in bare))
    return tuple(_Brand(form, tuple(lemma(word) for word in form)) for form in forms if form)


def _in_russian_letters(word: str) -> str:
    for pair, letter in _LATIN_PAIRS:
        word = word.replace(pair, letter)
    return word.translate(_LATIN)


class NameBook:
    """Finds the names of one call in texts; `qcdesk.evidence.phrases.PLACEHOLDERS` says which kinds."""

    def __init__(self, names: Names) -> None:
        self._brands = {
            "{company}": [b for name in names.companies for b in _brands(name)],
            "{product}": [b for name in names.products for b in _brands(name)],
            "{competitor}": [b for name in names.competitors for b in _brands(name)],
        }
        staff = (names.sales_manager,) if names.sales_manager else names.staff
        self._people: dict[str, list[Person]] = {
            "{manager}": [person(name) for name in staff if fold(name)],
            "{client}": [person(names.client)] if names.client and fold(names.client) else [],
        }
        self._found: dict[tuple[str, str], tuple[NameSpan, ...]] = {}

    def find(self, placeholder: str, analysis: Analysis) -> tuple[NameSpan, ...]:
        """Every place where a name of that kind is said, best likeness first taken, without overlaps."""
        place = (placeholder, analysis.text)
        if place not in self._found:
            spans = [s for p in self._people.get(placeholder, ()) for s in find_person(p, analysis)]
            if brands := self._brands.get(placeholder):
                forms = tuple(token.form for token in analysis.tokens)
                lemmas = tuple(map(lemma, forms))
                spans += [s for brand in brands for s in _find_brand(brand, forms, lemmas)]
            self._found[place] = _best_apart(spans) if spans else ()
        return self._found[place]


def _best_apart(spans: list[NameSpan]) -> tuple[NameSpan, ...]:
    chosen: list[NameSpan] = []
    for span in sorted(spans, key=lambda s: (-s.score, s.last - s.first, s.first)):
        if all(span.last < other.first or span.first > other.last for other in chosen):
            chosen.append(span)
    return tuple(sorted(chosen, key=lambda s: s.first))


def _find_brand(brand: _Brand, forms: tuple[str, ...], lemmas: tuple[str, ...]) -> list[NameSpan]:
    best: dict[tuple[int, int], float] = {}
    for name, said in ((brand.words, forms), (brand.lemmas, lemmas)):
        whole = "".join(name)
        windows = list(_windows(said, _LEAST_LENGTH * len(whole), len(whole) / _LEAST_LENGTH))
        # The library goes through all windows at once; the few it leaves are looked at closely.
        for _heard, _score, place in extract(
            whole, [heard for heard, _span in windows], scorer=ratio, score_cutoff=LEAST_RATIO, limit=None
        ):
            first, last = span = windows[place][1]
            score = _likeness(name, said[first:last])
            if score:
                best[span] = max(score, best.get(span, 0.0))
    return [NameSpan(first, last - 1, score / 100) for (first, last), score in best.items()]


def _windows(said: tuple[str, ...], least: float, most: float) -> Iterator[tuple[str, tuple[int, int]]]:
    """Neighbouring words joined, with their half-open span, of so many letters."""
    lengths = tuple(map(len, said))
    for first in range(len(said)):
        letters = 0
        for after, length in enumerate(lengths[first : first + _LONGEST_WINDOW], first + 1):
            letters += length
            if letters > most:
                break
            if letters >= least:
                yield "".join(said[first:after]), (first, after)


def _likeness(name: tuple[str, ...], said: tuple[str, ...]) -> float:
    """Likeness of two sequences of words, 0 or at least the threshold (100 when equal)."""
    whole, heard = "".join(name), "".join(said)
    if not _LEAST_LENGTH * len(whole) <= len(heard) <= len(whole) / _LEAST_LENGTH:
        return 0.0
    least = _LEAST_RATIO_SHORT if len(whole) <= _SHORT else LEAST_RATIO
    score = ratio(whole, heard, score_cutoff=least)
    if not score or len(name) != len(said) or len(name) == 1:
        return score
    # «тёплый пол» is no «Тёплый Дом»: a common first word must not carry the whole name
    return score if all(ratio(a, b) >= _LEAST_WORD_RATIO for a, b in zip(name, said, strict=True)) else 0.0
