"""Fix packs: what `fix` writes is what CloudFormation, Terraform's language, shells and Amazon Connect take, and the next
review of an account that has it finds nothing of what it closes."""

import io
import json
import os
import re
import stat
import subprocess
import sys
import unittest
from pathlib import Path

import boto3
import hcl2
import yaml
from cfnlint.api import ManualArgs, lint

from support.live import Emulated
from support.program import SOURCE_DIR, ProgramTest
from support.recorded_flows import INSTANCE, block, flow, write

sys.path.insert(0, str(SOURCE_DIR / "tests" / "deploy" / "support"))

import moto_server  # noqa: E402

REGION = "eu-central-1"
ALARMS = {"alarm_coverage", "alarm_settings", "alarm_actions", "stream_alarms", "function_alarms"}
# Of an alarm in CloudWatch, what a template says of it.
SAID = ("MetricName", "Namespace", "Statistic", "Period", "EvaluationPeriods", "Threshold", "ComparisonOperator",
        "TreatMissingData", "AlarmActions")
# Answers as AWS's CLI: which requests are open, and what a quota is, is in files beside it.
AWS = """#!/bin/sh
printf '%s\\n' "$*" >> "$HERE/calls"
case "$*" in
  *" list-requested-service-quota-change-history "*) cat "$HERE/open" ;;
  *" get-service-quota "*) cat "$HERE/applied" ;;
esac
"""


def problems(findings: list[dict], checks: set[str]) -> dict[str, str]:
    """What fails or warns, by the finding's id."""
    return {one["id"]: one["headline"] for one in findings
            if one["checkId"] in checks and one["status"] in ("fail", "warn")}


def unquoted(text: str) -> str:
    """A string of Terraform's as hcl2 leaves it: in its quotes, with its escapes."""
    marked = re.sub(r"(\$|%)\1\{", r"\1{", text[1:-1])
    return re.sub(r'\\(u[0-9A-F]{4}|U[0-9A-F]{8}|["\\])',
                  lambda found: chr(int(found[1][1:], 16)) if len(found[1]) > 1 else found[1], marked)


class FixTest(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        self.directory = self.home / "fixes"

    def fix(self, *arguments: str | Path) -> dict:
        """The answer of a run that must succeed."""
        done = self.run_program("fix", *arguments, "--output-dir", self.directory, "--database", self.database, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def text(self, name: str) -> str:
        return (self.directory / name).read_text(encoding="utf-8")

    def findings(self) -> list[dict]:
        done = self.run_program("show", "latest", "--format", "json", "--database", self.database)
        return json.loads(done.stdout)["findings"]

    def assert_files_are_taken(self, answer: dict) -> None:
        for name in (one["name"] for one in answer["files"]):
            text = self.text(name)
            if name.endswith(".yaml"):
                found = lint(text, config=ManualArgs(include_checks=["I"], regions=[REGION]))
                self.assertEqual([str(match) for match in found], [], name)
                self.assertLessEqual(len(text.encode()), 51_200)
            elif name.endswith(".tf"):
                self.assertIn("resource", hcl2.load(io.StringIO(text)))
            elif name.endswith(".sh"):
                done = subprocess.run(["shellcheck", "--shell=sh", self.directory / name], capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stdout), (0, ""), name)
            mode = (self.directory / name).stat().st_mode
            self.assertEqual(bool(mode & stat.S_IXUSR), name.endswith(".sh"), name)


class OfTheSample(FixTest):
    def setUp(self) -> None:
        super().setUp()
        self.review_id = self.store_review()

    def test_each_file_is_taken_and_says_what_it_closes(self):
        answer = self.fix()
        names = [one["name"] for one in answer["files"]]
        self.assertLessEqual({"alarms.yaml", "alarms.tf", "replaced-alarms.sh", "quotas.sh", "storage.sh", "README.md"},
                             set(names))
        self.assert_files_are_taken(answer)
        open_ones = {one["id"]: one for one in self.findings() if one["status"] in ("fail", "warn")}
        for one in answer["files"][:-1]:
            self.assertTrue(one["closes"], one)
            for closed in one["closes"]:
                self.assertEqual(open_ones[closed["id"]]["checkId"], closed["checkId"])
                self.assertIn(f"({closed['checkId']}, {closed['id']})", self.text(one["name"]))
        self.assertIn(self.review_id, self.text("alarms.yaml"))
        self.assertEqual(sorted(path.name for path in self.directory.iterdir()), sorted(names))
        # 7 flows of the sample do not log, and no file of theirs was given.
        self.assertTrue(any("--flows" in note for note in answer["leftOpen"]), answer["leftOpen"])

    def test_people_are_told_which_files_there_are(self):
        done = self.run_program("fix", "latest", "--output-dir", self.directory, "--database", self.database)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for path in self.directory.iterdir():
            self.assertIn(f"{path.name}\n", done.stdout)
        self.assertIn("(resource_quota)", done.stdout)
        self.assertIn("Left open", done.stdout)

    def test_both_languages_say_the_same(self):
        self.fix("--only", "alarm_*,function_alarms")
        of_template = {one["Properties"]["AlarmName"]: one["Properties"]
                       for one in yaml.safe_load(self.text("alarms.yaml"))["Resources"].values()
                       if one["Type"] == "AWS::CloudWatch::Alarm"}
        self.assertTrue(of_template)
        of_terraform = {}
        for resource in hcl2.load(io.StringIO(self.text("alarms.tf")))["resource"]:
            for kind, named in resource.items():
                if "metric_alarm" in kind:
                    one = next(value for key, value in named.items() if not key.startswith("__"))
                    of_terraform[unquoted(one["alarm_name"])] = one
        self.assertEqual(set(of_terraform), set(of_template))
        for name, one in of_terraform.items():
            other = of_template[name]
            self.assertEqual({unquoted(key): unquoted(value) for key, value in one["dimensions"].items()},
                             {pair["Name"]: pair["Value"] for pair in other["Dimensions"]})
            self.assertEqual((float(one["threshold"]), one["period"], unquoted(one["statistic"])),
                             (float(other["Threshold"]), other["Period"], other["Statistic"]), name)
            self.assertEqual(unquoted(one["comparison_operator"]), other["ComparisonOperator"])

    def test_a_quota_is_asked_for_once(self):
        self.fix("--only", "resource_quota,concurrency_quota")
        tools = self.home / "tools"
        tools.mkdir()
        (tools / "aws").write_text(AWS, encoding="utf-8")
        (tools / "aws").chmod(0o755)
        wanted = [line for line in self.text("quotas.sh").splitlines() if line.startswith("request ")]

        def asked(open_ones: str, applied: str) -> list[str]:
            (tools / "open").write_text(open_ones, encoding="utf-8")
            (tools / "applied").write_text(applied, encoding="utf-8")
            (tools / "calls").unlink(missing_ok=True)
            environment = {"PATH": f"{tools}:{os.environ['PATH']}", "HERE": str(tools)}
            subprocess.run(["sh", self.directory / "quotas.sh"], env=environment, check=True, capture_output=True)
            calls = (tools / "calls").read_text(encoding="utf-8").splitlines()
            return [call for call in calls if " request-service-quota-increase " in call]

        self.assertGreater(len(wanted), 3)
        self.assertEqual(len(asked("", "1.0\n")), len(wanted))
        self.assertEqual(asked(f"{INSTANCE}\n", "1.0\n"), [])
        self.assertEqual(len(asked(f"{INSTANCE}-other\naccount\n", "1.0\n")), len(wanted))
        self.assertEqual(asked("", "1000000.0\n"), [])

    def test_only_what_is_asked_for_is_written(self):
        self.assertEqual([one["name"] for one in self.fix("--only", "log_group_retention")["files"]],
                         ["storage.sh", "README.md"])

    def test_where_there_is_nothing_to_fix_nothing_is_written(self):
        done = self.run_program("fix", "--only", "flow_loops", "--output-dir", self.directory, "--database", self.database)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("Nothing to fix", done.stdout)
        self.assertFalse(self.directory.exists())

    def test_what_is_wrong_is_said_before_anything_is_done(self):
        self.directory.mkdir()
        (self.directory / "mine").touch()
        store = ("--database", self.database)
        for arguments, code, words in (
                (("--output-dir", self.directory), 2, "there is something in"),
                (("--output-dir", self.directory / "mine"), 2, "is a file"),
                ((), 2, "--output-dir"),
                (("--output-dir", "new", "--only", "alarm_covrage"), 2, "did you mean alarm_coverage"),
                (("--output-dir", "new", "--only", ","), 2, "--only"),
                (("--output-dir", "new", "--flows", "-"), 2, "standard input"),
                (("--output-dir", "new", "--flows", "missing.json"), 2, "does not exist"),
                (("20200101-000000", "--output-dir", "new"), 1, "there is no review")):
            with self.subTest(arguments):
                self.assert_refused(self.run_program("fix", *arguments, *store), code, words)
        self.assertFalse((self.home / "new").exists())
        self.assertEqual([path.name for path in self.directory.iterdir()], ["mine"])


class OfFlows(FixTest):
    """A flow of the sample without logging, as it is in the account and in a file."""

    NAME = "Lost Property"
    CONTENT = flow([block("hello", "MessageParticipant", "end", {"NoMatchingError": "end"}, Text="Welcome"),
                    block("end", "DisconnectParticipant")])

    def review_with(self, content: dict) -> dict:
        """The flow's finding in a review of the account in which it is like that."""
        recording = write(self.home / f"recording-{len(list(self.home.iterdir()))}", {self.NAME: content})
        done = self.run_program("run", "--recording", recording, "--database", self.database, "--quiet", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return next(one for one in self.findings() if one["checkId"] == "flow_logging" and one["resource"]["name"] == self.NAME)

    def found_in(self, file: Path) -> set[tuple[str, str]]:
        done = self.run_program("flows", "check", file, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return {(one["checkId"], one["status"]) for one in json.loads(done.stdout)["findings"]}

    def test_a_corrected_flow_is_taken_and_its_finding_closed(self):
        silent = self.review_with(self.CONTENT)
        self.assertEqual(silent["status"], "fail")
        exported = self.home / "exported"
        exported.mkdir()
        answer = {"ContactFlow": {"Id": silent["resource"]["key"], "Name": self.NAME, "Type": "CONTACT_FLOW",
                                  "Content": json.dumps(self.CONTENT)}}
        (exported / "lost.json").write_text(json.dumps(answer), encoding="utf-8")
        fixed = self.fix("--only", "flow_logging", "--flows", exported)
        self.assertEqual([one["name"] for one in fixed["files"]], ["flows/lost.json", "README.md"])
        self.assertEqual([one["id"] for one in fixed["files"][0]["closes"]], [silent["id"]])
        corrected = json.loads(self.text("flows/lost.json"))
        self.assertEqual(corrected["Actions"][0]["Type"], "UpdateFlowLoggingBehavior")
        self.assertEqual(corrected["Actions"][1:], self.CONTENT["Actions"])

        self.assertEqual(self.found_in(self.directory / "flows/lost.json"), self.found_in(exported / "lost.json"))
        self.assertEqual(self.review_with(corrected)["status"], "pass")

    def test_flows_that_are_not_given_are_told(self):
        self.review_with(self.CONTENT)
        other = self.home / "other.json"
        other.write_text(json.dumps(self.CONTENT), encoding="utf-8")
        answer = self.fix("--only", "flow_logging", "--flows", other)
        self.assertEqual(answer["files"], [])
        self.assertTrue(all("not among the files" in note for note in answer["leftOpen"]), answer["leftOpen"])


class OfAnAccount(Emulated, FixTest):
    """The alarms of an account are deployed as CloudFormation does, on moto, and reviewed again."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.url = moto_server.start(cls)

    def setUp(self) -> None:
        super().setUp()
        moto_server.reset(self.url)
        account = {"region_name": self.world.region, "aws_access_key_id": "key", "aws_secret_access_key": "secret"}
        self.cloudwatch = boto3.client("cloudwatch", endpoint_url=self.url, **account)
        self.composites: dict[str, dict] = {}  # moto has none
        self.alarms = self.instance.alarms
        kept = {kind: list(alarms) for kind, alarms in self.alarms.items()}
        self.addCleanup(self.alarms.update, kept)
        self.topic = next(alarm["AlarmActions"][0] for alarm in self.alarms["MetricAlarm"]
                          if alarm["AlarmActions"][0].endswith("on-call"))

    def put(self, alarm: dict) -> None:
        if "AlarmRule" in alarm:
            self.assertRegex(alarm["AlarmRule"], r'^ALARM\("[^"]+"\)( OR ALARM\("[^"]+"\))*$')
            arn = f"arn:aws:cloudwatch:{self.world.region}:111122223333:alarm:{alarm['AlarmName']}"
            self.composites[alarm["AlarmName"]] = {key: alarm[key] for key in ("AlarmName", "AlarmRule", "AlarmActions")} | {
                "AlarmArn": arn}
        else:
            self.cloudwatch.put_metric_alarm(**{key: alarm[key] for key in (*SAID, "AlarmName", "Dimensions")})

    def deploy(self, template: dict) -> None:
        """moto's CloudFormation makes no alarms: this makes of each resource what CloudFormation asks CloudWatch for."""
        for resource in template["Resources"].values():
            properties = resource["Properties"]
            self.assertEqual(properties["AlarmActions"], [{"Ref": "TopicArn"}])
            self.put(properties | {"AlarmActions": [self.topic]})

    def there(self) -> dict[str, list[dict]]:
        """As the emulator hands them out, after CloudWatch has looked at them once."""
        answer = self.cloudwatch.get_paginator("describe_alarms").paginate().build_full_result()
        state = {"ActionsEnabled": True, "StateValue": "OK", "StateTransitionedTimestamp": 1_589_443_200}
        metric = [{key: alarm[key] for key in (*SAID, "AlarmName", "AlarmArn", "Dimensions")} | state
                  for alarm in answer["MetricAlarms"]]
        return {"MetricAlarm": metric, "CompositeAlarm": [alarm | state for alarm in self.composites.values()]}

    def test_the_next_review_has_the_findings_of_alarms_fixed(self):
        for kind in ("MetricAlarm", "CompositeAlarm"):
            for alarm in self.alarms[kind]:
                self.put(alarm)
        self.reviewed(self.emulator, "--instance", self.instance.arn)
        before = problems(self.findings(), ALARMS)
        self.assertTrue(before)

        answer = self.fix("--only", "alarm_*,stream_alarms,function_alarms")
        self.assert_files_are_taken(answer)
        for name in (one["name"] for one in answer["files"]):
            if name.endswith(".yaml"):
                self.deploy(yaml.safe_load(self.text(name)))
        (self.home / "aws").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m awscli "$@"\n', encoding="utf-8")
        (self.home / "aws").chmod(0o755)
        subprocess.run(["sh", self.directory / "replaced-alarms.sh"], check=True, capture_output=True, timeout=120,
                       env={"PATH": f"{self.home}:{os.environ['PATH']}", "HOME": str(self.home), "AWS_ENDPOINT_URL": self.url,
                            "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"})
        self.alarms.update(self.there())

        self.reviewed(self.emulator, "--instance", self.instance.arn)
        closed = {closed["id"] for one in answer["files"] for closed in one["closes"]}
        after = problems(self.findings(), ALARMS)
        self.assertEqual({headline for one, headline in after.items() if one in closed}, set())
        self.assertEqual(set(after) - set(before), set())
        self.assertGreater(len(closed), 5)


if __name__ == "__main__":
    unittest.main()
