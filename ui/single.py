"""One window for one home folder: a second copy raises the first and goes away."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1500
_RAISE = b"raise\n"
_LOCK = "window.lock"


class SingleInstance(QObject):
    """Claims a home folder for this process.

    Signals:
        raised: another copy was started on the same folder and wants this window in front.

    Args:
        home: the folder; it is created.
    """

    raised = Signal()

    def __init__(self, home: Path) -> None:
        super().__init__()
        home.mkdir(parents=True, exist_ok=True)
        named = hashlib.sha256(str(home.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
        self._name = f"qcdesk-{named}"
        self._lock = QLockFile(str(home / _LOCK))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def claim(self) -> bool:
        """Whether the folder is ours now; when it is another's, that window is raised."""
        if not self._lock.tryLock(0):
            self._raise_other()
            return False
        QLocalServer.removeServer(self._name)  # a name left behind by a process that was killed
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Lets the folder go."""
        self._server.close()
        self._lock.unlock()

    def _raise_other(self) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_WAIT_MS):
            socket.write(_RAISE)
            socket.waitForBytesWritten(_WAIT_MS)
            socket.disconnectFromServer()

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raised.emit()
