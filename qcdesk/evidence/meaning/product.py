"""Which rows and reasons of the product cards are voiced in a call, and which would have fitted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from qcdesk.domain.evidence import Quote
from qcdesk.domain.product import CardRow, Cards, Part, Reason
from qcdesk.domain.product_talk import FeatureOnly, Fitting, ProductTalk, VoicedPart, VoicedReason, VoicedRow
from qcdesk.domain.transcript import Speaker, Transcript
from qcdesk.evidence.meaning.likeness import Likeness
from qcdesk.evidence.meaning.speech import Speech, best_by_wanted

SOON_S = 45.0
"""A link of a chain follows the one before within so many seconds."""
_AT_ONCE_S = 20.0
"""What a property gives is said in the same turn, or begins so many seconds later."""
_OWN = 0.5
MOST_FITTING = 3
_ORDER = tuple(Part)


def product_talk(
    call: int,
    transcript: Transcript,
    cards: Cards,
    likeness: Likeness,
    features: Sequence[Quote] = (),
    benefits: Sequence[Quote] = (),
    emotions: Sequence[Quote] = (),
) -> ProductTalk:
    """What of the cards is voiced in a call; every quote has passed the guard.

    Args:
        features, benefits, emotions: what detectors found of them in any words.
    """
    manager = Speech(transcript, Speaker.SALES_MANAGER, likeness)
    client = Speech(transcript, Speaker.CLIENT, likeness)
    rows = _rows(manager, cards.rows, benefits, emotions)
    reasons = _reasons(manager, cards.reasons)
    return ProductTalk(
        call=call,
        looked_for=(len(cards.rows), len(cards.reasons)),
        rows=rows,
        reasons=reasons,
        feature_only=_feature_only(rows, features, (*benefits, *emotions), reasons),
        fitting=_fitting(client, cards, rows, reasons, likeness),
    )


def _rows(
    manager: Speech, rows: Sequence[CardRow], benefits: Sequence[Quote], emotions: Sequence[Quote]
) -> tuple[VoicedRow, ...]:
    wanted = [(n, part, row.part(part)) for n, row in enumerate(rows) for part in Part if row.part(part)]
    heard = manager.heard([text for _n, _p, text in wanted], [n for n, _p, _t in wanted])
    said: dict[int, list[_Link]] = {}
    for one in heard:
        number, part, _text = wanted[one.wanted]
        said.setdefault(number, []).append(_Link(one.at, VoicedPart(part, one.quote, one.likelihood)))
    own = [
        _Link((quote.turn, manager.place_of(quote)), VoicedPart(part, quote, _OWN, own_words=True))
        for part, quotes in ((Part.GAIN, benefits), (Part.EMOTION, emotions))
        for quote in quotes
    ]
    return tuple(
        VoicedRow(rows[number], tuple(link.voiced for link in links), _chain(links, own))
        for number, links in sorted(said.items())
    )


class _Link(NamedTuple):
    """A voiced link with its place: turn and index of its text."""

    at: tuple[int, int]
    voiced: VoicedPart


def _chain(parts: Sequence[_Link], own: Sequence[_Link]) -> tuple[VoicedPart, ...]:
    """The longest run in the order of the links, each soon after the one before; the likeliest of equals."""
    ordered = sorted((*parts, *own), key=lambda one: (one.at, _ORDER.index(one.voiced.part)))
    links = [link.voiced for link in ordered]
    best: list[tuple[VoicedPart, ...]] = []
    for place, link in enumerate(links):
        longest: tuple[VoicedPart, ...] = ()
        for earlier in range(place):
            run = best[earlier]
            if run and _follows(run[-1], link) and _worth(run) > _worth(longest):
                longest = run
        best.append((*longest, link) if longest or not link.own_words else ())
    return max(best, key=_worth, default=())


def _worth(run: Sequence[VoicedPart]) -> tuple[int, int, float]:
    return len(run), len({link.quote for link in run}), sum(link.likelihood for link in run)


def _follows(before: VoicedPart, after: VoicedPart) -> bool:
    if _ORDER.index(after.part) <= _ORDER.index(before.part):
        return False
    if after.own_words and after.quote == before.quote:
        return False
    return after.quote.start - before.quote.end <= SOON_S


def _reasons(manager: Speech, reasons: Sequence[Reason]) -> tuple[VoicedReason, ...]:
    heard = manager.heard([reason.text for reason in reasons], range(len(reasons)))
    best = best_by_wanted(heard)
    return tuple(VoicedReason(reasons[n], one.quote, one.likelihood) for n, one in sorted(best.items()))


def _feature_only(
    rows: Iterable[VoicedRow],
    features: Iterable[Quote],
    given: Iterable[Quote],
    reasons: Iterable[VoicedReason],
) -> tuple[FeatureOnly, ...]:
    """Properties after which nothing says what they give, in order of time; one a turn."""
    named: dict[int, FeatureOnly] = {}
    helpful = list(given)
    turns_with_reasons = {voiced.quote.turn for voiced in reasons}
    for voiced in rows:
        for link in voiced.parts:
            if link.part is Part.FEATURE:
                named[link.quote.turn] = FeatureOnly(link.quote, voiced.row)
            else:
                helpful.append(link.quote)
    for quote in features:
        named.setdefault(quote.turn, FeatureOnly(quote, None))
    return tuple(
        one
        for turn, one in sorted(named.items())
        if turn not in turns_with_reasons and not any(_soon(one.quote, q) for q in helpful)
    )


def _soon(feature: Quote, quote: Quote) -> bool:
    return quote.turn == feature.turn or 0 <= quote.start - feature.end <= _AT_ONCE_S


def _fitting(
    client: Speech,
    cards: Cards,
    rows: Iterable[VoicedRow],
    reasons: Iterable[VoicedReason],
    likeness: Likeness,
) -> tuple[Fitting, ...]:
    """What was not voiced and answers a need or an objection of the client, the likeliest first."""
    voiced_rows = {
        voiced.row.code for voiced in rows if any(p.part is not Part.FEATURE for p in voiced.parts)
    }
    voiced_reasons = {voiced.reason.number for voiced in reasons}
    by_code = {row.code: row for row in cards.rows}
    wanted: list[tuple[str, Reason | None, CardRow | None]] = []
    for reason in cards.reasons:
        if reason.number not in voiced_reasons:
            row = by_code.get(reason.row)
            calls = (reason.objection, row.objection if row else "", row.need if row else "", reason.text)
            wanted += [(text, reason, row) for text in calls if text]
    for row in cards.rows:
        if row.code not in voiced_rows:
            wanted += [(text, None, row) for text in (row.objection, row.need) if text]
    heard = client.heard([w[0] for w in wanted], [0] * len(wanted), likeness.near_from)
    found: list[Fitting] = []
    for one in sorted(heard, key=lambda h: -h.likelihood):
        fits = Fitting(one.quote, one.likelihood, *wanted[one.wanted][1:])
        known = any(f.text == fits.text or f.client == fits.client for f in found)
        if not known and len(found) < MOST_FITTING:
            found.append(fits)
    return tuple(found)
