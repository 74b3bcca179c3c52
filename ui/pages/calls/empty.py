"""Why a list of calls is empty, with the next step as a button."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qcdesk.domain.listing import CallQuery, View
from ui.pages.calls.adding import Adding
from ui.pages.calls.filters import Narrowing
from ui.texts import _
from ui.widgets.empty_state import EmptyState


def say_why_empty(
    shown: EmptyState,
    query: CallQuery,
    counts: Mapping[View, int],
    adding: Adding,
    show_view: Callable[[View], object],
    narrowing: Narrowing,
) -> None:
    """Fills the empty state for a query that found nothing."""
    if not counts.get(View.ALL):
        shown.say(
            _("No calls yet"),
            _("Drop recordings or folders here: WAV, MP3, OGG, M4A and others. Originals stay as they are."),
            (
                (_("Add recordings"), "add", adding.choose_files),
                (_("Add a folder"), "folder", adding.choose_folder),
                (_("Open the sample calls"), "calls", adding.add_samples),
            ),
        )
    elif narrowing.is_narrow:
        shown.say(
            _("Nothing found"),
            _("No call of this list fits the search and the filters above it."),
            ((_("Clear search and filters"), "close", narrowing.clear),),
        )
    elif query.view is View.TO_REVIEW and counts.get(View.NO_TRANSCRIPT):
        shown.say(
            _("No call waits for review"),
            _("Calls are reviewed after they were transcribed."),
            ((_("Transcribe all that wait"), "transcribe", adding.transcribe_waiting),),
        )
    elif query.view is View.TO_REVIEW:
        shown.say(
            _("Everything is reviewed"),
            _("New recordings appear here after they were transcribed."),
            (
                (_("Add recordings"), "add", adding.choose_files),
                (_("Show reviewed calls"), "done", lambda: show_view(View.REVIEWED)),
            ),
        )
    else:
        shown.say(
            _("Nothing here"),
            _("No call is in this list now."),
            ((_("Show all calls"), "calls", lambda: show_view(View.ALL)),),
        )
