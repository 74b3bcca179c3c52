"""Tells what a file is by its first bytes, never by its name."""

from __future__ import annotations

from pathlib import Path

from qcdesk.errors import AudioError
from qcdesk.i18n import _

HEAD_BYTES = 65536
_GSM_FRAME = 33

_BY_OFFSET: tuple[tuple[int, bytes, str], ...] = (
    (0, b"fLaC", "flac"),
    (0, b"OggS", "ogg"),
    (0, b"ID3", "mp3"),
    (4, b"ftyp", "mov"),
    (0, b"#!AMR", "amr"),
    (0, bytes.fromhex("3026b2758e66cf11"), "asf"),
    (0, bytes.fromhex("1a45dfa3"), "matroska"),
    (0, b".snd", "au"),
    (0, b"caff", "caf"),
    (0, b"riff\x2e\x91\xcf\x11", "w64"),
    (0, b"FLV\x01", "flv"),
    (0, bytes.fromhex("000001ba"), "mpeg"),
)

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "GZIP"),
    (b"SQLite format 3", "SQLite"),
    (b"MZ", "EXE"),
    (b"ffconcat", "ffconcat"),
    (b"#EXTM3U", "HLS"),
)


def container_of(path: Path) -> str:
    """The container's name as FFmpeg calls it: `wav`, `mp3`, `ogg`, `flac`, `mov`, `amr`, `asf` …

    Raises:
        AudioError: the file is empty, unreadable or no recording; the reason says what it is.
    """
    head = _head(path)
    for offset, magic, name in _BY_OFFSET:
        if head.startswith(magic, offset):
            return name
    return _riff_or_form(head) or _frames(head, path) or _refuse(path, head)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except IsADirectoryError:
        raise AudioError(str(path), _("a folder, not a recording"), _("Add the files in it")) from None
    except FileNotFoundError:
        raise AudioError(str(path), _("no such file"), _("Check the name")) from None
    except OSError as error:
        reason = _("cannot be read: {why}").format(why=error.strerror or error)
        raise AudioError(
            str(path), reason, _("Check the rights to the file and that the disk is there")
        ) from None
    if not head:
        raise AudioError(str(path), _("the file is empty"), _("Ask the telephone system for it again"))
    return head


def _riff_or_form(head: bytes) -> str | None:
    kind = head[8:12]
    if head[:4] in (b"RIFF", b"RIFX", b"RF64", b"BW64"):
        return {b"WAVE": "wav", b"AVI ": "avi"}.get(kind)
    if head[:4] == b"FORM" and kind in (b"AIFF", b"AIFC"):
        return "aiff"
    return None


def _frames(head: bytes, path: Path) -> str | None:
    """Formats without a signature: MPEG and ADTS frames, raw GSM of Asterisk, MPEG-TS."""
    if head[0] == 0xFF and head[1:2] and head[1] & 0xF6 == 0xF0:
        return "aac"
    at = _first_mpeg_frame(head)
    if at == 0 or (at > 0 and path.suffix.lower() == ".mp3" and not _is_text(head)):
        return "mp3"
    if path.suffix.lower() == ".gsm" and all(b >> 4 == 0xD for b in head[: 8 * _GSM_FRAME : _GSM_FRAME]):
        return "gsm"
    if len(head) > 376 and head[0] == head[188] == head[376] == 0x47:
        return "mpegts"
    return None


def _first_mpeg_frame(head: bytes) -> int:
    """Offset of the first of two MPEG audio frames in a row; −1 when there is none."""
    at = head.find(b"\xff")
    while 0 <= at < len(head) - 4:
        length = mpeg_frame_bytes(head[at : at + 4])
        after = at + length
        if length and (after >= len(head) - 4 or mpeg_frame_bytes(head[after : after + 4])):
            return at
        at = head.find(b"\xff", at + 1)
    return -1


_BIT_RATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
}
_SAMPLE_RATES = {3: (44100, 48000, 32000, 0), 2: (22050, 24000, 16000, 0), 0: (11025, 12000, 8000, 0)}


def mpeg_frame_bytes(header: bytes) -> int:
    """Bytes in the MPEG layer III frame with this 4-byte header (ISO 11172-3, 13818-3); 0 if it is none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    if version == 1 or layer != 1:
        return 0
    bit_rate = _BIT_RATES[3 if version == 3 else 2][header[2] >> 4] * 1000
    sample_rate = _SAMPLE_RATES[version][header[2] >> 2 & 3]
    if not bit_rate or not sample_rate:
        return 0
    return (144 if version == 3 else 72) * bit_rate // sample_rate + (header[2] >> 1 & 1)


def _is_text(head: bytes) -> bool:
    sample = head[:2048]
    return b"\0" not in sample and sum(b < 9 or 13 < b < 32 for b in sample) == 0


def _refuse(path: Path, head: bytes) -> str:
    kind = next((name for magic, name in _FOREIGN if head.startswith(magic)), "")
    lowered = head[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if lowered.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")):
        kind = "HTML"
    if kind in ("ffconcat", "HLS"):
        reason = _("a playlist ({kind}), not a recording").format(kind=kind)
        raise AudioError(str(path), reason, _("Add the recordings it names instead"))
    if kind == "ZIP":
        raise AudioError(str(path), _("a ZIP archive"), _("Give it the ending .zip and add it again"))
    if kind == "HTML":
        raise AudioError(
            str(path),
            _("a web page (HTML), not a recording"),
            _("Log in to the telephone system and download again"),
        )
    if kind:
        raise AudioError(str(path), _("a {kind} file, not a recording").format(kind=kind))
    reason = _("text, not a recording") if _is_text(head) else _("no known recording format")
    raise AudioError(str(path), reason, _("Export it as WAV, MP3, OGG, FLAC, M4A, AMR or WMA"))
