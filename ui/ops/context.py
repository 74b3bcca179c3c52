"""What every page and operation works with."""

from __future__ import annotations

from dataclasses import dataclass

from qcdesk.desk import Desk
from qcdesk.services.sounding import Sounding
from ui.jobs import Jobs
from ui.notify import Notifier
from ui.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Context:
    """The department's desk, work beside the window, the door to the user, and what the window remembers,
    and the sound of calls."""

    desk: Desk
    jobs: Jobs
    notify: Notifier
    preferences: Preferences
    sounding: Sounding

    @classmethod
    def over(cls, desk: Desk) -> Context:
        """A context over a desk."""
        sounding = Sounding(desk.home.outlines, desk.home.balanced)
        return cls(desk, Jobs(), Notifier(), Preferences(desk.home.folder), sounding)

    def close(self) -> None:
        """Stops all work and lets everything go."""
        self.sounding.close()
        self.jobs.close()
        self.preferences.flush()
        self.desk.close()
