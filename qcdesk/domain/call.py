"""A recorded call and what is known about it before anyone listens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Direction(StrEnum):
    IN = "in"
    OUT = "out"
    INTERNAL = "internal"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What the sales manager is in this call (a person may hold several roles)."""

    CALLER = "zvonar"
    SALES = "sales"
    ACCOUNT = "account"
    UNIVERSAL = "universal"


class LeadKind(StrEnum):
    COLD_BASE = "cold_base"
    REQUEST = "request"
    HOT = "hot"
    HANDED_OVER = "handed_over"
    EXISTING_CLIENT = "existing_client"


class Side(StrEnum):
    """A channel of a stereo recording."""

    LEFT = "left"
    RIGHT = "right"


class CallState(StrEnum):
    ADDED = "added"
    TRANSCRIBED = "transcribed"
    FAILED = "failed"
    DRAFT = "draft"
    REVIEWED = "reviewed"


class Exclusion(StrEnum):
    """Why a call is counted but not scored."""

    TOO_SHORT = "too_short"
    NO_SPEECH = "no_speech"
    ONE_SIDED = "one_sided"
    VOICEMAIL = "voicemail"
    INTERNAL = "internal"
    WRONG_NUMBER = "wrong_number"
    REMINDER = "reminder"
    SERVICE = "service"
    SPAM = "spam"
    JOB_SEEKER = "job_seeker"
    TRAINING = "training"
    OTHER = "other"


class SetBy(StrEnum):
    """Who decided something: the program, or a person, whom the program never overrules."""

    AUTO = "auto"
    HUMAN = "human"


@dataclass(frozen=True, slots=True)
class AudioFacts:
    """What the file says about itself.

    Attributes:
        container: name of the container as FFmpeg names it (`wav`, `mp3`, `ogg`, `mov` …).
        codec: name of the codec (`pcm_alaw`, `opus` …), or empty when the decoder does not tell.
        duration_s: length in seconds.
        channels: number of channels.
        sample_rate: samples a second of the stored audio.
    """

    container: str
    codec: str
    duration_s: float
    channels: int
    sample_rate: int


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What a file name, a CRM table or a person says about a call; None where nobody said anything.

    Attributes:
        started_at: local time of the call's start.
        started_at_approximate: the time is the file's own, not a recorded one.
        external_id: the telephone system's id of the recording or call.
        group_id: the telephone system's id of all legs of one call (a transfer makes several recordings).
    """

    direction: Direction | None = None
    sales_manager: str | None = None
    extension: str | None = None
    client_phone: str | None = None
    client_name: str | None = None
    company: str | None = None
    started_at: datetime | None = None
    started_at_approximate: bool = False
    external_id: str | None = None
    group_id: str | None = None
    duration_s: float | None = None
    role: Role | None = None
    lead_kind: LeadKind | None = None
    lead_status: str | None = None
    source: str | None = None
    deal_amount: float | None = None
    stage: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A call in the archive.

    Attributes:
        id: number in the archive, from 1.
        path: absolute path of the original recording, which is never changed.
        sha256: content hash of the recording, hexadecimal.
        manager_side: the channel the sales manager speaks in; None: to be found by content.
        exclusion_by: who decided that the call is excluded, or that it is not; None: nobody yet.
        error: why the last attempt to transcribe failed.
    """

    id: int
    path: str
    sha256: str
    audio: AudioFacts
    facts: CallFacts
    state: CallState
    manager_side: Side | None = None
    exclusion: Exclusion | None = None
    exclusion_by: SetBy | None = None
    error: str | None = None
    added_at: datetime | None = None
