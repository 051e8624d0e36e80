"""HTTP/1.1 by hand, for requests that no client library would send."""

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

# Far above any answer of the gateway to a request it refuses.
PATIENCE_S = 10.0


@dataclass(frozen=True)
class Wire:
    """Connections to one gateway that say what they are told to."""

    gateway: str
    authorization: str

    def connect(self) -> socket.socket:
        """A connection on which nothing has been said yet."""
        address = urlsplit(self.gateway)
        assert address.hostname
        assert address.port
        return socket.create_connection((address.hostname, address.port), timeout=PATIENCE_S)

    def head(self, line: str, *headers: str) -> bytes:
        """The head of a request of a user signed in; ``line`` is the request line without its version."""
        return "\r\n".join([f"{line} HTTP/1.1", "host: api", f"authorization: {self.authorization}", *headers, "", ""]).encode()

    def answers(self, sent: bytes) -> list[int]:
        """The statuses of all that the gateway answers to these bytes, until it closes the connection."""
        return statuses(self.answer(sent))

    def answer(self, sent: bytes) -> bytes:
        """Everything that the gateway says to these bytes, until it closes the connection."""
        with self.connect() as connection:
            connection.sendall(sent)
            return everything(connection)


def everything(connection: socket.socket) -> bytes:
    """What arrives until the other side closes; TimeoutError where it never does."""
    pieces = []
    try:
        while piece := connection.recv(65_536):
            pieces.append(piece)
    except ConnectionResetError:
        # It had more to say than we would hear.
        pass
    return b"".join(pieces)


def statuses(text: bytes) -> list[int]:
    """The statuses of the answers in ``text``."""
    return [int(line.split()[1]) for line in text.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]
