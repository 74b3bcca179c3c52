"""What every page and operation works with."""

from __future__ import annotations

from dataclasses import dataclass

from qcdesk.desk import Desk
from ui.jobs import Jobs
from ui.notify import Notifier
from ui.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Context:
    """The department's desk, work beside the window, the door to the user, and what the window remembers."""

    desk: Desk
    jobs: Jobs
    notify: Notifier
    preferences: Preferences
