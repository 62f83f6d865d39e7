"""Runs every command of the operators' pages, in order, as a reader would.

AWS is moto with the stack that deploy/template.yaml makes. The function that is invoked is the real program, behind
its own Invoke API, on the sample; what the program asks of Amazon Connect goes to tests/emulator. What only the real
AWS can do stands below `<!-- needs AWS -->` and is checked for its syntax. No command is left out; each has to succeed.
"""

import contextlib
import functools
import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
import unittest
from dataclasses import dataclass
from pathlib import Path

import awscli.clidriver
import boto3

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
sys.path += [str(SOURCE_DIR / "tests" / "deploy"), str(SOURCE_DIR / "tests")]

from emulator import Emulator, make_world  # noqa: E402
from stack import CODE, FUNCTION, STACK, TABLE, deployable, parameters  # noqa: E402
from support import moto_server  # noqa: E402
from support.template import REGION, Stack, source, transformed  # noqa: E402

DOCS = SOURCE_DIR / "docs"
RECORDED = json.loads((SOURCE_DIR / "samples" / "harbour" / "recording.json").read_text(encoding="utf-8"))["instanceArn"]
BINARY = os.environ["BINARY"]
PROGRAMS = ("aws", "connect-ops-review", "jq", "sam")
LOG_GROUP = f"/aws/lambda/{FUNCTION}"
FUNCTIONS_OWN_URL = "http://127.0.0.1:3001"
PATIENCE = 60  # seconds

# How many commands are run, and how many are only checked, in each page. Whoever adds one adds it here.
COUNTS = {"stack.md": (6, 11), "upgrading.md": (10, 10), "running-ad-hoc.md": (25, 3), "troubleshooting.md": (22, 4),
          "cleaning-up.md": (19, 1), "costs.md": (4, 0), "alarms.md": (8, 0)}
INVOKE = f"aws lambda invoke --function-name {FUNCTION}"
PAGES = tuple(COUNTS)

# The only ones that may print nothing.
SILENT = re.compile(r"[A-Z]+=|echo '|rm |while |for |aws s3 sync|aws logs put-retention-policy|aws iam put-role-policy"
                    r"|aws sqs purge-queue|aws cloudwatch (put-metric-alarm|delete-)|aws cloudformation (delete|wait)"
                    r"|aws dynamodb wait|aws s3api delete-bucket|aws s3api list-object-versions|jq -r '\.documents"
                    r"|connect-ops-review \S+.* > |aws sqs receive-message .* > ")
# What must be in the output of commands that begin so. Each of them has to be there; the longest that fits counts.
EXPECTED = {
    "stack.md": {
        "aws cloudformation describe-stacks": f"ResultsTableName\\s{TABLE}",
        "aws sns list-subscriptions-by-topic": "operations@example.com",
        "connect-ops-review iam-policy": "connect:DescribeInstance",
        "aws iam create-policy": "connect-ops-review-deployer",
    },
    "running-ad-hoc.md": {
        "aws lambda invoke": '"StatusCode": 200',
        "jq '.statusCode": '"reviewId"',
        "jq -r '.body": "^http.*X-Amz-Signature",
        f"{INVOKE} --cli-binary-format raw-in-base64-out --cli-read-timeout 900 --payload '{{\"daysBack\": 0}}'":
            "^Unhandled$",
        "jq -r '.errorType": "^Function.Usage\n.*daysBack is 0",
        f"{INVOKE} --invocation-type Event": '"StatusCode": 202',
        "connect-ops-review reviews": "harbour",
        "connect-ops-review report": "^http.*X-Amz-Signature",
        "aws lambda get-function-configuration --endpoint-url": '^"sqlite"$',
        "connect-ops-review run": '^"partial"$',
        "connect-ops-review diff": " same$",
    },
    "troubleshooting.md": {
        "connect-ops-review doctor": "^store +ok +s3",
        "connect-ops-review doctor --instance $INSTANCE --storage s3 --bucket $BUCKET --json": '"missing": 0',
        "connect-ops-review storage info": "^versioning",
        "connect-ops-review reviews": "REVIEW",
        "aws logs filter-log-events": "the review could not be done",
        "aws cloudformation describe-stack-events": "^ResultsTable\talready exists",
        "aws lambda get-function-configuration": '"provided.al2023"',
        "aws scheduler get-schedule": '"ENABLED"',
        "jq -r '.Messages": '"daysBack": 14',
        "jq -r '.errors": "grant it the permission",
        "jq -r '.findings": "^resource_quota\t",
        "aws logs describe-log-groups": "/aws/connect/harbour",
        "connect-ops-review report": "^http.*X-Amz-Signature",
        "connect-ops-review report latest --storage s3 --bucket $BUCKET --output-formats html --output-dir out":
            "^out/.*html$",
        "aws dynamodb update-table": "componentType-reviewId-index",
    },
    "upgrading.md": {
        "aws cloudformation describe-stacks": "StorageBackend",
        "aws cloudformation list-stack-resources": "^ResultsTable\\t",
        "aws dynamodb list-tables": TABLE,
        "aws lambda get-function-configuration": "provided.al2023",
        "connect-ops-review doctor": "^store +ok +s3",
        "connect-ops-review reviews": "[Rr]eview|REVIEW",
    },
    "cleaning-up.md": {
        "aws sqs get-queue-attributes": "ApproximateNumberOfMessages",
        "connect-ops-review storage copy": "^1 review",
        "aws dynamodb delete-table": TABLE,
        "aws logs describe-log-groups": "-quota",
        "connect-ops-review storage remove": "2026-01-01|[Nn]o review|0 reviews",
    },
    "costs.md": {
        "connect-ops-review run": '"costUsd": 0.36664',
        "connect-ops-review show": r'^\["phone",129,0.354\]$',
        "connect-ops-review storage estimate": "dynamodb",
    },
    "alarms.md": {
        "aws cloudwatch describe-alarms": "^amazon-connect-ops-review-errors\t",
        "aws cloudwatch put-dashboard": '"DashboardValidationMessages": \\[\\]',
        "aws logs get-query-results": '"status"',
    },
}

# Options of sam, and whether they take values.
SAM = {"build": {"--parameter-overrides": True}, "delete": {"--stack-name": True}, "deploy": {"--parameter-overrides": True},
       "logs": {"--stack-name": True, "--name": True, "--tail": False, "--start-time": True, "--filter": True}}
# What version 1 of awscli does not have, with its options.
AWSCLI_2 = {"logs tail": {"--since", "--follow"}}
# What is neither AWS's nor ours, word by word.
ELSEWHERE = {
    "cd deploy", "apt-get update", "apt-get install -y make python3-venv", "python3 -m venv /opt/sam",
    "/opt/sam/bin/pip install aws-sam-cli", "export PATH=/opt/sam/bin:$PATH", "make -C deploy package",
    'docker run --rm -it --platform linux/arm64 -v "$PWD":/project -v ~/.aws:/root/.aws -w /project/deploy '
    'debian:12 bash'}


@dataclass(frozen=True)
class Block:
    line: int
    language: str
    marker: str  # of the HTML comment before it
    text: str


@dataclass(frozen=True)
class Command:
    text: str
    where: str
    marker: str

    @property
    def programs(self) -> list[str]:
        """Those that it starts, in order."""
        return re.findall(rf"(?:^|\$\(|[|&;]\s*|\bdo\s+)({'|'.join(PROGRAMS)})(?=\s)", self.text, re.MULTILINE)

    @property
    def line(self) -> str:
        return " ".join(self.text.replace("\\\n", " ").split())


def page_text(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def source_text(file: str) -> str:
    return (SOURCE_DIR / "src" / file).read_text(encoding="utf-8")


@functools.cache
def blocks(page: str) -> list[Block]:
    found, marker, opened = [], "", None
    for number, line in enumerate(page_text(page).splitlines(), 1):
        if opened is not None:
            indent, language, at, lines = opened
            if line.strip() == "```":
                found.append(Block(at, language, marker, "\n".join(lines) + "\n"))
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
        raise ValueError(f"{page}: a block is not closed")
    return found


def is_whole(text: str) -> bool:
    """Whether a shell would run it, instead of waiting for more."""
    if text.rstrip("\n").endswith("\\"):
        return False
    return subprocess.run(["bash", "-n", "-c", text], stderr=subprocess.DEVNULL, check=False).returncode == 0


@functools.cache
def commands(page: str) -> list[Command]:
    found = []
    for block in blocks(page):
        if block.language != "bash":
            continue
        text = ""
        for line in block.text.splitlines():
            if not text and (not line.strip() or line.lstrip().startswith("#")):
                continue
            text += line + "\n"
            if is_whole(text):
                found.append(Command(text.strip(), f"{page}:{block.line}", block.marker))
                text = ""
        if text:
            raise ValueError(f"{page}:{block.line}: a command does not end: {text}")
    return found


def files(page: str) -> dict[str, str]:
    return {block.marker.removeprefix("file: "): block.text for block in blocks(page)
            if block.marker.startswith("file: ")}


class Aws:
    """moto with the stack in it, and the emulator for what is reviewed."""

    def __init__(self, test: type[unittest.TestCase]) -> None:
        self.url = moto_server.start(test)
        self.emulator = test.enterClassContext(Emulator(make_world("small"), rates=False))
        self.instance = self.emulator.world.instance.arn

    def client(self, service: str):
        return boto3.client(service, endpoint_url=self.url, region_name=REGION, aws_access_key_id="key",
                            aws_secret_access_key="secret")

    def deploy(self) -> str:
        """Everything that the template makes, and a trace of what users meet. Gives the bucket's name."""
        moto_server.reset(self.url)
        s3 = self.client("s3")
        s3.create_bucket(Bucket=CODE["Bucket"], CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_object(**CODE, Body=b"PK\5\6" + bytes(18))
        given = {"AmazonConnectInstanceARN": self.instance, "AlarmEmail": "operations@example.com"}
        template = deployable()
        defaults = {name: one["Default"] for name, one in template["Parameters"].items() if "Default" in one}
        cloudformation = self.client("cloudformation")
        cloudformation.create_stack(StackName=STACK, TemplateBody=json.dumps(template), Capabilities=["CAPABILITY_IAM"],
                                    Parameters=parameters(defaults | given))
        (stack,) = cloudformation.describe_stacks(StackName=STACK)["Stacks"]
        outputs = {one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]}
        self.add_what_moto_leaves_out(Stack(transformed(), **given), outputs)
        return outputs["ReportBucket"]

    def add_what_moto_leaves_out(self, stack: Stack, outputs: dict[str, str]) -> None:
        for one in stack.resources.values():
            properties = one["Properties"]
            if one["Type"] == "AWS::CloudWatch::Alarm":
                plain = json.loads(json.dumps(properties).replace("<OrchestratorFunction>", FUNCTION))
                self.client("cloudwatch").put_metric_alarm(**plain)
            elif one["Type"] == "AWS::Scheduler::Schedule":
                self.client("scheduler").create_schedule(
                    **{name: properties[name] for name in ("Name", "State", "ScheduleExpression", "FlexibleTimeWindow",
                                                           "ScheduleExpressionTimezone")},
                    Target={"Arn": outputs["OrchestratorFunctionArn"],
                            "RoleArn": "arn:aws:iam::111122223333:role/schedule"})
        self.client("s3").put_bucket_versioning(Bucket=outputs["ReportBucket"],
                                                VersioningConfiguration={"Status": "Enabled"})


class Reader:
    """A shell in a directory of its own, whose variables stay from one command to the next."""

    def __init__(self, aws: Aws, home: Path, bucket: str) -> None:
        self.home, self.calls, self.state = home, home / "calls", home / "state"
        self.function_url = ""  # of `lambda --local`, once a page started it
        self.state.touch()
        bin_directory = home / "bin"
        bin_directory.mkdir()
        # awscli 1 has no such option, takes payloads as they are, and asks for queues wherever the variable leads.
        # Invocations go to the program.
        aws_script = ('for one do shift\ncase $one in --cli-binary-format | raw-in-base64-out) ;; '
                      '*) set -- "$@" "$one" ;; esac\ndone\n'
                      '[ "$1 $2" != "lambda invoke" ] || export AWS_ENDPOINT_URL=$FUNCTION_URL\n'
                      '[ "$1" != sqs ] || set -- "$@" --endpoint-url "$AWS_ENDPOINT_URL"\n'
                      f"exec {sys.executable} -m awscli \"$@\"")
        ours = f"export AWS_ENDPOINT_URL=$EMULATOR_URL\nexec {BINARY} \"$@\""
        jq = f'exec {shutil.which("jq")} "$@"'
        for name, script in (("aws", aws_script), ("connect-ops-review", ours), ("jq", jq)):
            (bin_directory / name).write_text(f"#!/bin/bash\necho {name} >> {self.calls}\n{script}\n", encoding="utf-8")
            (bin_directory / name).chmod(0o755)
        os.symlink(SOURCE_DIR / "samples", home / "samples")
        (home / ".config" / "connect-ops-review").mkdir(parents=True)
        (home / ".config" / "connect-ops-review" / "config.toml").write_text(f"rates = {json.dumps(no_limits())}\n")
        self.environment = aws.emulator.environment() | {
            "HOME": str(home), "PATH": f"{bin_directory}:{os.environ['PATH']}", "LANG": "C.UTF-8", "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION, "AWS_PAGER": "", "AWS_ENDPOINT_URL": aws.url, "AWS_ENDPOINT_URL_S3": aws.url,
            "AWS_ENDPOINT_URL_DYNAMODB": aws.url, "EMULATOR_URL": aws.emulator.url, "NO_PROXY": "127.0.0.1"}
        self.environment["FUNCTION_URL"] = self.serve("connect-ops-review lambda --local --recording samples/harbour",
                                                      STORAGE_BACKEND="s3", S3_REPORTING_BUCKET=bucket)

    def serve(self, text: str, **variables: str) -> str:
        """Starts what keeps running; gives its URL."""
        process = subprocess.Popen(["bash", "-c", f"exec {text} --port 0"], cwd=self.home, text=True,
                                   env=self.environment | variables, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        unittest.addModuleCleanup(process.stdout.close)
        unittest.addModuleCleanup(process.wait, PATIENCE)
        unittest.addModuleCleanup(process.send_signal, signal.SIGTERM)
        return process.stdout.readline().strip()

    def run(self, text: str, **variables: str) -> subprocess.CompletedProcess:
        if self.function_url:
            text = text.replace(FUNCTIONS_OWN_URL, self.function_url)
        assigned = " ".join(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))
        keep = f"code=$?\ndeclare -p {assigned} >> {self.state}\nexit $code" if assigned else ""
        self.calls.write_text("", encoding="utf-8")
        return subprocess.run(["bash", "-c", f"set -o pipefail\n. {self.state}\n{text}\n{keep}"], cwd=self.home,
                              env=self.environment | variables, text=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300, check=False)

    def called(self) -> list[str]:
        return self.calls.read_text(encoding="utf-8").split()


@functools.cache
def no_limits() -> list[str]:
    """Rates of an account that AWS granted more than a review can use."""
    listed = subprocess.run([BINARY, "checks", "operations", "--json"], check=True, capture_output=True,
                            timeout=PATIENCE)
    limited = {row["permission"] for row in json.loads(listed.stdout) if row["rate"]}
    return [f"{name}=10000/10000" for name in sorted(limited)]


def check_overrides(test: unittest.TestCase, overrides: list[str]) -> None:
    declared = source()["Parameters"]
    for override in overrides:
        name, _, value = override.partition("=")
        test.assertIn(name, declared)
        if "AllowedValues" in declared[name]:
            test.assertIn(value, declared[name]["AllowedValues"])
        test.assertRegex(value, declared[name].get("AllowedPattern", "^"))
        if "MinValue" in declared[name]:
            test.assertGreaterEqual(float(value), declared[name]["MinValue"])


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


class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.aws = Aws(cls)

    def setUp(self) -> None:
        self.bucket = self.aws.deploy()
        self.home = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="connect-ops-review-")))
        self.reader = Reader(self.aws, self.home, self.bucket)

    def read(self, page: str) -> None:
        """Runs the page's commands in their order, and holds each against what it has to say."""
        for name, text in files(page).items():
            (self.home / name).write_text(text, encoding="utf-8")
        met, run, checked = set(), 0, 0
        for command in commands(page):
            with self.subTest(command=command.text, where=command.where):
                if command.marker == "needs AWS":
                    checked += 1
                    self.check_syntax(command)
                    continue
                run += 1
                if command.marker == "keeps running":
                    self.reader.function_url = self.reader.serve(command.text)
                    self.assertRegex(self.reader.function_url, r"^http://127\.0\.0\.1:\d+$")
                    continue
                is_known = command.programs or re.match("(echo|rm) ", command.text)
                self.assertTrue(is_known, "it starts nothing that is known")
                done = self.reader.run(command.text)
                self.assertEqual(done.returncode, 0, done.stderr + done.stdout[-2000:])
                self.assertEqual(set(self.reader.called()), set(command.programs), "started")
                if not SILENT.match(command.line):
                    self.assertNotEqual(done.stdout.strip(), "")
                fitting = [words for words in EXPECTED[page] if command.line.startswith(words)]
                met.update(fitting)
                if fitting and not re.search(r" > \S+$", command.line):
                    pattern = EXPECTED[page][max(fitting, key=len)]
                    self.assertRegex(done.stdout, re.compile(pattern, re.MULTILINE))
        self.assertEqual(set(EXPECTED[page]) - met, set(), "expected of commands that are not there")
        self.assertEqual((run, checked), COUNTS[page])

    def check_syntax(self, command: Command) -> None:
        for one in re.split(r"\s&&\s", command.line):
            if one in ELSEWHERE:
                continue
            words = shlex.split(one)
            if words[0] == "sam":
                self.check_sam(words)
            elif words[0] == "connect-ops-review":
                self.assertEqual(self.reader.run(f"{one} --show-config").returncode, 0)
            else:
                self.assertEqual(words[0], "aws")
                if " ".join(words[1:3]) in AWSCLI_2:
                    options = {word for word in words if word.startswith("--")}
                    self.assertLessEqual(options, AWSCLI_2[" ".join(words[1:3])])
                    self.assertEqual(words[3], LOG_GROUP)
                else:
                    parse_only(words[1:])

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


class Pages(PageTest):
    def log(self, *messages: str) -> None:
        logs = self.aws.client("logs")
        logs.create_log_stream(logGroupName=LOG_GROUP, logStreamName="one")
        logs.put_log_events(logGroupName=LOG_GROUP, logStreamName="one", logEvents=[
            {"timestamp": int(time.time() * 1000) - 1000, "message": message} for message in messages])

    def test_the_stack(self):
        self.read("stack.md")
        groups = self.aws.client("logs").describe_log_groups(logGroupNamePrefix=LOG_GROUP)["logGroups"]
        self.assertEqual([group["retentionInDays"] for group in groups], [90])

    def test_running_ad_hoc(self):
        self.read("running-ad-hoc.md")
        role = self.aws.client("iam").list_roles()["Roles"]
        policies = [self.aws.client("iam").list_role_policies(RoleName=one["RoleName"])["PolicyNames"] for one in role]
        self.assertIn(["more-instances"], policies)

    def test_every_event_of_the_table_is_taken(self):
        events = re.findall(r"^\| `(\{.*?\})`", page_text("running-ad-hoc.md").partition("### Events")[2], re.MULTILINE)
        self.assertGreaterEqual(len(events), 7)
        for event in events:
            with self.subTest(event):
                review = self.reader.run("connect-ops-review run --recording samples/harbour --only quota --json"
                                         f" --storage s3 --bucket {self.bucket}")
                plain = event.replace("…", RECORDED).replace("20260213-090000", json.loads(review.stdout)["reviewId"])
                json.loads(plain)
                done = self.reader.run(f"aws lambda invoke --function-name f --payload '{plain}' answer.json")
                self.assertEqual((done.returncode, json.loads(done.stdout)["StatusCode"]), (0, 200), done.stderr)
                answer = json.loads((self.home / "answer.json").read_text(encoding="utf-8"))
                self.assertEqual(answer.get("statusCode"), 200, answer)

    def test_upgrading(self):
        self.read("upgrading.md")

    def test_troubleshooting(self):
        self.log('{"timestamp":"2026-02-13T09:00:00.000Z","level":"ERROR","message":"the review could not be done"}')
        self.aws.client("logs").create_log_group(logGroupName="/aws/connect/harbour")
        keys = {"reviewId": "HASH", "componentType": "RANGE"}
        self.aws.client("dynamodb").create_table(
            TableName="my-old-results", BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in keys],
            KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys.items()])
        queue = self.aws.client("sqs").list_queues()["QueueUrls"][0]
        # What Lambda sends to a destination.
        self.aws.client("sqs").send_message(QueueUrl=queue, MessageBody=json.dumps({
            "requestPayload": {"daysBack": 14}, "responsePayload": {"errorMessage": "the review could not be done"}}))
        # moto has events of what is made, and no failures.
        sight = Path(self.home / "bin" / "aws")
        text = sight.read_text(encoding="utf-8")
        said = json.dumps({"StackEvents": [{"LogicalResourceId": "ResultsTable", "ResourceStatus": "CREATE_FAILED",
                                            "ResourceStatusReason": "already exists"}]})
        (self.home / "events.py").write_text(
            "import sys, jmespath\nquery = sys.argv[sys.argv.index('--query') + 1]\n"
            f"for row in jmespath.search(query, {said}):\n    print(*row, sep='\\t')\n", encoding="utf-8")
        sight.write_text(text.replace("exec ", '[ "$2" != describe-stack-events ] || '
                                      f'exec {sys.executable} {self.home}/events.py "$@"\nexec ', 1), encoding="utf-8")
        self.read("troubleshooting.md")
        self.assertTrue(list((self.home / "out").glob("*.html")))
        left = self.aws.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
        self.assertEqual(left["ApproximateNumberOfMessages"], "0")

    def test_cleaning_up(self):
        invoked = self.reader.run("aws lambda invoke --function-name f --payload '{}' answer.json")
        self.assertEqual(invoked.returncode, 0, invoked.stderr)
        s3, iam, logs = (self.aws.client(name) for name in ("s3", "iam", "logs"))
        for name in ("reviews/gone/quota.json", "something else"):  # with a name that words would be made of
            for _ in range(2):
                s3.put_object(Bucket=self.bucket, Key=name, Body=b"{}")
            s3.delete_object(Bucket=self.bucket, Key=name)
        role = self.aws.client("lambda").get_function_configuration(FunctionName=FUNCTION)["Role"].rpartition("/")[2]
        statement = {"Effect": "Allow", "Action": "connect:DescribeInstance", "Resource": "*"}
        iam.put_role_policy(RoleName=role, PolicyName="more-instances", PolicyDocument=json.dumps({
            "Version": "2012-10-17", "Statement": [statement]}))
        logs.create_log_group(logGroupName=f"/aws/lambda/{STACK}-quota-analyzer")
        self.aws.client("cloudwatch").put_dashboard(DashboardName="connect-ops-review", DashboardBody='{"widgets": []}')
        kept = self.home / ".local" / "share" / "connect-ops-review"
        self.reader.run("connect-ops-review run --recording samples/harbour --only quota")
        self.assertTrue(kept.exists())
        self.read("cleaning-up.md")
        self.assertNotIn(self.bucket, [one["Name"] for one in s3.list_buckets()["Buckets"]])
        self.assertEqual(self.aws.client("dynamodb").list_tables()["TableNames"], [])
        self.assertEqual(logs.describe_log_groups()["logGroups"], [])
        self.assertNotIn(role, [one["RoleName"] for one in iam.list_roles()["Roles"]])
        self.assertFalse(kept.exists())
        self.assertTrue((self.home / "archive.db").exists())
        self.assertTrue(list((self.home / "reports").glob("connect-ops-review-*.html")))

    def test_a_bucket_of_more_than_one_page_is_emptied_too(self):
        s3 = self.aws.client("s3")
        for number in range(5):
            s3.put_object(Bucket=self.bucket, Key=f"reviews/{number}/quota.json", Body=b"{}")
            s3.delete_object(Bucket=self.bucket, Key=f"reviews/{number}/quota.json")
        (loop,) = (command for command in commands("cleaning-up.md") if command.text.startswith("while "))
        self.assertIn("--max-keys 1000 ", loop.text)
        done = self.reader.run(f"BUCKET={self.bucket}\n" + loop.text.replace("--max-keys 1000 ", "--max-keys 3 "))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreater(self.reader.called().count("aws"), 6)
        listed = s3.list_object_versions(Bucket=self.bucket)
        self.assertEqual((listed.get("Versions", []), listed.get("DeleteMarkers", [])), ([], []))

    def test_costs(self):
        self.read("costs.md")

    def test_alarms(self):
        self.log(json.dumps({"reviewId": "20260213-090000", "FindingsFail": 3}))
        self.read("alarms.md")
        made = {one["AlarmName"]: one for one in self.aws.client("cloudwatch").describe_alarms()["MetricAlarms"]}
        own = {name for name in made if not name.startswith(STACK)}
        self.assertEqual(len(own), 3)
        deleted = next(command for command in commands("cleaning-up.md") if "delete-alarms" in command.text)
        self.assertEqual(set(deleted.line.partition("--alarm-names ")[2].split()), own)
        for name in own:
            self.assertTrue(made[name]["AlarmActions"][0].startswith("arn:aws:sns:"))


class Messages(PageTest):
    def test_what_the_program_says(self):
        ways = {"env -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY connect-ops-review run --instance harbour": 1,
                "env -u AWS_REGION -u AWS_DEFAULT_REGION connect-ops-review run --instance harbour": 2,
                "connect-ops-review lambda": 2,
                f"connect-ops-review lambda --local --recording samples/harbour --port {self.port()}": 1,
                "connect-ops-review show 20200101-000000": 1,
                "connect-ops-review run --recording samples/harbour --days 91": 2}
        table = page_text("troubleshooting.md").partition("## What the program says")[2]
        quoted = re.findall(r"^\| `(.*?)` \|", table, re.MULTILINE)
        self.assertEqual(len(quoted), len(ways))
        self.reader.run("connect-ops-review run --recording samples/harbour --only quota")
        for (way, code), quote in zip(ways.items(), quoted, strict=True):
            with self.subTest(way):
                done = self.reader.run(way)
                self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
                (line,) = done.stderr.splitlines()
                quote = quote.replace("3001", str(self.port()))
                pattern = ".*".join(re.escape(part) for part in quote.split("…"))
                self.assertRegex(line.removeprefix("connect-ops-review: "), f"^{pattern}$")

    def port(self) -> int:
        """One that is taken."""
        return int(self.reader.environment["FUNCTION_URL"].rpartition(":")[2])


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head."""
    section = f"\n{page_text(page)}".partition(f"\n{heading}\n")[2]
    table = re.search(r"^\|.*\n\|[-|]+\|\n((?:\|.*\n)+)", section, re.MULTILINE)
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table[1].splitlines()]


def headings(text: str) -> set[str]:
    """Their anchors, as GitHub makes them."""
    found, without_code = [], re.sub(r"^\s*```.*?^\s*```$", "", text, flags=re.MULTILINE | re.DOTALL)
    for title in re.findall(r"^#+ (.*)$", without_code, re.MULTILINE):
        plain = re.sub(r"[^\w\- ]", "", re.sub(r"\[(.*?)\]\(.*?\)", r"\1", title).lower()).replace(" ", "-")
        found.append(plain if plain not in found else f"{plain}-{sum(one.startswith(plain) for one in found)}")
    return set(found)


class Text(unittest.TestCase):
    """What the pages say of the template, the metrics and the prices."""

    def test_links_lead_somewhere(self):
        for page in PAGES:
            text = re.sub(r"^\s*```.*?^\s*```$", "", page_text(page), flags=re.MULTILINE | re.DOTALL)
            links = re.findall(r"\]\(([^)]+)\)", text)
            self.assertTrue(links, page)
            for link in links:
                with self.subTest(page, link=link):
                    if link.startswith("https://"):
                        continue
                    path, _, anchor = link.partition("#")
                    target = (DOCS / (path or page)).resolve()
                    self.assertTrue(target.is_file())
                    if anchor:
                        self.assertIn(anchor, headings(target.read_text(encoding="utf-8")))

    def test_every_line_belongs_to_a_command(self):
        for page in PAGES:
            fences = re.findall(r"^\s*```(\S+)$", page_text(page), re.MULTILINE)
            self.assertLessEqual(set(fences), {"bash", "json", "toml"})
            self.assertEqual([block.language for block in blocks(page)], fences)
            self.assertLessEqual({block.marker for block in blocks(page) if not block.marker.startswith("file: ")},
                                 {"", "needs AWS", "keeps running"})
            lines = [line for block in blocks(page) if block.language == "bash" for line in block.text.splitlines()
                     if line.strip() and not line.lstrip().startswith("#")]
            self.assertEqual(sum(len(command.text.splitlines()) for command in commands(page)), len(lines), page)

    def test_files_can_be_read(self):
        for page in PAGES:
            for block in blocks(page):
                with self.subTest(page, line=block.line):
                    if block.language == "json":
                        self.assertRegex(block.marker, r"^file: \S+\.json$")
                        json.loads(block.text)
                    elif block.language == "toml":
                        deploy = tomllib.loads(block.text)["default"]["deploy"]["parameters"]
                        check_overrides(self, deploy["parameter_overrides"].split())

    def test_parameters_are_those_of_the_template(self):
        said = {row[0].strip("`"): row[1] for row in rows("stack.md", "## Parameters")}
        declared = {name: f"`{one['Default']}`" if one.get("Default", "") != "" else "empty" if "Default" in one
                    else "required" for name, one in source()["Parameters"].items()}
        self.assertEqual(said, declared)
        self.assertEqual(list(said), list(declared))

    def test_parameters_are_given_as_the_template_takes_them(self):
        given = [(page, code) for page in PAGES for code in re.findall(r"`([A-Z][A-Za-z]+=[^`]*)`", page_text(page))]
        self.assertGreaterEqual(len(given), 10)
        for page, code in given:
            with self.subTest(page, code=code):
                names = [word for word in code.split() if word.partition("=")[0] in source()["Parameters"]]
                self.assertEqual(len(names), len([word for word in code.split() if "=" in word]))
                check_overrides(self, [name for name in names if not name.endswith("=")])

    def test_the_first_deployment_names_what_has_no_default(self):
        first = next(one for one in commands("deploying.md") if "sam deploy" in one.text)
        given = {word.partition("=")[0] for word in first.line.split() if "=" in word}
        self.assertLessEqual({name for name, one in source()["Parameters"].items() if "Default" not in one}, given)

    def test_who_deploys_may_make_all_that_is_made(self):
        statements = json.loads(files("stack.md")["deployer-policy.json"])["Statement"]
        # https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
        anywhere, = (one["Action"] for one in statements if one["Resource"] == "*")
        self.assertIn("cloudwatch:PutCompositeAlarm", anywhere)
        allowed = {action.removesuffix(":*") for one in statements for action in one["Action"] if action.endswith(":*")}
        resources = [resource for one in statements for resource in one["Resource"]]
        made = {one["Type"].split("::")[1].lower() for one in transformed()["Resources"].values()}
        self.assertEqual(made, allowed)
        for service in made:
            self.assertTrue([one for one in resources if one.startswith(f"arn:aws:{service}:")], service)
        named = re.findall(r"(?<=[:/])(amazon-connect-ops-)\*", json.dumps(resources))
        self.assertEqual(len(named), 11)
        self.assertTrue(STACK.startswith(named[0]))

    def test_names_and_what_stays(self):
        said = {name.replace("<stack>", STACK) for name in re.findall(r"`(<stack>[\w-]+)`", page_text("stack.md"))}
        self.assertEqual(said, {FUNCTION, f"{STACK}-reviews", TABLE})
        kept = [one["Type"] for one in source()["Resources"].values()
                if one.get("DeletionPolicy") == "RetainExceptOnCreate"]
        self.assertEqual(kept, ["AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::DynamoDB::Table"])
        stays = [row[0] for row in rows("stack.md", "## What is made") if row[2] == "**stays**"]
        self.assertEqual([one.split()[0] for one in stays], ["bucket", "table"])
        outputs = set(re.findall(r"output `(\w+)`", page_text("stack.md")))
        self.assertLessEqual(outputs, set(source()["Outputs"]))

    def test_alarms_are_those_of_the_template(self):
        said = {row[0].strip("`") for row in rows("alarms.md", "## The stack's alarms")}
        stack = Stack(transformed(), AlarmEmail="operations@example.com")
        made = {one["Properties"]["AlarmName"].replace(STACK, "<stack>") for one in stack.resources.values()
                if one["Type"].startswith("AWS::CloudWatch::")}
        self.assertEqual(said, made)

    def metrics(self) -> dict[str, str]:
        text = source_text("app/deliver/metrics.cpp")
        found = dict(re.findall(r'line\.metric\("(\w+)", "(\w+)"', text))
        return found | dict.fromkeys(re.findall(r'\{model::Status::\w+, "(\w+)"\}', text), "Count")

    def test_metrics_are_those_of_the_function(self):
        said = {row[0].strip("`"): row[1] for row in rows("alarms.md", "## Metrics")}
        self.assertEqual(said, self.metrics())
        used = re.findall(r'"ConnectOpsReview", "(\w+)"|MetricName=\\?"(\w+)', page_text("alarms.md"))
        used = {one for pair in used for one in pair if one}
        used |= {match for command in commands("alarms.md") if "--namespace ConnectOpsReview" in command.line
                 for match in re.findall(r"--metric-name (\w+)", command.line)}
        self.assertGreaterEqual(len(used), 8)
        self.assertLessEqual(used, set(self.metrics()))

    def test_the_dashboard(self):
        widgets = json.loads(files("alarms.md")["dashboard.json"])["widgets"]
        for widget in widgets:
            self.assertLessEqual(widget["x"] + widget["width"], 24)
            for metric in widget["properties"].get("metrics", []):
                if isinstance(metric[0], str):
                    self.assertIn(metric[0], ("ConnectOpsReview", "AWS/Lambda"))
                    self.assertEqual(metric[2:4], ["FunctionName", FUNCTION])
                else:
                    self.assertIn("{ConnectOpsReview,FunctionName,InstanceId}", metric[0]["expression"])
        self.assertIn(f"SOURCE '{LOG_GROUP}'", widgets[-1]["properties"]["query"])

    def test_kinds_of_errors_and_levels_are_the_programs(self):
        kinds = re.findall(r'return "(\w+)"', source_text("base/error.cpp"))
        known = {"".join(word.title() for word in kind.split("_")) for kind in kinds} | {"InvalidEntrypoint"}
        said = set(re.findall(r"`(?:Function|Runtime)\.(\w+)`", page_text("troubleshooting.md")))
        self.assertGreater(len(said), 7)
        self.assertLessEqual(said, known)
        levels = re.findall(r'return "([A-Z]+)"', source_text("base/log.cpp"))
        self.assertEqual(len(levels), 4)
        self.assertIn("(" + ", ".join(f"`{one}`" for one in levels) + ")", page_text("troubleshooting.md"))

    def test_costs_add_up(self):
        text = page_text("costs.md")
        price = re.compile(r"Price \w+ = \{\.usd = ([\d./ e]+),")
        prices = {service: price.search(source_text(f"aws/operations/{service}.hpp"))[1]
                  for service in ("pinpoint", "cloudwatch")}
        self.assertIn(f"| ${float(prices['pinpoint'])} each |", text)
        amount, _, number = prices["cloudwatch"].partition(" / ")
        self.assertIn(f"| ${amount} per {int(number):,} metrics |", text)
        self.assertRegex(text, rf"1,000 numbers, which cost \${1000 * float(prices['pinpoint']):.2f} once")
        gb, numbers, metrics = 512 / 1024, 59, 1260
        x86, arm = (float(one) for one in re.findall(r"\$(0\.0000\d+)", text)[:2])
        for _, seconds, invocations, *dollars in rows("costs.md", "## Lambda"):
            cost = [f"${float(seconds) * gb * one + int(invocations) * 0.2e-6:.4f}" for one in (x86, arm)]
            self.assertEqual(dollars, cost)
        table = {row[0]: row[1:3] for row in rows("costs.md", "# Costs")}
        two_minutes = 123 * gb * x86
        self.assertEqual(table["Lambda"], [f"${reviews * two_minutes:.4f}" for reviews in (4, 30)])
        asked = [f"${reviews * metrics * float(amount) / 1000:.2f}" for reviews in (4, 30)]
        self.assertEqual(table["`GetMetricData`"], asked)
        self.assertEqual(table["carriers, first month"], [f"${numbers * float(prices['pinpoint']):.2f}"] * 2)
        for row, given in (("alarms, with it", {"AlarmEmail": "o@example.com"}), ("alarms, without `AlarmEmail`", {})):
            types = [one["Type"] for one in Stack(transformed(), **given).resources.values()]
            dollars = 0.1 * types.count("AWS::CloudWatch::Alarm") + 0.5 * types.count("AWS::CloudWatch::CompositeAlarm")
            self.assertEqual(table[row], [f"${dollars:.2f}"] * 2)
        own = 2 * len(self.metrics())
        self.assertIn(f"{own} for one instance, {own // 2} more", text)
        self.assertEqual(table["metrics"], [f"${own * 0.3 * reviews / 730:.2f}" for reviews in (4, 30)])
        for reviews, column in ((4, 0), (30, 1)):
            with tempfile.TemporaryDirectory() as home:
                done = subprocess.run([BINARY, "storage", "estimate", "--reviews-per-month", str(reviews), "--json"],
                                      env={"HOME": home, "PATH": os.environ["PATH"]}, capture_output=True,
                                      timeout=PATIENCE, check=True)
            dollars = [f"${one['usd']:.4f}" for one in json.loads(done.stdout)["costs"]]
            self.assertEqual([table["results and reports in S3"][column], table["or in DynamoDB"][column]], dollars)

    def test_wrong_commands_would_be_noticed(self):
        for wrong in ("dynamodb describe-table --table results-table-name x",
                      "lambda put-function-recursion-config --recursive-loop x",
                      "cloudwatch put-metric-alarm --metric-name y"):
            with self.subTest(wrong), self.assertRaises(AssertionError):
                parse_only(shlex.split(wrong))
        test = PageTest()
        for wrong in ("sam deploy --parameter-overrides StorageBackend=redis",
                      "sam deploy --parameter-overrides Storage=s3",
                      "sam logs --end_time now", "sam logs --name ReportsBucket", "sam local start-api", "rm -rf /"):
            with self.subTest(wrong), self.assertRaises(AssertionError):
                test.check_syntax(Command(wrong, "", "needs AWS"))

    def test_commands_are_taken_apart(self):
        taken = Command("while :; do\n  aws x | jq .\ndone\nA=$(aws y) && connect-ops-review z", "", "")
        self.assertEqual(taken.programs, ["aws", "jq", "aws", "connect-ops-review"])
        for part in ("aws s3 ls \\\n", "echo 'a\n", "B=$(aws s3 ls\n", "while :; do\n  aws x\n", "aws x |\n"):
            self.assertFalse(is_whole(part), part)


if __name__ == "__main__":
    unittest.main()
