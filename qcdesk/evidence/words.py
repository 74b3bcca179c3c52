"""Word forms of Russian: under which keys a spoken word can be found (its lemmas, exact form, kind)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

_TAGS = frozenset(("1per", "2per", "3per", "impr", "past"))
_LEAST_SCORE = 0.03
_NUMBER_TAGS = frozenset(("NUMR", "Anum"))


@cache
def _morphology() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


def _folded(lemma: str) -> str:
    return lemma.replace("ё", "е")


@cache
def keys(form: str) -> frozenset[str]:
    """All keys of one folded word.

    A key is a lemma (`почта`), a lemma with a grammeme (`звонить@1per`), the exact form (`=почту`), `@Name`
    for a first name, `^` for a word no dictionary knows or one in Latin letters, `#` for a number.
    """
    found = {f"={form}"}
    if form[0].isdigit():
        return frozenset(found | {"#", form})
    if form[0].isascii():
        return frozenset(found | {"^", form})
    readings = _morphology().parse(form)
    best = readings[0]
    if not best.is_known:
        found.add("^")
    for reading in readings:
        if reading.score < _LEAST_SCORE and reading is not best:
            continue
        lemma = _folded(reading.normal_form)
        found.add(lemma)
        found.update(f"{lemma}@{tag}" for tag in _TAGS & reading.tag.grammemes)
        if "Name" in reading.tag and reading.is_known:
            found.add("@Name")
        if _NUMBER_TAGS & reading.tag.grammemes:
            found.add("#")
    return frozenset(found)


@cache
def lemma(form: str) -> str:
    """The likeliest lemma of one folded word."""
    return form if form[0].isascii() else _folded(_morphology().parse(form)[0].normal_form)


@cache
def is_known(form: str) -> bool:
    """Whether the dictionary knows the word."""
    return "^" not in keys(form)


def is_first_name(form: str) -> bool:
    """Whether the word can be a form of a first name."""
    return "@Name" in keys(form)
