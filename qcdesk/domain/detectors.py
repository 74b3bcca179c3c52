"""The things that can be found in a call by themselves: their keys, whose words prove them, their titles."""

from __future__ import annotations

from dataclasses import dataclass

from qcdesk.domain.transcript import Speaker
from qcdesk.i18n import N_

_MANAGER = (Speaker.SALES_MANAGER,)
_CLIENT = (Speaker.CLIENT,)
_BOTH = (Speaker.SALES_MANAGER, Speaker.CLIENT)
_ANNOUNCED = (Speaker.SALES_MANAGER, Speaker.SYSTEM)


@dataclass(frozen=True, slots=True)
class Detected:
    """One thing that is looked for.

    Attributes:
        key: its name in checklists (`detector: greeting`), in files of examples and in `--json`.
        sides: whose words may prove it; the first is who does it.
        title: English, to be translated with `_` where it is shown.
    """

    key: str
    sides: tuple[Speaker, ...]
    title: str


DETECTORS = (
    Detected("greeting", _MANAGER, N_("Greeting")),
    Detected("introduced_name", _MANAGER, N_("Gave the own name")),
    Detected("named_company", _MANAGER, N_("Named the company")),
    Detected("recording_notice", _ANNOUNCED, N_("Said that the call is recorded")),
    Detected("permission_to_talk", _MANAGER, N_("Asked whether it is convenient to talk")),
    Detected("stated_goal", _MANAGER, N_("Said what the call is for")),
    Detected("used_client_name", _MANAGER, N_("Addressed the client by name")),
    Detected("open_questions", _MANAGER, N_("Open questions")),
    Detected("needs_summary", _MANAGER, N_("Summed up the needs")),
    Detected("presented_features", _MANAGER, N_("Named properties of the offer")),
    Detected("presented_benefits", _MANAGER, N_("Said what this client gains")),
    Detected("presented_emotion", _MANAGER, N_("Spoke to the feelings")),
    Detected("price_named", _MANAGER, N_("Named a price")),
    Detected("objection_raised", _CLIENT, N_("Objection of the client")),
    Detected("objection_handled", _BOTH, N_("Objections were handled")),
    Detected("asked_for_sale", _MANAGER, N_("Asked for the sale")),
    Detected("next_step_agreed", _BOTH, N_("Agreed on the next step")),
    Detected("contact_confirmed", _BOTH, N_("Confirmed the contact")),
    Detected("upsell_offered", _MANAGER, N_("Offered something more")),
    Detected("handover_to_manager", _MANAGER, N_("Handed over to a manager")),
    Detected("thanked_and_farewell", _MANAGER, N_("Thanked and said goodbye")),
    Detected("forbidden_phrase", _MANAGER, N_("Forbidden phrase")),
    Detected("rude", _MANAGER, N_("Rudeness")),
    Detected("interrupted_client", _BOTH, N_("Interrupted the client")),
    Detected("promised_impossible", _MANAGER, N_("Promised the impossible")),
    Detected("personal_data_spoken", _BOTH, N_("Card or passport said aloud")),
)
DETECTOR_KEYS = tuple(detected.key for detected in DETECTORS)
_BY_KEY = {detected.key: detected for detected in DETECTORS}


def detected(key: str) -> Detected | None:
    """The thing of that key."""
    return _BY_KEY.get(key)
