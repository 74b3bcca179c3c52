"""Keeps what was recognised of calls that are not finished, so that a stop or a crash costs one window."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CRASH = {"crash": True}


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One small file a call: a line for each recognised window, and one for each crash of the engine.

    A line that was cut short by the end of the program is left out. Results made with other options, of
    another recording or by another version of the program are forgotten.

    Args:
        folder: made at the first use.
    """

    folder: Path

    def kept(self, call_id: int, basis: str) -> dict[str, dict[str, Any]]:
        """Results of windows by key, as `WindowHeard` told them.

        Args:
            basis: digest of all that the results depend on.
        """
        return {line["key"]: line["result"] for line in self._lines(call_id, basis) if "key" in line}

    def crashes(self, call_id: int, basis: str) -> int:
        """How often the engine died over this call."""
        return sum("crash" in line for line in self._lines(call_id, basis))

    def keep(self, call_id: int, basis: str, key: str, result: dict[str, Any]) -> None:
        """Keeps one window."""
        self._append(call_id, basis, {"key": key, "result": result})

    def crashed(self, call_id: int, basis: str) -> None:
        """Keeps that the engine died."""
        self._append(call_id, basis, _CRASH)

    def forget(self, call_id: int) -> None:
        """Drops all that was kept of a call: it is finished."""
        self._file(call_id).unlink(missing_ok=True)

    def calls(self) -> list[int]:
        """Numbers of the calls of which anything is kept."""
        return sorted(int(file.stem) for file in self.folder.glob("*.jsonl") if file.stem.isdecimal())

    def _file(self, call_id: int) -> Path:
        return self.folder / f"{call_id}.jsonl"

    def _append(self, call_id: int, basis: str, line: dict[str, Any]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self._file(call_id)
        if not self._is_of(file, basis):
            file.write_text(json.dumps({"basis": basis}) + "\n", "utf-8")
        with file.open("a", encoding="utf-8") as stream:
            # A new line first: the last one may have been cut short.
            stream.write("\n" + json.dumps(line, ensure_ascii=False) + "\n")

    def _lines(self, call_id: int, basis: str) -> list[dict[str, Any]]:
        file = self._file(call_id)
        if not self._is_of(file, basis):
            return []
        parsed = (_parsed(line) for line in file.read_text("utf-8", "replace").splitlines()[1:])
        return [line for line in parsed if line]

    def _is_of(self, file: Path, basis: str) -> bool:
        try:
            with file.open(encoding="utf-8", errors="replace") as stream:
                return _parsed(stream.readline()).get("basis") == basis
        except FileNotFoundError:
            return False


def _parsed(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
