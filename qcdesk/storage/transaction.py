"""One transaction and its repositories."""

from __future__ import annotations

from sqlmodel import Session

from qcdesk.storage.audit import AuditTrail
from qcdesk.storage.calls import Calls
from qcdesk.storage.cards import ProductCards
from qcdesk.storage.checklists import Checklists
from qcdesk.storage.disputes import Disputes
from qcdesk.storage.handovers import Handovers
from qcdesk.storage.hints import Hints
from qcdesk.storage.lifecycle import LifeEvents
from qcdesk.storage.listing import Listing
from qcdesk.storage.people import People
from qcdesk.storage.reviews import Reviews
from qcdesk.storage.scripts import Scripts
from qcdesk.storage.sources import Sources
from qcdesk.storage.transcripts import Transcripts
from qcdesk.storage.users import Users


class Transaction:
    """All that is read and stored together, or not at all."""

    def __init__(self, session: Session) -> None:
        self.calls = Calls(session)
        self.listing = Listing(session)
        self.transcripts = Transcripts(session)
        self.hints = Hints(session)
        self.checklists = Checklists(session)
        self.reviews = Reviews(session)
        self.audit = AuditTrail(session)
        self.people = People(session)
        self.sources = Sources(session)
        self.cards = ProductCards(session)
        self.scripts = Scripts(session)
        self.users = Users(session)
        self.life = LifeEvents(session)
        self.handovers = Handovers(session)
        self.disputes = Disputes(session)
