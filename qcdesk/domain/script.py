"""A sales manager's own script: blocks in order, of one version, and the backbone that every script has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qcdesk.i18n import N_, _


class Stage(StrEnum):
    """The technology of a sale, in its order."""

    PREPARATION = "preparation"
    GREETING = "greeting"
    GOAL = "goal"
    NEEDS = "needs"
    PRESENTATION = "presentation"
    OBJECTIONS = "objections"
    CLOSING = "closing"
    FAREWELL = "farewell"


_TITLES = {
    Stage.PREPARATION: N_("Preparation"),
    Stage.GREETING: N_("Greeting"),
    Stage.GOAL: N_("Goal of the call"),
    Stage.NEEDS: N_("Needs"),
    Stage.PRESENTATION: N_("Presentation"),
    Stage.OBJECTIONS: N_("Objections"),
    Stage.CLOSING: N_("Agreement and next step"),
    Stage.FAREWELL: N_("Farewell"),
}
_BEGINNINGS = (
    (Stage.PREPARATION, ("подготов", "preparation", "до звонка")),
    (Stage.OBJECTIONS, ("возражен", "сомнен", "дорого", "objection")),
    (Stage.GREETING, ("приветств", "знакомств", "контакт", "представлен", "greeting", "opening")),
    (Stage.GOAL, ("цел", "повод", "программирован", "goal")),
    (Stage.NEEDS, ("потребност", "вопрос", "выявлен", "квалификац", "needs", "questions")),
    (Stage.PRESENTATION, ("презентац", "предложен", "выгод", "преимуществ", "спвэ", "presentation", "offer")),
    (Stage.FAREWELL, ("прощан", "завершен", "окончан", "farewell", "goodbye")),
    (Stage.CLOSING, ("закрыт", "договор", "следующий шаг", "закреплен", "резюме", "closing", "next step")),
)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a script.

    Attributes:
        title: its heading, unique in the script.
        phrases: what the sales manager says there, in his own words, a phrase or several.
        goal: what the block is for.
        cues: what the client says there; never looked for in the sales manager's words.
    """

    title: str
    phrases: tuple[str, ...] = ()
    goal: str = ""
    cues: tuple[str, ...] = ()

    @property
    def stage(self) -> Stage | None:
        """The stage of a sale that the title names; None where it names none."""
        return stage_of(self.title)

    @property
    def is_spoken(self) -> bool:
        """Whether it can be heard: preparation, and a block without phrases, cannot."""
        return bool(self.phrases) and self.stage is not Stage.PREPARATION


@dataclass(frozen=True, slots=True)
class Script:
    """One version of a sales manager's script; versions never change.

    Attributes:
        version: from 1 for each sales manager.
        author: who handed it in; note: what was changed.
        approved_by, approved_at: who approved this version; empty and None until somebody does.
    """

    sales_manager: str
    version: int
    blocks: tuple[Block, ...]
    created_at: datetime
    author: str
    note: str = ""
    approved_by: str = ""
    approved_at: datetime | None = None

    @property
    def absent_stages(self) -> tuple[Stage, ...]:
        """Stages of the backbone that no block is named for."""
        present = {block.stage for block in self.blocks}
        return tuple(stage for stage in Stage if stage not in present)


def stage_of(title: str) -> Stage | None:
    """The stage of a sale that a heading names."""
    folded = title.casefold().replace("ё", "е")
    found = ((folded.find(b), stage) for stage, beginnings in _BEGINNINGS for b in beginnings)
    named = [(place, stage) for place, stage in found if place >= 0]
    return min(named, key=lambda one: one[0])[1] if named else None


def stage_title(stage: Stage) -> str:
    """A stage in the user's language."""
    return _(_TITLES[stage])
