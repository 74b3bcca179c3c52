"""The one table of spoken Russian numerals: every form of every numeral, «ё» written as «е»."""

from __future__ import annotations

from itertools import product

_UNITS = {
    0: "ноль нуль | нуля ноля нулю нолю нулем нолем нуле ноле",
    1: "один одна одно | одну одного одной одному одним одном",
    2: "два две | двух двум двумя",
    3: "три | трех трем тремя",
    4: "четыре | четырех четырем четырьмя",
    8: "восемь | восьми восемью восьмью",
    40: "сорок | сорока",
    50: "пятьдесят пятдесят писят | пятидесяти пятьюдесятью",
    60: "шестьдесят шестдесят шисят | шестидесяти шестьюдесятью",
    70: "семьдесят семдесят | семидесяти семьюдесятью",
    80: "восемьдесят восемдесят | восьмидесяти восемьюдесятью",
    90: "девяносто | девяноста",
    100: "сто | ста",
    200: "двести | двухсот двумстам двумястами двухстах",
    300: "триста | трехсот тремстам тремястами трехстах",
    400: "четыреста | четырехсот четыремстам четырьмястами четырехстах",
}
# пять, пяти, пятью: numerals that are declined like «кость»
_SOFT = """5 пят 6 шест 7 сем 9 девят 10 десят 11 одиннадцат 12 двенадцат 13 тринадцат 14 четырнадцат
    15 пятнадцат 16 шестнадцат 17 семнадцат 18 восемнадцат 19 девятнадцат 20 двадцат 30 тридцат"""
_HUNDREDS = {500: "пят", 600: "шест", 700: "сем", 800: "вос", 900: "девят"}
_ORDINAL_STEMS = """
    1 перв 2 втор 4 четверт 5 пят 6 шест 7 седьм 8 восьм 9 девят 10 десят 11 одиннадцат 12 двенадцат
    13 тринадцат 14 четырнадцат 15 пятнадцат 16 шестнадцат 17 семнадцат 18 восемнадцат 19 девятнадцат
    20 двадцат 30 тридцат 40 сороков 50 пятидесят 60 шестидесят 70 семидесят 80 восьмидесят
    90 девяност 100 сот 200 двухсот 300 трехсот 400 четырехсот 500 пятисот 600 шестисот 700 семисот
    800 восьмисот 900 девятисот 1000 тысячн 2000 двухтысячн 1000000 миллионн"""
_ORDINAL_ENDINGS = ["ый", "ой", "ая", "ое", "ого", "ому", "ым", "ом", "ую", "ые", "ых", "ыми"]
_THIRD = "третий третья третье третьего третьему третьим третьем третьей третью третьи третьих третьими"
_COLLECTIVE = {2: "двое двоих двоим", 3: "трое троих троим", 4: "четверо четверых", 5: "пятеро", 6: "шестеро"}
_SCALES = {
    1_000: "тысяча тысячу тысяче тысячей тысячью тыща тыщу | тысячи тыщи | тысяч тысячам "
    "тысячами тысячах тыщ тыс",
    1_000_000: "миллион миллиону миллионом миллионе | миллиона | миллионы миллионов "
    "миллионам миллионами лям млн",
    1_000_000_000: "миллиард миллиарду миллиардом | миллиарда | миллиарды миллиардов миллиардам млрд",
}


def _numbered(listing: str) -> list[tuple[int, str]]:
    words = listing.split()
    return [(int(value), stem) for value, stem in zip(words[::2], words[1::2], strict=True)]


def _cardinals() -> tuple[dict[str, int], dict[str, int]]:
    """The nominative forms, and all other ones."""
    named: dict[str, int] = {}
    other: dict[str, int] = {}
    for value, forms in _UNITS.items():
        first, _bar, rest = forms.partition("|")
        named |= dict.fromkeys(first.split(), value)
        other |= dict.fromkeys(rest.split(), value)
    for value, stem in _numbered(_SOFT):
        named[f"{stem}ь"] = value
        other |= {f"{stem}и": value, f"{stem}ью": value}
    for value, stem in _HUNDREDS.items():
        soft = "восьми" if stem == "вос" else f"{stem}и"
        named["восемьсот" if stem == "вос" else f"{stem}ьсот"] = value
        instrumental = "восемью" if stem == "вос" else f"{stem}ью"
        other |= {
            f"{soft}сот": value,
            f"{soft}стам": value,
            f"{soft}стах": value,
            f"{instrumental}стами": value,
        }
    return named, other


NOMINATIVE, OBLIQUE = _cardinals()
"""Cardinals below a thousand: as they are dictated, and in the other cases."""
CARDINALS = NOMINATIVE | OBLIQUE
COLLECTIVE = {form: value for value, forms in _COLLECTIVE.items() for form in forms.split()}
ORDINALS = {
    f"{stem}{ending}": value for (value, stem), ending in product(_numbered(_ORDINAL_STEMS), _ORDINAL_ENDINGS)
} | dict.fromkeys(_THIRD.split(), 3)
HALVES = {"полтора": 1, "полторы": 1, "полутора": 1}
"""Words for so many and a half."""
SCALES = {form: value for value, forms in _SCALES.items() for form in forms.replace("|", " ").split()}
ONE_OF_A_SCALE = frozenset(form for forms in _SCALES.values() for form in forms.split("|")[0].split())
"""Forms that say one thousand or million without a numeral before them."""
ONE_IN_GENITIVE = frozenset(form for forms in _SCALES.values() for form in forms.split("|")[1].split())
"""Forms that say it after a preposition («около тысячи»); elsewhere they are a plural."""
