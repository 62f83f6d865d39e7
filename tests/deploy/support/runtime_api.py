"""A small Runtime API, as Lambda has it for custom runtimes: hands out invocations, takes what comes of them.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import json
import queue
import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FUNCTION = "amazon-connect-ops-review-orchestrator"
FUNCTION_ARN = f"arn:aws:lambda:eu-central-1:111122223333:function:{FUNCTION}"
MAX_PAYLOAD = 6 * 2**20  # bytes, of a response
_OUTCOME = re.compile(r"/2018-06-01/runtime/invocation/([^/]+)/(response|error)")


@dataclass
class Invocation:
    event: bytes
    request_id: str
    deadline_ms: int
    trace_id: str
    done: threading.Event = field(default_factory=threading.Event)
    kind: str = ""  # response, error
    body: bytes = b""
    error_type: str = ""

    def json(self):
        return json.loads(self.body)


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def log_message(self, *_) -> None:
        pass

    def do_GET(self) -> None:
        api = self.server.api
        if self.path != "/2018-06-01/runtime/invocation/next":
            return self.answer(404, api.complain(f"GET {self.path}"))
        one = api.next()
        if one is None:
            self.close_connection = True  # the sandbox is gone
            return None
        return self.answer(200, one.event, {
            "Lambda-Runtime-Aws-Request-Id": one.request_id, "Lambda-Runtime-Deadline-Ms": str(one.deadline_ms),
            "Lambda-Runtime-Invoked-Function-Arn": FUNCTION_ARN, "Lambda-Runtime-Trace-Id": one.trace_id})

    def do_POST(self) -> None:
        api = self.server.api
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        error_type = self.headers.get("Lambda-Runtime-Function-Error-Type", "")
        if self.path == "/2018-06-01/runtime/init/error":
            api.init_errors.put((error_type, json.loads(body)))
            return self.answer(202, b'{"status":"OK"}')
        match = _OUTCOME.fullmatch(self.path)
        one = api.current if match else None
        if one is None or one.request_id != match[1]:
            return self.answer(400, api.complain(f"POST {self.path} while that is not what runs"))
        if len(body) > MAX_PAYLOAD:
            return self.answer(413, api.complain(f"{len(body)} bytes were answered"))
        one.kind, one.body, one.error_type = match[2], body, error_type
        self.answer(202, b'{"status":"OK"}')
        return api.finished(one)

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        own = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        for name, value in (own | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    api: "RuntimeApi"


class RuntimeApi:
    """A context manager. One invocation at a time, as Lambda has it; `complaints` are what a runtime must not do."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.init_errors: queue.Queue[tuple[str, dict]] = queue.Queue()
        self.current: Invocation | None = None
        self.is_served = lambda: True  # whether there is still somebody who takes invocations
        self._waiting: queue.Queue[Invocation | None] = queue.Queue()
        self._server = _Server(("127.0.0.1", 0), _Connection)
        self._server.api = self
        self.address = f"127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "RuntimeApi":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._waiting.put(None)
        self._server.shutdown()
        self._server.server_close()

    def invoke(self, event, request_id: str = "", seconds: float = 900, patience: float = 120) -> Invocation:
        """Runs to its end. `event`: JSON, or bytes as they are; `seconds` is what Lambda allows it."""
        payload = event if isinstance(event, bytes) else json.dumps(event).encode()
        one = Invocation(payload, request_id or str(uuid.uuid4()), int((time.time() + seconds) * 1000),
                         f"Root=1-{uuid.uuid4().hex[:8]}-{uuid.uuid4().hex[:24]};Sampled=0")
        self._waiting.put(one)
        until = time.monotonic() + patience
        while not one.done.wait(0.1):
            if not self.is_served():
                raise AssertionError(f"the runtime has ended; complaints: {self.complaints}")
            if time.monotonic() > until:
                raise AssertionError(f"no outcome within {patience} s; complaints: {self.complaints}")
        return one

    def next(self) -> Invocation | None:
        if self.current is not None:
            self.complain("the next invocation was asked for before the last one had an outcome")
        self.current = self._waiting.get()
        return self.current

    def finished(self, one: Invocation) -> None:
        self.current = None
        one.done.set()

    def complain(self, text: str) -> bytes:
        self.complaints.append(text)
        return json.dumps({"errorMessage": text, "errorType": "InvalidRequest"}).encode()
