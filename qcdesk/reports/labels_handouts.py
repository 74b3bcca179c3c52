"""Fixed words of the files for the head of sales and for HR."""

from __future__ import annotations

from qcdesk.i18n import translate
from qcdesk.reports.labels import owner_labels


def handout_labels(language: str) -> dict[str, str]:
    """Words of both files."""
    return owner_labels(language) | {
        "team_document": translate("Team tasks", language),
        "team_intro": translate(
            "One task for each sales manager, and the criteria the team fulfils least. Tasks are set by "
            "quality control; objections are decided by the owner.",
            language,
        ),
        "team_no_marks": translate("The owner has not released the marks of single calls.", language),
        "people_document": translate("People export", language),
        "people_intro": translate(
            "For HR and coaches: trainees, and what the department as a whole fulfils least. Nobody is named "
            "where his name is not needed.",
            language,
        ),
        "tasks": translate("Tasks", language),
        "task": translate("Task", language),
        "due": translate("Due", language),
        "recheck": translate("Re-check by", language),
        "themes": translate("What to improve", language),
        "marks": translate("Marks of single calls", language),
    }
