"""The line between a browser and a server, which a test can cut and mend."""

import socket
from contextlib import suppress
from threading import Lock, Thread

HOST = "127.0.0.1"


class Line:
    """Passes on what comes to its own port to the server's, both ways, until it is cut.

    Attributes
    ----------
    address : of its own end
    """

    def __init__(self, server_port: int) -> None:
        self._server_port, self._lock, self._open = server_port, Lock(), set[socket.socket]()
        self._door = self._listening(0)
        self._port = self._door.getsockname()[1]
        self.address = f"http://{HOST}:{self._port}"

    def cut(self) -> None:
        """End all connections and take no new ones."""
        self._close(self._door)
        with self._lock:
            ends, self._open = self._open, set()
        for end in ends:
            self._close(end)

    def mend(self) -> None:
        """Take connections again."""
        self._door = self._listening(self._port)

    def _listening(self, port: int) -> socket.socket:
        door = socket.create_server((HOST, port))
        Thread(target=self._let_in, args=[door], daemon=True).start()
        return door

    def _let_in(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = door.accept()
                server = socket.create_connection((HOST, self._server_port))
                with self._lock:
                    self._open |= {client, server}
                for source, target in ((client, server), (server, client)):
                    Thread(target=self._pass_on, args=[source, target], daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        for end in (source, target):
            self._close(end)
        with self._lock:
            self._open -= {source, target}

    @staticmethod
    def _close(end: socket.socket) -> None:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
