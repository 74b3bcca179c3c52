"""The archive on disk: the one room that knows the database; values of the domain go in and out."""

from __future__ import annotations

from qcdesk.storage.audit import SHORTEST_ANCHOR, AuditRow
from qcdesk.storage.backup import backups_of
from qcdesk.storage.checks import Problem, ProblemKind
from qcdesk.storage.db import Database
from qcdesk.storage.people import Person
from qcdesk.storage.restoring import restore
from qcdesk.storage.transaction import Transaction
from qcdesk.storage.users import User

__all__ = [
    "SHORTEST_ANCHOR",
    "AuditRow",
    "Database",
    "Person",
    "Problem",
    "ProblemKind",
    "Transaction",
    "User",
    "backups_of",
    "restore",
]
