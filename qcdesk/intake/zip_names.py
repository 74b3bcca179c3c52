"""Names inside a ZIP, decoded as their writer meant them and made safe for any disk."""

from __future__ import annotations

import hashlib
import re
import struct
import unicodedata
import zipfile
import zlib
from pathlib import PurePosixPath

from qcdesk.intake.suffixes import split_suffix
from qcdesk.intake.words import russian_letters

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_LONGEST_PART_BYTES = 180
_LONGEST_PATH_BYTES = 700
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_DRIVE = re.compile(r"[A-Za-z]:")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\..*)?", re.IGNORECASE)


def entry_name(info: zipfile.ZipInfo) -> str:
    """The name of an entry; one without a mark of UTF-8 may be UTF-8 still, or Russian DOS or Windows."""
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", "replace")
    if told := _unicode_path(info.extra, raw):
        return told
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return max((raw.decode(name, "replace") for name in ("cp866", "cp1251")), key=russian_letters)


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in the extra field “Info-ZIP Unicode Path” (0x7075), valid when its checksum is the name's."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if (
            kind == _UNICODE_PATH
            and len(body) > 5
            and struct.unpack_from("<I", body, 1)[0] == zlib.crc32(raw)
        ):
            return body[5:].decode("utf-8", "replace")
    return None


def leads_out(name: str) -> bool:
    """Whether a name would leave the folder it is unpacked into: absolute, with a drive or with `..`."""
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or bool(_DRIVE.match(parts[0]))


def safe_path(name: str) -> PurePosixPath:
    """The name as a relative path that any system can hold.

    Signs and device names that Windows forbids are replaced; parts longer than 180 bytes are cut and
    get six figures of their hash, keeping their ending; too deep folders become one.
    """
    parts = [_safe_part(part) for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    parts = parts or ["_"]
    if sum(len(_bytes(part)) + 1 for part in parts) > _LONGEST_PATH_BYTES:
        parts = [_figures("/".join(parts[:-1])), parts[-1]]
    return PurePosixPath(*parts)


def numbered(path: PurePosixPath, number: int) -> PurePosixPath:
    """The same name with a number, for a second entry of that name."""
    stem, suffix = split_suffix(path.name)
    return path.with_name(f"{stem}~{number}{suffix}")


def _safe_part(part: str) -> str:
    part = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", part))
    bare = part.rstrip(". ")
    part = bare + "_" * (len(part) - len(bare)) if bare else "_"
    if _DEVICES.fullmatch(part):
        part = "_" + part
    if len(_bytes(part)) <= _LONGEST_PART_BYTES:
        return part
    stem, suffix = split_suffix(part)
    room = _LONGEST_PART_BYTES - len(_bytes(suffix)) - 7
    return f"{_bytes(stem)[:room].decode('utf-8', 'ignore')}~{_figures(part)}{suffix}"


def _figures(text: str) -> str:
    return hashlib.sha256(_bytes(text)).hexdigest()[:6]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
