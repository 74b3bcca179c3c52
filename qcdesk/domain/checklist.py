"""A checklist: sections of criteria with weights, critical answers, gates, flags and rules of evidence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from qcdesk.domain.evidence import EvidenceRule
from qcdesk.domain.text import Text


class AnswerKind(StrEnum):
    YES_NO = "yes_no"
    SCALE = "scale"
    COUNT = "count"
    CHOICE = "choice"
    TEXT = "text"


class Method(StrEnum):
    """How a total is computed; see `qcdesk.scoring.arithmetic`."""

    TWO_LEVEL = "two_level"
    FLAT = "flat"
    MEAN_OF_SECTIONS = "mean_of_sections"
    POINTS = "points"
    WEIGHTED_POINTS = "weighted_points"


class EffectKind(StrEnum):
    """What an answer does beyond its points, strongest first."""

    FATAL = "fatal"
    FATAL_SECTION = "fatal_section"
    CAP = "cap"
    NOTE = "note"


class Source(StrEnum):
    """Where a reviewer looks for the answer."""

    AUDIO = "audio"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect of an answer option or flag; `cap` is the highest possible total (0…100) of a CAP."""

    kind: EffectKind
    cap: float | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a CHOICE: `fraction` is its share of the criterion's weight, 0…1."""

    id: str
    title: Text
    fraction: float


@dataclass(frozen=True, slots=True)
class Guide:
    """When to answer yes, no and not applicable."""

    yes: Text | None = None
    no: Text | None = None
    na: Text | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """What a feedback card says when the criterion was missed: consequence, client's view, future."""

    consequence: Text
    client_hears: Text
    say_instead: Text


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is judged.

    Attributes:
        weight: share among the criteria of its section; 0 with `scored=False`.
        top: highest value of a SCALE, target of a COUNT; 1 otherwise.
        points: worth in the methods that count points; `top` for a SCALE, else 1, unless given.
        options: the answers of a CHOICE.
        effects: answer (`yes`, `no`, a number as text, an option's id) → effect.
        bonus: adds to the earned points only, after the base.
        critical: must reach `PassRule.critical_at_least`.
        applies_if: fact of the call → values it must have; where the fact is known and differs, the
            criterion does not apply.
    """

    id: str
    title: Text
    kind: AnswerKind
    weight: float
    top: float = 1.0
    points: float = 1.0
    options: tuple[Option, ...] = ()
    effects: dict[str, Effect] = field(default_factory=dict)
    na_allowed: bool = False
    scored: bool = True
    bonus: bool = False
    critical: bool = False
    applies_if: dict[str, tuple[str, ...]] = field(default_factory=dict)
    source: Source = Source.AUDIO
    guide: Guide = Guide()
    advice: Advice | None = None
    evidence: EvidenceRule | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Criteria of one stage of the call; `weight` is its share of the total.

    `gate` is a yes/no question; answered `no`, the whole section does not apply.
    """

    id: str
    title: Text
    weight: float
    criteria: tuple[Criterion, ...]
    gate: Criterion | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """Something seen beside the score (rudeness, a false promise), with the same effects as an answer."""

    id: str
    title: Text
    effect: Effect
    evidence: EvidenceRule | None = None


class Zone(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Zones:
    """Lowest totals of the green and the yellow zone, 0…100."""

    green: float = 85.0
    yellow: float = 75.0

    def of(self, total: float) -> Zone:
        """The zone of a total, as it is: 84.96 is printed as 85.0 and is not green."""
        return Zone.GREEN if total >= self.green else Zone.YELLOW if total >= self.yellow else Zone.RED


@dataclass(frozen=True, slots=True)
class PassRule:
    """When an attestation is passed: the mean answer, the lowest critical answer, and gates answered yes."""

    mean_at_least: float
    critical_at_least: float
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """A version of a checklist; a version that was used never changes (see `content_hash`).

    Attributes:
        applies_if: fact of the call (`role`, `direction`, `lead_kind`, `stage`) → values it fits.
        min_talk_s: calls with less speech are counted, not scored.
        bonus_capped: a total with bonus points stays at 100.
    """

    id: str
    title: Text
    sections: tuple[Section, ...]
    flags: tuple[Flag, ...] = ()
    applies_if: dict[str, tuple[str, ...]] = field(default_factory=dict)
    min_talk_s: float = 0.0
    zones: Zones = Zones()
    method: Method = Method.TWO_LEVEL
    bonus_capped: bool = True
    pass_rule: PassRule | None = None

    def criteria(self) -> Iterator[Criterion]:
        """All criteria in order, without gates."""
        for section in self.sections:
            yield from section.criteria

    def criterion(self, id: str) -> Criterion | None:
        """The criterion or gate of that id."""
        gates = (s.gate for s in self.sections if s.gate)
        return next((c for c in (*self.criteria(), *gates) if c.id == id), None)

    def flag(self, id: str) -> Flag | None:
        """The flag of that id."""
        return next((f for f in self.flags if f.id == id), None)


def canonical_json(checklist: Checklist) -> str:
    """The checklist as one text that is the same for the same content (sorted keys, no spaces)."""
    plain = asdict(checklist, dict_factory=_written)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _written(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """Without `detector` where none is named, so that versions from before it keep their identity."""
    return {name: value for name, value in fields if name != "detector" or value is not None}


def content_hash(checklist: Checklist) -> str:
    """SHA-256 of the checklist's content: the identity of its version."""
    return hashlib.sha256(canonical_json(checklist).encode()).hexdigest()
