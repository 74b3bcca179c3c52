"""Endings of file names: what is a recording by name, and what in a folder is surely none."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath

AUDIO = frozenset(
    (".wav", ".wave", ".wav49", ".w64", ".aif", ".aiff", ".au", ".snd", ".mp3", ".mp2", ".mpga", ".yswav")
    + (".ogg", ".oga", ".opus", ".spx", ".flac", ".m4a", ".m4b", ".mp4", ".mov", ".aac", ".caf", ".amr")
    + (".awb", ".3gp", ".3gpp", ".3ga", ".3g2", ".wma", ".asf", ".webm", ".weba", ".mka", ".mkv", ".avi")
    + (".gsm", ".alaw", ".al", ".ulaw", ".ul", ".pcmu", ".pcma", ".g722", ".sln", ".ac3", ".ape", ".wv")
)
ZIP = ".zip"
OTHER_ARCHIVES = frozenset((".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".cab"))
NOT_AUDIO = frozenset(
    (".csv", ".tsv", ".txt", ".md", ".rtf", ".log", ".json", ".jsonl", ".xml", ".yaml", ".yml", ".ini")
    + (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".heic", ".svg", ".ico", ".tif", ".tiff", ".psd")
    + (".db", ".sqlite", ".sqlite3", ".mdb", ".dat", ".idx", ".lnk", ".url", ".eml", ".msg", ".torrent")
    + (".doc", ".docx", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".odt", ".ppt", ".pptx", ".pdf", ".htm")
    + (".html", ".exe", ".dll", ".bat", ".cmd", ".ps1", ".sh", ".py", ".js", ".css", ".php", ".bak", ".tmp")
    + (".part", ".crdownload", ".m3u", ".m3u8", ".pls", ".cue", ".srt", ".vtt", ".lrc", ".md5", ".sha256")
)
_LONGEST_SUFFIX = 6
_SYSTEM_NAMES = frozenset(
    ("thumbs.db", "desktop.ini", "$recycle.bin", "system volume information", "__macosx", "lost+found")
)


def split_suffix(name: str) -> tuple[str, str]:
    """The name and its ending; an ending of figures only (`1585913205.75283`) belongs to the name.

    A missing ending, or one that is no ending of a recording and not at least half letters, is empty.
    """
    suffix = PurePath("x" + name).suffix
    inner = suffix[1:]
    known = suffix.lower() in AUDIO
    plausible = len(suffix) <= _LONGEST_SUFFIX and inner.isascii() and inner.isalnum() and not inner.isdigit()
    if not suffix or not (known or plausible):
        return name, ""
    return name[: -len(suffix)], suffix


def name_key(name: str) -> str:
    """A file name for comparing: one form of composed letters, lower case, no space at the ends."""
    return unicodedata.normalize("NFC", name).casefold().strip()


def is_hidden(name: str) -> bool:
    """Whether a file or folder of that name is the system's and not the user's."""
    return name.startswith((".", "~$")) or name.lower() in _SYSTEM_NAMES


def is_surely_not_audio(name: str) -> bool:
    """Whether the ending tells that a file in a folder is no recording."""
    return PurePath("x" + name).suffix.lower() in NOT_AUDIO
