"""Flows as callers meet them: files that are checked before a deployment, where numbers lead, and what callers meet."""

import csv
import io
import json
import os
import re
import subprocess
import unittest
from pathlib import Path
from xml.etree import ElementTree

from support.program import HARBOUR, ProgramTest

FORMATS = ("text", "json", "md", "csv", "junit", "sarif")
EVIL = "<b>|*x*\x1b[31m\u202e\n=1+1"


def block(identifier: str, kind: str, following: str = "", **more) -> dict:
    transitions = {"NextAction": following} if following else {}
    return {"Identifier": identifier, "Type": kind, "Transitions": transitions, **more}


def say(identifier: str, following: str) -> dict:
    return block(identifier, "MessageParticipant", following, Parameters={"Text": "Welcome"})


def failing(made: dict, following: str, *errors: str) -> dict:
    made["Transitions"]["Errors"] = [{"ErrorType": error, "NextAction": following} for error in errors or ("NoMatchingError",)]
    return made


END = block("end", "DisconnectParticipant")

# Checks that judge by what callers have behind them.
FOLLOWING = {"flow_queue_not_set", "flow_silent_hang_ups", "flow_unchecked_hours", "flow_lambda_silence",
             "flow_unauthenticated", "flow_unannounced_recording", "flow_unrecorded"}


class Files(ProgramTest):
    def write(self, file: str, blocks: list[dict], indent: int | None = 2, **metadata: str) -> Path:
        flow = {"Version": "2019-10-30", "StartAction": blocks[0]["Identifier"],
                "Metadata": {"type": "contactFlow", **metadata}, "Actions": blocks}
        path = self.home / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(flow, indent=indent), encoding="utf-8")
        return path

    def line_of(self, path: Path, identifier: str) -> int:
        lines = path.read_text(encoding="utf-8").splitlines()
        return next(i for i, line in enumerate(lines, 1) if f'"Identifier": "{identifier}"' in line)

    def planted(self) -> tuple[Path, Path]:
        """Two flows that lead to each other's mistakes, and a module that is not there."""
        go = failing(block("go", "TransferToFlow", Parameters={"ContactFlowId": "After hours"}), "sorry")
        main = self.write("flows/main.json", [say("hello", "lost"), go, say("sorry", "end"), END], name="Main menu")
        main.write_text(main.read_text().replace('"NextAction": "lost"', '"NextAction": "go"', 1))
        cut = block("cut", "DisconnectParticipant")
        ask = failing(block("ask", "InvokeFlowModule", "look", Parameters={"FlowModuleId": "Survey"}), "sorry")
        look = failing(block("look", "InvokeLambdaFunction", "lost", Parameters={"LambdaFunctionARN": "look-up"}), "look")
        after = self.write("flows/after.json", [ask, look, say("sorry", "cut"), cut], name="After hours")
        return main, after

    def check(self, *words: str | Path, code: int = 0) -> str:
        done = self.run_program("flows", "check", *words)
        self.assertEqual((done.returncode, done.stderr), (code, ""), done.stdout)
        return done.stdout

    def documents(self, *words: str | Path) -> dict[str, str]:
        return {name: self.check(*words, "--format", name) for name in FORMATS}


class Check(Files):
    def test_says_where_and_what(self):
        main, after = self.planted()
        text = self.check("flows")
        line = self.line_of(after, "look")
        self.assertIn(f"flows/after.json:{line}:21: fail (medium): block 'look', AWS Lambda function (InvokeLambdaFunction) "
                      "leads nowhere [flow_dead_ends]\n", text)
        self.assertIn("(its error branch leads back to it) [flow_error_branches]", text)
        self.assertIn("which is not among the files [flow_files_are_whole]", text)
        self.assertIn("→ flow_dead_ends: Connect every way out of the blocks", text)
        self.assertRegex(text, r"2 flows, \d+ checks: 1 fail, 1 warning, 1 not assessed\. "
                               r"Callers come in by 'Main menu', which no other file leads to\.")
        self.assertNotIn(main.name, text)

    def test_ends_as_a_review_does(self):
        self.planted()
        for words, code in (((), 0), (("--fail-on", "never"), 0), (("--fail-on", "fail"), 3), (("--fail-on", "warn"), 3),
                            (("--strict",), 4), (("--strict", "--fail-on", "fail"), 3)):
            with self.subTest(words=words):
                self.check("flows", *words, code=code)
        good = self.write("good.json", [say("hello", "end"), END])
        self.check(good, "--fail-on", "warn", "--strict")
        silent = self.write("silent.json", [END])
        self.check(silent, "--fail-on", "fail")
        self.check(silent, "--fail-on", "warn", code=3)

    def test_every_format_says_the_same(self):
        self.planted()
        documents = self.documents("flows")
        told = json.loads(documents["json"])
        blocks = [(one["file"], place["line"], place["column"], one["checkId"], one["status"])
                  for one in told["findings"] for place in one["blocks"]]
        self.assertEqual(told["counts"], {"fail": 1, "warn": 1, "not_assessed": 1, "info": 0, "muted": 0})
        self.assertEqual([(flow["file"], flow["name"], flow["entry"], flow["reached"]) for flow in told["flows"]],
                         [("flows/after.json", "After hours", False, True), ("flows/main.json", "Main menu", True, True)])
        rows = list(csv.DictReader(io.StringIO(documents["csv"])))
        self.assertEqual([(row["file"], int(row["line"]), int(row["column"]), row["check_id"], row["status"]) for row in rows], blocks)
        results = json.loads(documents["sarif"])["runs"][0]["results"]
        levels = {"fail": "error", "warn": "warning", "not_assessed": "note"}
        self.assertEqual([self.place_of(result) + (result["ruleId"], result["level"]) for result in results],
                         [(*place, check, levels[status]) for *place, check, status in blocks])
        self.assertEqual(documents["md"].count("\n| Fail "), 1)
        self.assertEqual(documents["md"].count("flows/after.json:"), len(blocks))
        self.assertEqual(documents["text"].count("\nflows/after.json:") + documents["text"].startswith("flows/after.json:"), len(blocks))

    def test_what_is_for_information_alone_is_no_problem_in_a_pipeline(self):
        self.write("queue.json", [block("over", "EndFlowExecution")], type="customerQueue")
        documents = {name: self.check("queue.json", "--fail-on", "warn", "--format", name) for name in FORMATS}
        results = json.loads(documents["sarif"])["runs"][0]["results"]
        self.assertEqual({(result["ruleId"], result["level"]) for result in results},
                         {("flow_dead_ends", "note"), ("flow_is_led_to", "note")})
        root = ElementTree.fromstring(documents["junit"].encode())
        self.assertEqual((root.get("failures"), root.findall(".//failure")), ("0", []))
        self.assertEqual(json.loads(documents["json"])["counts"], {"fail": 0, "warn": 0, "not_assessed": 1, "info": 1, "muted": 0})
        self.assertIn("0 fails, 0 warnings, 1 not assessed, 1 for information.", documents["text"])

    @staticmethod
    def place_of(result: dict) -> tuple[str, int, int]:
        place = result["locations"][0]["physicalLocation"]
        return place["artifactLocation"]["uri"], place["region"]["startLine"], place["region"]["startColumn"]

    def test_junit_has_a_case_for_each_check_of_each_flow(self):
        self.planted()
        queue = self.write("flows/queue.json", [END], type="customerQueue")
        root = ElementTree.fromstring(self.check("flows", "--format", "junit").encode())
        suites = {suite.get("name"): suite for suite in root}
        self.assertEqual(set(suites), {"flows/after.json", "flows/main.json", "flows/queue.json"})
        for suite in suites.values():
            cases = suite.findall("testcase")
            self.assertEqual(int(suite.get("tests")), len(cases))
            for name, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
                self.assertEqual(int(suite.get(name)), len(suite.findall(f"testcase/{kind}")))
        checks = json.loads(self.check("flows", "--format", "json"))["checks"]
        # What no caller comes to was not judged by what callers have behind them.
        skipped = [case.get("classname") for case in suites["flows/queue.json"] if case.find("skipped") is not None]
        self.assertEqual(skipped, [f"flows/{queue.name}.{check}" for check in checks if check in FOLLOWING])
        self.assertEqual([int(root.get(name)) for name in ("tests", "failures", "errors", "skipped")],
                         [3 * len(checks) + 2, 2, 2, len(FOLLOWING)])  # the module that is not there, what leads to the queue flow
        self.assertIn("flows/after.json:", root.find(".//failure").text)

    def test_what_is_muted_stands_apart_in_every_format(self):
        self.planted()
        (self.home / "mutes.toml").write_text('[[mute]]\ncheck = "flow_dead_ends"\nresource = "After *"\nreason = "Gone in March"\n'
                                              'owner = "anna"\nexpires = 2099-12-31\n', encoding="utf-8")
        why = "Muted until 2099-12-31 by anna: Gone in March"
        words = ("flows", "--mutes", "mutes.toml")
        self.check(*words, "--fail-on", "fail")
        documents = self.documents(*words)
        told = json.loads(documents["json"])
        self.assertEqual(told["counts"], {"fail": 0, "warn": 1, "not_assessed": 1, "info": 0, "muted": 1})
        self.assertEqual([one["checkId"] for one in told["findings"] if "muted" in one], ["flow_dead_ends"])
        self.assertEqual({(row["check_id"], row["muted"]) for row in csv.DictReader(io.StringIO(documents["csv"])) if row["muted"]},
                         {("flow_dead_ends", why)})
        suppressed = [one for one in json.loads(documents["sarif"])["runs"][0]["results"] if "suppressions" in one]
        self.assertEqual({one["ruleId"] for one in suppressed}, {"flow_dead_ends"})
        open_ones, muted = documents["md"].split("\n## Muted (1)\n")
        self.assertNotIn("| Fail ", open_ones)
        self.assertIn(why, muted)
        skipped = [case.find("skipped").get("message") for case in ElementTree.fromstring(documents["junit"].encode()).iter("testcase")
                   if case.find("skipped") is not None]
        self.assertEqual(len([message for message in skipped if why in message]), 1)
        self.assertNotIn("flow_dead_ends", documents["text"])
        self.assertIn("0 fails, 1 warning, 1 not assessed, 1 muted.", documents["text"])

    def test_a_wrong_mute_is_refused_before_a_file_is_read(self):
        self.assert_refused(self.run_program("flows", "check", "none.json", "--mutes", "none.toml"), 2, "there is no file of mutes none.toml")

    def test_a_file_of_one_line_has_columns(self):
        path = self.write("main.json", [say("hello", "lost"), END], indent=None, name="Grüße 👋")
        result = json.loads(self.check(path.name, "--format", "sarif"))["runs"][0]["results"][0]
        text = path.read_text(encoding="utf-8")
        column = len(text[:text.index('"hello"', text.index("Actions"))].encode("utf-16-le")) // 2 + 1
        self.assertEqual(self.place_of(result), ("main.json", 1, column))

    def test_sarif_names_files_by_their_addresses(self):
        self.planted()
        (self.home / "a b").mkdir()
        (self.home / "flows" / "after.json").rename(self.home / "a b" / "ä#?.json")
        document = json.loads(self.check("flows", "a b", "--format", "sarif"))
        uris = {self.place_of(result)[0] for result in document["runs"][0]["results"]}
        self.assertEqual(uris, {"a%20b/%C3%A4%23%3F.json"})
        prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in document["runs"][0]["results"]]
        self.assertEqual(len(prints), len(set(prints)))
        whole = json.loads(self.check(self.home / "a b", "--format", "sarif"))["runs"][0]["results"][0]
        self.assertTrue(self.place_of(whole)[0].startswith("file:///"))

    def test_reads_what_the_cli_answers_from_standard_input(self):
        content = {"StartAction": "end", "Actions": [END]}
        answer = json.dumps({"ContactFlow": {"Id": "f", "Name": "Main", "Type": "CONTACT_FLOW", "Content": json.dumps(content)}})
        done = subprocess.run([os.environ["BINARY"], "flows", "check", "-", "--fail-on", "warn"], input=answer, text=True,
                              capture_output=True, timeout=60, cwd=self.home, env={"HOME": str(self.home)})
        self.assertEqual((done.returncode, done.stderr), (3, ""))
        self.assertIn("stdin:1:", done.stdout)

    def test_callers_come_in_where_somebody_says(self):
        self.planted()
        text = self.check("flows", "--entry", "After hours", "--entry", "flows/main.json")
        self.assertIn("Callers come in by 'After hours', 'Main menu'.", text)
        # Who comes in there is cut off without a word; who comes there from elsewhere, perhaps not.
        self.write("one.json", [failing(block("go", "TransferToFlow", Parameters={"ContactFlowId": "two"}), "hello"),
                                say("hello", "end"), END])
        self.write("two.json", [failing(block("go", "TransferToFlow", Parameters={"ContactFlowId": "one"}), "end"), END])
        self.assertIn("[flow_entry_is_known]", self.check("one.json", "two.json"))
        self.assertIn("two.json:", self.check("one.json", "two.json", "--entry", "two"))
        self.assertIn("[flow_silent_hang_ups]", self.check("one.json", "two.json", "--entry", "one"))
        self.assert_refused(self.run_program("flows", "check", "flows", "--entry", "Main menue"), 2, "did you mean Main menu?")

    def test_only_the_checks_that_are_asked_for(self):
        self.planted()
        self.assertNotIn("flow_error_branches", self.check("flows", "--checks", "flow_dead_ends"))
        self.assertNotIn("flow_dead_ends", self.check("flows", "--skip-checks", "flow_dead_ends"))
        self.assert_refused(self.run_program("flows", "check", "flows", "--checks", "flow_logging"), 2, "flow_dead_ends")
        self.assert_refused(self.run_program("flows", "check", "flows", "--checks", "flow_ded_ends"), 2, "did you mean flow_dead_ends?")


class BadFiles(Files):
    def test_are_refused_by_name(self):
        good = self.write("good.json", [END])
        (self.home / "text.json").write_text("hello", encoding="utf-8")
        (self.home / "other.json").write_text('{"name": "package"}', encoding="utf-8")
        (self.home / "cut.json").write_text(good.read_text()[:-1], encoding="utf-8")
        (self.home / "large.json").write_text(good.read_text() + " " * 1_100_000, encoding="utf-8")
        (self.home / "deep.json").write_text("[" * 900_000, encoding="utf-8")
        (self.home / "empty").mkdir()
        refusals = (("text.json", "is not JSON"), ("other.json", "is not a flow"), ("cut.json", "is not JSON"),
                    ("large.json", "is larger than 1,024,000 bytes"), ("deep.json", "is not JSON"),
                    ("gone.json", "does not exist"), ("empty", "without a file *.json"), ("/dev/zero", "is larger than"))
        for name, said in refusals:
            with self.subTest(name=name):
                self.assert_refused(self.run_program("flows", "check", name), 2, name, said)
        for form in FORMATS:
            with self.subTest(format=form):
                name, said = refusals[0]
                self.assert_refused(self.run_program("flows", "check", name, "--format", form), 2, name, said)
        self.assert_refused(self.run_program("flows", "check", good, "empty"), 2, "without a file *.json")

    def test_do_not_keep_the_others_from_being_checked(self):
        self.write("silent.json", [END])
        (self.home / "text.json").write_text("hello", encoding="utf-8")
        for form in FORMATS:
            for fail_on in ("never", "warn"):
                with self.subTest(format=form, fail_on=fail_on):
                    done = self.run_program("flows", "check", "silent.json", "text.json", "--format", form, "--fail-on", fail_on)
                    self.assertEqual(done.returncode, 2)
                    self.assertEqual(done.stderr, "connect-ops-review: 1 of 2 files holds no flow that can be read: see flow_files_are_read\n")
                    for said in ("flow_silent_hang_ups", "flow_files_are_read", "is not JSON") if form != "md" else ("is not JSON",):
                        self.assertIn(said, done.stdout)

    def test_what_is_missing_on_the_command_line_is_said(self):
        self.assert_refused(self.run_program("flows", "check"), 2, "flows check needs FILE")
        self.write("good.json", [END])
        self.assert_refused(self.run_program("flows", "check", "good.json", "--format", "html"), 2, "--format must be")
        self.assert_refused(self.run_program("flows", "chekc"), 2, "did you mean check?")

    def test_names_that_are_markup_stay_names(self):
        lost = say(EVIL, "lost")
        self.write("evil.json", [block("go", "TransferToFlow", EVIL, Parameters={"ContactFlowId": EVIL}), lost], name=EVIL)
        text = self.check("evil.json")
        self.assertNotIn("\x1b", text)
        self.assertNotIn("\u202e", text)
        self.assertEqual(text.count("evil.json:"), len([line for line in text.splitlines() if line.startswith("evil.json:")]))
        documents = self.documents("evil.json")
        self.assertNotIn("<b>", documents["md"].replace("\\<b", ""))
        ElementTree.fromstring(documents["junit"].encode())
        for row in csv.reader(io.StringIO(documents["csv"])):
            for cell in row:
                self.assertFalse(cell.startswith(("=", "+", "-", "@")), row)
        self.assertEqual(json.loads(documents["json"])["flows"][0]["name"], EVIL)


class NeedsNothing(Files):
    def test_no_account_and_no_store(self):
        self.write("good.json", [say("hello", "end"), END])
        before = sorted(self.home.rglob("*"))
        self.check("good.json")
        self.assertEqual(sorted(self.home.rglob("*")), before)


def recorded(operation: str) -> list[dict]:
    """What AWS answered to it in the sample."""
    lines = (HARBOUR / "connect.jsonl").read_text(encoding="utf-8").splitlines()
    return [call["output"] for call in map(json.loads, lines) if call["operation"] == operation]


def items(operation: str, member: str) -> list[dict]:
    return [item for answer in recorded(operation) for item in answer.get(member, [])]


class OfAnInstance(ProgramTest):
    """The sample's flows, held against what was recorded of them."""

    def flows(self, *words: str | Path) -> str:
        done = self.run_program("flows", *words, "--recording", HARBOUR)
        # Two flows of the sample cannot be read, which a table has no place for.
        said = "connect-ops-review: not read: the content of the flows: 2 of " if "csv" in words else ""
        self.assertEqual((done.returncode, done.stderr[:len(said) or None]), (0, said))
        return done.stdout


class List(OfAnInstance):
    def test_has_a_row_for_every_number(self):
        rows = json.loads(self.flows("list", "--json"))["rows"]
        numbers = {number["PhoneNumberArn"]: number["PhoneNumber"]
                   for number in items("ListPhoneNumbersV2", "ListPhoneNumbersSummaryList")}
        names = {flow["Arn"]: flow["Name"] for flow in items("ListContactFlows", "ContactFlowSummaryList")}
        leads = {one["ResourceId"]: one["FlowId"] for one in items("ListFlowAssociations", "FlowAssociationSummaryList")
                 if one["ResourceType"] == "VOICE_PHONE_NUMBER"}
        self.assertEqual({row["number"] for row in rows if row["number"]}, set(numbers.values()))
        self.assertEqual({(row["number"], row["flow"]) for row in rows if row["channel"] == "calls"},
                         {(numbers[arn], names[flow]) for arn, flow in leads.items()})
        queues = {f"queue {queue.get('Name')}" for queue in items("ListQueues", "QueueSummaryList")}
        named = {end for row in rows for end in row["ends"] if end.startswith("queue ")}
        self.assertTrue(named)
        self.assertTrue(named & queues)
        for name in named - queues:  # which a flow names although it is gone
            self.assertRegex(name, r"^queue [0-9a-f-]{36} \(not there any more\)$")
        self.assertTrue(any("hang-up" in row["ends"] for row in rows))
        self.assertTrue(any(row["languages"] == ["voice Vicki"] for row in rows))
        self.assertTrue(any(row["problems"] for row in rows))
        # What was not read is not taken for nothing.
        self.assertTrue(all(row["unknown"] or row["wrong"] or row["ends"] for row in rows), rows)

    def test_every_format_says_the_same(self):
        told = json.loads(self.flows("list", "--json"))["rows"]
        rows = list(csv.DictReader(io.StringIO(self.flows("list", "--format", "csv"))))
        self.assertEqual([(row["number"].lstrip("'"), row["ends"], row["problems"]) for row in rows],
                         [(row["number"] or "", "; ".join(row["ends"]), "" if row["problems"] is None else str(row["problems"]))
                          for row in told])
        self.assertEqual([row["callback"] for row in rows], [{True: "yes", False: "no", None: ""}[row["callback"]] for row in told])
        markdown = self.flows("list", "--format", "md")
        self.assertEqual(len([line for line in markdown.splitlines() if line.startswith("| ")]), len(told) + 1)
        text = self.flows("list")
        for row in told:
            self.assertIn(row["number"] or "(no number)", text)
        self.assertLessEqual(max(len(line) for line in text.splitlines()), 110)

    def test_redact_masks_the_numbers(self):
        numbers = {number["PhoneNumber"] for number in items("ListPhoneNumbersV2", "ListPhoneNumbersSummaryList")}
        for form in ("text", "json", "md", "csv"):
            told = self.flows("list", "--redact", "--format", form)
            for number in numbers:  # a short one may be part of another's mask
                self.assertNotRegex(told, rf"(?<!\d){re.escape(number)}(?!\d)")
        masked = [row["number"] for row in json.loads(self.flows("list", "--redact", "--json"))["rows"] if row["number"]]
        self.assertEqual(len(set(masked)), len(numbers))
        # Nobody takes a mask for a number and calls it; it is the same in each run, so that formats can be compared.
        for mask in masked:
            self.assertRegex(mask, r"^number \d+( \([A-Z]{2}\))?$")
            self.assertIn(mask, self.flows("list", "--redact", "--format", "csv"))

    def test_needs_one_instance(self):
        self.assert_refused(self.run_program("flows", "list"), 2, "--recording DIRECTORY")
        self.assert_refused(self.run_program("flows", "list", "--recording", self.home / "gone"), 2, "cannot be opened")
        self.assert_refused(self.run_program("flows", "list", "--recording", HARBOUR, "--instance", "other"), 2, "leave --instance out")

    def test_asks_only_for_what_it_shows(self):
        """What is not recorded is asked for in vain, and that would be said."""
        part = self.home / "part"
        part.mkdir()
        for whole in ("recording.json", "lambda.jsonl", "lexv2-models.jsonl"):
            (part / whole).write_bytes((HARBOUR / whole).read_bytes())
        wanted = ("DescribeInstance", "ListQueues", "ListPrompts", "ListHoursOfOperations", "SearchRoutingProfiles", "SearchQueues",
                  "SearchHoursOfOperations", "SearchHoursOfOperationOverrides",
                  "ListContactFlows", "SearchContactFlows", "DescribeContactFlow",
                  "ListContactFlowModules", "SearchContactFlowModules", "DescribeContactFlowModule", "ListPhoneNumbersV2",
                  "ListTrafficDistributionGroups", "ListFlowAssociations", "GetFlowAssociation", "ListUsers", "DescribeView",
                  "ListLambdaFunctions", "ListTaskTemplates", "GetTaskTemplate", "DescribeDataTable",
                  "ListSecurityKeys")
        lines = (HARBOUR / "connect.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if json.loads(line)["operation"] in wanted]
        (part / "connect.jsonl").write_text("".join(kept), encoding="utf-8")
        done = self.run_program("flows", "list", "--recording", part, "--json")
        self.assertEqual(done.stdout, self.flows("list", "--json"))
        # And without one of them, what is said of it is not nothing.
        (part / "connect.jsonl").write_text("".join(line for line in kept if '"ListFlowAssociations"' not in line), encoding="utf-8")
        told = json.loads(self.run_program("flows", "list", "--recording", part, "--json").stdout)
        self.assertTrue(told["notRead"])
        self.assertTrue(all(row["unknown"] for row in told["rows"] if row["number"] and row["channel"] != "messages"))


class Show(OfAnInstance):
    def test_reads_as_a_way(self):
        number = next(row["number"] for row in json.loads(self.flows("list", "--json"))["rows"] if row["flow"] == "Begrüßung München")
        text = self.flows("show", number)
        self.assertTrue(text.startswith("Begrüßung München (contact flow)\n"), text)
        for said in ("logging is switched on", "the voice is Vicki", "is told 'Welcome to Harbour Ferries.", "is asked to choose", "closed → ",
                     "is transferred to the queue that was set", "is hung up on", "When a block fails:", " above"):
            self.assertIn(said, text)
        # Numbers may be part of what is said to callers.
        redacted = self.flows("show", number, "--redact", "--json")
        for hidden in (number, "Welcome to Harbour Ferries"):
            self.assertNotIn(hidden, redacted)

    def test_says_where_a_flow_breaks_off_and_what_is_wrong(self):
        text = self.flows("show", "Kiel Welcome")
        self.assertRegex(text, r"closed → is told 'Our office is closed now\.'\n +and then the flow breaks off\n")
        self.assertRegex(text, r"\n\d+ problems?:\n")
        self.assertIn("    fail: 1 block of Kiel Welcome leads nowhere\n", text)
        self.assertIn("1 block of Kiel Welcome leads nowhere", self.flows("show", "Kiel Welcome", "--format", "md"))
        headlines = [problem["headline"] for problem in json.loads(self.flows("show", "Kiel Welcome", "--json"))["problems"]]
        self.assertIn("1 block of Kiel Welcome leads nowhere", headlines)

    def test_says_what_a_default_flow_is(self):
        text = self.flows("show", "Default customer queue")
        self.assertTrue(text.startswith("Default customer queue (customer queue: by its name, Connect runs it where no other is set)\n"), text)

    def test_names_what_is_near(self):
        self.assert_refused(self.run_program("flows", "show", "Main Manu", "--recording", HARBOUR), 2,
                            "there is no phone number, flow or module 'Main Manu'; did you mean Main Menu?")
        self.assert_refused(self.run_program("flows", "show", "nothing of the kind", "--recording", HARBOUR), 2,
                            "`connect-ops-review flows list` lists them")
        self.assert_refused(self.run_program("flows", "show", "--recording", HARBOUR), 2, "flows show needs FLOW")


if __name__ == "__main__":
    unittest.main()
