"""The function on this machine, behind Lambda's Invoke API: called as guides have it, with awscli and boto3."""

import contextlib
import json
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest import mock

import boto3
import botocore.config
import botocore.exceptions
from support.program import COMPONENTS, HARBOUR, ProgramTest

FUNCTION = "amazon-connect-ops-review-orchestrator"
INSTANCE = "arn:aws:connect:eu-central-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "no-key", "AWS_REGION": "eu-central-1"}
PATIENCE = 60  # seconds


class DeadAws(ThreadingHTTPServer):
    """Denies everything, but not before the test lets it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), DeniedRequest)
        self.asked = queue.SimpleQueue()
        self.released = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_arguments) -> None:
        """Somebody who did not wait for the answer."""


class DeniedRequest(BaseHTTPRequestHandler):
    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.put(self.path)
        self.server.released.wait(PATIENCE)
        body = b'{"message": "denied"}'
        self.send_response(403)
        self.send_header("x-amzn-ErrorType", "AccessDeniedException")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = answer

    def log_message(self, *_arguments) -> None:
        pass


class LocalFunction(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        without_proxy = mock.patch.dict(os.environ, NO_PROXY="127.0.0.1", no_proxy="127.0.0.1")
        without_proxy.start()
        self.addCleanup(without_proxy.stop)

    def start(self, *options: str, env: dict[str, str] | None = None) -> subprocess.Popen:
        """Serves self.url, with the sample recording unless `env` leads elsewhere."""
        source = [] if env else ["--recording", str(HARBOUR)]
        environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], **(env or {})}
        self.log = self.home / "stderr"
        with open(self.log, "wb") as log:
            process = subprocess.Popen(
                [os.environ["BINARY"], "lambda", "--local", "--port", "0", "--database", str(self.database), *source, *options],
                env=environment, cwd=self.home, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.addCleanup(process.stdout.close)
        self.url = process.stdout.readline().strip()
        self.assertRegex(self.url, r"^http://127\.0\.0\.1:\d+$", self.log.read_text())
        return process

    def start_held(self, *options: str) -> tuple[subprocess.Popen, DeadAws]:
        """One whose reviews end when DeadAws is released."""
        aws = DeadAws()
        self.addCleanup(aws.server_close)
        self.addCleanup(aws.shutdown)
        self.addCleanup(aws.released.set)
        env = {**CREDENTIALS, "AWS_ENDPOINT_URL": aws.url, "CONNECT_INSTANCE_ARN": INSTANCE}
        return self.start(*options, env=env), aws

    def client(self):
        return boto3.client("lambda", endpoint_url=self.url, region_name="eu-central-1", aws_access_key_id="AKIDEXAMPLE",
                            aws_secret_access_key="no-key",
                            config=botocore.config.Config(retries={"total_max_attempts": 1}, read_timeout=PATIENCE))

    def invoke(self, payload: str = '{"daysBack": 14}', **options) -> dict:
        answer = self.client().invoke(FunctionName=FUNCTION, Payload=payload.encode(), **options)
        return {**answer, "Payload": answer["Payload"].read().decode()}

    def aws(self, *arguments: str) -> str:
        environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], "NO_PROXY": "127.0.0.1", "AWS_PAGER": "",
                       "AWS_DEFAULT_REGION": "eu-central-1", **CREDENTIALS}
        done = subprocess.run([sys.executable, "-m", "awscli", *arguments, "--endpoint-url", self.url], env=environment,
                              cwd=self.home, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def reviews(self) -> list[str]:
        listed = self.run_program("reviews", "--database", self.database, "--json")
        self.assertEqual(listed.returncode, 0, listed.stderr)
        return [review["reviewId"] for review in json.loads(listed.stdout)["reviews"]]

    def end(self, process: subprocess.Popen) -> int:
        process.send_signal(signal.SIGTERM)
        return process.wait(PATIENCE)

    def assert_client_error(self, status: int, code: str, **options) -> None:
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            self.invoke(**options)
        response = caught.exception.response
        self.assertEqual((response["ResponseMetadata"]["HTTPStatusCode"], response["Error"]["Code"]), (status, code))


class Invoking(LocalFunction):
    def test_the_guides_commands_work_without_an_account(self):
        self.start()
        # awscli 1, which sends a payload as it is; version 2 does with --cli-binary-format raw-in-base64-out.
        said = json.loads(self.aws("lambda", "invoke", "--function-name", FUNCTION, "--payload", '{"daysBack": 14}', "response.json"))
        self.assertEqual((said["StatusCode"], said["ExecutedVersion"]), (200, "$LATEST"))
        self.assertNotIn("FunctionError", said)
        answer = json.loads((self.home / "response.json").read_text())
        self.assertEqual(answer["statusCode"], 200)
        body = json.loads(answer["body"])
        self.assertEqual((body["status"], body["analyzersCompleted"]), ("partial", len(COMPONENTS)))
        self.assertEqual(self.reviews(), [body["reviewId"]])

        backend = self.aws("lambda", "get-function-configuration", "--function-name", FUNCTION,
                           "--query", "Environment.Variables.STORAGE_BACKEND", "--output", "text")
        self.assertEqual(backend.strip(), "sqlite")
        role = self.aws("lambda", "get-function", "--function-name", FUNCTION, "--query", "Configuration.Role", "--output", "text")
        self.assertRegex(role.strip(), r"^arn:aws:iam::\d{12}:role/\S+$")

    def test_the_function_has_every_name(self):
        self.start()
        for name in ("f", f"arn:aws:lambda:eu-central-1:111122223333:function:{FUNCTION}", f"{FUNCTION}:live",
                     f"111122223333:function:{FUNCTION}"):
            answer = self.client().invoke(FunctionName=name, Payload=b"{}", InvocationType="DryRun")
            self.assertEqual(answer["StatusCode"], 204, name)
        self.assertEqual(self.client().invoke(FunctionName="f", Qualifier="$LATEST")["StatusCode"], 200)

    def test_several_invocations_are_several_reviews(self):
        self.start("--concurrency", "4")
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _: self.invoke(), range(4)))
        self.assertEqual([answer.get("FunctionError") for answer in answers], [None] * 4, answers)
        ids = [json.loads(json.loads(answer["Payload"])["body"])["reviewId"] for answer in answers]
        self.assertEqual(sorted(ids, reverse=True), self.reviews())
        requests = {answer["ResponseMetadata"]["RequestId"] for answer in answers}
        self.assertEqual(len(requests), 4)

    def test_an_event_is_run_without_being_waited_for(self):
        self.start()
        answer = self.invoke(InvocationType="Event")
        self.assertEqual((answer["StatusCode"], answer["Payload"]), (202, ""))
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not (self.database.exists() and self.reviews()):
            continue
        self.assertEqual(len(self.reviews()), 1)

    def test_events_that_make_no_sense_are_function_errors_and_store_nothing(self):
        self.start()
        for event in ('{"daysBack": 0}', '{"daysBack": "many"}', "[1, 2]", '"fourteen"'):
            answer = self.invoke(event)
            self.assertEqual((answer["StatusCode"], answer.get("FunctionError")), (200, "Unhandled"), event)
            error = json.loads(answer["Payload"])
            self.assertEqual((error["errorType"], error["stackTrace"]), ("Function.Usage", []), event)
            self.assertNotEqual(error["errorMessage"], "")
        self.assertFalse(self.database.exists() and self.reviews())
        self.assertNotIn("FunctionError", self.invoke())  # it lives on

    def test_what_is_no_json_or_too_large_is_answered_as_aws_does(self):
        self.start()
        self.assert_client_error(400, "InvalidRequestContentException", payload="{")
        self.assert_client_error(413, "RequestEntityTooLargeException", payload=json.dumps("x" * (6 << 20)))
        self.assert_client_error(413, "RequestEntityTooLargeException", payload=json.dumps("x" * (1 << 20)), InvocationType="Event")
        self.assertFalse(self.database.exists() and self.reviews())

    def test_web_pages_are_not_answered(self):
        self.start()
        for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}):
            request = urllib.request.Request(f"{self.url}/2015-03-31/functions/f/invocations", b"{}", headers)
            with self.assertRaises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(request, timeout=PATIENCE)
            self.assertEqual(caught.exception.code, 403, headers)
            caught.exception.close()
        self.assertFalse(self.database.exists() and self.reviews())


class Serving(LocalFunction):
    def test_it_ends_when_it_is_told(self):
        for one in (signal.SIGTERM, signal.SIGINT):
            process = self.start()
            process.send_signal(one)
            self.assertEqual(process.wait(PATIENCE), 0)
            self.assertEqual((process.stdout.read(), self.log.read_text()), ("", ""))

    def test_what_runs_is_finished_first(self):
        process, aws = self.start_held()
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(self.invoke, "{}")
            aws.asked.get(timeout=PATIENCE)
            process.send_signal(signal.SIGTERM)
            self.wait_until_refused()
            self.assertIsNone(process.poll())
            aws.released.set()
            self.assertEqual(running.result(PATIENCE)["StatusCode"], 200)
        self.assertEqual(process.wait(PATIENCE), 0, self.log.read_text())

    def test_an_invocation_that_is_sent_again_is_the_same_review(self):
        _, aws = self.start_held("--log-level", "info")
        with ThreadPoolExecutor(2) as pool:
            first = pool.submit(self.invoke, "{}")
            aws.asked.get(timeout=PATIENCE)
            again = pool.submit(self.invoke, "{}")
            self.wait_for_invocations(2)
            aws.released.set()
            answers = [json.loads(one.result(PATIENCE)["Payload"]) for one in (first, again)]
        (review_id,) = self.reviews()
        for answer in answers:  # everything was denied
            self.assertIn(f"the review {review_id} could not be done", answer["errorMessage"])

    def wait_for_invocations(self, wanted: int) -> None:
        until = time.monotonic() + PATIENCE
        while len(re.findall(r"invocation \S+ begins", self.log.read_text())) < wanted:
            self.assertLess(time.monotonic(), until, self.log.read_text())
            time.sleep(0.02)

    def test_slow_clients_keep_nobody_waiting(self):
        self.start()
        address = ("127.0.0.1", int(self.url.rsplit(":", 1)[1]))
        with contextlib.ExitStack() as stack:
            slow = [stack.enter_context(socket.create_connection(address)) for _ in range(200)]
            for one in slow:
                one.sendall(b"POST /2015-03-31/functions/f/invocations HTTP/1.1\r\n")
            begin = time.monotonic()
            self.assertEqual(self.invoke()["StatusCode"], 200)
            self.assertLess(time.monotonic() - begin, 30)
            self.assertTrue(slow[-1].makefile("rb").read().startswith(b"HTTP/1.1 400 "), "it was cut off")

    def wait_until_refused(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.client().get_function_configuration(FunctionName=FUNCTION)
            except botocore.exceptions.BotoCoreError:
                return
        self.fail("calls are still taken")

    def test_a_second_signal_does_not_wait(self):
        process, aws = self.start_held()
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(self.invoke, "{}")
            aws.asked.get(timeout=PATIENCE)
            process.send_signal(signal.SIGTERM)
            self.wait_until_refused()
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(PATIENCE), 1)
            with self.assertRaises(botocore.exceptions.BotoCoreError):
                running.result(PATIENCE)
        self.assertIn("ended while an invocation was running", self.log.read_text())

    def test_more_than_may_run_are_turned_away(self):
        _, aws = self.start_held("--concurrency", "1")
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(self.invoke, "{}")
            aws.asked.get(timeout=PATIENCE)
            self.assert_client_error(429, "TooManyRequestsException", payload="{}")
            aws.released.set()
            self.assertEqual(running.result(PATIENCE)["StatusCode"], 200)

    def test_a_port_that_is_taken_is_one_clear_line(self):
        self.start()
        port = re.search(r"\d+$", self.url).group()
        second = self.run_program("lambda", "--local", "--port", port, "--recording", HARBOUR, "--database", self.database)
        self.assert_refused(second, 1, f"port {port}", "--port")
        self.assertNotIn("FunctionError", self.invoke())  # the first one does not notice

    def test_outside_lambda_it_has_to_be_said_that_it_is_local(self):
        self.assert_refused(self.run_program("lambda"), 2, "AWS_LAMBDA_RUNTIME_API", "--local")

    def test_options_are_checked(self):
        for options in (("--port", "65536"), ("--timeout", "0"), ("--timeout", "901"), ("--concurrency", "0")):
            self.assert_refused(self.run_program("lambda", "--local", *options), 2, options[0])


if __name__ == "__main__":
    unittest.main()
