#!/usr/bin/env python3
"""Tests of who is believed and of what goes wrong on purpose: every fault is seen by botocore for what it is."""

import json
import sys
import time
import unittest
from pathlib import Path

from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError, ResponseStreamingError
from botocore.parsers import ResponseParserError

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from emulator import Emulator, Fault, make_world  # noqa: E402
from emulator.errors import Refusal  # noqa: E402
from emulator.faults import KINDS  # noqa: E402
from emulator.signature import Key, Keys, verify  # noqa: E402
from emulator.testing import client  # noqa: E402
from emulator.wire import Request  # noqa: E402


class Case(unittest.TestCase):
    now = time.time()

    @classmethod
    def setUpClass(cls) -> None:
        cls.emulator = cls.enterClassContext(Emulator(make_world("small"), rates=False, clock=lambda: cls.now))
        cls.of_instance = {"InstanceId": cls.emulator.world.instance.id}

    def setUp(self) -> None:
        type(self).now = time.time()
        self.emulator.set_faults([])
        self.emulator.reset()

    def refused(self, call, **arguments) -> tuple[str, int]:
        with self.assertRaises(ClientError) as caught:
            call(**arguments)
        response = caught.exception.response
        return response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]


class Signatures(Case):
    def codes(self, key: Key | None = None, **options) -> list[tuple[str, int]]:
        """What services of each protocol answer."""
        return [self.refused(client(self.emulator, "connect", key, **options).list_instances),
                self.refused(client(self.emulator, "logs", key, **options).describe_log_groups),
                self.refused(client(self.emulator, "sts", key, **options).get_caller_identity)]

    def test_a_wrong_secret_is_refused(self):
        wrong = Key(self.emulator.keys.permanent.access_key, "another secret")
        self.assertEqual([("InvalidSignatureException", 403), ("InvalidSignatureException", 400),
                          ("SignatureDoesNotMatch", 403)], self.codes(wrong))
        stats = self.emulator.stats()
        self.assertEqual((3, 0), (len(stats["unauthenticated"]), stats["total"]))

    def test_a_wrong_region_is_refused(self):
        self.assertEqual(("InvalidSignatureException", 403), self.codes(region="us-east-2")[0])

    def test_temporary_keys_need_their_token(self):
        temporary = self.emulator.keys.temporary
        client(self.emulator, "connect", temporary).list_instances()
        for token in (None, "another token"):
            codes = self.codes(Key(temporary.access_key, temporary.secret, token))
            self.assertEqual([("UnrecognizedClientException", 403), ("UnrecognizedClientException", 400),
                              ("InvalidClientTokenId", 403)], codes)

    def test_an_expired_token_is_called_that(self):
        self.assertEqual([("ExpiredTokenException", 403), ("ExpiredTokenException", 400), ("ExpiredToken", 403)],
                         self.codes(self.emulator.keys.expired))

    def test_requests_are_good_for_a_quarter_of_an_hour(self):
        call = client(self.emulator, "connect").list_instances
        for skew, is_good in ((-890, True), (890, True), (-910, False), (910, False)):
            type(self).now = time.time() + skew
            if is_good:
                call()
            else:
                self.assertEqual(("InvalidSignatureException", 403), self.refused(call))

    def test_an_assumed_role_gives_keys_until_they_expire(self):
        assume = client(self.emulator, "sts").assume_role
        partner = {"RoleArn": "arn:aws:iam::111122223333:role/partner", "RoleSessionName": "review"}
        self.assertEqual(("AccessDenied", 403), self.refused(assume, **partner))
        type(self).now -= 880  # so that the shortest of roles ends while requests of this moment are still good
        given = assume(**partner, ExternalId="review-4711", DurationSeconds=900)["Credentials"]
        key = Key(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
        caller = client(self.emulator, "sts", key).get_caller_identity()
        self.assertEqual("arn:aws:sts::111122223333:assumed-role/partner/review", caller["Arn"])
        type(self).now = given["Expiration"].timestamp() + 1
        self.assertEqual("ExpiredToken", self.refused(client(self.emulator, "sts", key).get_caller_identity)[0])


class AwsExample(unittest.TestCase):
    """The example of AWS's guide, with its published signature, against the verification alone.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
    """

    SIGNATURE = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
    NOW = 1440938160  # 20150830T123600Z
    KEY = Key("AKIDEXAMPLE000000000", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")

    def request(self, names: str = "content-type;host;x-amz-date", query: str = "Version=2010-05-08&Action=ListUsers",
                **more: str) -> Request:
        scope = "AKIDEXAMPLE000000000/20150830/us-east-1/iam/aws4_request"
        authorization = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders={names}, Signature={self.SIGNATURE}"
        headers = {"Host": "iam.amazonaws.com", "X-Amz-Date": "20150830T123600Z",
                   "Content-Type": "application/x-www-form-urlencoded;  charset=utf-8", "User-Agent": "any",
                   "Authorization": authorization, **more}
        return Request("GET", "/", query, list(headers.items()), b"")

    def verdict(self, request: Request) -> str:
        keys = Keys("111122223333", self.NOW)
        keys.add(self.KEY)
        try:
            self.assertEqual(("iam", self.KEY), verify(request, keys, "eu-central-1", self.NOW))
        except Refusal as refusal:
            return refusal.message
        return ""

    def test_is_believed(self):
        self.assertEqual("", self.verdict(self.request()))

    def test_is_believed_however_the_query_is_written(self):
        self.assertEqual("", self.verdict(self.request(query="Action=%4CistUsers&Version=2010-05-08")))

    def test_is_not_believed_when_anything_is_changed(self):
        for request in (self.request(query="Action=ListRoles&Version=2010-05-08"), self.request(Host="iam.example.com"),
                        self.request(names="host;x-amz-date")):
            self.assertIn("does not match the signature you provided", self.verdict(request))

    def test_every_amz_header_and_the_host_must_be_signed(self):
        self.assertIn("host must be a signed header", self.verdict(self.request(names="x-amz-date")))
        self.assertIn("x-amz-target must be a signed header", self.verdict(self.request(**{"X-Amz-Target": "x"})))
        self.assertIn("not in order", self.verdict(self.request(names="x-amz-date;host")))


class Faults(Case):
    def with_fault(self, kind: str, **more) -> None:
        self.emulator.set_faults([Fault(kind, **more)])

    def list_users(self, **options):
        return client(self.emulator, "connect", **options).list_users(**self.of_instance, MaxResults=5)

    def test_refusals_have_their_status_and_code(self):
        expected = {"throttle": ("TooManyRequestsException", 429), "internal_error": ("InternalServiceException", 500),
                    "unavailable": ("ServiceUnavailableException", 503), "denied": ("AccessDeniedException", 403),
                    "expired_token": ("ExpiredTokenException", 403)}
        for kind, answer in expected.items():
            self.with_fault(kind)
            self.assertEqual(answer, self.refused(self.list_users), kind)
        self.with_fault("throttle", code="ThrottlingException", status=400)
        self.assertEqual(("ThrottlingException", 400), self.refused(self.list_users))
        self.assertEqual({}, self.emulator.stats()["throttles"], "those of the rates only")

    def test_json_services_deny_with_400(self):
        self.with_fault("denied")
        logs, sts = client(self.emulator, "logs"), client(self.emulator, "sts")
        self.assertEqual(("AccessDeniedException", 400), self.refused(logs.describe_log_groups))
        self.assertEqual(("AccessDenied", 403), self.refused(sts.get_caller_identity))

    def test_a_denial_shows_in_the_simulation_of_policies(self):
        self.with_fault("denied", service="connect", operation="ListUsers")
        results = client(self.emulator, "iam").simulate_principal_policy(
            PolicySourceArn="arn:aws:iam::111122223333:user/reviewer",
            ActionNames=["connect:ListUsers", "servicequotas:ListServiceQuotas"])["EvaluationResults"]
        self.assertEqual(["implicitDeny", "allowed"], [result["EvalDecision"] for result in results])

    def test_broken_connections(self):
        self.with_fault("reset_before_headers")
        with self.assertRaises(ConnectionClosedError):
            self.list_users()
        for kind in ("reset_after_headers", "truncated_body"):
            self.with_fault(kind)
            with self.assertRaises((ResponseStreamingError, ConnectionClosedError), msg=kind):
                self.list_users()

    def test_hanging_and_dripping(self):
        self.with_fault("hang")
        with self.assertRaises(ReadTimeoutError):
            self.list_users(read_timeout=0.2)
        self.with_fault("slow_drip", seconds=0.4)
        began = time.monotonic()
        self.assertEqual(5, len(self.list_users()["UserSummaryList"]))
        self.assertGreater(time.monotonic() - began, 0.3)

    def test_damaged_bodies(self):
        self.with_fault("garbage")
        with self.assertRaises((ResponseParserError, UnicodeDecodeError)):
            self.list_users()
        bodies: list[bytes] = []

        def keep(response_dict: dict, **_: object) -> None:
            bodies.append(response_dict["body"])
        for kind in ("", "wrong_types"):
            self.emulator.set_faults([Fault(kind)] if kind else [])
            of_service = client(self.emulator, "connect")
            of_service.meta.events.register("before-parse", keep)
            try:
                of_service.describe_instance(**self.of_instance)
            except (ResponseParserError, TypeError, AttributeError, ValueError):
                pass
        right, wrong = (json.loads(body)["Instance"] for body in bodies)
        self.assertEqual(set(right), set(wrong))
        self.assertFalse([name for name in right if type(right[name]) is type(wrong[name])])

    def test_a_loop_of_tokens(self):
        self.with_fault("token_loop")
        connect, logs = client(self.emulator, "connect"), client(self.emulator, "logs")
        first = connect.list_prompts(**self.of_instance)
        pages = [connect.list_prompts(**self.of_instance, NextToken=first["NextToken"]) for _ in range(3)]
        self.assertEqual({first["NextToken"]}, {page["NextToken"] for page in pages})
        self.assertEqual(first["PromptSummaryList"], pages[-1]["PromptSummaryList"])
        group = {"logGroupName": "/aws/connect/small"}
        token = logs.filter_log_events(**group)["nextToken"]
        self.assertEqual(token, logs.filter_log_events(**group, nextToken=token)["nextToken"])

    def test_faults_hit_the_calls_that_they_are_for(self):
        self.with_fault("throttle", service="connect", operation="ListUsers", calls=(2, 3))
        client(self.emulator, "connect").list_instances()
        outcomes = []
        for _ in range(4):
            try:
                self.list_users()
                outcomes.append(True)
            except ClientError:
                outcomes.append(False)
        self.assertEqual([True, False, False, True], outcomes)
        self.assertEqual({"throttle": 2}, self.emulator.stats()["faults"])

    def test_later_pages_alone_can_be_hit(self):
        self.with_fault("denied", later_pages=True)
        connect = client(self.emulator, "connect")
        page = connect.list_prompts(**self.of_instance, MaxResults=2)
        self.assertEqual(2, len(page["PromptSummaryList"]))
        code, _ = self.refused(connect.list_prompts, **self.of_instance, MaxResults=2, NextToken=page["NextToken"])
        self.assertEqual("AccessDeniedException", code)

    def test_a_share_is_the_same_for_the_same_seed(self):
        def hits(seed: int) -> list[bool]:
            fault = Fault("throttle", share=0.3, seed=seed)
            return [fault.hits("connect:ListUsers", number) for number in range(1, 1001)]
        self.assertEqual(hits(7), hits(7))
        self.assertNotEqual(hits(7), hits(8))
        self.assertAlmostEqual(300, sum(hits(7)), delta=60)

    def test_no_fault_is_taken_for_a_violation(self):
        for kind in KINDS:
            self.with_fault(kind, seconds=0.05)
            try:
                self.list_users(read_timeout=1)
            except Exception:  # noqa: BLE001 - each fault has its own, which other tests name
                pass
        stats = self.emulator.stats()
        self.assertEqual(([], dict.fromkeys(sorted(KINDS), 1)), (stats["violations"], stats["faults"]))


class ShortPages(unittest.TestCase):
    def test_every_list_takes_two(self):
        with Emulator(make_world("small"), rates=False, short_pages=True) as emulator:
            connect, of_instance = client(emulator, "connect"), {"InstanceId": emulator.world.instance.id}
            first = connect.list_prompts(**of_instance)
            second = connect.list_prompts(**of_instance, NextToken=first["NextToken"])
            self.assertNotIn("NextToken", second)
            self.assertEqual(5, len(first["PromptSummaryList"]) + len(second["PromptSummaryList"]))


class Latency(unittest.TestCase):
    def test_every_answer_takes_its_time(self):
        with Emulator(make_world("small"), rates=False, latency=0.1) as emulator:
            began = time.monotonic()
            client(emulator, "sts").get_caller_identity()
            self.assertGreaterEqual(time.monotonic() - began, 0.1)


if __name__ == "__main__":
    unittest.main()
