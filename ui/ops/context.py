"""What every page and operation works with."""

from __future__ import annotations

from dataclasses import dataclass

from qcdesk.desk import Desk
from qcdesk.services.outline import Outlines
from ui.jobs import Jobs
from ui.notify import Notifier
from ui.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Context:
    """The department's desk, work beside the window, the door to the user, and what the window remembers,
    and outlines of sound."""

    desk: Desk
    jobs: Jobs
    notify: Notifier
    preferences: Preferences
    outlines: Outlines

    @classmethod
    def over(cls, desk: Desk) -> Context:
        """A context over a desk."""
        return cls(desk, Jobs(), Notifier(), Preferences(desk.home.folder), Outlines(desk.home.outlines))

    def close(self) -> None:
        """Stops all work and lets everything go."""
        self.outlines.close()
        self.jobs.close()
        self.preferences.flush()
        self.desk.close()
