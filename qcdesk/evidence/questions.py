"""Open questions: sentences that ask with a question word, also where recognition left no question mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qcdesk.evidence.analysis import Analysis, Token
from qcdesk.evidence.words import keys

_ASKING_WORDS = "какой сколько кто почему зачем куда откуда где насколько чей каков который что как когда чем"
_PREPOSITION_WORDS = "для с за по на в к о об от из у до под при про"
_LEAD_IN_WORDS = """а и но ну так вот да хорошо понятно ясно отлично понял поняла понимать спасибо тогда
    скажите подскажите сказать подсказать пожалуйста еще тоже смотрите угу ага если честно можно узнать
    уточнить"""
_KNOWING_WORDS = "понимать понять знать думать считать говорить помнить значит уверенный"
_ASKING = frozenset(_ASKING_WORDS.split())
# these also join clauses («понимаю, что …», «знаете, как …»), so only their place tells a question
_JOINING = frozenset(("что", "как", "когда", "который", "где", "чем"))
_PREPOSITIONS = frozenset(_PREPOSITION_WORDS.split())
_LEAD_IN = frozenset(_LEAD_IN_WORDS.split()) | _PREPOSITIONS
_RESTART = frozenset(("=а", "=скажите", "=подскажите", "=пожалуйста", "=расскажите", "=уточните"))
# after these «что» and «как» tell what is known: «правильно понимаю, что …?»
_KNOWING = frozenset(_KNOWING_WORDS.split())
_MARKS = frozenset(".?!…")
_LONGEST_LEAD_IN_CLAUSE = 3


def open_questions(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences that are open questions.

    Where a text has no marks of sentences at all, every place that starts like a question counts: a question
    word first, or after «а», «и», «подскажите». The span then runs to the end of the text or the next one.
    """
    if _MARKS.isdisjoint(analysis.text):
        yield from _unmarked(analysis)
        return
    for number, (start, end) in enumerate(analysis.sentences):
        if "?" in analysis.text[max(start, end - 3) : end] and _asks(analysis, number):
            yield start, end


def _asks(analysis: Analysis, number: int) -> bool:
    """Whether a sentence with a question mark has a question word that asks and does not join clauses."""
    clauses = _clauses(analysis, analysis.sentence_tokens(number))
    return any(_clause_asks(clause, clauses[:place]) for place, clause in enumerate(clauses))


def _clause_asks(clause: list[Token], before: list[list[Token]]) -> bool:
    asking = [token for token in clause if _asking(token)]
    if any(_JOINING.isdisjoint(keys(token.form)) for token in asking):
        return True
    if not asking or not before:
        return bool(asking)
    if any(len(earlier) > _LONGEST_LEAD_IN_CLAUSE for earlier in before):
        return False
    joined = clause[0] in asking and any(not _KNOWING.isdisjoint(keys(t.form)) for t in before[-1])
    return not joined and _first_spoken(clause) in asking


def _clauses(analysis: Analysis, tokens: Sequence[Token]) -> list[list[Token]]:
    clauses: list[list[Token]] = [[]]
    for before, token in zip([None, *tokens], tokens, strict=False):
        between = analysis.text[before.end : token.start] if before else ""
        if any(mark in between for mark in ",;:—–"):
            clauses.append([])
        clauses[-1].append(token)
    return [clause for clause in clauses if clause]


def _asking(token: Token) -> bool:
    return not _ASKING.isdisjoint(keys(token.form))


def _leads_in(token: Token) -> bool:
    return not _LEAD_IN.isdisjoint(keys(token.form))


def _first_spoken(clause: list[Token]) -> Token | None:
    return next((token for token in clause if not _leads_in(token)), None)


def _unmarked(analysis: Analysis) -> Iterator[tuple[int, int]]:
    starts = [n for n, token in enumerate(analysis.tokens) if _asking(token) and _starts(analysis, n)]
    for place, number in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else len(analysis.tokens)
        if following - number >= _LONGEST_LEAD_IN_CLAUSE:
            yield analysis.tokens[number].start, analysis.tokens[following - 1].end


def _starts(analysis: Analysis, number: int) -> bool:
    before = analysis.tokens[:number]
    if all(_leads_in(token) for token in before):
        return True
    while before and keys(before[-1].form) & _PREPOSITIONS:
        before = before[:-1]
    return bool(before) and not _RESTART.isdisjoint(keys(before[-1].form))
