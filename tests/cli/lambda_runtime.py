"""The function as Lambda runs it: `lambda` against a Runtime API of our own, with the sample recording."""

import json
import os
import queue
import subprocess
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from support.program import COMPONENTS, HARBOUR, ProgramTest

BASE = "/2018-06-01/runtime"
PATIENCE = 60  # seconds
TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:a87bd80c:0"


class RuntimeApi(ThreadingHTTPServer):
    """Hands out what is put into `invocations` as (request id, payload), and keeps what it is told in `told`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), RuntimeRequest)
        self.traces = False
        self.invocations = queue.SimpleQueue()
        self.told = queue.SimpleQueue()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def outcome(self, request_id: str, payload: str) -> tuple[str, dict, str | None]:
        """The path that was told of it, what was told, and the header with its error's type."""
        self.invocations.put((request_id, payload))
        return self.told.get(timeout=PATIENCE)


class RuntimeRequest(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        invocation = self.server.invocations.get() if self.path == f"{BASE}/invocation/next" else None
        if invocation is None:
            self.answer(500, b"", {})
            return
        deadline = int((time.time() + 900) * 1000)
        self.answer(200, invocation[1].encode(), {
            "Lambda-Runtime-Aws-Request-Id": invocation[0], "Lambda-Runtime-Deadline-Ms": str(deadline),
            **({"Lambda-Runtime-Trace-Id": TRACE} if self.server.traces else {}),
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-central-1:111122223333:function:review"})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.answer(202, b"", {})
        self.server.told.put((self.path.removeprefix(BASE), body, self.headers.get("Lambda-Runtime-Function-Error-Type")))

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments) -> None:
        pass


class InLambda(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        self.api = RuntimeApi()
        self.addCleanup(self.api.server_close)
        self.addCleanup(self.api.shutdown)

    def start(self, **more: str) -> subprocess.Popen:
        environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], "STORAGE_BACKEND": "sqlite", "LOG_LEVEL": "debug",
                       "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.api.server_port}", **more}
        process = subprocess.Popen([os.environ["BINARY"], "lambda", "--recording", str(HARBOUR), "--database", str(self.database)],
                                   env=environment, cwd=self.home, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def end(self, process: subprocess.Popen) -> tuple[str, list[dict]]:
        """The Runtime API breaks. What the process had printed, and its log."""
        self.api.invocations.put(None)
        printed, logged = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, 1, logged)
        return printed, [json.loads(line) for line in logged.splitlines()]

    def test_it_answers_one_invocation_after_the_other(self):
        process = self.start()
        for request_id in ("first", "second"):
            path, answer, error = self.api.outcome(request_id, '{"daysBack": 14}')
            self.assertEqual((path, error), (f"/invocation/{request_id}/response", None), answer)
            self.assertEqual(answer["statusCode"], 200)
            self.assertEqual(json.loads(answer["body"])["analyzersCompleted"], len(COMPONENTS))
        printed, logged = self.end(process)
        for line in printed.splitlines():  # CloudWatch's embedded metrics
            self.assertIn("_aws", json.loads(line))
        self.assertEqual({line.get("requestId") for line in logged} - {None}, {"first", "second"})

    def test_a_function_that_is_traced_works_as_any_other(self):
        self.api.traces = True
        process = self.start(_X_AMZN_TRACE_ID=TRACE, AWS_XRAY_DAEMON_ADDRESS="169.254.100.1:2000", _AWS_XRAY_DAEMON_PORT="2000",
                             AWS_XRAY_CONTEXT_MISSING="LOG_ERROR")
        path, answer, error = self.api.outcome("traced", '{"daysBack": 14}')
        self.assertEqual((path, error), ("/invocation/traced/response", None), answer)
        self.assertEqual(json.loads(answer["body"])["analyzersCompleted"], len(COMPONENTS))
        self.end(process)

    def test_an_error_is_answered_and_it_lives_on(self):
        process = self.start()
        path, error, kind = self.api.outcome("bad", '{"daysBack": 0}')
        self.assertEqual((path, kind), ("/invocation/bad/error", "Function.Usage"))
        self.assertEqual(set(error), {"errorMessage", "errorType", "stackTrace"})
        path, _, _ = self.api.outcome("good", "{}")
        self.assertEqual(path, "/invocation/good/response")
        _, logged = self.end(process)
        failed = [line for line in logged if line["level"] == "ERROR" and line.get("requestId") == "bad"]
        self.assertEqual(len(failed), 1, logged)
        self.assertIn(error["errorMessage"], failed[0]["message"])

    def test_a_wrong_configuration_is_one_line_of_its_log(self):
        process = self.start(DAYS_BACK="many", LOG_LEVEL="loud")
        path, error, kind = self.api.told.get(timeout=PATIENCE)
        self.assertEqual((path, kind), ("/init/error", error["errorType"]))
        printed, logged = process.communicate(timeout=PATIENCE)
        self.assertNotEqual(process.returncode, 0)
        self.assertEqual(printed, "")
        line, = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
        self.assertEqual(line["level"], "ERROR")
        self.assertIn("'many' (from the variable DAYS_BACK)", line["message"])
        self.assertEqual(line["message"], error["errorMessage"])

    def test_it_ends_with_a_line_when_the_runtime_api_breaks(self):
        printed, logged = self.end(self.start())
        self.assertEqual(printed, "")
        self.assertEqual([line["level"] for line in logged], ["ERROR"])
        self.assertIn("Runtime API returned no next invocation", logged[0]["message"])
        self.assertRegex(logged[0]["timestamp"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")


if __name__ == "__main__":
    unittest.main()
