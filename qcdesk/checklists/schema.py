"""The shape of a checklist file: what keys there are and what may stand in them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from qcdesk.domain.detectors import DETECTOR_KEYS

Id = Annotated[
    str, Field(pattern=r"^[\w.\-]{1,60}$", description="Letters, digits, _ . -; unique in the file")
]
Percent = Annotated[float, Field(ge=0, le=100)]
NotNegative = Annotated[float, Field(ge=0)]
Positive = Annotated[float, Field(gt=0)]
Turns = Annotated[int, Field(ge=1)]
Person = Literal["sales_manager", "client", "system", "unknown"]


class Part(BaseModel):
    """Base of all parts: a key that is not known is an error, and no value is converted."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


def _as_list(given: Any) -> Any:
    return [given] if isinstance(given, str) else given


def _as_words(given: Any) -> Any:
    """Facts are compared as text, and people write `[3]` and `true` without quotes."""
    if isinstance(given, list):
        return [_as_word(v) for v in given]
    return [_as_word(given)]


def _as_word(given: Any) -> Any:
    if isinstance(given, bool):
        return "true" if given else "false"
    return str(given) if isinstance(given, int) else given


def _known_detector(given: str) -> str:
    if given not in DETECTOR_KEYS:
        raise PydanticCustomError(
            "unknown_detector", "unknown detector", {"expected": ", ".join(DETECTOR_KEYS)}
        )
    return given


def _as_text(given: Any) -> Any:
    return {"ru": given} if isinstance(given, str) else given


class TextPart(Part):
    """A text in Russian and English; where one is left out, the other is shown."""

    ru: Annotated[str, Field(min_length=1)]
    en: str = ""


class Cap(Part):
    """The highest total that remains possible."""

    cap: Percent


Words = Annotated[
    list[str], BeforeValidator(_as_words, json_schema_input_type=str | bool | int | list[str | bool | int])
]
FactName = Literal["role", "direction", "lead_kind", "stage", "kind", "department_type"]
"""What is known of a call and its department; no other fact would ever be supplied."""
Names = Annotated[list[str], BeforeValidator(_as_list, json_schema_input_type=str | list[str])]
Bilingual = Annotated[TextPart, BeforeValidator(_as_text, json_schema_input_type=str | TextPart)]
EffectName = Literal["fatal", "fatal_section", "note"]
DetectorKey = Annotated[
    str,
    AfterValidator(_known_detector),
    Field(json_schema_extra={"enum": list(DETECTOR_KEYS)}, description="Something that is found by itself"),
]


def _as_effect(given: Any) -> Any:
    return {"kind": given} if isinstance(given, str) else given


class EffectPart(Part):
    """`fatal`, `fatal_section`, `note` or `{cap: 70}` as the file says it, taken apart."""

    kind: EffectName | None = None
    cap: Percent | None = None


EffectValue = Annotated[EffectPart, BeforeValidator(_as_effect, json_schema_input_type=EffectName | Cap)]


class WindowPart(Part):
    """The part of the call that is searched."""

    from_s: NotNegative | None = None
    to_s: NotNegative | None = None
    first_pct: Percent | None = None
    last_pct: Percent | None = None
    last_s: NotNegative | None = None


class BoundPart(Part):
    """A metric of speech and its range."""

    metric: Id
    at_least: float | None = None
    at_most: float | None = None


class FollowPart(Part):
    """What somebody must say soon after."""

    by: Person
    any: Annotated[Names, Field(min_length=1)]
    within_turns: Turns = 2


class EvidencePart(Part):
    """What the program looks for; it only suggests."""

    by: Person | None = None
    within: WindowPart | None = None
    any: Names = []
    all: Names = []
    none: Names = []
    count: Names = []
    absent: Names = []
    after: str | None = None
    within_turns: Turns | None = None
    then: FollowPart | None = None
    at_least: Turns = 1
    metrics: list[BoundPart] = []
    detector: DetectorKey | None = None


class GuidePart(Part):
    """When to answer what."""

    yes: Bilingual | None = None
    no: Bilingual | None = None
    na: Bilingual | None = None


class AdvicePart(Part):
    """What the feedback says when the criterion was missed."""

    consequence: Bilingual
    client_hears: Bilingual
    say_instead: Bilingual


class OptionPart(Part):
    """One answer of a choice."""

    id: Id
    title: Bilingual
    fraction: Annotated[float, Field(ge=0, le=1)]


class GatePart(Part):
    """A yes/no question; answered `no`, the section does not apply."""

    id: Id
    title: Bilingual
    na: bool = False
    effects: dict[str, EffectValue] = {}
    guide: GuidePart | None = None
    evidence: EvidencePart | None = None


class CriterionPart(Part):
    """One thing that is judged."""

    id: Id
    title: Bilingual
    answer: Literal["yes_no", "scale", "count", "choice", "text"]
    weight: NotNegative | None = None
    top: Positive | None = None
    target: Positive | None = None
    points: Positive | None = None
    options: list[OptionPart] = []
    effects: dict[str, EffectValue] = {}
    na: bool = False
    scored: bool = True
    bonus: bool = False
    critical: bool = False
    applies_if: dict[FactName, Words] = {}
    source: Literal["audio", "metadata"] = "audio"
    guide: GuidePart | None = None
    advice: AdvicePart | None = None
    evidence: EvidencePart | None = None


class SectionPart(Part):
    """Criteria of one stage of the call."""

    id: Id
    title: Bilingual
    weight: NotNegative | None = None
    gate: GatePart | None = None
    criteria: Annotated[list[CriterionPart], Field(min_length=1)]


class FlagPart(Part):
    """Something seen beside the score."""

    id: Id
    title: Bilingual
    effect: EffectValue
    evidence: EvidencePart | None = None


class ZonesPart(Part):
    """Lowest totals of the green and the yellow zone."""

    green: Percent = 85.0
    yellow: Percent = 75.0


class PassPart(Part):
    """When an attestation is passed."""

    mean_at_least: NotNegative
    critical_at_least: NotNegative
    required: Names = []


class ChecklistPart(Part):
    """A whole file."""

    id: Id
    title: Bilingual
    applies_if: dict[FactName, Words] = {}
    min_talk_s: NotNegative = 0.0
    zones: ZonesPart = ZonesPart()
    method: Literal["two_level", "flat", "mean_of_sections", "points", "weighted_points"] = "two_level"
    bonus_capped: bool = True
    pass_rule: PassPart | None = None
    sections: Annotated[list[SectionPart], Field(min_length=1)]
    flags: list[FlagPart] = []


def json_schema() -> dict[str, Any]:
    """The shape as a JSON schema, for editors that check and complete YAML."""
    schema = ChecklistPart.model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "qcdesk checklist"}
