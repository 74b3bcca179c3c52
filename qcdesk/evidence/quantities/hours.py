"""Times of day: «15:30», «пятнадцать тридцать», «к двум», «в половине третьего», «без пятнадцати пять»."""

from __future__ import annotations

from collections.abc import Sequence

from qcdesk.domain.numbers import Number
from qcdesk.evidence.quantities.atoms import Atom, hour_word
from qcdesk.evidence.quantities.quantity import Found
from qcdesk.evidence.quantities.units import CURRENCY, KOPECKS, PERCENT, SPAN, whole

_PARTS = frozenset(("утра", "дня", "вечера", "ночи"))
_PREPOSITIONS = frozenset(("в", "к", "ко", "с", "со", "до", "после", "на"))
_POINTS = frozenset(("в", "к", "ко", "с", "со", "до", "после"))
_HOUR_WORDS = frozenset(("час", "часа", "часов", "часам", "часу"))
_HALF = frozenset(("половина", "половине", "половину", "половины", "пол"))
_QUARTER = frozenset(("четверть", "четверти"))
_UNITS = (
    CURRENCY.keys() | PERCENT | KOPECKS | SPAN.keys() | {"тр", "штук", "человек", "метров", "раз", "раза"}
)
# after these a bare number before them was an hour; a noun would be counted by it
_GOING_ON = """
    а бы буду будет будем было в вам вас во вы где да дня до ему если ждем жду завтра и или к как ли
    либо лучше мне мы на нам нас не ну но он она они по подойдет пожалуйста позвоню позвоните
    послезавтра примерно перезвоню перезвоните ровно с сегодня тогда там то точно у удобно уже утра
    часам часов через что чтобы я вечера ночи включительно ежедневно каждый приедем приезжайте
    приходите могу можем можете можно встретимся созвонимся понедельник понедельника вторник
    вторника среду среды четверг четверга пятницу пятницы субботу субботы"""
_GOES_ON = frozenset(_GOING_ON.split())
_DAYS = """
    сегодня завтра послезавтра понедельник вторник среду четверг пятницу субботу воскресенье
    понедельника вторника среды четверга пятницы субботы"""
_DAY_WORDS = frozenset(_DAYS.split())
_LAST_OF_MORNING, _FIRST_BARE = 6, 7
_LATEST_HALF_OF_NIGHT = 4


def read_time(atoms: Sequence[Atom], place: int) -> Found | None:
    """The time of day that begins at an atom.

    Hours from one to six without a part of the day are taken for the afternoon, sales talk in office hours,
    and marked as guessed.
    """
    atom = atoms[place]
    if atom.number is None:
        return _clock(atoms, place) or _to_hour(atoms, place) or _of_hour(atoms, place) or _one(atoms, place)
    if atom.number.ordinal:
        return None
    return _minutes_of(atoms, place) or _hour(atoms, place)


def _clock(atoms: Sequence[Atom], place: int) -> Found | None:
    hours, colon, minutes = atoms[place].word.partition(":")
    if not colon or not hours.isdigit() or int(hours) > 23 or int(minutes) > 59:
        return None
    return _told(int(hours), int(minutes), atoms, place + 1, guess=False)


def _told(hour: int, minute: int, atoms: Sequence[Atom], stop: int, guess: bool = True) -> Found:
    """The time, with the part of the day when it is said next."""
    part = atoms[stop].word if atoms[stop].near and atoms[stop].word in _PARTS else ""
    guessed = guess and not part and 0 < hour <= _LAST_OF_MORNING
    hour = _in_part(hour, part) if part else hour + 12 * guessed
    time = f"{hour % 24:02d}:{minute:02d}"
    return Found("time", time, time, stop + bool(part), guessed)


def _in_part(hour: int, part: str) -> int:
    if part == "дня":
        return hour + 12 * (hour <= _LAST_OF_MORNING)
    if part == "вечера":
        return hour + 12 * (hour <= 12)
    if part == "ночи":
        return hour + 12 * (_LATEST_HALF_OF_NIGHT < hour <= 12)
    return hour


def _to_hour(atoms: Sequence[Atom], place: int) -> Found | None:
    """«Без пятнадцати пять», «без четверти пять»."""
    if atoms[place].word != "без":
        return None
    left = 15 if atoms[place + 1].word in _QUARTER else _cardinal(atoms[place + 1], 1, 30)
    stop = place + 2 + (atoms[place + 2].word in ("минут", "минуты"))
    if left is None or not atoms[stop].near:
        return None
    hour = 1 if atoms[stop].word == "час" else _cardinal(atoms[stop], 1, 12)
    if hour is None:
        return None
    return _told(hour - 1 or 12, 60 - left, atoms, stop + 1)


def _cardinal(atom: Atom, least: int, most: int) -> int | None:
    return None if atom.number is None or atom.number.ordinal else whole(atom.number, least, most)


def _of_hour(atoms: Sequence[Atom], place: int) -> Found | None:
    """«В половине третьего», «полтретьего», «четверть пятого»."""
    word, after = atoms[place].word, atoms[place + 1]
    joined = hour_word(word)
    if joined and joined <= 12 and word.endswith("го"):
        return _told(joined - 1 or 12, 30, atoms, place + 1)
    hour = _genitive_hour(after)
    if hour is None or not (word in _HALF or word in _QUARTER):
        return None
    return _told(hour - 1 or 12, 30 if word in _HALF else 15, atoms, place + 2)


def _genitive_hour(atom: Atom) -> int | None:
    number = atom.number
    if number is None or not number.ordinal or not atom.near or not number.form.endswith("го"):
        return None
    return whole(number, 1, 12)


def _minutes_of(atoms: Sequence[Atom], place: int) -> Found | None:
    """«Десять минут пятого»."""
    minutes, hour = _cardinal(atoms[place], 1, 59), _genitive_hour(atoms[place + 2])
    if minutes is None or hour is None or atoms[place + 1].word not in ("минут", "минуты", "минута"):
        return None
    return _told(hour - 1 or 12, minutes, atoms, place + 3)


def _one(atoms: Sequence[Atom], place: int) -> Found | None:
    """«В час дня», «к часу»."""
    atom, before, after = atoms[place], atoms[place - 1].word, atoms[place + 1]
    in_part = atom.word in _HOUR_WORDS and after.near and after.word in _PARTS
    if (
        in_part
        or (atom.word == "часу" and before in ("к", "до", "по"))
        or (atom.word == "часа" and before == "до")
    ):
        return _told(1, 0, atoms, place + 1)
    return None


def _hour(atoms: Sequence[Atom], place: int) -> Found | None:
    before = atoms[place - 1].word if atoms[place].near else ""
    number = atoms[place].number
    if (
        number is not None
        and number.digits
        and before in _POINTS
        and (found := _dotted(number, atoms, place))
    ):
        return found
    hour = _cardinal(atoms[place], 0, 24)
    if hour is None or (
        number is not None and number.digits and number.form.isdigit() and len(number.form) > 2
    ):
        return None
    return (
        _pair(atoms, place, hour, before)
        or _with_word(atoms, place, hour, before)
        or _bare(atoms, place, hour, before)
    )


def _dotted(number: Number, atoms: Sequence[Atom], place: int) -> Found | None:
    """«В 15.30»."""
    hours, dot, minutes = number.form.partition(".")
    if (
        not dot
        or len(minutes) != 2
        or int(hours) > 23
        or int(minutes) > 59
        or atoms[place + 1].word in _UNITS
    ):
        return None
    return _told(int(hours), int(minutes), atoms, place + 1, guess=False)


def _pair(atoms: Sequence[Atom], place: int, hour: int, before: str) -> Found | None:
    """«Пятнадцать тридцать», «десять ноль ноль», «девять ноль пять»."""
    minutes, stop = _minutes(atoms, place + 1)
    if minutes is None or hour > 23 or (atoms[stop].number is not None and atoms[stop].near):
        return None
    after = atoms[stop]
    if after.near and (after.word in _UNITS or after.word[:1] in "%₽$"):
        return None
    alone = (
        hour >= _FIRST_BARE and minutes % 5 == 0 and atoms[place - 1].number is None and not _counts(after)
    )
    if before not in _PREPOSITIONS and (not alone or atoms[place].word.isdigit()):
        return None
    return _told(hour, minutes, atoms, stop)


def _minutes(atoms: Sequence[Atom], place: int) -> tuple[int | None, int]:
    first, second = atoms[place], atoms[place + 1]
    value = _cardinal(first, 0, 59)
    if value is None or not first.near:
        return None, place
    if value == 0 and first.word not in ("00",):
        unit = _cardinal(second, 0, 9) if second.near else None
        return unit, place + 2
    return (value, place + 1) if value >= 10 or first.word == "00" else (None, place)


def _with_word(atoms: Sequence[Atom], place: int, hour: int, before: str) -> Found | None:
    """«В девять часов», «в девять утра», «девять часов тридцать минут утра»."""
    after = atoms[place + 1]
    if not after.near:
        return None
    if after.word in _PARTS:
        # «два дня» is a length, «в два дня» a time
        named = after.word != "дня" or before in _POINTS
        return _told(hour, 0, atoms, place + 1) if named and hour <= 12 else None
    if after.word not in _HOUR_WORDS:
        return None
    part = atoms[place + 2]
    if not (before in _POINTS or (part.near and part.word in _PARTS)):
        return None
    minutes = _cardinal(part, 1, 59) if part.near else None
    if minutes and atoms[place + 3].word in ("минут", "минуты", "минута"):
        return _told(hour, minutes, atoms, place + 4)
    return _told(hour, 0, atoms, place + 2)


def _bare(atoms: Sequence[Atom], place: int, hour: int, before: str) -> Found | None:
    """«К двум», «с девяти до шести», «завтра на три»."""
    number, after = atoms[place].number, atoms[place + 1]
    if number is None or not 1 <= hour <= 24 or _counts(after) or (after.number is not None and after.near):
        return None
    day_before = atoms[place - 2].word in _DAY_WORDS
    named = before in ("к", "ко") or (before in ("в", "во", "на", "после") and day_before)
    oblique = number.form not in ("два", "три", "четыре", "одна")
    named = named or (before in ("до", "с", "со") and _is_range(atoms, place, before))
    named = named or (
        before == "в" and not number.form.endswith(("х", "ух")) and not _joins_numbers(atoms, place)
    )
    named = named or (before == "после" and oblique)
    return _told(hour, 0, atoms, place + 1) if named else None


def _is_range(atoms: Sequence[Atom], place: int, before: str) -> bool:
    """«С девяти до шести»: both ends are hours."""
    if before == "до":
        return atoms[place - 3].word in ("с", "со") and _cardinal(atoms[place - 2], 0, 24) is not None
    return (
        atoms[place + 1].word == "до"
        and _cardinal(atoms[place + 2], 1, 24) is not None
        and not _counts(atoms[place + 3])
    )


def _counts(after: Atom) -> bool:
    """Whether the word after a number may be what it counts."""
    return after.near and after.number is None and after.word not in _GOES_ON


def _joins_numbers(atoms: Sequence[Atom], place: int) -> bool:
    return atoms[place - 2].number is not None
