"""Which characters the bundled typeface can show: a page must not fail over a rare sign in a quote."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent.parent / "fonts"
_INSTEAD = "?"
_LAYOUT = "\n\t"
_SAME = str.maketrans(
    {
        "→": "›",
        "←": "‹",
        "☐": "[ ]",
        "₽": "руб.",
        "\u2011": "-",
        "\u202f": "\u00a0",
        "\u2212": "–",
        "\u2009": " ",
    }
)


def shown(text: str) -> str:
    """The text with every character that the typeface lacks replaced."""
    if text.isascii():
        return text
    known = _known()
    same = "".join(c if ord(c) in known or c in _LAYOUT else c.translate(_SAME) for c in text)
    return "".join(c if ord(c) in known or c in _LAYOUT else _INSTEAD for c in same)


@cache
def _known() -> frozenset[int]:
    """Code points that all bundled fonts have."""
    sets = [_code_points(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset.intersection(*sets)


def _code_points(font: bytes) -> frozenset[int]:
    """Code points of the font's Unicode tables (OpenType, `cmap` of formats 4 and 12)."""
    found: set[int] = set()
    for _platform, _encoding, at in _subtables(font):
        form = struct.unpack_from(">H", font, at)[0]
        if form == 4:
            found |= _format_4(font, at)
        elif form == 12:
            groups = struct.unpack_from(">I", font, at + 12)[0]
            for i in range(groups):
                first, last, _glyph = struct.unpack_from(">III", font, at + 16 + 12 * i)
                found.update(range(first, last + 1))
    return frozenset(found)


def _subtables(font: bytes) -> list[tuple[int, int, int]]:
    tables = struct.unpack_from(">H", font, 4)[0]
    for i in range(tables):
        tag, _sum, offset, _length = struct.unpack_from(">4sIII", font, 12 + 16 * i)
        if tag == b"cmap":
            number = struct.unpack_from(">H", font, offset + 2)[0]
            rows = [struct.unpack_from(">HHI", font, offset + 4 + 8 * j) for j in range(number)]
            return [(p, e, offset + at) for p, e, at in rows if p in (0, 3)]
    return []


def _format_4(font: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    return {c for s, e in zip(starts, ends, strict=True) for c in range(s, e + 1) if c != 0xFFFF}
