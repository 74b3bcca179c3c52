"""Fixed words about trainees, in either language."""

from __future__ import annotations

from qcdesk.i18n import translate


def life_labels(language: str) -> dict[str, str]:
    """All of them by name: `stage_…`, `missing_…`, and words of the tables."""
    return {
        "stage_training_day1": translate("training, day 1", language),
        "stage_training_day2": translate("training, day 2", language),
        "stage_roleplay": translate("role-play attestation", language),
        "stage_trainee_field": translate("cold base", language),
        "stage_internship": translate("internship", language),
        "stage_staff": translate("staff", language),
        "stage_left": translate("left", language),
        "missing_spve": translate("table property–use–gain–emotion", language),
        "missing_reasons": translate("100 reasons to buy", language),
        "missing_script": translate("own script", language),
        "missing_attestation": translate("role-play", language),
        "missing_sale": translate("a sale", language),
        **_owner_words(language),
        **_people_words(language),
    }


def _owner_words(language: str) -> dict[str, str]:
    return {
        "sales_manager": translate("Sales manager", language),
        "stage": translate("Stage", language),
        "stage_none": translate("not on the way yet", language),
        "attempt": translate("Attempt", language),
        "day": translate("Day", language),
        "until": translate("Until", language),
        "overdue": translate("overdue", language),
        "state": translate("State", language),
        "ready": translate("ready: {stage}", language),
        "lacks": translate("missing: {what}", language),
        "days_to_staff": translate("Days to staff", language),
        "way": translate("On the way to staff", language),
        "way_note": translate("Where everybody stands on the day of the report; a person decides.", language),
        "way_none": translate("Nobody is on the way.", language),
        "breaches": translate("Breaches of the hot-lead gate", language),
        "breaches_note": translate(
            "Hot leads and requests that were handled by somebody who was not staff on that day.", language
        ),
        "breaches_none": translate("None: hot leads were handled by staff only.", language),
    }


def _people_words(language: str) -> dict[str, str]:
    return {
        "funnel": translate("Funnel of trainees", language),
        "reached": translate("Reached it", language),
        "now": translate("There now", language),
        "days_in_stage": translate("Days in it, median", language),
        "attempts_title": translate("Role-plays by attempt", language),
        "roleplays": translate("Role-plays", language),
        "roleplays_none": translate("No role-plays yet.", language),
        "passed": translate("Passed", language),
        "share": translate("Share", language),
        "mean_mark": translate("Mean mark", language),
        "groups_title": translate("Weakest criteria by group", language),
        "group": translate("Group", language),
        "group_trainees": translate("trainees", language),
        "group_staff": translate("staff", language),
        "coaching": translate("Sessions with coaches", language),
        "coaching_note": translate(
            "Reviewed calls before and after the session. A change is proven where it is more than chance "
            "alone gives to who had a bad or a good time before.",
            language,
        ),
        "coaching_none": translate("No sessions are noted.", language),
        "day_of_session": translate("Session", language),
        "before_session": translate("Before", language),
        "after_session": translate("After", language),
        "by_chance": translate("By chance alone", language),
        "verdict": translate("Change", language),
    }
