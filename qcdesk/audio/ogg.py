"""Ogg pages with one fixed serial number, so that the same sound gives the same bytes."""

from __future__ import annotations

import struct

_HEAD = 27
_SERIAL_AT, _CHECKSUM_AT = 14, 22
_POLYNOMIAL = 0x04C11DB7


def with_serial(content: bytes, serial: int = 1) -> bytes:
    """The same stream with another serial number of its pages (RFC 3533, section 6).

    Encoders draw the number by lot. It means nothing in a file of one stream.
    """
    out = bytearray(content)
    at = 0
    while at + _HEAD <= len(out) and out[at : at + 4] == b"OggS":
        lacing = out[at + 26]
        end = at + _HEAD + lacing + sum(out[at + _HEAD : at + _HEAD + lacing])
        struct.pack_into("<I", out, at + _SERIAL_AT, serial)
        struct.pack_into("<I", out, at + _CHECKSUM_AT, 0)
        struct.pack_into("<I", out, at + _CHECKSUM_AT, _checksum(out[at:end]))
        at = end
    return bytes(out)


def _table() -> tuple[int, ...]:
    made = []
    for byte in range(256):
        value = byte << 24
        for _bit in range(8):
            value = (value << 1) ^ (_POLYNOMIAL if value & 0x80000000 else 0)
        made.append(value & 0xFFFFFFFF)
    return tuple(made)


_TABLE = _table()


def _checksum(page: bytes | bytearray) -> int:
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ _TABLE[value >> 24 ^ byte]
    return value
