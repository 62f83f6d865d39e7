"""The package where nothing else is, invoked as Lambda does it: it reviews the emulator's account, moto keeps it."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
import urllib.request
from pathlib import Path

import boto3

from support import moto_server
from support.package import SOURCE_DIR, package
from support.runtime_api import FUNCTION, RuntimeApi
from support.sandbox import TASK, Sandbox

sys.path.insert(0, str(SOURCE_DIR / "tests"))

from emulator import Emulator, make_world  # noqa: E402

BUCKET, TABLE = "reports-of-the-test", "amazon-connect-ops-review-results"
COMPONENTS = {check["component"] for check in json.loads(subprocess.run(
    [os.environ["BINARY"], "checks", "list", "--json"], capture_output=True, text=True, timeout=60, check=True).stdout)}
REQUEST = "8476a536-e9f4-11e8-9739-2dfe598c3fcd"
PATIENCE = 30  # seconds until a process that was told to has ended


class Function:
    """The process that Lambda would have started, and the Runtime API that it talks to. A context manager."""

    def __init__(self, sandbox: Sandbox, directory: Path, environment: dict[str, str]) -> None:
        self.api = RuntimeApi()
        self._sandbox, self._log = sandbox, directory / "log"
        self._environment = {
            "TZ": ":UTC", "LAMBDA_TASK_ROOT": TASK, "LAMBDA_RUNTIME_DIR": "/var/runtime", "_HANDLER": "bootstrap",
            "LD_LIBRARY_PATH": "/lib64:/usr/lib64:/var/runtime", "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/bin",
            "AWS_LAMBDA_FUNCTION_NAME": FUNCTION, "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512", "AWS_LAMBDA_RUNTIME_API": self.api.address, **environment}

    def __enter__(self) -> "Function":
        self.api.__enter__()
        with open(self._log, "ab") as log:
            self.process = subprocess.Popen(self._sandbox.command(f"{TASK}/bootstrap"), env=self._environment,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.api.is_served = lambda: self.process.poll() is None
        return self

    def __exit__(self, *_) -> None:
        self.process.kill()
        self.process.wait()
        self.api.__exit__()

    def lines(self) -> list[dict]:
        """What it has logged: every line is JSON."""
        return [json.loads(line) for line in self._log.read_text(encoding="utf-8").splitlines()]


class Invocations(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="connect-ops-review-")))
        cls.sandbox = Sandbox(cls.directory / "sandbox", package(cls.directory / "package"))
        cls.moto = moto_server.start(cls)
        cls.world = make_world("small")
        cls.emulator = cls.enterClassContext(Emulator(cls.world, rates=False))

    def setUp(self) -> None:
        moto_server.reset(self.moto)
        session = boto3.Session("key", "secret", region_name=self.world.region)
        self.s3, self.dynamodb = (session.client(name, endpoint_url=self.moto) for name in ("s3", "dynamodb"))
        self.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": self.world.region})

    def function(self, **environment: str) -> Function:
        """With the environment that the template gives it."""
        own = Path(tempfile.mkdtemp(dir=self.directory))
        return self.enterContext(Function(self.sandbox, own, {
            **self.emulator.environment(), "AWS_ENDPOINT_URL_S3": self.moto, "AWS_ENDPOINT_URL_DYNAMODB": self.moto,
            "STORAGE_BACKEND": "s3", "S3_REPORTING_BUCKET": BUCKET, "RESULTS_TABLE": TABLE, "LOG_LEVEL": "info",
            "DAYS_BACK": "14", "CONNECT_INSTANCE_ARN": self.world.instance.arn, **environment}))

    def keys(self) -> set[str]:
        return {one["Key"] for one in self.s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])}

    def document(self, review_id: str, component: str) -> dict:
        return json.load(self.s3.get_object(Bucket=BUCKET, Key=f"reviews/{review_id}/{component}.json")["Body"])

    def answered(self, function: Function, event, **options) -> dict:
        """The body of the answer to an invocation that must succeed."""
        done = function.api.invoke(event, **options)
        self.assertEqual(done.kind, "response", done.body)
        self.assertEqual(set(done.json()), {"statusCode", "body"})
        self.assertEqual(done.json()["statusCode"], 200)
        self.assertEqual(function.api.complaints, [])
        return json.loads(done.json()["body"])

    def test_a_review_on_demand(self):
        function = self.function()
        answer = self.answered(function, {"daysBack": 1})
        review = answer["reviewId"]
        self.assertRegex(review, r"^\d{8}-\d{6}$")
        self.assertEqual((answer["status"], answer["analyzersCompleted"], answer["errors"]),
                         ("completed", len(COMPONENTS), None))
        self.assertLessEqual({f"reviews/{review}/{name}.json" for name in COMPONENTS | {"STATUS"}} |
                             {f"connect-ops-review-{review}.html"}, self.keys())
        self.assertEqual(self.document(review, "STATUS")["status"], "completed")
        stats = self.emulator.stats()
        self.assertEqual((stats["violations"], stats["unauthenticated"]), ([], []))

    def test_reports_can_be_read_by_their_link(self):
        link = self.answered(self.function(), {"daysBack": 1})["reportUrl"]
        with urllib.request.urlopen(link, timeout=10) as report:
            self.assertIn(b"<html", report.read())

    def test_one_process_answers_one_invocation_after_the_other(self):
        function = self.function()
        first, second = (self.answered(function, {"daysBack": 1})["reviewId"] for _ in range(2))
        self.assertNotEqual(first, second)
        self.assertIsNone(function.process.poll())

    def test_the_scheduled_event(self):
        event = {"version": "0", "id": "5f3c4b70-0d0c-4cf5-9a35-3f0f6a1e1c11", "detail-type": "Scheduled Event",
                 "source": "aws.scheduler", "account": "111122223333", "time": "2026-02-16T09:00:00Z",
                 "region": "eu-central-1", "resources": [], "detail": "{}"}
        self.assertEqual(self.answered(self.function(), event)["status"], "completed")

    def test_the_same_event_twice_is_one_review(self):
        """Lambda tries again what it does not know the end of, with the same id."""
        function = self.function()
        first, second = (self.answered(function, {"daysBack": 1}, request_id=REQUEST)["reviewId"] for _ in range(2))
        self.assertEqual(first, second)

    def test_an_event_that_cannot_be_used_is_an_error_and_the_process_lives_on(self):
        function = self.function()
        for event in ({"daysBack": "soon"}, {"daysBack": 0}, {"daysBack": 91}, b"{", [], {"instances": []}):
            with self.subTest(event=event):
                done = function.api.invoke(event)
                self.assertEqual(done.kind, "error")
                self.assertLessEqual({"errorMessage", "errorType"}, set(done.json()))
                self.assertEqual(done.error_type, done.json()["errorType"])
        self.assertEqual(self.keys(), set())
        self.assertEqual(self.answered(function, {"daysBack": 1})["status"], "completed")

    def test_a_review_that_cannot_be_done_is_an_error(self):
        self.s3.delete_bucket(Bucket=BUCKET)
        done = self.function().api.invoke({"daysBack": 1})
        self.assertEqual(done.kind, "error")
        self.assertIn(BUCKET, done.json()["errorMessage"])

    def test_an_unknown_backend_is_no_default(self):
        function = self.function(STORAGE_BACKEND="floppy")
        error_type, body = function.api.init_errors.get(timeout=PATIENCE)
        self.assertEqual(error_type, body["errorType"])
        self.assertIn("floppy", body["errorMessage"])
        self.assertNotEqual(function.process.wait(PATIENCE), 0)

    def test_logs_are_json_with_the_id_of_the_request(self):
        function = self.function(LOG_LEVEL="debug")
        self.answered(function, {"daysBack": 1}, request_id=REQUEST)
        lines = [line for line in function.lines() if "_aws" not in line]
        self.assertTrue(lines)
        self.assertEqual({line["requestId"] for line in lines if "requestId" in line}, {REQUEST})

    def test_the_metric_that_the_alarm_waits_for(self):
        function = self.function()
        self.answered(function, {"daysBack": 1})
        (line,) = [line for line in function.lines() if "_aws" in line]
        (metrics,) = line["_aws"]["CloudWatchMetrics"]
        self.assertEqual(metrics["Namespace"], "ConnectOpsReview")
        self.assertIn(["FunctionName"], metrics["Dimensions"])
        self.assertIn("ReviewCompleted", [one["Name"] for one in metrics["Metrics"]])
        self.assertEqual((line["FunctionName"], line["ReviewCompleted"]), (FUNCTION, 1))

    def test_dynamodb(self):
        keys = {"reviewId": "HASH", "componentType": "RANGE"}
        self.dynamodb.create_table(
            TableName=TABLE, BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in keys],
            KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys.items()],
            GlobalSecondaryIndexes=[{
                "IndexName": "componentType-reviewId-index", "Projection": {"ProjectionType": "ALL"},
                "KeySchema": [{"AttributeName": "componentType", "KeyType": "HASH"},
                              {"AttributeName": "reviewId", "KeyType": "RANGE"}]}])
        review = self.answered(self.function(STORAGE_BACKEND="dynamodb"), {"daysBack": 1})["reviewId"]
        items = self.dynamodb.query(TableName=TABLE, KeyConditionExpression="reviewId = :id",
                                    ExpressionAttributeValues={":id": {"S": review}})["Items"]
        self.assertLessEqual(COMPONENTS | {"STATUS"}, {one["componentType"]["S"] for one in items})
        self.assertIn(f"connect-ops-review-{review}.html", self.keys())

    def test_it_ends_when_lambda_has_gone(self):
        function = self.function()
        self.answered(function, {"daysBack": 1})
        function.api.__exit__()
        self.assertNotEqual(function.process.wait(PATIENCE), 0)


if __name__ == "__main__":
    unittest.main()
