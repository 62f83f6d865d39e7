"""What follows a review outside of its store: Security Hub and EventBridge as moto has them, the rest on the loopback."""

import http.server
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

import boto3
import botocore.session
from botocore.validate import ParamValidator
from support.live import Emulated
from support.program import SOURCE_DIR

sys.path.append(str(SOURCE_DIR / "tests" / "servers"))

from server import ACCESS_KEY, SECRET_KEY  # noqa: E402

SERVER = SOURCE_DIR / "tests" / "servers" / "server.py"
url = ""


def setUpModule() -> None:
    global url
    home = Path(tempfile.mkdtemp(prefix="connect-ops-review-"))
    unittest.addModuleCleanup(shutil.rmtree, home)
    subprocess.run([sys.executable, SERVER, "start", "moto", home / "moto"], check=True, stdout=subprocess.DEVNULL)
    unittest.addModuleCleanup(subprocess.run, [sys.executable, SERVER, "stop", home / "moto"], check=True)
    url = json.loads((home / "moto" / "variables.json").read_text(encoding="utf-8"))["CONTRACT_S3_MOTO_URL"]


class Webhook(http.server.ThreadingHTTPServer):
    """Keeps what it is sent; answers with the status that it is told."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), WebhookHandler)
        self.status, self.messages = 200, []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/services/very-secret"


class WebhookHandler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_):
        pass


class Hub(http.server.ThreadingHTTPServer):
    """Security Hub as far as moto has not come: an import leaves the workflow and the note of what is there as they are,
    and BatchUpdateFindings changes them. Refuses what botocore's model does not take."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), HubHandler)
        self.model = botocore.session.get_session().get_service_model("securityhub")
        self.findings, self.updates, self.refused = {}, [], []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def call(self, operation: str, request: dict) -> dict:
        report = ParamValidator().validate(request, self.model.operation_model(operation).input_shape)
        if report.has_errors():
            self.refused.append(report.generate_report())
        return getattr(self, operation)(**request)

    def GetFindings(self, **_) -> dict:  # noqa: N802
        return {"Findings": list(self.findings.values())}

    def BatchImportFindings(self, Findings: list[dict]) -> dict:  # noqa: N802, N803
        for finding in Findings:
            there = self.findings.get(finding["Id"], {})
            kept = {name: there[name] for name in ("Workflow", "Note") if name in there}
            self.findings[finding["Id"]] = {"Workflow": {"Status": "NEW"}} | finding | kept
        return {"SuccessCount": len(Findings), "FailedCount": 0, "FailedFindings": []}

    def BatchUpdateFindings(self, FindingIdentifiers: list[dict], **changes) -> dict:  # noqa: N802, N803
        self.updates.append(changes)
        for identifier in FindingIdentifiers:
            self.findings[identifier["Id"]].update(changes)
        return {"ProcessedFindings": FindingIdentifiers, "UnprocessedFindings": []}


class HubHandler(http.server.BaseHTTPRequestHandler):
    OPERATIONS = {("POST", "/findings"): "GetFindings", ("POST", "/findings/import"): "BatchImportFindings",
                  ("PATCH", "/findings/batchupdate"): "BatchUpdateFindings"}

    def answer(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = json.dumps(self.server.call(self.OPERATIONS[self.command, self.path], request)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PATCH = answer  # noqa: N815

    def log_message(self, *_):
        pass


class Deliveries(Emulated):
    def setUp(self) -> None:
        super().setUp()
        self.region = self.instance.arn.split(":")[3]
        self.webhook = Webhook()
        self.addCleanup(self.webhook.server_close)
        self.addCleanup(self.webhook.shutdown)

    def client(self, service: str):
        return boto3.client(service, endpoint_url=url, region_name=self.region, aws_access_key_id=ACCESS_KEY,
                            aws_secret_access_key=SECRET_KEY)

    def run_with(self, *arguments: str, **env: str) -> dict:
        done = self.review(self.emulator, "--instance", self.instance.arn, "--output-formats", "json",
                           *arguments, env={"AWS_ENDPOINT_URL_EVENTBRIDGE": url, "AWS_ENDPOINT_URL_SECURITYHUB": url, **env})
        self.assertNotIn("very-secret", done.stdout + done.stderr)
        self.assertTrue(done.stdout, done.stderr)
        return json.loads(done.stdout) | {"code": done.returncode, "said": done.stderr}

    def open_findings(self, answer: dict) -> int:
        return answer["findings"]["fail"] + answer["findings"]["warn"]

    def test_security_hub_has_what_is_open(self):
        hub = self.client("securityhub")
        answer = self.run_with("--security-hub")
        self.assertEqual(answer["code"], 0, answer["said"])
        there = hub.get_findings(MaxResults=100)["Findings"]
        failed = [one for one in there if one["Compliance"]["Status"] == "FAILED" and one["RecordState"] == "ACTIVE"]
        self.assertEqual(len(failed), self.open_findings(answer))
        self.assertTrue(all(one["AwsAccountId"] == self.instance.arn.split(":")[4] for one in there))
        again = self.run_with("--security-hub")
        self.assertEqual(again["code"], 0, again["said"])
        self.assertEqual({one["Id"] for one in hub.get_findings(MaxResults=100)["Findings"]}, {one["Id"] for one in there})

    def test_security_hub_follows_mutes(self):
        hub = Hub()
        self.addCleanup(hub.server_close)
        self.addCleanup(hub.shutdown)

        def imported(*arguments: str) -> dict[str, str]:
            """The status of the workflow of each finding that is open there."""
            answer = self.run_with("--security-hub", *arguments, AWS_ENDPOINT_URL_SECURITYHUB=hub.url)
            self.assertEqual(answer["code"], 0, answer["said"])
            return {one["ProductFields"]["FindingId"]: one["Workflow"]["Status"]
                    for one in hub.findings.values() if one["RecordState"] == "ACTIVE"}

        before = imported()
        self.assertEqual(set(before.values()), {"NEW"})
        finding = next(one["ProductFields"]["FindingId"] for one in hub.findings.values() if one["Compliance"]["Status"] == "FAILED")
        mutes = self.database.parent / "mutes.toml"
        mutes.write_text(f'[[mute]]\nid = "{finding}"\nreason = "known"\nowner = "anna"\nexpires = 2999-12-31\n', encoding="utf-8")
        self.assertEqual(imported("--mutes", str(mutes)), before | {finding: "SUPPRESSED"})
        self.assertEqual(hub.updates.pop(), {"Workflow": {"Status": "SUPPRESSED"},
                                             "Note": {"Text": "Muted until 2999-12-31 by anna: known", "UpdatedBy": "connect-ops-review"}})
        self.assertEqual(imported("--mutes", str(mutes))[finding], "SUPPRESSED")
        self.assertEqual(hub.updates, [], "it is suppressed already")
        self.assertEqual(imported(), before)
        self.assertEqual((len(hub.updates), hub.refused), (1, []))

    def test_eventbridge_is_told_once_a_review(self):
        sqs, events = self.client("sqs"), self.client("events")
        queue = sqs.create_queue(QueueName="ended")["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        events.put_rule(Name="ended", EventPattern=json.dumps({"source": ["connect-ops-review"]}))
        events.put_targets(Rule="ended", Targets=[{"Id": "queue", "Arn": arn}])
        answer = self.run_with("--event-bus", "default")
        self.assertEqual(answer["code"], 0, answer["said"])
        (message,) = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
        event = json.loads(message["Body"])
        self.assertEqual((event["detail-type"], event["resources"]), ("Amazon Connect Review Ended", [self.instance.arn]))
        self.assertEqual({key: event["detail"][key] for key in ("reviewId", "status", "findings", "instanceArn")},
                         {key: answer[key] for key in ("reviewId", "status", "findings", "instanceArn")})
        self.assertEqual((event["detail"]["newCount"], event["detail"]["worseCount"], event["detail"]["since"]),
                         (self.open_findings(answer), 0, None))

    def test_a_webhook_is_told_what_is_new(self):
        answer = self.run_with(WEBHOOK_URL=self.webhook.url)
        self.assertEqual(answer["code"], 0, answer["said"])
        (message,) = self.webhook.messages
        self.assertEqual((message["reviewId"], message["newCount"]), (answer["reviewId"], self.open_findings(answer)))
        self.run_with(WEBHOOK_URL=self.webhook.url)
        self.assertEqual(len(self.webhook.messages), 1, "nothing was new")

    def test_what_fails_is_said_and_fails_no_review(self):
        self.webhook.status = 404
        answer = self.run_with("--event-bus", "default", WEBHOOK_URL=self.webhook.url, AWS_ENDPOINT_URL_EVENTBRIDGE="http://127.0.0.1:9")
        self.assertEqual(answer["code"], 1)  # not all was delivered
        self.assertIn(answer["status"], ("completed", "partial"))
        self.assertTrue(any("the webhook at 127.0.0.1 answered 404" in error for error in answer["errors"]), answer["errors"])
        self.assertTrue(any("'event' failed" in error for error in answer["errors"]), answer["errors"])

    def test_a_recording_is_no_news(self):
        done = self.run_program("run", "--recording", SOURCE_DIR / "samples/harbour", "--database", self.database,
                                env={"WEBHOOK_URL": self.webhook.url, "EVENT_BUS": "default", "SECURITY_HUB": "true"})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.webhook.messages, [])

    def test_the_url_is_shown_to_nobody(self):
        done = self.run_program("run", "--show-config", env={"WEBHOOK_URL": self.webhook.url})
        self.assertRegex(done.stdout, r'(?m)^webhook_url +="? ?"?\*\*\*')
        self.assertNotIn("very-secret", done.stdout)
        for wrong in ("ftp://very-secret", "http://example.com/very-secret", "very-secret"):
            done = self.run_program("run", "--show-config", env={"WEBHOOK_URL": wrong})
            self.assertEqual(done.returncode, 2)
            self.assertNotIn("very-secret", done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
