"""Runs every command of docs/storage-backends.md and docs/history.md, in order, as a reader would.

S3 is Ceph's gateway, everything else of AWS is moto, with the stack that deploy/template.yaml makes. What only the real
AWS can do stands below `<!-- needs AWS -->` and is checked for its syntax. No command is left out, and each
has to succeed.
"""

import contextlib
import functools
import io
import json
import logging
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import tomllib
import unittest
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import awscli.clidriver
import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
sys.path += [str(SOURCE_DIR / "tests" / one) for one in ("servers", "deploy")]

from server import ACCESS_KEY, SECRET_KEY  # noqa: E402
from stack import CODE, FUNCTION, STACK, TABLE, deployable, parameters  # noqa: E402
from support.template import INSTANCE, source  # noqa: E402

DOCS = SOURCE_DIR / "docs"
SERVER = SOURCE_DIR / "tests" / "servers" / "server.py"
REGION = "us-east-1"  # the only one that Ceph has
PROGRAMS = ("aws", "connect-ops-review", "jq", "sam")
FAR_AWAY = 2_050_000_000  # of ttl: within ten years, which is as long as a document may be kept
# Those that the documents name, and one of the month that they look at.
REVIEWS = ("20260213-090000", "20260214-090000", "20260220-090000", "20260605-090000")

# What the documents leave to the reader.
PLACEHOLDERS = {
    "arn:aws:connect:…": "arn:aws:connect:eu-central-1:111122223333:instance/74c2b909-e023-438d-aa2c-6cd5ee84a853"}
# Commands that ask, and what a person answers.
ANSWERS = {"storage remove 20260213-090000 20260214-090000": "y"}
# The only ones that may print nothing.
SILENT = re.compile(r"[A-Z_]+=|export |aws s3api put-|aws s3api get-bucket-lifecycle|jq --slurp|"
                    r"aws cloudwatch put-metric-alarm")
# What must be in the output of commands that begin so; each of them has to be there.
EXPECTED = {
    "storage-backends.md": {
        "aws s3 ls s3://$BUCKET/reviews/": "PRE 20260213-090000/",
        "aws s3 ls s3://$BUCKET/reviews/ --recursive": r" reviews/20260213-090000/quota\.json",
        "aws s3 ls s3://$BUCKET/reviews/20260213-090000/": r" quota\.json",
        "aws s3 cp s3://$BUCKET/reviews/20260213-090000/quota.json -": r'"componentType": "quota"',
        "connect-ops-review show 20260213-090000 quota --format json --storage s3": '"name": "',
        "connect-ops-review report latest --storage s3": "^http.*X-Amz-Signature",
        "aws dynamodb query": '"S": "20260213-090000"',
        "aws dynamodb get-item": '"S": "quota"',
        "aws dynamodb scan": '"S": "[0-9]{8}-[0-9]{6}"',
        "connect-ops-review show 20260213-090000 quota --format json --storage dynamodb": '"componentType":"quota"',
        "connect-ops-review reviews": "20260220-090000",
        "aws lambda invoke": '"StatusCode": 200',
        "connect-ops-review storage copy": "dynamodb:amazon-connect-ops-review-results → s3:",
        "connect-ops-review storage verify": "^Verified: ",
        "aws dynamodb export-table-to-point-in-time": '"ExportStatus": "(IN_PROGRESS|COMPLETED)"',
        "connect-ops-review diff": r"(?m) same$|\"same\":",
        "connect-ops-review trend": "20260213-090000",
        "aws lambda get-function-configuration": "^\"s3\"$",
        "aws cloudformation describe-stacks": '"ParameterValue": "s3"',
        "aws iam list-attached-role-policies": '"PolicyArn"',
        "aws dynamodb describe-table": "PAY_PER_REQUEST",
        "aws dynamodb update-continuous-backups": '"PointInTimeRecoveryStatus": "ENABLED"',
        "aws cloudwatch get-metric-statistics": '"Datapoints"',
        "connect-ops-review storage info --storage s3 --bucket $BUCKET --json":
            '"encryption": "AES256 for what is written',
        "connect-ops-review iam-policy": '"StoreObjects"',
    },
    "history.md": {
        "connect-ops-review diff": r"(?m) same$|\"same\":",
        "connect-ops-review trend quota.users.current": "20260213-090000",
        "connect-ops-review trend metrics.missed_calls.sum --from 2026-06-01": "20260605-090000",
        "connect-ops-review storage copy": "^[0-9] reviews: ",
        "connect-ops-review storage remove": "removed",
        "connect-ops-review storage estimate": "dynamodb",
    },
}

# Options of sam, and whether they take a value.
SAM = {"deploy": {"--parameter-overrides": True, "--stack-name": True},
       "logs": {"--stack-name": True, "--name": True, "--tail": False}}


@dataclass(frozen=True)
class Block:
    document: str
    line: int
    language: str
    marker: str  # of the HTML comment before it
    text: str


@dataclass(frozen=True)
class Command:
    text: str
    where: str
    needs_aws: bool

    @property
    def programs(self) -> list[str]:
        """Those of ours and AWS's that it starts, in order."""
        return re.findall(rf"(?:^|\$\(|[|&;]\s*)({'|'.join(PROGRAMS)})(?=\s)", self.text)

    @property
    def words(self) -> list[str]:
        return shlex.split(self.text.replace("\\\n", " "), comments=True)


@functools.cache
def blocks(document: str) -> list[Block]:
    found, marker, opened = [], "", None
    for number, line in enumerate((DOCS / document).read_text(encoding="utf-8").splitlines(), 1):
        if opened is not None:
            indent, language, at, lines = opened
            if line.strip() == "```":
                found.append(Block(document, at, language, marker, "\n".join(lines) + "\n"))
                opened, marker = None, ""
            else:
                lines.append(line.removeprefix(indent))
        elif match := re.fullmatch(r"(\s*)```(\S*)", line):
            opened = (match[1], match[2], number, [])
        elif match := re.fullmatch(r"\s*<!-- (.*) -->", line):
            marker = match[1]
        elif line.strip():
            marker = ""
    if opened is not None:
        raise ValueError(f"{document}: a block is not closed")
    return found


def is_whole(text: str) -> bool:
    try:
        shlex.split(text, comments=True)
    except ValueError:  # a quote or an escape goes on
        return False
    return not text.rstrip("\n").endswith("\\") and text.count("$(") <= text.count(")")


@functools.cache
def commands(document: str) -> list[Command]:
    found = []
    for block in blocks(document):
        if block.language != "bash":
            continue
        text = ""
        for line in block.text.splitlines():
            if not text and (not line.strip() or line.lstrip().startswith("#")):
                continue
            text += line + "\n"
            if is_whole(text):
                found.append(Command(text.strip(), f"{document}:{block.line}", block.marker == "needs AWS"))
                text = ""
        if text:
            raise ValueError(f"{document}:{block.line}: a command does not end: {text}")
    return found


class Servers:
    """What stands for AWS, started once."""

    @functools.cache
    def __new__(cls):
        return super().__new__(cls)

    def start(self) -> None:
        if hasattr(self, "home"):
            return
        self.home = Path(tempfile.mkdtemp(prefix="connect-ops-review-"))
        self.urls: dict[str, str] = {}
        unittest.addModuleCleanup(self.stop)
        for name, variable in (("ceph", "CONTRACT_S3_CEPH_URL"), ("moto", "CONTRACT_S3_MOTO_URL"),
                               ("dynamodb_dynalite", "CONTRACT_DYNAMODB_DYNALITE_URL")):
            subprocess.run([sys.executable, SERVER, "start", name, self.home / name], check=True,
                           stdout=subprocess.DEVNULL)
            self.urls[name] = json.loads((self.home / name / "variables.json").read_text(encoding="utf-8"))[variable]

    def stop(self) -> None:
        for directory in self.home.iterdir():
            subprocess.run([sys.executable, SERVER, "stop", directory], check=True)
        shutil.rmtree(self.home)

    def client(self, service: str, server: str = "moto"):
        return boto3.client(service, endpoint_url=self.urls[server], region_name=REGION, aws_access_key_id=ACCESS_KEY,
                            aws_secret_access_key=SECRET_KEY, config=Config(s3={"addressing_style": "path"}))

    def ask_moto(self, path: str, body: dict | None = None) -> None:
        request = urllib.request.Request(self.urls["moto"] + path, method="POST", data=json.dumps(body or {}).encode(),
                                         headers={"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=30).close()

    def empty_bucket(self, name: str) -> None:
        """A bucket on Ceph that has nothing but somebody else's rule."""
        s3 = self.client("s3", "ceph")
        with contextlib.suppress(ClientError):
            for page in s3.get_paginator("list_object_versions").paginate(Bucket=name):
                for one in page.get("Versions", []) + page.get("DeleteMarkers", []):
                    s3.delete_object(Bucket=name, Key=one["Key"], VersionId=one["VersionId"])
            s3.delete_bucket(Bucket=name)
        s3.create_bucket(Bucket=name)
        s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": [
            {"ID": "somebody-elses", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 7}}]})


def make_stack(servers: Servers) -> str:
    """Deploys the template into an empty moto; gives the bucket's name."""
    servers.ask_moto("/moto-api/reset")
    servers.ask_moto("/moto-api/config", {"lambda": {"use_docker": True}})
    servers.client("s3").create_bucket(Bucket=CODE["Bucket"])
    servers.client("s3").create_bucket(Bucket="your-archive-bucket")
    servers.client("s3").put_object(**CODE, Body=b"PK\5\6" + bytes(18))
    template = deployable()
    # AWS lists the defaults among a stack's parameters, moto does not.
    given = {name: one["Default"] for name, one in template["Parameters"].items() if "Default" in one}
    servers.client("cloudformation").create_stack(
        StackName=STACK, TemplateBody=json.dumps(template), Capabilities=["CAPABILITY_IAM"],
        Parameters=parameters(given | {"AmazonConnectInstanceARN": INSTANCE}))
    (stack,) = servers.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    functions, iam = servers.client("lambda"), servers.client("iam")
    made = functions.get_function_configuration(FunctionName=FUNCTION)
    for policy in iam.list_policies(Scope="Local")["Policies"]:  # moto makes them, but does not attach them
        iam.attach_role_policy(RoleName=made["Role"].rpartition("/")[2], PolicyArn=policy["Arn"])
    # The template says so, moto does not do it.
    servers.client("dynamodb").update_continuous_backups(
        TableName=TABLE, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
    # Without Docker, moto has functions that always succeed, but not those of stacks among them.
    servers.ask_moto("/moto-api/config", {"lambda": {"use_docker": False}})
    variables = {name: str(value) for name, value in made["Environment"]["Variables"].items()}
    functions.create_function(**{name: made[name] for name in ("FunctionName", "Role", "Runtime", "Handler")},
                              Environment={"Variables": variables},
                              Code={"S3Bucket": CODE["Bucket"], "S3Key": CODE["Key"]})
    return {one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]}["ReportBucket"]


class Reader:
    """A shell in a directory of its own, whose variables stay from one command to the next."""

    def __init__(self, servers: Servers, home: Path) -> None:
        self.home = home
        self.calls = home / "calls"
        self.state = home / "state"
        bin_directory = home / "bin"
        bin_directory.mkdir()
        # awscli 1 has no such option, and takes its payloads as they are.
        without = ('for one do shift; case $one in --cli-binary-format | raw-in-base64-out) ;; '
                   '*) set -- "$@" "$one" ;; esac; done')
        real = {"aws": f"{sys.executable} -m awscli", "connect-ops-review": os.environ["BINARY"],
                "jq": shutil.which("jq")}
        for name, program in real.items():
            if program is None:
                raise AssertionError(f"{name} is not installed: packages.txt names it")
            first = without if name == "aws" else ""
            text = f"#!/bin/bash\necho {name} >> {self.calls}\n{first}\nexec {program} \"$@\"\n"
            (bin_directory / name).write_text(text, encoding="utf-8")
            (bin_directory / name).chmod(0o755)
        os.symlink(SOURCE_DIR / "samples", home / "samples")
        for block in blocks("storage-backends.md"):
            if block.marker.startswith("file: "):
                (home / block.marker.removeprefix("file: ")).write_text(block.text, encoding="utf-8")
        self.environment = {
            "HOME": str(home), "PATH": f"{bin_directory}:{os.environ['PATH']}", "LANG": "C.UTF-8",
            "AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY, "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION, "AWS_EC2_METADATA_DISABLED": "true", "AWS_PAGER": "",
            "AWS_ENDPOINT_URL": servers.urls["moto"], "AWS_ENDPOINT_URL_S3": servers.urls["ceph"]}

    def run(self, text: str, **variables: str) -> subprocess.CompletedProcess:
        for placeholder, value in PLACEHOLDERS.items():
            text = text.replace(placeholder, value)
        assigned = " ".join(re.findall(r"^(?:export )?([A-Z_]+)=", text, re.MULTILINE))
        keep = f"code=$?\ndeclare -p {assigned} >> {self.state}\nexit $code" if assigned else ""
        script = f"set -o pipefail\n. {self.state}\n{text}\n{keep}"
        self.state.touch()
        self.calls.write_text("", encoding="utf-8")
        answer = next((answer for words, answer in ANSWERS.items() if words in text), None)
        with contextlib.ExitStack() as stack:
            ends = {"stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE}
            if answer is not None:
                ours, theirs = os.openpty()
                stack.callback(os.close, ours)
                stack.callback(os.close, theirs)
                os.write(ours, answer.encode() + b"\n")  # the terminal keeps it until it is asked for
                ends = {"stdin": theirs, "stderr": theirs}
            return subprocess.run(["bash", "-c", script], cwd=self.home, env=self.environment | variables, text=True,
                                  stdout=subprocess.PIPE, timeout=120, check=False, **ends)

    def called(self) -> list[str]:
        return self.calls.read_text(encoding="utf-8").split()

    def plant(self, database: Path) -> None:
        """The sample's review under the ids of the documents, and as a review of this minute."""
        # Two components: moto takes long over many large items.
        done = self.run(f"connect-ops-review run --recording samples/harbour --only quota,metrics "
                        f"--database {database}")
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        with contextlib.closing(sqlite3.connect(database)) as connection, connection:
            rows = connection.execute("SELECT review_id, component, instance_arn, body FROM documents").fetchall()
            for review_id in REVIEWS:
                for _, component, arn, text in rows:
                    body = json.loads(text) | {"reviewId": review_id, "ttl": FAR_AWAY}
                    body.pop("recordedAt", None)
                    body.pop("sha256")  # of the document before it was changed
                    connection.execute("INSERT INTO documents (review_id, component, instance_arn, ttl, body)"
                                       " VALUES (?, ?, ?, ?, ?)",
                                       (review_id, component, arn, FAR_AWAY, json.dumps(body)))


class GuideTest(unittest.TestCase):
    document = ""

    @classmethod
    def setUpClass(cls) -> None:
        logging.disable(logging.WARNING)
        cls.addClassCleanup(logging.disable, logging.NOTSET)
        cls.servers = Servers()
        cls.servers.start()

    def read(self, reader: Reader) -> None:
        """Runs the document's commands in their order, and holds each against what it has to say."""
        expected = dict(EXPECTED[self.document])
        met = set()
        for command in commands(self.document):
            with self.subTest(command=command.text, where=command.where):
                if command.needs_aws:
                    self.check_syntax(command)
                    continue
                self.assertTrue(command.programs or command.text.startswith("export "),
                                "it starts nothing that is known")
                done = reader.run(command.text)
                self.assertEqual(done.returncode, 0, (done.stderr or "") + done.stdout[-2000:])
                self.assertEqual(sorted(reader.called()), sorted(command.programs), "started")
                if not SILENT.match(command.text):
                    self.assertNotEqual(done.stdout.strip(), "")
                begins = " ".join(command.text.replace("\\\n", " ").split())
                for words, pattern in expected.items():
                    if begins.startswith(words):
                        met.add(words)
                        if not pattern_is_of_another(begins, words, expected):
                            self.assertRegex(done.stdout, re.compile(pattern, re.MULTILINE))
        self.assertEqual(set(expected) - met, set(), "expected of commands that are not there")

    def check_syntax(self, command: Command) -> None:
        self.assertEqual(len(command.programs), 1)
        if command.programs == ["sam"]:
            self.check_sam(command.words)
        else:
            self.assertEqual(command.programs, ["aws"])
            parse_only(command.words[1:])

    def check_sam(self, words: list[str]) -> None:
        self.assertIn(words[1], SAM)
        known, rest, values = SAM[words[1]], words[2:], {}
        while rest:
            option = rest.pop(0)
            self.assertIn(option, known)
            values[option] = []
            while known[option] and rest and not rest[0].startswith("--"):
                values[option].append(rest.pop(0))
            self.assertEqual(bool(values[option]), known[option], option)
        check_overrides(self, values.get("--parameter-overrides", []))
        for name in values.get("--name", []):
            self.assertEqual(source()["Resources"][name]["Type"], "AWS::Serverless::Function")
        for name in values.get("--stack-name", []):
            self.assertEqual(name, STACK)


def pattern_is_of_another(begins: str, words: str, expected: dict[str, str]) -> bool:
    """Whether a longer beginning says what this command prints."""
    return any(other != words and other.startswith(words) and begins.startswith(other) for other in expected)


def check_overrides(test: unittest.TestCase, overrides: list[str]) -> None:
    declared = source()["Parameters"]
    for override in overrides:
        name, _, value = override.partition("=")
        test.assertIn(name, declared)
        if "AllowedValues" in declared[name]:
            test.assertIn(value, declared[name]["AllowedValues"])
        test.assertRegex(value, declared[name].get("AllowedPattern", "^"))
        test.assertGreaterEqual(float(value) if "MinValue" in declared[name] else 0, declared[name].get("MinValue", 0))


def parse_only(words: list[str]) -> None:
    """Lets awscli read a command line and check its parameters; nothing is sent."""
    reached = []

    def stop(model, **_) -> None:
        reached.append(model.name)
        raise ConnectionAbortedError("this is as far as it goes")

    driver = awscli.clidriver.create_clidriver()
    driver.session.register("before-call", stop)
    driver.session.set_credentials("key", "secret")
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.suppress(SystemExit):
        driver.main([*words, "--region", REGION])
    if not reached:
        raise AssertionError(f"awscli does not take {shlex.join(words)}: {said.getvalue().strip()[-300:]}")


class StorageBackends(GuideTest):
    document = "storage-backends.md"
    reference = (DOCS / "storage-reference.md").read_text(encoding="utf-8")

    def setUp(self) -> None:
        self.bucket = make_stack(self.servers)
        self.home = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="connect-ops-review-")))
        self.reader = Reader(self.servers, self.home)
        for name in (self.bucket, "my-bucket"):
            self.servers.empty_bucket(name)

    def in_both_stores(self) -> None:
        self.reader.plant(self.home / "planted.db")
        for place in (f"s3:{self.bucket}", f"dynamodb:{TABLE}"):
            done = self.reader.run(f"connect-ops-review storage copy --from sqlite:planted.db --to {place} "
                                   f"--bucket {self.bucket}")
            self.assertEqual(done.returncode, 0, done.stderr + done.stdout)

    def rules(self, bucket: str) -> list[str]:
        rules = self.servers.client("s3", "ceph").get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]
        return sorted(rule["ID"] for rule in rules)

    def test_every_command(self):
        self.in_both_stores()
        self.read(self.reader)
        ours = ["connect-ops-review-reports", "connect-ops-review-results", "somebody-elses"]
        self.assertEqual(self.rules("my-bucket"), ours)  # by storage info --create
        self.assertEqual(self.rules(self.bucket), ours)  # by hand
        versioning = self.servers.client("s3", "ceph").get_bucket_versioning(Bucket=self.bucket)
        self.assertEqual(versioning["Status"], "Enabled")
        alarms = self.servers.client("cloudwatch").describe_alarms()["MetricAlarms"]
        self.assertEqual({alarm["MetricName"] for alarm in alarms}, {"WriteThrottleEvents", "ReadThrottleEvents"})
        self.on_dynalite()

    def on_dynalite(self) -> None:
        """The lines that read the table, on a DynamoDB that is stricter than moto."""
        there = {"AWS_ENDPOINT_URL": self.servers.urls["dynamodb_dynalite"]}
        table = f"--storage dynamodb --table {TABLE} --bucket {self.bucket}"
        done = self.reader.run(f"connect-ops-review storage info {table} --create", **there)
        self.assertEqual(done.returncode, 0, done.stderr)
        done = self.reader.run(f"connect-ops-review storage copy --from sqlite:planted.db --to dynamodb:{TABLE} "
                               f"--bucket {self.bucket} --overwrite", **there)  # a report there was made again
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        reading = re.compile(r"aws dynamodb (query|get-item|scan) ")
        lines = [one for one in commands(self.document) if reading.match(one.text)]
        self.assertEqual(len(lines), 5)
        for command in lines:
            with self.subTest("dynalite", command=command.text):
                done = self.reader.run(command.text, **there)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertRegex(done.stdout, '"S": "[0-9]{8}-[0-9]{6}"')

    def test_metrics_are_asked_for_with_all_their_dimensions(self):
        # CloudWatch has data only for exactly the dimensions that a metric was published with; moto is not that strict.
        (command,) = (one for one in commands(self.document) if "BucketSizeBytes" in one.text)
        self.servers.client("s3").put_object(Bucket=self.bucket, Key="reviews/20260213-090000/quota.json", Body=b"{}")
        done = self.reader.run(command.text.replace("$BUCKET", self.bucket))
        self.assertTrue(json.loads(done.stdout)["Datapoints"])
        cloudwatch = self.servers.client("cloudwatch")
        metrics = cloudwatch.list_metrics(Namespace="AWS/S3", MetricName="BucketSizeBytes")["Metrics"]
        published = {f"Name={one['Name']},Value={one['Value']}" for metric in metrics for one in metric["Dimensions"]
                     if {"Name": "BucketName", "Value": self.bucket} in metric["Dimensions"]}
        asked = {word.replace("$BUCKET", self.bucket) for word in command.words if word.startswith("Name=")}
        self.assertEqual(asked, published)

    def provoked(self) -> list[str]:
        """What the program says when it is used in each of these ways: one line each, and nothing else."""
        self.servers.client("dynamodb").create_table(
            TableName="other-keys", BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
        self.servers.empty_bucket("locked-bucket")
        s3 = self.servers.client("s3", "ceph")
        s3.put_bucket_policy(Bucket="locked-bucket", Policy=json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
             "Resource": "arn:aws:s3:::locked-bucket/*"}]}))
        s3.put_object(Bucket="my-bucket", Key="reviews/20260213-090000/quota.json", Body=b"not JSON")
        review = "connect-ops-review run --recording samples/harbour"
        ways = {
            "connect-ops-review storage info --storage redis": 2,
            f"env -u AWS_REGION -u AWS_DEFAULT_REGION {review} --storage s3 --bucket my-bucket": 2,
            f"{review} --storage s3": 2,
            f"{review} --storage s3 --bucket absent-bucket": 1,
            f"{review} --storage s3 --bucket My_Bucket": 2,
            f"{review} --storage s3 --bucket my-bucket --bucket-owner 1234": 2,
            f"{review} --storage s3 --bucket locked-bucket": 1,
            "AWS_SECRET_ACCESS_KEY=wrong connect-ops-review reviews --storage s3 --bucket my-bucket": 1,
            f"{review} --storage dynamodb --bucket my-bucket": 2,
            f"{review} --storage dynamodb --bucket my-bucket --table absent-table --region eu-west-1": 1,
            f"{review} --storage dynamodb --bucket my-bucket --table other-keys": 2,
            f"{review} --storage dynamodb --table {TABLE}": 2,
            "connect-ops-review show 20200101-000000 --storage s3 --bucket my-bucket": 1,
            "connect-ops-review show 20260213-090000 quota --format json --storage s3 --bucket my-bucket": 1}
        said = []
        for way, code in ways.items():
            with self.subTest(way):
                done = self.reader.run(way)
                self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
                (line,) = done.stderr.splitlines()
                said.append(line.removeprefix("connect-ops-review: "))
        return said

    def test_what_the_program_says(self):
        table = self.reference.partition("## What the program says")[2].partition("\n#")[0]
        quoted = re.findall(r"^\| `(.*?)` \|", table, re.MULTILINE)
        said = self.provoked()
        self.assertEqual(len(said), len(quoted))
        for line, quote in zip(said, quoted, strict=True):
            pattern = ".*".join(re.escape(part) for part in quote.split("…"))
            self.assertRegex(line, f"^{pattern}$")

    def test_the_examples_of_configuration(self):
        files = [tomllib.loads(block.text) for block in blocks(self.document) if block.language == "toml"]
        self.assertEqual(len(files), 2)
        sam, own = files
        deployed = tomllib.loads((SOURCE_DIR / "deploy" / "samconfig.toml").read_text(encoding="utf-8"))
        self.assertEqual(sam["version"], deployed["version"])
        self.assertIn("parameters", deployed["default"]["deploy"])  # the section is there already
        check_overrides(self, sam["default"]["deploy"]["parameters"]["parameter_overrides"].split())
        (self.home / "config.toml").write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in own.items()),
                                               encoding="utf-8")
        shown = self.reader.run("connect-ops-review storage info --config config.toml --show-config").stdout
        for key in own.keys() - {"region"}:  # which a variable wins over
            self.assertRegex(shown, rf'(?m)^{key} += "{own[key]}" .*the file config\.toml')
        variables = re.findall(r"^\| `(--[a-z-]+)` \| `([A-Z0-9_]+)` \|", self.reference, re.MULTILINE)
        self.assertIn(("--storage", "STORAGE_BACKEND"), variables)
        for flag, variable in variables:
            key = flag.removeprefix("--").replace("-", "_")
            value = {"storage": "sqlite", "sse": "kms", "bucket": "reviews", "table": "reviews", "bucket_owner": "111122223333",
                     "retention_days": "30"}.get(key, "x")
            shown = self.reader.run("connect-ops-review storage info --show-config", **{variable: value}).stdout
            self.assertRegex(shown, rf"(?m)^{key} .*the variable {variable}$")

    def test_the_costs(self):
        text = (DOCS / self.document).read_text(encoding="utf-8")
        for row, number in (("weekly", 4), ("daily", 30)):
            done = self.reader.run(f"connect-ops-review storage estimate --reviews-per-month {number} --json")
            dollars = [f"${one['usd']:.4f}" for one in json.loads(done.stdout)["costs"]]
            cells = re.search(rf"^\| storage a month, {row} reviews \| – \| (.*) \| (.*) \|$", text, re.MULTILINE)
            self.assertEqual(list(cells.groups()), dollars)

    def test_the_example_of_an_item_is_one(self):
        (item,) = (json.loads(block.text) for block in blocks(self.document)
                   if block.language == "json" and not block.marker)
        self.servers.client("dynamodb").put_item(TableName=TABLE, Item=item)


class History(GuideTest):
    document = "history.md"

    def test_every_command(self):
        make_stack(self.servers)
        self.servers.empty_bucket("my-bucket")
        home = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="connect-ops-review-")))
        reader = Reader(self.servers, home)
        reader.environment["S3_REPORTING_BUCKET"] = "my-bucket"  # where DynamoDB's reports are
        reader.plant(home / "reviews.db")
        kept = home / ".local" / "share" / "connect-ops-review"
        kept.mkdir(parents=True)
        os.symlink(home / "reviews.db", kept / "reviews.db")
        done = reader.run("connect-ops-review storage copy --from sqlite:reviews.db --to s3:my-bucket")
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        self.read(reader)


class Parsing(unittest.TestCase):
    """No command escapes the two tests above."""

    def test_every_line_belongs_to_a_command(self):
        for document in EXPECTED:
            text = (DOCS / document).read_text(encoding="utf-8")
            fences = re.findall(r"^\s*```(\S+)$", text, re.MULTILINE)
            self.assertLessEqual(set(fences), {"bash", "json", "toml"})
            self.assertEqual([block.language for block in blocks(document) if block.language], fences)
            lines = [line for block in blocks(document) if block.language == "bash" for line in block.text.splitlines()
                     if line.strip() and not line.lstrip().startswith("#")]
            self.assertEqual(sum(len(command.text.splitlines()) for command in commands(document)), len(lines))
            for block in blocks(document):
                if block.language != "bash":
                    self.assertNotRegex(block.text, rf"(?m)^\s*({'|'.join(PROGRAMS)}) ")

    def test_only_sam_needs_the_real_aws(self):
        needing = [command for document in EXPECTED for command in commands(document) if command.needs_aws]
        self.assertEqual([command.programs for command in needing], [["sam"]] * len(needing))
        self.assertEqual([command for document in EXPECTED for command in commands(document)
                          if "sam" in command.programs and not command.needs_aws], [])
        self.assertGreaterEqual(len(needing), 4)

    def test_the_first_deployment_names_what_has_no_default(self):
        first = next(command for command in commands("storage-backends.md") if command.programs == ["sam"])
        given = {word.partition("=")[0] for word in first.words if "=" in word}
        self.assertLessEqual({name for name, one in source()["Parameters"].items() if "Default" not in one}, given)

    def test_wrong_commands_would_be_noticed(self):
        parse_only(shlex.split("dynamodb describe-table --table-name results"))
        for wrong in ("dynamodb describe-table --table results-table-name x", "dynamodb describe-tables --table-name x",
                      "cloudwatch put-metric-alarm --metric-name y"):
            with self.subTest(wrong), self.assertRaises(AssertionError):
                parse_only(shlex.split(wrong))
        test = GuideTest()
        for wrong in ("sam deploy --parameter-overrides StorageBackend=redis",
                      "sam deploy --parameter-overrides Storage=s3",
                      "sam deploy --parameters StorageBackend=s3", "sam logs --name ReportsBucket", "sam undo"):
            with self.subTest(wrong), self.assertRaises(AssertionError):
                test.check_sam(shlex.split(wrong))

    def test_commands_are_taken_apart(self):
        self.assertEqual(Command("B=$(aws s3 ls) || aws x | jq '.' && connect-ops-review y", "", False).programs,
                         ["aws", "aws", "jq", "connect-ops-review"])
        for part in ("aws s3 ls \\\n", "echo 'a\n", "B=$(aws s3 ls\n"):
            self.assertFalse(is_whole(part))


if __name__ == "__main__":
    unittest.main()
