"""Calls with transcripts and without sound, for tests of lists."""

from __future__ import annotations

from qcdesk.domain.call import Call, CallState
from tests.core.services import archive
from ui.ops.context import Context


def call_in(context: Context, name: str, *, transcribed: bool = True, failed: str = "") -> Call:
    """A hot lead of one sales manager; `failed` is why it has no transcript."""
    database = context.desk.database
    call = archive.call_in(database, f"{name}.wav", transcribed=transcribed and not failed)
    if failed:
        with database.transaction() as tx:
            call = tx.calls.set_state(call.id, CallState.FAILED, failed)
    return call
