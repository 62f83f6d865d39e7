"""Holds reports against programs and schemas that we did not write.

The reviews are the sample's, and those of src/formats/reports_test.cpp: of every state, with names that mean something to
one of the formats, and several at once. What is in them is told by the JSON report of the same review.
"""

import collections
import csv
import functools
import json
import os
import re
import stat
import subprocess
import tempfile
import unittest
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import boto3
import botocore.session
import botocore.validate
import cmarkgfm
import jsonschema
import junitparser
from moto import mock_aws
from ocsf_json_schema import OcsfJsonSchema, OcsfJsonSchemaEmbedded, get_ocsf_schema
from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
MULTITOOL = SOURCE_DIR / "tests" / "formats" / "node_modules" / "@microsoft" / "sarif-multitool-linux"

# What stands in a report beside the findings of the review: what could not be read.
UNREAD = {"harbour": 0, "sample": 0, "healthy": 0, "denied": 1, "running": 1, "broken": 3, "hostile": 1, "awkward": 0, "long": 0,
          "several": 3, "none": 0}
REVIEWS = tuple(UNREAD)
STATUSES = ("fail", "warn", "not_assessed", "pass", "info", "not_applicable")
# Some of the names in awkward_review(), as a person has to see them.
AWKWARD = ("`code` **bold** _it_ ~~no~~ # 1. - + $x$ \\", "[link](javascript:alert(1)) ![img](https://evil.example/x.png)",
           "<script>alert(1)</script><!-- <b> &lt; ]]>", "| a | b | |---|---|", "{0} {{x}} %s %00 [31m")


@functools.cache
def directory() -> tempfile.TemporaryDirectory:
    temporary = tempfile.TemporaryDirectory(prefix="connect-ops-review-")
    subprocess.run([os.environ["UNIT_TESTS"], "--gtest_filter=Reports.*", "--gtest_brief=1"], check=True,
                   stdout=subprocess.DEVNULL, env=os.environ | {"REPORTS_DIRECTORY": temporary.name})
    done = subprocess.run([os.environ["BINARY"], "run", "--recording", SOURCE_DIR / "samples" / "harbour", "--database",
                           Path(temporary.name, "reviews.db"), "--output-dir", temporary.name, "--format", "json",
                           "--output-formats", "json,csv,md,junit,sarif,asff,ocsf,jsonl"], check=True, capture_output=True)
    review_id = json.loads(done.stdout)["reviewId"]
    for path in Path(temporary.name).glob(f"connect-ops-review-{review_id}.*"):
        path.rename(path.with_name("harbour." + path.name.split(".", 1)[1]))
    return temporary


def file(name: str, extension: str) -> Path:
    return Path(directory().name, f"{name}.{extension}")


def text(name: str, extension: str) -> str:
    return file(name, extension).read_bytes().decode("utf-8")  # which refuses what is no UTF-8


def strict_json(content: str):
    """Refuses an object that has a member twice."""
    def pairs(members):
        names = [name for name, _ in members]
        assert len(names) == len(set(names)), names
        return dict(members)

    return json.loads(content, object_pairs_hook=pairs)


@functools.cache
def reviews(name: str) -> list[dict]:
    stored = strict_json(text(name, "json"))
    return stored if isinstance(stored, list) else [stored]


def findings(name: str) -> list[dict]:
    return [finding for review in reviews(name) for finding in review["findings"]]


def counts(name: str) -> dict[str, int]:
    """By status, with what could not be read."""
    counted = collections.Counter(finding["status"] for finding in findings(name))
    counted["not_assessed"] += UNREAD[name]
    return {status: counted[status] for status in STATUSES}


def needing_a_look(name: str) -> int:
    return sum(counts(name)[status] for status in ("fail", "warn", "not_assessed"))


class Csv(unittest.TestCase):
    def rows(self, name: str) -> list[dict]:
        with open(file(name, "csv"), encoding="utf-8", newline="") as lines:
            table = list(csv.reader(lines, strict=True))
        self.assertTrue(all(len(row) == len(table[0]) for row in table), name)
        self.assertEqual(len(set(table[0])), len(table[0]))
        return [dict(zip(table[0], row, strict=True)) for row in table[1:]]

    def test_holds_every_finding(self):
        for name in REVIEWS:
            rows = self.rows(name)
            self.assertEqual(dict(collections.Counter(row["status"] for row in rows)),
                             {status: count for status, count in counts(name).items() if count}, name)
        for row, finding in zip(self.rows("sample"), findings("sample"), strict=True):
            self.assertEqual((row["finding_id"], row["severity"], row["resource_name"], row["observed"], row["remedy"]),
                             (finding["id"], finding["severity"], finding["resource"]["name"], finding.get("observed", ""),
                              finding.get("remedy", "")))
            self.assertEqual((row["account_id"], row["region"]), ("111122223333", "eu-central-1"))

    def test_keeps_to_rfc_4180(self):
        for name in REVIEWS:
            content = text(name, "csv")
            self.assertTrue(content.endswith("\r\n"), name)
            outside = re.sub(r'"(?:[^"]|"")*"', "", content)  # of quoted cells
            self.assertNotIn('"', outside, name)
            self.assertEqual(outside.replace("\r\n", "").count("\n") + outside.replace("\r\n", "").count("\r"), 0, name)

    def test_begins_no_formula(self):
        cells = [cell for name in REVIEWS for row in self.rows(name) for cell in row.values()]
        for cell in cells:
            self.assertNotRegex(cell, r"^[=+\-@\t\r\n＝＋－＠]")
        self.assertTrue("'=HYPERLINK(\"http://evil.example\",\"x\")" in cells)


class JsonLines(unittest.TestCase):
    def test_holds_a_finding_a_line(self):
        for name in REVIEWS:
            content = text(name, "jsonl")
            self.assertEqual(content == "" or content.endswith("\n"), True, name)
            lines = [strict_json(line) for line in content.split("\n")[:-1]]
            self.assertEqual({status: sum(line["status"] == status for line in lines) for status in STATUSES},
                             counts(name), name)
            for line in lines:
                self.assertTrue(line["headline"])
                self.assertTrue({"reviewId", "time", "instanceArn", "accountId", "region", "resource"} <= set(line))
        for line, finding in zip(text("sample", "jsonl").splitlines(), findings("sample"), strict=True):
            self.assertEqual(finding | json.loads(line), json.loads(line))


class JUnit(unittest.TestCase):
    def test_counts_are_true(self):
        for name in REVIEWS:
            root = junitparser.JUnitXml.fromfile(str(file(name, "junit.xml")))
            results = [collections.Counter(type(result).__name__ for result in case.result) for suite in root
                       for case in suite]
            counted = sum(results, collections.Counter())
            wanted = counts(name)
            self.assertTrue(all(result.total() <= 1 for result in results), name)
            self.assertEqual((root.tests, root.failures, root.errors, root.skipped),
                             (len(results), counted["Failure"], counted["Error"], counted["Skipped"]), name)
            self.assertEqual((root.tests, root.failures, root.errors, root.skipped),
                             (sum(wanted.values()), wanted["fail"] + wanted["warn"], wanted["not_assessed"],
                              wanted["not_applicable"]), name)
            for suite in root:
                said = (suite.tests, suite.failures, suite.errors, suite.skipped)
                suite.update_statistics()
                self.assertEqual(said, (suite.tests, suite.failures, suite.errors, suite.skipped), name)
                self.assertRegex(suite.timestamp, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$")

    def test_is_what_every_reader_knows(self):
        allowed = {"testsuites": {"name", "tests", "failures", "errors", "skipped", "time"},
                   "testsuite": {"name", "tests", "failures", "errors", "skipped", "time", "timestamp"},
                   "testcase": {"classname", "name", "time"}, "failure": {"message", "type"}, "error": {"message", "type"},
                   "skipped": {"message"}}
        for name in REVIEWS:
            for element in ElementTree.parse(file(name, "junit.xml")).iter():
                self.assertEqual(set(element.attrib), allowed[element.tag], name)

    def test_no_two_cases_have_one_name(self):
        for name in REVIEWS:
            cases = [(case.get("classname"), case.get("name"))
                     for case in ElementTree.parse(file(name, "junit.xml")).iter("testcase")]
            self.assertEqual(len(cases), len(set(cases)), name)


class Page(HTMLParser):
    """What GitHub makes of the Markdown."""

    def __init__(self, markdown: str):
        super().__init__()
        self.tags, self.links, self.rows, self.words, self.comments = collections.Counter(), [], [], "", []
        self.is_in_cell = False
        self.feed(cmarkgfm.github_flavored_markdown_to_html(markdown))

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.is_in_cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        self.is_in_cell = self.is_in_cell and tag not in ("td", "th")
        if tag in ("td", "th", "p", "h1", "h2"):
            self.words += "\n"

    def handle_data(self, data):
        self.words += data
        if self.is_in_cell:
            self.rows[-1][-1] += data

    def handle_comment(self, data):
        self.comments.append(data)


class Markdown(unittest.TestCase):
    def test_is_headings_tables_and_our_own_links(self):
        for name in REVIEWS:
            page = Page(text(name, "md"))
            self.assertLessEqual(set(page.tags), {"h1", "h2", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "a",
                                                  "hr"}, name)
            self.assertEqual(page.comments, [], name)  # HTML that GitHub leaves out
            self.assertLessEqual(set(page.links), {finding.get("consoleUrl") for finding in findings(name)}, name)
            self.assertEqual(page.tags["h1"], len(reviews(name)), name)

    def test_tables_are_whole(self):
        for name in REVIEWS:
            page = Page(text(name, "md"))
            self.assertLessEqual({len(row) for row in page.rows}, {3, 4, 6}, name)
            counted = [row for row in page.rows if len(row) == 6 and row[0].isdigit()]
            wanted = [collections.Counter(finding["status"] for finding in review["findings"]) for review in reviews(name)]
            self.assertEqual(len(counted), len(wanted), name)
            for row, by_status in zip(counted, wanted, strict=True):
                self.assertEqual([int(cell) for cell in row[:3]],
                                 [by_status[status] for status in ("fail", "warn", "not_assessed")], name)

    def test_names_are_shown_as_they_are(self):
        words = Page(text("awkward", "md")).words
        self.assertEqual([name for name in AWKWARD if name not in words], [])
        self.assertEqual(re.findall(r"@[a-z0-9]+", text("awkward", "md")), [])  # which would mention somebody

    def test_says_what_there_is_to_do(self):
        words = Page(text("sample", "md")).words
        for part in ("harbour", "Act now (1)", "Plan (41)", "Not assessed (1)", "connect:Listcounts",
                     "Raise it; an increase takes days to weeks"):
            self.assertTrue(part in words, part)
        self.assertIn("nobody knows", Page(text("running", "md")).words)

    def test_fits_a_comment(self):
        for name in set(REVIEWS) - {"several", "long"}:
            self.assertLess(len(text(name, "md")), 65_536, name)


@functools.cache
def flows_as_sarif() -> tuple[Path, ...]:
    """What `flows check` says of a flow with problems and of one without."""
    lost = {"Identifier": "l[o]st", "Type": "MessageParticipant", "Transitions": {"NextAction": "nowhere"}}
    go = {"Identifier": "go", "Type": "TransferToFlow", "Parameters": {"ContactFlowId": "gone"}, "Transitions": {"NextAction": "l[o]st"}}
    files = []
    for name, blocks in (("main", [go, lost]), ("good", [{"Identifier": "l", "Type": "EndFlowExecution"}])):
        flow = Path(directory().name, f"flow-{name}.json")
        flow.write_text(json.dumps({"StartAction": blocks[0]["Identifier"], "Actions": blocks}), encoding="utf-8")
        done = subprocess.run([os.environ["BINARY"], "flows", "check", flow.name, "--format", "sarif"], check=True, capture_output=True,
                              cwd=flow.parent)
        files.append(flow.with_suffix(".sarif"))
        files[-1].write_bytes(done.stdout)
    return tuple(files)


@functools.cache
def spoilt_sarif() -> Path:
    """A report that GitHub would not take."""
    content = strict_json(text("sample", "sarif"))
    content["runs"][0]["results"][0]["locations"] = []
    path = Path(directory().name, "spoilt.sarif")
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


class Sarif(unittest.TestCase):
    def test_keeps_to_the_schema(self):
        schema = json.loads((MULTITOOL / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
        validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        for name in REVIEWS:
            self.assertEqual([error.message for error in validator.iter_errors(strict_json(text(name, "sarif")))], [], name)

    @staticmethod
    @functools.cache
    def problems() -> dict[str, list[str]]:
        """What Microsoft's tool finds by its own rules and by GitHub's, by the name of the file: it is started once."""
        files = [*(file(name, "sarif") for name in REVIEWS), *flows_as_sarif(), spoilt_sarif()]
        tool = MULTITOOL / "Sarif.Multitool"
        tool.chmod(tool.stat().st_mode | stat.S_IXUSR)  # npm leaves that to a script of the package
        # The proxy keeps it from asking the network for the schema.
        environment = os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "https_proxy": "http://127.0.0.1:9"}
        log = Path(directory().name, "multitool.json")
        done = subprocess.run([tool, "validate", "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", "--output", log, *files],
                              env=environment, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode != 0 or f"{len(files)} files scanned" not in done.stdout:
            raise AssertionError(done.stdout + done.stderr)
        found = {path.name: [] for path in files}
        for result in json.loads(log.read_text(encoding="utf-8-sig"))["runs"][0]["results"]:
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            # SARIF2005 wants a page about the tool, and it has none.
            if result["ruleId"] != "SARIF2005":
                found[Path(uri).name].append(f"{result['ruleId']} {result['message']}")
        return found

    def test_is_taken_by_microsofts_tool_and_github(self):
        for name in REVIEWS:
            self.assertEqual(self.problems()[file(name, "sarif").name], [], name)

    def test_flows_in_files_are_taken_too(self):
        schema = json.loads((MULTITOOL / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
        for path, results in zip(flows_as_sarif(), (3, 0), strict=True):
            content = strict_json(path.read_text(encoding="utf-8"))
            jsonschema.Draft202012Validator(schema).validate(content)
            self.assertEqual(len(content["runs"][0]["results"]), results, path)
            self.assertEqual(self.problems()[path.name], [])

    def test_what_github_refuses_would_be_found(self):
        self.assertIn("GH1015", " ".join(self.problems()[spoilt_sarif().name]))

    def test_holds_what_somebody_has_to_look_at(self):
        for name in REVIEWS:
            runs = strict_json(text(name, "sarif"))["runs"]
            self.assertEqual(len(runs), len(reviews(name)), name)
            self.assertEqual(sum(len(run["results"]) for run in runs), needing_a_look(name), name)
            levels = collections.Counter(result["level"] for run in runs for result in run["results"])
            wanted = counts(name)
            self.assertEqual((levels["error"], levels["warning"], levels["note"]),
                             (wanted["fail"], wanted["warn"], wanted["not_assessed"]), name)

    def test_has_what_github_reads(self):
        for name in REVIEWS:
            for run in strict_json(text(name, "sarif"))["runs"]:
                rules = run["tool"]["driver"]["rules"]
                fingerprints = {result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]}
                self.assertEqual(len(fingerprints), len(run["results"]), name)
                for result in run["results"]:
                    self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
                    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                    self.assertRegex(uri, r"^connect(/[A-Za-z0-9._~%-]+){5}$")
                    self.assertNotRegex(uri, r"/\.+(/|$)")
                for rule in rules:
                    self.assertLessEqual(len(rule["shortDescription"]["text"]), 1024)
                    self.assertLessEqual(len(rule["fullDescription"]["text"]), 1024)
                    self.assertTrue(rule["help"]["text"])
                    self.assertLessEqual(len(rule["properties"]["tags"]), 20)
                    if score := rule["properties"].get("security-severity"):
                        self.assertIn(score, ("9.5", "8.0", "5.0", "2.0"))


class SecurityHub(unittest.TestCase):
    SHAPE = botocore.session.get_session().get_service_model("securityhub").operation_model("BatchImportFindings").input_shape

    def batches(self, name: str) -> list[list[dict]]:
        all_of_them = strict_json(text(name, "asff.json"))
        return [all_of_them[at:at + 100] for at in range(0, len(all_of_them), 100)]

    def problems(self, value, shape, path: str) -> list[str]:
        """What botocore leaves to the service: patterns, enumerations, and lengths that stand in the texts of the model."""
        if shape.type_name == "structure":
            return [problem for key, member in value.items()
                    for problem in (self.problems(member, shape.members[key], f"{path}.{key}")
                                    + self.too_long(member, shape.members[key], f"{path}.{key}"))]
        if shape.type_name == "list":
            return [problem for one in value for problem in self.problems(one, shape.member, f"{path}[]")]
        if shape.type_name == "map":
            return [problem for key, one in value.items()
                    for problem in self.problems(one, shape.value, f"{path}.{key}")]
        found = []
        if getattr(shape, "enum", None) and value not in shape.enum:
            found.append(f"{path}: {value!r} is none of {shape.enum}")
        if pattern := shape.metadata.get("pattern"):
            if not re.search(pattern, value):
                found.append(f"{path}: {value!r} is not like {pattern}")
        return found

    @staticmethod
    def too_long(value, shape, path: str) -> list[str]:
        documented = re.search(r"(?:Maximum(?: length)? of|Maximum number of) (\d+)", re.sub("<[^>]+>", "", shape.documentation))
        return [f"{path} has {len(value)}"] if documented and len(value) > int(documented.group(1)) else []

    def test_keeps_to_the_model_and_its_limits(self):
        for name in REVIEWS:
            for batch in self.batches(name):
                report = botocore.validate.ParamValidator().validate({"Findings": batch}, self.SHAPE)
                self.assertFalse(report.has_errors(), f"{name}: {report.generate_report()[:2000]}")
                self.assertEqual(self.problems({"Findings": batch}, self.SHAPE, ""), [], name)
                for finding in batch:
                    self.assertLessEqual(len(json.dumps(finding, ensure_ascii=False).encode()), 240_000)
                    fields = finding["ProductFields"]
                    self.assertLessEqual(len(fields), 50)
                    self.assertLessEqual(max(len(value) for value in fields.values()), 2048)
                self.assertLessEqual(len(json.dumps(batch, ensure_ascii=False).encode()), 6_000_000)

    def test_the_limits_are_found_in_the_model(self):
        shape = self.SHAPE.members["Findings"].member
        self.assertEqual(self.too_long("x" * 257, shape.members["Title"], "Title"), ["Title has 257"])
        self.assertEqual(self.too_long("x" * 1025, shape.members["Description"], "Description"), ["Description has 1025"])
        recommendation = shape.members["Remediation"].members["Recommendation"]
        self.assertEqual(self.too_long("x" * 513, recommendation.members["Text"], "Text"), ["Text has 513"])
        self.assertTrue(self.problems({"Id": " "}, shape, ""))

    def test_is_imported(self):
        with mock_aws():
            hub = boto3.client("securityhub", region_name="eu-central-1", aws_access_key_id="x", aws_secret_access_key="x")
            hub.enable_security_hub()
            for batch in self.batches("sample"):
                answer = hub.batch_import_findings(Findings=batch)
                self.assertEqual((answer["FailedCount"], answer["SuccessCount"]), (0, len(batch)), answer)

    def test_holds_every_finding_by_an_id_of_its_own(self):
        for name in REVIEWS:
            all_of_them = [finding for batch in self.batches(name) for finding in batch]
            self.assertEqual(len(all_of_them), sum(counts(name).values()), name)
            states = collections.Counter((finding["Compliance"]["Status"], finding["RecordState"]) for finding in all_of_them)
            wanted = counts(name)
            self.assertEqual((states["FAILED", "ACTIVE"], states["WARNING", "ACTIVE"], states["PASSED", "ARCHIVED"]),
                             (wanted["fail"] + wanted["warn"], wanted["not_assessed"], wanted["pass"]), name)
            for one in all_of_them:
                self.assertRegex(one["UpdatedAt"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        ids = [finding["Id"] for batch in self.batches("sample") for finding in batch]
        self.assertEqual(len(ids), len(set(ids)))


class Ocsf(unittest.TestCase):
    def test_keeps_to_the_schema_and_the_models(self):
        schema = OcsfJsonSchemaEmbedded(OcsfJsonSchema(get_ocsf_schema(version="1.5.0"))).get_class_schema(
            "compliance_finding", profiles=["cloud"])
        validator = jsonschema.Draft202012Validator(schema)
        for name in REVIEWS:
            for event in strict_json(text(name, "ocsf.json")):
                self.assertEqual([f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(event)], [], name)
                finding = ComplianceFinding.model_validate(event)
                self.assertEqual(finding.type_uid, finding.class_uid * 100 + finding.activity_id)

    def test_holds_every_finding(self):
        by_status = {"pass": "Pass", "fail": "Fail", "warn": "Fail", "not_assessed": "Warning", "info": "Information",
                     "not_applicable": "Not applicable"}
        for name in REVIEWS:
            events = strict_json(text(name, "ocsf.json"))
            self.assertEqual({status: sum(event["status_code"] == status for event in events) for status in STATUSES},
                             counts(name), name)
            for event in events:
                self.assertEqual(event["compliance"]["status"], by_status[event["status_code"]])
                self.assertTrue(event["message"])
            if name not in ("hostile", "several"):  # of one component, or one review, twice
                self.assertEqual(len({event["metadata"]["uid"] for event in events}), len(events), name)

    def test_times_are_milliseconds(self):
        times = {event["time"] for event in strict_json(text("sample", "ocsf.json"))}
        self.assertEqual(times, {1_794_819_600_000})  # 2026-11-16T09:00:00Z


if __name__ == "__main__":
    unittest.main()
