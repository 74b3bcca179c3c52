from __future__ import annotations

from dataclasses import replace

from qcdesk.domain.review import NO
from qcdesk.domain.transcript import Speaker, Turn, Word
from qcdesk.reports.card import card_privacy, manager_card
from qcdesk.reports.clips import LONGEST_S, Clip, Wanted, chosen, cut_of
from qcdesk.reports.html import card_page, owner_page
from qcdesk.reports.names import colleague_names
from qcdesk.reports.owner import owner_report
from qcdesk.reports.privacy import Privacy
from tests.core.reports.department import ANNA, GOOD, PYOTR, Department, material_of, quoted
from tests.core.reports.reading import Page

SM, CLIENT = Speaker.SALES_MANAGER, Speaker.CLIENT


def _turn(index: int, speaker: Speaker, start: float, text: str, step: float = 0.5) -> Turn:
    """Words of half a second each, one after another."""
    words = tuple(
        Word(start + step * i, start + step * (i + 1), f" {w}", 0.9) for i, w in enumerate(text.split())
    )
    end = words[-1].end
    return Turn(index, speaker, 0 if speaker is SM else 1, start, end, text, words)


def test_a_clip_is_cut_at_turn_borders_with_half_a_second_around() -> None:
    turns = [_turn(0, SM, 1.0, "Добрый день компания"), _turn(1, CLIENT, 4.0, "Да слушаю вас")]
    cut = cut_of(Wanted(1, 4.4, 5.0), turns, 60.0, Privacy())
    assert (cut.start, cut.end) == (3.5, 6.0)
    assert [(line.speaker, line.text) for line in cut.lines] == [(CLIENT, "Да слушаю вас")]
    assert not cut.bleeps


def test_the_recordings_ends_bound_a_clip() -> None:
    cut = cut_of(Wanted(1, 0.2, 0.6), [_turn(0, SM, 0.2, "Алло")], 0.9, Privacy())
    assert (cut.start, cut.end) == (0.0, 0.9)


def test_a_dictated_phone_is_covered_and_hidden() -> None:
    said = "запишите восемь девятьсот ноль ноль пять пятьдесят пять ноль один сорок два жду звонка"
    turn = _turn(0, CLIENT, 10.0, said)
    cut = cut_of(Wanted(1, 10.0, 12.0), [turn], 60.0, Privacy())
    covered = [w for w in turn.words if any(s <= w.start and w.end <= e for s, e in cut.bleeps)]
    assert {w.text.strip() for w in covered} >= {"девятьсот", "пятьдесят", "сорок", "два"}
    assert not {w.text.strip() for w in covered} & {"жду", "звонка"}
    assert "сорок" not in cut.lines[0].text
    assert cut.lines[0].text.startswith("запишите")
    assert cut.lines[0].text.endswith("звонка")


def test_a_phone_broken_by_the_other_speaker_is_covered_whole() -> None:
    turns = [
        _turn(0, CLIENT, 1.0, "мой номер восемь девятьсот пять"),
        _turn(1, SM, 3.6, "так"),
        _turn(2, CLIENT, 4.5, "пятьсот пятьдесят пять ноль один сорок два"),
    ]
    cut = cut_of(Wanted(1, 4.5, 6.0), turns, 60.0, Privacy())
    assert "сорок" not in " ".join(line.text for line in cut.lines)
    assert sum(e - s for s, e in cut.bleeps) > 3


def test_a_neighbours_number_in_the_half_second_around_is_covered_too() -> None:
    turns = [
        _turn(0, CLIENT, 1.0, "телефон восемь девятьсот пять пятьсот пятьдесят пять ноль один сорок два"),
        _turn(1, SM, 6.6, "Наберём вас"),
    ]
    cut = cut_of(Wanted(1, 6.6, 7.0), turns, 60.0, Privacy())
    assert cut.bleeps
    assert cut.bleeps[0][0] <= cut.start + 0.01


def test_words_without_times_are_covered_with_room() -> None:
    said = "мой номер 8 900 555 01 42 звоните"
    turn = Turn(0, CLIENT, 1, 10.0, 18.0, said)
    cut = cut_of(Wanted(1, 10.0, 18.0), [turn], 60.0, Privacy())
    assert sum(e - s for s, e in cut.bleeps) > 5
    assert "555" not in cut.lines[0].text


def test_colleagues_are_covered_in_a_card() -> None:
    hide = Privacy(names=colleague_names([ANNA], kept=[PYOTR]), instead="[x]")
    turn = _turn(0, SM, 2.0, "вам звонила Придумкина Анна вчера")
    cut = cut_of(Wanted(1, 2.0, 3.0), [turn], 60.0, hide)
    assert "Придумкина" not in cut.lines[0].text
    assert any(s <= 3.0 and e >= 4.0 for s, e in cut.bleeps)
    assert not cut_of(Wanted(1, 2.0, 3.0), [turn], 60.0, Privacy()).bleeps


def test_a_long_turn_is_cut_at_words_around_the_quote() -> None:
    turn = _turn(0, SM, 0.0, " ".join(["слово"] * 400))
    cut = cut_of(Wanted(1, 100.0, 104.0), [turn], 300.0, Privacy())
    assert cut.end - cut.start <= LONGEST_S + 1
    assert cut.start < 100
    assert cut.end > 104
    assert len(cut.lines[0].text.split()) < 70


def test_three_minutes_are_filled_with_the_first_ones_first() -> None:
    turns = [_turn(0, SM, 0.0, " ".join(["слово"] * 59))]
    cuts = [((n, 0.0), cut_of(Wanted(n, 0.0, 1.0), turns, 60.0, Privacy())) for n in range(9)]
    kept = chosen(cuts)
    assert kept == {(n, 0.0) for n in range(6)}


def _clipped(department: Department, clip: Clip) -> tuple[Page, Page]:
    proof = {"D1": quoted("Ну, наберём вас как-нибудь", 134.2)}
    material = material_of([department.reviewed(PYOTR, GOOD | {"D1": NO}, proof)])
    card, report = manager_card(material, PYOTR, "ru"), owner_report(material, "ru")
    assert [w.key for w in card.wanted()] == [w.key for w in report.wanted()] == [(1, 134.2)]
    clips = {(1, 134.2): clip}
    return (
        Page(card_page(replace(card, clips=clips))),
        Page(owner_page(replace(report, clips=clips))),
    )


def test_a_clip_plays_without_script_and_has_its_words_below(department: Department) -> None:
    line = cut_of(
        Wanted(1, 134.2, 135), [_turn(0, SM, 134.0, "Ну наберём вас потом")], 200.0, Privacy()
    ).lines
    for page in _clipped(department, Clip(133.5, 137.0, line, b"OggS")):
        players = page.named("audio")
        assert players
        assert all("controls" in p and p["aria-label"] for p in players)
        assert all((p["src"] or "").startswith("data:audio/ogg;base64,") for p in players)
        assert "Ну наберём вас потом" in page.text


def test_a_quote_stands_where_the_recording_is_gone(department: Department) -> None:
    for page in _clipped(department, Clip(133.5, 137.0, ())):
        assert not page.named("audio")
        assert "Ну, наберём вас как-нибудь" in page.text


def test_the_privacy_of_a_card_is_that_of_its_clips(department: Department) -> None:
    material = material_of([department.reviewed(PYOTR), department.reviewed(ANNA)])
    assert card_privacy(material, PYOTR, "ru").hidden("Звонила Придумкина")
    assert not card_privacy(material, ANNA, "ru").hidden("Звонила Придумкина")
