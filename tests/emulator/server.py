"""The emulator: a loopback server that takes requests apart as AWS does, and answers from a world."""

import http.server
import socket
import socketserver
import threading
import time
import traceback
import uuid
from collections.abc import Callable, Sequence

from . import control, errors
from .errors import Refusal, Violation
from .faults import BREAKING, DAMAGING, REFUSING, Fault, Plan, damaged
from .model import Operation, catalogue
from .pages import Tokens
from .rates import Buckets
from .services import Backend, Call, Handler, token_member
from .services.appintegrations import AppIntegrations
from .services.cloudtrail import CloudTrail
from .services.cloudwatch import CloudWatch
from .services.connect import Connect
from .services.connectcampaignsv2 import ConnectCampaigns
from .services.connectcases import ConnectCases
from .services.customer_profiles import CustomerProfiles
from .services.firehose import Firehose
from .services.iam import Iam
from .services.kinesis import Kinesis
from .services.kms import Kms
from .services.lambda_ import Lambda
from .services.lex import Lex
from .services.logs import Logs
from .services.pinpoint import Pinpoint
from .services.qconnect import QConnect
from .services.s3 import S3, S3Control
from .services.service_quotas import ServiceQuotas
from .services.sns import Sns
from .services.sts import Sts
from .signature import Key, Keys, verify
from .stats import Stats
from .wire import Answer, BadRequest, Request, read_request, reset
from .world import World

_SERVICES = {"connect": Connect, "cloudwatch": CloudWatch, "cloudtrail": CloudTrail, "logs": Logs,
             "service-quotas": ServiceQuotas, "pinpoint": Pinpoint, "kms": Kms, "lambda": Lambda, "lexv2-models": Lex,
             "s3": S3, "s3control": S3Control, "kinesis": Kinesis, "firehose": Firehose, "customer-profiles": CustomerProfiles,
             "appintegrations": AppIntegrations, "connectcases": ConnectCases, "connectcampaignsv2": ConnectCampaigns,
             "qconnect": QConnect, "sns": Sns, "sts": Sts, "iam": Iam}
_CONTENT_TYPES = {"cloudwatch": "application/x-amz-json-1.0", "connect": "application/json",
                  "pinpoint": "application/json", "lambda": "application/json",
                  "lexv2-models": "application/json", "customer-profiles": "application/json", "qconnect": "application/json", "s3": "application/xml",
                  "s3control": "application/xml",
                  "appintegrations": "application/json", "connectcases": "application/json",
                  "connectcampaignsv2": "application/json", "sns": "text/xml", "sts": "text/xml", "iam": "text/xml"}
_DRIP_STEPS = 20
# Where a list begins, for each operation whose position is not just a number.
_FIRST = {"cloudwatch:GetMetricData": (0, 0), "cloudtrail:LookupEvents": (0, 0), "logs:FilterLogEvents": (0, 0)}


class _Connection(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True
    server: "_Server"

    def handle(self) -> None:
        self.server.emulator.serve(self)


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, emulator: "Emulator", port: int) -> None:
        self.emulator = emulator
        super().__init__(("127.0.0.1", port), _Connection)  # type: ignore[arg-type]

    def server_bind(self) -> None:
        socketserver.TCPServer.server_bind(self)  # without looking up the host's name

    def handle_error(self, request: object, client_address: object) -> None:
        self.emulator.failed()


class Emulator:
    """A context manager; every method may be called from any thread.

    `rates`: AWS's documented request rates (True), none (False), or so many times them. `clock`: epoch seconds.
    `short_pages`: every list of two and more items takes two pages, however small it is.
    """

    def __init__(self, world: World, faults: Sequence[Fault] = (), latency: float = 0.0, rates: bool | float = True,
                 port: int = 0, clock: Callable[[], float] = time.time, short_pages: bool = False) -> None:
        self.world = world
        self.latency = latency
        self.keys = Keys(world.account, clock())
        self._clock, self._rates = clock, float(rates)
        self._plan = Plan(list(faults))
        self._stats = Stats()
        self._catalogue = catalogue()
        self._tokens = Tokens()
        backend = Backend(world, self._tokens, self.keys, self._plan, clock, short_pages)
        self._handlers: dict[str, Handler] = {f"{name}:{operation}": handler for name, service in _SERVICES.items()
                                              for operation, handler in service(backend).handlers().items()}
        self._fill_buckets()
        self._stopping = threading.Event()
        self._open: set[socket.socket] = set()
        self._server = _Server(self, port)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> "Emulator":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # closed by its own thread in the meantime

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def operations(self) -> list[str]:
        """service:Operation of everything that is answered."""
        return sorted(self._handlers)

    def environment(self, key: Key | None = None) -> dict[str, str]:
        """What a client needs in its environment; with the permanent access key when none is given."""
        key = key or self.keys.permanent
        found = {"AWS_ENDPOINT_URL": self.url, "AWS_REGION": self.world.region, "AWS_ACCESS_KEY_ID": key.access_key,
                 "AWS_SECRET_ACCESS_KEY": key.secret, "AWS_EC2_METADATA_DISABLED": "true"}
        return {**found, "AWS_SESSION_TOKEN": key.token} if key.token else found

    def stats(self) -> dict:
        return self._stats.as_json()

    def set_faults(self, faults: Sequence[Fault]) -> None:
        self._plan.replace(list(faults))

    def reset(self) -> None:
        """Forgets what was counted, and fills every bucket."""
        self._stats.reset()
        self._fill_buckets()

    def failed(self) -> None:
        """The emulator itself failed on a request: a test that reads the violations must not miss it."""
        self._stats.violated("emulator", [traceback.format_exc(limit=-4)])

    def _fill_buckets(self) -> None:
        self._buckets = Buckets(self.world.region, self._rates, self._clock)

    def serve(self, connection: _Connection) -> None:
        """One connection, until it is closed."""
        self._open.add(connection.connection)
        self._stats.connected()
        try:
            while not self._stopping.is_set() and self._serve_one(connection):
                pass
        except BadRequest as error:
            self._stats.violated("http", [str(error)])
            _send(connection, Answer(400, [("Connection", "close")], str(error).encode()))
        except OSError:
            pass  # the client has gone, or the connection was broken on purpose
        finally:
            self._open.discard(connection.connection)

    def _serve_one(self, connection: _Connection) -> bool:
        """Whether the connection can be used again."""
        request = read_request(connection.rfile, connection.wfile)
        if request is None:
            return False
        if request.path.startswith(control.PREFIX):
            _send(connection, control.answer(self, request))
            return request.keep_alive
        self._stats.begin(self._clock())
        try:
            answer, fault = self._answer(request)
            if self.latency > 0:
                self._stopping.wait(self.latency)
            if fault is None:
                _send(connection, answer)
                return request.keep_alive
            self._break(connection, answer, fault)
            return False
        finally:
            self._stats.end()

    def _answer(self, request: Request) -> tuple[Answer, Fault | None]:
        """The answer, and the fault that is to happen to it on its way."""
        request_id = str(uuid.uuid4())
        service, fault = "connect", None
        try:
            service, key = verify(request, self.keys, self.world.region, self._clock())
            operation = self._catalogue.find(service, request)
            self._stats.called(operation.action)
            given = operation.parse(request)
            fault = self._next_fault(operation, given)
            body = self._result(operation, given, key, fault)
            answer = Answer(200, [("Content-Type", _CONTENT_TYPES.get(service, "application/x-amz-json-1.1"))], body)
        except Violation as violation:
            self._stats.violated(violation.operation, violation.problems)
            refusal = Refusal(errors.INVALID.get(service, "ValidationException"), str(violation)[:1000])
            answer = _refused(service, refusal, request_id)
        except Refusal as refusal:
            if refusal.is_unauthenticated:
                service = refusal.service
                self._stats.unauthenticated(service, refusal.code, refusal.message)
            answer = _refused(service, refusal, request_id)
        answer.headers.append(("x-amzn-RequestId", request_id))
        return answer, fault if fault is not None and fault.kind in BREAKING else None

    def _next_fault(self, operation: Operation, given: dict) -> Fault | None:
        fault = self._plan.next(operation.service, operation.name, token_member(operation.service) in given)
        if fault is not None:
            self._stats.fault(fault.kind)
        return fault

    def _result(self, operation: Operation, given: dict, key: Key, fault: Fault | None) -> bytes:
        if operation.action not in self._handlers:
            raise Violation(operation.action, ["is not emulated"])
        if fault is not None and fault.kind in REFUSING:
            raise fault.refusal(operation.service, operation.action, key.arn)
        if self._rates and not self._buckets.take(operation.action):
            self._stats.throttled(operation.action)
            raise errors.throttled(operation.service)
        call = Call(operation.action, given, key)
        body = self._handlers[operation.action](call)
        return self._damaged(fault, call, body) if fault is not None and fault.kind in DAMAGING else body

    def _damaged(self, fault: Fault, call: Call, body: bytes) -> bytes:
        """The token of a loop leads to the page that it came with."""
        member, first = token_member(call.service), _FIRST.get(call.action, 0)
        token = call.input.get(member) or self._tokens.issue(call.action, call.input, member, first)
        return damaged(fault, body, member, token)

    def _break(self, connection: _Connection, answer: Answer, fault: Fault) -> None:
        if fault.kind == "hang":
            self._stopping.wait(fault.seconds)
        elif fault.kind == "reset_before_headers":
            reset(connection.connection)
        elif fault.kind == "reset_after_headers":
            connection.wfile.write(answer.head())
            self._stopping.wait(0.02)  # so that they arrive before the reset, which would overtake them
            reset(connection.connection)
        elif fault.kind == "truncated_body":
            connection.wfile.write(answer.head(len(answer.body) + 100) + answer.body)
        else:
            self._drip(connection, answer.head() + answer.body, fault.seconds)

    def _drip(self, connection: _Connection, text: bytes, seconds: float) -> None:
        step = max(1, len(text) // _DRIP_STEPS)
        for start in range(0, len(text), step):
            if self._stopping.wait(seconds / _DRIP_STEPS):
                return
            connection.wfile.write(text[start:start + step])


def _refused(service: str, refusal: Refusal, request_id: str) -> Answer:
    headers, body = errors.render(service, refusal, request_id)
    return Answer(refusal.status, headers, body)


def _send(connection: _Connection, answer: Answer) -> None:
    connection.wfile.write(answer.head() + answer.body)
