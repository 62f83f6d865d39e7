#!/usr/bin/env python3
"""Tests of make_sample.py: what it refuses to record, and that its tables and files are the project's."""

import re
import tempfile
import unittest
from pathlib import Path

import make_sample
from sample.beside import SERVICES
from sample.metrics import METRIC_ROWS
from sample.quotas import QUOTAS
from sample.recorder import Invalid, Recorder

MODEL = Path(__file__).resolve().parent.parent / "src" / "model"
INSTANCE = {"InstanceId": "0f4e9a3c-5a0e-4a57-9d6c-1f1f3c0b7a11"}


class RecorderRefuses(unittest.TestCase):
    def setUp(self) -> None:
        self.recorder = Recorder()

    def assert_refused(self, path: str, operation: str, request: dict, output: dict) -> None:
        with self.assertRaisesRegex(Invalid, f"^{re.escape(path)}:"):
            self.recorder.call("connect", operation, request, output)
        self.assertEqual(self.recorder.text("connect"), "")

    def test_unknown_output_member(self) -> None:
        self.assert_refused("connect:ListUsers output.UserSummaryList[0].Email", "ListUsers", INSTANCE,
                            {"UserSummaryList": [{"Id": "1", "Email": "somebody@harbour.example"}]})

    def test_replication_configuration_inside_instance(self) -> None:
        self.assert_refused("connect:DescribeInstance output.Instance.ReplicationConfiguration", "DescribeInstance",
                            INSTANCE, {"Instance": {"ReplicationConfiguration": {"SourceRegion": "eu-central-1"}}})

    def test_wrong_enum_value(self) -> None:
        self.assert_refused("connect:ListQueues output.QueueSummaryList[0].QueueType", "ListQueues", INSTANCE,
                            {"QueueSummaryList": [{"QueueType": "STANDARDS"}]})

    def test_wrong_type(self) -> None:
        self.assert_refused("connect:SearchRoutingProfiles output.RoutingProfiles[0].NumberOfAssociatedQueues",
                            "SearchRoutingProfiles", INSTANCE,
                            {"RoutingProfiles": [{"NumberOfAssociatedQueues": 4.0}]})

    def test_truth_value_for_a_number(self) -> None:
        self.assert_refused("connect:SearchRoutingProfiles output.ApproximateTotalCount", "SearchRoutingProfiles",
                            INSTANCE, {"ApproximateTotalCount": True})

    def test_missing_required_input(self) -> None:
        self.assert_refused("connect:ListBots input.LexVersion", "ListBots", INSTANCE, {"LexBots": []})

    def test_input_out_of_range(self) -> None:
        self.assert_refused("connect:ListInstanceAttributes input.MaxResults", "ListInstanceAttributes",
                            {**INSTANCE, "MaxResults": 8}, {"Attributes": []})

    def test_input_that_does_not_match_its_pattern(self) -> None:
        self.assert_refused("connect:ListTrafficDistributionGroups input.InstanceId", "ListTrafficDistributionGroups",
                            {"InstanceId": "harbour"}, {"TrafficDistributionGroupSummaryList": []})

    def test_undeclared_error(self) -> None:
        error = {"code": "UsersAsleepException", "httpStatus": 400, "message": ""}
        with self.assertRaisesRegex(Invalid, "UsersAsleepException"):
            self.recorder.refused("connect", "ListUsers", INSTANCE, error)


class RecorderPages(unittest.TestCase):
    def test_token_leads_to_the_next_page(self) -> None:
        recorder = Recorder()
        recorder.listed("ListUsers", INSTANCE, "UserSummaryList", [{"Id": "1"}, {"Id": "2"}], size=1)
        first, second = recorder.text("connect").splitlines()
        token = re.search(r'"NextToken": "([^"]+)"', first)
        self.assertIsNotNone(token)
        self.assertIn(f'"NextToken": "{token.group(1)}"}}, "output"', second)
        self.assertEqual(second.count("NextToken"), 1)


class TablesAreTheProgrammes(unittest.TestCase):
    def test_metric_rows(self) -> None:
        rows = re.findall(r'{"(\w+)", "(\w+)", "(\w+)", MetricUnit::\w+, MetricScope::(\w+)',
                          (MODEL / "metrics.hpp").read_text(encoding="utf-8"))
        self.assertEqual(list(METRIC_ROWS), rows)

    def test_quota_rows(self) -> None:
        rows = re.findall(r'{"(\w+)", "(L-\w+)",\s+"([^"]+)", QuotaUse::(\w+)',
                          (MODEL / "quota.hpp").read_text(encoding="utf-8"))
        planted = [(quota.key, quota.code, quota.name, "concurrency" if quota.is_concurrency else "counted")
                   for quota in QUOTAS]
        self.assertEqual(planted, rows)

    def test_quota_rows_of_other_services(self) -> None:
        rows = re.findall(r'{"(\w+)", "(L-\w+)",\s+"([^"]+)", QuotaUse',
                          (MODEL / "peer_quota.hpp").read_text(encoding="utf-8"))
        planted = [(quota.key, quota.code, quota.name) for _, quotas in SERVICES.values() for quota in quotas]
        self.assertEqual(planted, [row for row in rows if not row[0].startswith("campaigns_")])


class Sample(unittest.TestCase):
    def test_same_seed_same_files(self) -> None:
        self.assertEqual(make_sample.make(7), make_sample.make(7))

    def test_committed_files_are_current(self) -> None:
        files = make_sample.make(make_sample.DEFAULT_SEED)
        self.assertEqual(make_sample.differences(files, make_sample.DEFAULT_OUTPUT), [])

    def test_differences_are_named(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            make_sample.write({"a.jsonl": "1\n2\n", "b.jsonl": ""}, Path(folder))
            self.assertEqual(make_sample.differences({"a.jsonl": "1\n3\n", "c.jsonl": ""}, Path(folder)),
                             ["b.jsonl: would not be written", "a.jsonl: differs from line 2 on",
                              "c.jsonl: is missing"])


if __name__ == "__main__":
    unittest.main()
