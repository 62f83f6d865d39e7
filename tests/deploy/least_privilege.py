"""Least privilege, shown: the function reviews the emulator's account with the environment that the template gives it,
every request is recorded, each is allowed by the role's policies, and nothing is allowed that no request needed.
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import boto3

from support import moto_server
from support.gateway import Call, Calls, Gateway
from support.policy import allowing, listed
from support.runtime_api import RuntimeApi
from support.template import ACCOUNT, STACK, Stack, transformed

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
sys.path.insert(0, str(SOURCE_DIR / "tests"))

from emulator import Emulator, make_world  # noqa: E402

BUCKET, TABLE = "reports-of-the-test", f"{STACK}-results"
KEPT_BY_MOTO = ("s3", "dynamodb", "sns", "events", "securityhub")
REVIEW_ROLE = f"arn:aws:iam::{ACCOUNT}:role/partner"  # which asks for this external id
EXTERNAL_ID = "review-4711"
WHOLE, SHORT = 900, 12  # seconds of an invocation; in a short one nothing but the beginning of a review fits

# What AWS's services do in the role's name, which no request of the program shows.
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
IN_ITS_NAME = {
    # Without it S3 answers 403, and not 404, of an object that is not there.
    # https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
    "StoreBucket": {"s3:ListBucket"},
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonconnect.html, dependent actions
    "AccountAndRegion": {"ds:DescribeDirectories"},
    "ConnectInstance": {"connect:DescribeEmailAddress", "connect:DescribeHoursOfOperation", "connect:DescribeQueue",
                        "connect:DescribeQuickConnect", "connect:DescribeRoutingProfile", "connect:DescribeUser",
                        "connect:ListHoursOfOperationOverrides", "connect:ListUserProficiencies"},
    "Logs": {"logs:CreateLogStream", "logs:PutLogEvents"},
    "FailedReviews": {"sqs:SendMessage"},
    "Traces": {"xray:PutTelemetryRecords", "xray:PutTraceSegments"},
    "EnvironmentKey": {"kms:Decrypt"},
    "QueueKey": {"kms:Decrypt", "kms:GenerateDataKey"},
    "TopicKey": {"kms:Decrypt", "kms:GenerateDataKey"},
    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
    "StoreTableKey": {"kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"},
}
# No instance of the emulator has a profile with so many of them; src/collect/quota/counts_test.cpp has the call.
# moto's hub knows no updates; tests/cli/deliveries.py has a hub that does.
# Each prompt that an AI agent of the emulator names is in the list; src/collect/ai/ai_test.cpp has one that is not.
NO_OCCASION = {"connect:ListRoutingProfileManualAssignmentQueues", "securityhub:BatchUpdateFindings", "wisdom:GetAIPrompt"}
FREE = {"sts:GetCallerIdentity"}  # needs no permission


class LeastPrivilege(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.home = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="connect-ops-review-"))
        cls.moto = moto_server.start(cls)
        cls.world = make_world("small")
        cls.region = cls.world.region
        cls.key = f"arn:aws:kms:{cls.region}:{ACCOUNT}:key/11111111-2222-4333-8444-555555555555"
        cls.emulator = cls.enterClassContext(Emulator(cls.world, rates=False))
        cls.template = transformed()
        printed = subprocess.run([os.environ["BINARY"], "checks", "operations", "--json"], capture_output=True,
                                 text=True, timeout=60, check=True)
        cls.rows = json.loads(printed.stdout)
        cls.calls = Calls(cls.rows, ACCOUNT, BUCKET)
        cls.of_a_larger_one = cls.recorded_of_a_larger_instance()

    @classmethod
    def recorded_of_a_larger_instance(cls) -> set[str]:
        """The actions of a review that has to look closer than the small one's: each of them allowed."""
        world = make_world("medium")
        permissions = sorted({row["permission"] for row in cls.rows if row["rate"]})
        with Emulator(world, rates=False) as emulator, Gateway(emulator.url, {}) as gateway:
            subprocess.run([os.environ["BINARY"], "run", "--instance", world.instance.arn, "--only", "quota,flow",
                            "--output-formats", "json", "--rates", ",".join(f"{one}=10000/10000" for one in permissions),
                            "--database", Path(cls.home) / "reviews.db"],
                           env={**emulator.environment(), "AWS_ENDPOINT_URL": gateway.url, "HOME": cls.home,
                                "PATH": os.environ["PATH"]}, stdout=subprocess.DEVNULL, timeout=300, check=True)
            calls = [call for request in gateway.requests for call in cls.calls.of(request)]
        policy = list(Stack(cls.template, region=cls.region,
                            AmazonConnectInstanceARN=world.instance.arn).statements("ReviewPolicy").values())
        for call in calls:
            if not allowing(policy, call.action, call.resource, call.context):
                raise AssertionError(f"not allowed: {call}")
        return {call.action for call in calls}

    def setUp(self) -> None:
        moto_server.reset(self.moto)
        session = boto3.Session("key", "secret", region_name=self.region)
        self.s3, self.dynamodb, self.sns, self.hub = (session.client(name, endpoint_url=self.moto)
                                                      for name in ("s3", "dynamodb", "sns", "securityhub"))
        self.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": self.region})
        self.hub.enable_security_hub()
        self.topic = self.sns.create_topic(Name=f"{STACK}-AlarmTopic")["TopicArn"]

    def make_table(self, stack: Stack) -> None:
        """As the stack has it, but for what is not asked about here."""
        made = stack.properties("ResultsTable")
        self.dynamodb.create_table(**{name: made[name] for name in (
            "TableName", "BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")})

    def stack(self, **parameters: str) -> Stack:
        return Stack(self.template, region=self.region, AmazonConnectInstanceARN=self.world.instance.arn,
                     CreateS3Bucket="No", AmazonS3ForReports=BUCKET, AlarmEmail="o@example.com",
                     ReviewEventBus="default", SecurityHub="true", Tracing="Active", **parameters)

    def statements(self, stack: Stack) -> list[dict]:
        attached = [one.strip("<>") for one in stack.properties("OrchestratorFunctionRole")["ManagedPolicyArns"]]
        own = [one for policy in attached for one in stack.statements(policy).values()]
        return json.loads(json.dumps(own).replace("<AlarmTopic>", self.topic))

    def recorded(self, stack: Stack) -> list[Call]:
        """What is asked for by a review that has to be handed over to a second invocation, and by the one after it."""
        if stack.values["StorageBackend"] == "dynamodb":
            self.make_table(stack)
        variables = stack.properties("OrchestratorFunction")["Environment"]["Variables"]
        with Gateway(self.emulator.url, dict.fromkeys(KEPT_BY_MOTO, self.moto), BUCKET) as gateway, RuntimeApi() as api:
            environment = {**self.emulator.environment(), **variables, "NOTICE_TOPIC_ARN": self.topic,
                           "AWS_ENDPOINT_URL": gateway.url, "HOME": self.home, "PATH": os.environ["PATH"],
                           "AWS_LAMBDA_RUNTIME_API": api.address}
            log = Path(self.home) / "log"
            with open(log, "wb") as file, subprocess.Popen([os.environ["BINARY"], "lambda"], env=environment,
                                                           stdin=subprocess.DEVNULL, stdout=file, stderr=file) as process:
                api.is_served = lambda: process.poll() is None
                try:
                    self.handed_over(api, gateway)
                    self.done(api, {"daysBack": 14})
                finally:
                    process.kill()
            self.said = log.read_text(encoding="utf-8")
            return [call for request in gateway.requests for call in self.calls.of(request)]

    def done(self, api: RuntimeApi, event: dict, seconds: float = WHOLE) -> dict:
        outcome = api.invoke(event, seconds=seconds, patience=300)
        self.assertEqual(outcome.kind, "response", outcome.body)
        return json.loads(outcome.json()["body"])

    def handed_over(self, api: RuntimeApi, gateway: Gateway) -> None:
        self.emulator.latency = 1.0  # so that a short invocation cannot read everything
        try:
            first = self.done(api, {"daysBack": 14}, SHORT)
        finally:
            self.emulator.latency = 0.0
        self.assertEqual(first["status"], "in_progress", first)
        (later,) = [request for request in gateway.requests if request.service == "lambda"]
        self.assertEqual(self.done(api, json.loads(later.body))["reviewId"], first["reviewId"])

    def assert_exact(self, statements: list[dict], calls: list[Call]) -> None:
        used = {(sid, action) for sid, actions in IN_ITS_NAME.items() for action in actions}
        for call in calls:
            if call.action in FREE:
                continue
            found = allowing(statements, call.action, call.resource, call.context)
            self.assertTrue(found, f"not allowed: {call}")
            used |= {(one["Sid"], call.action) for one in found}
        allowed = {(one["Sid"], action) for one in statements for action in listed(one["Action"])
                   if action not in NO_OCCASION | self.of_a_larger_one}
        self.assertEqual(allowed - used, set(), "allowed, and not used by any request")

    def test_each_request_is_allowed_and_each_right_is_used(self):
        for backend in ("s3", "dynamodb"):
            for key in ("", self.key):
                with self.subTest(backend, key=bool(key)):
                    self.setUp()
                    stack = self.stack(StorageBackend=backend, KmsKeyArn=key)
                    self.assert_exact(self.statements(stack), self.recorded(stack))

    def test_an_instance_of_another_account(self):
        """Its role reads; the function's own may keep, tell and go on, and read nothing."""
        stack = self.stack(ReviewRoleArn=REVIEW_ROLE, ReviewExternalId=EXTERNAL_ID)
        calls = self.recorded(stack)
        own_key = self.emulator.keys.permanent.access_key
        own = [call for call in calls if call.key == own_key]
        self.assert_exact(self.statements(stack), own)
        policy = self.stack().statements("ReviewPolicy").values()
        hub = self.stack().statements("RuntimePolicy")["SecurityHub"]
        self.assert_exact([*policy, hub], [call for call in calls if call.key != own_key])

    def test_the_bucket_of_another_account_is_refused(self):
        stack = self.stack()
        for call in self.recorded(stack):
            if call.resource.startswith("arn:aws:s3:"):
                elsewhere = call.context | {"aws:ResourceAccount": "444455556666"}
                self.assertEqual(allowing(self.statements(stack), call.action, call.resource, elsewhere), [])

    def test_the_evaluator_would_notice(self):
        (list_users,) = [Call("connect:ListUsers", "connect:ListUsers", f"{self.world.instance.arn}/user",
                              {"aws:RequestedRegion": self.region}, "")]
        statements = self.statements(self.stack())
        self.assertEqual([one["Sid"] for one in allowing(statements, list_users.action, list_users.resource,
                                                         list_users.context)], ["ConnectInstance"])
        other = list_users.resource.replace(self.world.instance.arn[-36:], "aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb")
        for action, resource in (("connect:DeleteUser", list_users.resource), ("connect:ListUsers", other)):
            self.assertEqual(allowing(statements, action, resource, list_users.context), [])
        with self.assertRaisesRegex(AssertionError, "not used"):
            self.assert_exact(statements, [list_users])


if __name__ == "__main__":
    unittest.main()
