"""First names and patronymics said in a text, in any case, short or mangled a little."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.fuzz import ratio

from qcdesk.domain.text import fold
from qcdesk.evidence.analysis import Analysis, Token
from qcdesk.evidence.phrases import NameSpan
from qcdesk.evidence.words import is_first_name, is_known, keys, lemma

_PATRONYMIC_ENDS = ("ович", "евич", "ич", "овна", "евна", "ична", "инична")
_LEAST_RATIO = 80.0
_SHORTEST_FUZZY = 5
_SET_OFF = frozenset(",!?")
_SHORT_NAMES = Path(__file__).parent / "first_names.yaml"


@dataclass(frozen=True, slots=True)
class Person:
    """A person's first name with its short forms, all folded lemmas, and the patronymic if known."""

    first_name: str
    forms: frozenset[str]
    patronymic: str | None


@cache
def _short_names() -> dict[str, tuple[str, ...]]:
    from ruamel.yaml import YAML

    content = YAML(typ="safe", pure=True).load(_SHORT_NAMES.read_text("utf-8"))
    return {fold(name): tuple(fold(short) for short in shorts.split()) for name, shorts in content.items()}


def person(full_name: str) -> Person:
    """The person of a full name in any order («Громов Павел Андреевич», «Павел Громов», «Павел»)."""
    words = [w for w in fold(full_name).split() if w[0].isalpha()] or [fold(full_name)]
    patronymics = [n for n, word in enumerate(words) if n > 0 and word.endswith(_PATRONYMIC_ENDS)]
    if patronymics:
        place = patronymics[0]
        first, patronymic = words[place - 1], words[place]
    else:
        first, patronymic = next((w for w in words if is_first_name(w)), words[0]), None
    return Person(first, frozenset((first, *_short_names().get(first, ()))), patronymic)


def find_person(person: Person, analysis: Analysis) -> list[NameSpan]:
    """Every place where the person is called by first name, with the patronymic after it when it is said."""
    spans = []
    for place, token in enumerate(analysis.tokens):
        if score := _is_called(person, token, analysis.text):
            last = place + 1 if _is_patronymic(person, analysis.tokens[place + 1 : place + 2]) else place
            spans.append(NameSpan(place, last, score))
    return spans


def _is_called(person: Person, token: Token, text: str) -> float:
    score = _likeness(person.first_name, person.forms, token.form)
    return 0.9 if score < 1.0 and _is_vocative(person, token, text) else score


@lru_cache(65_536)
def _likeness(first_name: str, forms: frozenset[str], form: str) -> float:
    if form == first_name or not forms.isdisjoint(keys(form)):
        return 1.0
    if is_known(form) or len(form) < _SHORTEST_FUZZY:
        return 0.0
    return max(ratio(first_name, each, score_cutoff=_LEAST_RATIO) / 100 for each in _both(form))


def _both(form: str) -> tuple[str, str]:
    return form, lemma(form)


def _is_vocative(person: Person, token: Token, text: str) -> bool:
    """«Паш», «Лен»: a short name without its last vowel, written like a name and set off by a comma."""
    set_off = text[token.end : token.end + 1] in _SET_OFF
    return set_off and text[token.start].isupper() and f"{token.form}а" in person.forms | _soft(person)


def _soft(person: Person) -> frozenset[str]:
    return frozenset(form[:-1] + "а" for form in person.forms if form.endswith("я"))


def _is_patronymic(person: Person, following: tuple[Token, ...]) -> bool:
    if not following or person.patronymic is None:
        return False
    form = following[0].form
    return form[:3] == person.patronymic[:3] and max(ratio(person.patronymic, f) for f in _both(form)) >= 70.0
