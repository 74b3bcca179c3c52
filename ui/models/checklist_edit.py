"""A checklist being edited: every change is a step that can be taken back, and nothing is stored here."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from qcdesk.domain.drafting import Place, Plain

At = Place
"""The way to a part: `()` the whole, `("sections", 1)`, `("sections", 1, "criteria", 0)`, `("flags", 2)`."""


class ChecklistEdit:
    """The keys and values of a checklist's file, with undo and redo.

    Args:
        plain: as it is stored.
        unsaved: what was changed before and not stored.
    """

    def __init__(self, plain: Plain, unsaved: Plain | None = None) -> None:
        self.stored = plain
        self.plain = deepcopy(unsaved if unsaved is not None else plain)
        self._past: list[Plain] = []
        self._future: list[Plain] = []
        self._typed: tuple[At, str] | None = None

    @property
    def changed(self) -> bool:
        """Whether it is not what is stored."""
        return self.plain != self.stored

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    def keep(self, plain: Plain) -> None:
        """It was stored as this."""
        self.stored, self.plain = plain, deepcopy(plain)
        self._typed = None

    def part(self, at: At) -> Plain:
        """The keys and values of a part; empty where it is not there any more."""
        found: Any = self.plain
        for step in at:
            try:
                found = found[step]
            except (KeyError, IndexError, TypeError):
                return {}
        return found if isinstance(found, dict) else {}

    def value(self, at: At, key: str) -> Any:
        """A value of a part by a key such as `guide.yes.ru`; None where there is none."""
        found: Any = self.part(at)
        for step in key.split("."):
            found = found.get(step) if isinstance(found, dict) else None
        return found

    def put(self, at: At, key: str, value: object) -> None:
        """Changes a value; None takes it away. Typing on in one field is one step."""
        if self.value(at, key) == value:
            return
        if self._typed != (at, key):
            self._step()
            self._typed = (at, key)
        part = self.part(at)
        *way, last = key.split(".")
        for step in way:
            inner = part.get(step)
            if not isinstance(inner, dict):
                inner = part[step] = {}
            part = inner
        if value is None:
            part.pop(last, None)
            _clear(self.part(at), way)
        else:
            part[last] = value

    def replace(self, plain: Plain) -> None:
        """Goes on with other content, as one step."""
        self._step()
        self.plain = deepcopy(plain)

    def add_section(self) -> At:
        """Adds a section with one criterion."""
        self._step()
        sections = self.plain.setdefault("sections", [])
        letter = next(c for c in (*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "S") if c not in self._ids() or c == "S")
        sections.append({"id": letter, "title": {"ru": ""}, "criteria": [self._new_criterion(letter)]})
        return ("sections", len(sections) - 1)

    def add_criterion(self, at: At) -> At:
        """Adds a criterion below the chosen part, or at the end of its section."""
        section = at[1] if len(at) > 1 and at[0] == "sections" else len(self.plain["sections"]) - 1
        self._step()
        inside = self.plain["sections"][section]
        place = int(at[3]) + 1 if len(at) == 4 else len(inside["criteria"])
        inside["criteria"].insert(place, self._new_criterion(str(inside["id"])))
        return ("sections", section, "criteria", place)

    def add_flag(self) -> At:
        """Adds a flag."""
        self._step()
        flags = self.plain.setdefault("flags", [])
        flags.append({"id": self._free("R"), "title": {"ru": ""}, "effect": "note"})
        return ("flags", len(flags) - 1)

    def remove(self, at: At) -> At:
        """Takes a part away; the part to look at then."""
        if not at:
            return at
        self._step()
        *way, last = at
        holder: Any = self.plain
        for step in way:
            holder = holder[step]
        del holder[last]
        if way == ["flags"] and not holder:
            del self.plain["flags"]
        return tuple(way[:-1]) if isinstance(last, int) else tuple(way)

    def move(self, at: At, by: int) -> At:
        """Moves a part among its neighbours; where it is then."""
        if not at or not isinstance(at[-1], int):
            return at
        holder: Any = self.plain
        for step in at[:-1]:
            holder = holder[step]
        place = at[-1] + by
        if not 0 <= place < len(holder):
            return at
        self._step()  # keeps a copy; what is changed stays the same object
        holder.insert(place, holder.pop(at[-1]))
        return (*at[:-1], place)

    def undo(self) -> bool:
        """Takes the last step back; whether there was one."""
        return self._swap(self._past, self._future)

    def redo(self) -> bool:
        """Takes the step again."""
        return self._swap(self._future, self._past)

    def _swap(self, source: list[Plain], target: list[Plain]) -> bool:
        self._typed = None
        if not source:
            return False
        target.append(self.plain)
        self.plain = source.pop()
        return True

    def _step(self) -> None:
        self._past.append(deepcopy(self.plain))
        self._future.clear()
        self._typed = None

    def _new_criterion(self, section: str) -> Plain:
        return {"id": self._free(section), "title": {"ru": ""}, "answer": "yes_no", "weight": 1.0}

    def _free(self, start: str) -> str:
        taken, n = self._ids(), 1
        while f"{start}{n}" in taken:
            n += 1
        return f"{start}{n}"

    def _ids(self) -> set[str]:
        out = {str(flag.get("id")) for flag in self.plain.get("flags", ())}
        for section in self.plain.get("sections", ()):
            parts = [section, *section.get("criteria", ()), section.get("gate") or {}]
            out |= {str(part.get("id")) for part in parts}
        return out


def _clear(part: Plain, way: list[str]) -> None:
    """Takes away groups that became empty."""
    for length in range(len(way), 0, -1):
        holder = part
        for step in way[: length - 1]:
            holder = holder.get(step, {})
        if holder.get(way[length - 1]) == {}:
            del holder[way[length - 1]]
