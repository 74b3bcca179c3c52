"""All files for two hundred sales managers with fifty reviews each: `python -m tests.bench.reports [N …]`.

Clips are cut before the clock starts: three for every card, of a generated tone. Figures for a half and a
quarter of the department beside the whole show whether time grows with the reviews.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import soundfile

from qcdesk.audio.clips import Piece, cut
from qcdesk.checklists.shelf import find
from qcdesk.domain.call import AudioFacts, Call, CallFacts, CallState
from qcdesk.domain.checklist import content_hash
from qcdesk.domain.evidence import Quote
from qcdesk.domain.period import Period
from qcdesk.domain.review import Answer, Review
from qcdesk.domain.transcript import Speaker
from qcdesk.reports.card import manager_cards
from qcdesk.reports.clips import Clip, Key, Line, Wanted
from qcdesk.reports.export import write_manager_card, write_owner_report
from qcdesk.reports.material import PeriodMaterial, ReviewedCall
from qcdesk.reports.owner import owner_report
from qcdesk.scoring import score

MANAGERS, REVIEWS, CLIPS = 200, 50, 3
FORMATS = ("html", "pdf", "xlsx")
_SALES = find("sales_hot_v1", [])
_HASH = content_hash(_SALES)


def main() -> None:
    """Prints seconds, megabytes and reviews a second."""
    sizes = [int(a) for a in sys.argv[1:]] or [MANAGERS // 4, MANAGERS // 2, MANAGERS]
    sound = _sound()
    for managers in sizes:
        material = department(managers, REVIEWS)
        with tempfile.TemporaryDirectory() as name:
            _measure(material, Path(name), sound, managers)


def _measure(material: PeriodMaterial, folder: Path, sound: bytes, managers: int) -> None:
    began = time.perf_counter()
    taken: list[str] = []
    written = 0
    cards = manager_cards(material, "ru")
    built = time.perf_counter() - began
    for card in cards:
        clips = _clips(card.wanted()[:CLIPS], sound)
        paths = write_manager_card(replace(card, clips=clips), folder, FORMATS, taken)
        taken += [p.name for p in paths]
        written += sum(p.stat().st_size for p in paths)
    cards_s = time.perf_counter() - began
    del cards, card  # the program makes the two kinds of files by two commands
    report = owner_report(material, "ru")
    heard = replace(report, clips=_clips(report.wanted()[:18], sound))
    written += sum(p.stat().st_size for p in write_owner_report(heard, folder, FORMATS))
    whole = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.perf_counter()
    (folder / "reviews.json").write_text(
        json.dumps([asdict(r.review) for r in material.reviewed], default=str)
    )
    plain = time.perf_counter() - began
    print(
        f"{managers} sales managers × {REVIEWS} reviews, {CLIPS} clips a card, {' + '.join(FORMATS)}: "
        f"{whole:.1f} s (content of cards {built:.1f}, all cards {cards_s:.1f}, "
        f"owner's report {whole - cards_s:.1f}), "
        f"{managers * REVIEWS / whole:.0f} reviews a second, peak {peak:.0f} MB, "
        f"{written / 1e6:.0f} MB of files; "
        f"the same reviews as JSON {plain:.1f} s"
    )


def department(managers: int, reviews: int) -> PeriodMaterial:
    """Invented reviews with a quote for every lost point."""
    luck = random.Random(1)
    names = [f"Вымышленный{chr(1072 + n // 32)}{chr(1072 + n % 32)} Егор" for n in range(managers)]
    found = [_review(n, names[n % managers], luck) for n in range(managers * reviews)]
    period = Period.parse("2026-10")
    return PeriodMaterial(
        period=period,
        reviewed=tuple(found),
        previous=(),
        excluded=(),
        population=dict.fromkeys(names, 4 * reviews),
        plan=dict.fromkeys(names, reviews),
        audit_head=(1, "ab" * 32),
        made_at=datetime(2026, 11, 2, 9, 0),
        company="ООО «Пример»",
        staff=tuple(names),
    )


def _review(number: int, name: str, luck: random.Random) -> ReviewedCall:
    started = datetime(2026, 10, 1, 9) + timedelta(minutes=4 * number)
    answers: dict[str, Answer] = {"D0": Answer("D0", "yes")}
    for criterion in _SALES.criteria():
        good = luck.random() < 0.8
        quotes = () if good else (Quote(3, 31.5, 34.0, "Ну, наберём вас как-нибудь на той неделе"),)
        if criterion.kind == "yes_no":
            answers[criterion.id] = Answer(criterion.id, "yes" if good else "no", "", quotes)
        elif criterion.kind != "text":
            answers[criterion.id] = Answer(criterion.id, criterion.top if good else 0.0, "", quotes)
    facts = CallFacts(sales_manager=name, client_phone=f"+7000{number:07}", started_at=started)
    audio = AudioFacts("wav", "pcm_16", 240.0, 2, 8000)
    call = Call(number + 1, f"/calls/{number}.wav", f"{number:064x}", audio, facts, CallState.REVIEWED)
    review = Review(
        number + 1, call.id, _SALES.id, _HASH, "Проверяющий", tuple(answers.values()),
        score(_SALES, answers, {}), started + timedelta(hours=20),
    )  # fmt: skip
    return ReviewedCall(call, review, _SALES)


def _sound() -> bytes:
    """Ten seconds of a tone that wavers, as a clip."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "tone.wav"
        times = np.arange(8000 * 10) / 8000
        soundfile.write(path, 0.2 * np.sin(2 * np.pi * (200 + 40 * np.sin(times)) * times), 8000)
        return cut(path, [Piece(0.0, 10.0)])[0]


def _clips(wanted: tuple[Wanted, ...], sound: bytes) -> dict[Key, Clip]:
    line = Line(31.5, Speaker.SALES_MANAGER, "Ну, наберём вас как-нибудь на той неделе, тогда и решим")
    return {w.key: Clip(w.start - 0.5, w.start + 9.5, (line,), sound) for w in wanted}


if __name__ == "__main__":
    main()
