"""HTTP/1.1 as bytes: a request exactly as it was received, and answers that may be damaged on purpose."""

import socket
import struct
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import BinaryIO

MAX_HEADER_BYTES = 65_536
MAX_BODY_BYTES = 4_194_304


class BadRequest(Exception):
    """Not HTTP as this server takes it; the connection cannot be used any further."""


@dataclass
class Request:
    method: str
    path: str   # as sent, before any "?"
    query: str  # as sent, after it
    headers: list[tuple[str, str]]
    body: bytes
    keep_alive: bool = True
    _by_name: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, value in self.headers:
            self._by_name.setdefault(name.lower(), []).append(value)

    def values(self, name: str) -> list[str]:
        return self._by_name.get(name, [])

    def header(self, name: str) -> str:
        return ",".join(self.values(name))

    def names(self) -> list[str]:
        """Of the headers, in lower case."""
        return list(self._by_name)


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def head(self, length: int | None = None) -> bytes:
        """Up to the empty line. `length`: what Content-Length says when it is not the truth."""
        phrase = HTTPStatus(self.status).phrase
        lines = [f"HTTP/1.1 {self.status} {phrase}", *(f"{name}: {value}" for name, value in self.headers),
                 f"Content-Length: {len(self.body) if length is None else length}"]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _read_headers(stream: BinaryIO) -> list[tuple[str, str]]:
    headers: list[tuple[str, str]] = []
    size = 0
    while True:
        line = stream.readline(MAX_HEADER_BYTES)
        size += len(line)
        if line == b"\r\n":
            return headers
        name, colon, value = line.decode("latin-1").partition(":")
        if not line.endswith(b"\r\n") or not colon or not name or name != name.strip() or size > MAX_HEADER_BYTES:
            raise BadRequest(f"not a header: {line[:80]!r}")
        headers.append((name, value.strip()))


def _read_body(stream: BinaryIO, output: BinaryIO, request: Request) -> bytes:
    if request.values("transfer-encoding"):
        raise BadRequest("AWS's services want Content-Length, not Transfer-Encoding")
    lengths = request.values("content-length") or ["0"]
    if len(lengths) != 1 or not lengths[0].isdecimal() or int(lengths[0]) > MAX_BODY_BYTES:
        raise BadRequest(f"Content-Length {lengths} cannot be served")
    if request.header("expect").lower() == "100-continue":
        output.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    body = stream.read(int(lengths[0]))
    if len(body) != int(lengths[0]):
        raise BadRequest("the body ended early")
    return body


def read_request(stream: BinaryIO, output: BinaryIO) -> Request | None:
    """None: the client closed the connection between two requests."""
    line = stream.readline(MAX_HEADER_BYTES)
    if not line:
        return None
    parts = line.decode("latin-1").rstrip("\r\n").split(" ")
    if len(parts) != 3 or parts[2] != "HTTP/1.1" or not parts[1].startswith("/"):
        raise BadRequest(f"not a request line: {line[:80]!r}")
    path, _, query = parts[1].partition("?")
    request = Request(parts[0], path, query, _read_headers(stream), b"")
    if len(request.values("host")) != 1:
        raise BadRequest("exactly one Host header is needed")
    request.keep_alive = request.header("connection").lower() != "close"
    request.body = _read_body(stream, output, request)
    return request


def reset(connection: socket.socket) -> None:
    """Closes with RST instead of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
