"""SAM CLI itself, as it is on PyPI, with this project's template, Makefile and samconfig.toml: it validates, builds, deploys,
switches backends with the words of the guides, shows logs, deletes.

The account is moto's, behind what AWS does before it (support/cloudformation.py). Names of tests say what moto cannot do.
"""

import json
import os
import re
import signal
import subprocess
import threading
import time
import unittest
from pathlib import Path

from stack import FUNCTION, NOT_MADE_BY_MOTO, STACK, TABLE
from support.account import BINARY, SOURCE_DIR, Account
from support.runtime_api import RuntimeApi
from support.template import transformed

LOG_GROUP = f"/aws/lambda/{FUNCTION}"
INSTANCE = "arn:aws:connect:eu-central-1:111122223333:instance/74c2b909-e023-438d-aa2c-6cd5ee84a853"


def commands(page: str, word: str) -> list[str]:
    """Those of a page that begin so, each on a line."""
    text = (SOURCE_DIR / "docs" / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```bash\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip().startswith(word)]


def program_for(machine: int, file: Path) -> Path:
    """The beginning of one, which says what it is for. https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html"""
    file.write_bytes(b"\x7fELF\x02\x01\x01".ljust(16, b"\0") + b"\x02\0" + machine.to_bytes(2, "little"))
    file.chmod(0o755)
    return file


class SamTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.account = Account(cls)
        cls.deploy = cls.account.project("project")

    def sam(self, command: str, answers: str = "", code: int = 0, directory: Path | None = None, **variables: str) -> str:
        done = self.account.run(command, directory or self.deploy, answers, **variables)
        self.assertEqual(done.returncode, code, f"{command}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout + done.stderr

    def environment(self) -> dict[str, str]:
        return self.account.client("lambda").get_function_configuration(FunctionName=FUNCTION)["Environment"]["Variables"]

    def outputs(self) -> dict[str, str]:
        return {one["OutputKey"]: one["OutputValue"] for one in self.account.stack(STACK)["Outputs"]}


class Life(SamTest):
    """In the order of their names, as each begins where the one before ended."""

    def test_1_validates(self):
        self.assertIn("is a valid SAM Template", self.sam("sam validate --lint"))
        broken = (self.deploy / "template.yaml").read_text(encoding="utf-8").replace("MemorySize: 512", "MemorySize: 64")
        (self.deploy / "broken.yaml").write_text(broken, encoding="utf-8")
        self.assertIn("E3034", self.sam("sam validate --lint --template broken.yaml", code=1))

    def test_2_builds_in_source(self):
        said = self.sam("sam build")
        self.assertIn("Build Succeeded", said)
        built = self.deploy / ".aws-sam" / "build" / "OrchestratorFunction"
        here = self.sam(f"{BINARY} --version")
        self.assertEqual(self.sam("./bootstrap --version", directory=built, LAMBDA_TASK_ROOT=str(built)), here)

    def test_3_first_deployment_and_every_switch_of_the_guide_but_for_alarms_schedule_and_bucket_policy_which_moto_cannot_make(self):
        first, *switches = commands("storage-backends.md", "sam deploy")
        self.assertEqual([one.rpartition(" ")[2] for one in switches], ["StorageBackend=dynamodb", "StorageBackend=s3"])
        said = self.sam(switches[0], "y\n", code=1)  # which names no instance
        self.assertIn("Parameters: [AmazonConnectInstanceARN] must have values", said)
        said = self.sam(first, "y\n")
        self.assertIn(f"Successfully created/updated stack - {STACK}", said)
        resources = self.account.client("cloudformation").list_stack_resources(StackName=STACK)["StackResourceSummaries"]
        expected = {one["Type"] for one in transformed()["Resources"].values() if self.is_made(one)}
        # moto lists those without a type whose condition does not hold.
        self.assertEqual({one["ResourceType"] for one in resources} - {""}, expected)
        outputs, buckets = self.outputs(), self.account.buckets()
        self.assertIn(outputs["ReportBucket"], buckets)
        self.assertEqual(self.environment()["STORAGE_BACKEND"], "s3")
        self.account.client("s3").put_object(Bucket=outputs["ReportBucket"], Key="reviews/20260213-090000/quota.json", Body=b"{}")
        self.account.client("dynamodb").put_item(TableName=TABLE, Item={"reviewId": {"S": "1"}, "componentType": {"S": "quota"}})
        for command in switches:
            with self.subTest(command):
                said = self.sam(command, "y\n")
                self.assertIn(f"Successfully created/updated stack - {STACK}", said)
                self.assertEqual(self.environment()["STORAGE_BACKEND"], command.rpartition("=")[2])
                self.assertEqual(self.environment()["CONNECT_INSTANCE_ARN"], INSTANCE)
                # Nothing made twice, nothing lost.
                self.assertEqual((self.outputs(), self.account.buckets()), (outputs, buckets))
                stored = self.account.client("s3").list_objects_v2(Bucket=outputs["ReportBucket"])
                self.assertEqual(stored["KeyCount"], 1)
                self.assertEqual(self.account.client("dynamodb").scan(TableName=TABLE)["Count"], 1)
        self.assertIn("No changes to deploy", self.sam("sam deploy"))  # as samconfig.toml wants it: no error

    def is_made(self, resource: dict) -> bool:
        return resource["Type"] not in NOT_MADE_BY_MOTO and resource.get("Condition") != "Notifies"

    def test_4_refused_before_anything_is_made(self):
        for overrides, reason in (("StorageBackend=redis", "Parameter StorageBackend failed to satisfy constraint: must be one of"),
                                  ("DaysBack=91", "Parameter DaysBack failed to satisfy constraint"),
                                  ("AmazonConnectInstanceARN=harbour", "must be like arn:aws:connect:")):
            with self.subTest(overrides):
                self.assertIn(reason, self.sam(f"sam deploy --no-confirm-changeset --parameter-overrides {overrides}", code=1))
        self.assertEqual(self.environment()["STORAGE_BACKEND"], "s3")

    def test_5_logs_are_the_functions_own_lines(self):
        logged = function_log(self.account.home)
        self.assertTrue(any("CloudWatchMetrics" in line for line in logged))
        self.assertGreater(len(logged), 2)
        self.log(*logged)
        tail, filtered = commands("troubleshooting.md", "sam logs")
        self.assertEqual(commands("storage-backends.md", "sam logs"), [tail])
        self.assertIn(" --tail", tail)
        printed = self.sam(tail.replace(" --tail", ""))
        self.assertEqual(json_values(printed), [json.loads(line) for line in logged])
        error = {"timestamp": "2026-02-13T09:00:00.000Z", "level": "ERROR", "message": "the review could not be done"}
        self.log(json.dumps(error))
        before = [value for value in map(json.loads, logged) if value.get("level") == "ERROR"]
        self.assertEqual(json_values(self.sam(filtered)), [*before, error])
        # From deploy/, where samconfig.toml has the stack, as the replaced application's guide has it.
        self.assertIn("the review could not be done", self.sam("sam logs --name OrchestratorFunction"))

    def test_6_logs_that_are_followed(self):
        tail = commands("troubleshooting.md", "sam logs")[0]
        process = subprocess.Popen(["bash", "-c", f"exec {tail}"], cwd=self.deploy, env=self.account.environment, text=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        watchdog = threading.Timer(120, process.kill)
        watchdog.start()
        self.addCleanup(process.stdout.close)
        self.addCleanup(watchdog.cancel)
        for said in ("the review could not be done", "one more line"):
            if said == "one more line":  # written while it follows
                self.log('{"level":"INFO","message":"one more line"}')
            self.assertTrue(any(said in line for line in process.stdout), said)
        process.send_signal(signal.SIGINT)
        self.assertIsNotNone(process.wait(60))

    def log(self, *messages: str) -> None:
        """As Lambda does it, with its own lines around them."""
        logs, stream = self.account.client("logs"), f"2026/11/28/[$LATEST]{time.time_ns():032x}"
        logs.create_log_stream(logGroupName=LOG_GROUP, logStreamName=stream)
        lines = ["START RequestId: 8f5a Version: $LATEST", *messages, "END RequestId: 8f5a"]
        logs.put_log_events(logGroupName=LOG_GROUP, logStreamName=stream, logEvents=[
            {"timestamp": int(time.time() * 1000) - 1000 + number, "message": f"{line}\n"} for number, line in enumerate(lines)])

    def test_7_deletes_all_but_what_is_to_stay(self):
        bucket = self.outputs()["ReportBucket"]
        (command,) = commands("cleaning-up.md", "sam delete")
        self.assertIn("Deleted successfully", self.sam(command, "y\ny\n"))
        self.assertEqual(self.account.client("lambda").list_functions()["Functions"], [])
        self.assertIn(bucket, self.account.buckets())
        self.assertEqual(self.account.client("dynamodb").list_tables()["TableNames"], [TABLE])
        (packages,) = self.account.buckets() - {bucket}
        self.assertEqual(self.account.client("s3").list_objects_v2(Bucket=packages)["KeyCount"], 0)


def function_log(home: Path) -> list[str]:
    """What the function logs of an invocation, with the sample in place of an instance."""
    with RuntimeApi() as api:
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "STORAGE_BACKEND": "sqlite", "LOG_LEVEL": "info",
                       "AWS_LAMBDA_RUNTIME_API": api.address}
        process = subprocess.Popen([BINARY, "lambda", "--recording", SOURCE_DIR / "samples" / "harbour"], cwd=home, env=environment,
                                   text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        api.is_served = lambda: process.poll() is None
        api.invoke({})
    said, _ = process.communicate(timeout=60)
    return said.splitlines()


def json_values(text: str) -> list:
    """Those that begin after a line's stream and time, on one line or on several."""
    found, decoder = [], json.JSONDecoder()
    for match in re.finditer(r"^\S+ \S+ (?=\{)", re.sub("\x1b\\[[0-9;]*m", "", text), re.MULTILINE):
        found.append(decoder.raw_decode(re.sub("\x1b\\[[0-9;]*m", "", text), match.end())[0])
    return found


class Processors(SamTest):
    """The function's, and that of the program which is packaged for it."""

    def test_another_one_stops_sam(self):
        arm = program_for(183, self.account.home / "arm64")
        said = self.sam("sam build", code=1, PROGRAM=str(arm))
        self.assertIn(f"the function is to run on x86_64 (Architecture), but {arm} is for arm64.", said)
        self.assertIn("sam build --parameter-overrides Architecture=arm64 && sam deploy --parameter-overrides Architecture=arm64", said)
        # Nor is anything deployed that was not built: sam would take the directory itself.
        said = self.sam("sam deploy --no-confirm-changeset --parameter-overrides AmazonConnectInstanceARN=" + INSTANCE, code=1)
        self.assertIn("template.yaml", said)
        self.assertEqual(self.account.client("lambda").list_functions()["Functions"], [])

    def test_wherever_the_functions_is_named(self):
        programs = {"arm64": program_for(183, self.account.home / "arm64"), "x86_64": program_for(62, self.account.home / "x86_64")}
        config = (self.deploy / "samconfig.toml").read_text(encoding="utf-8")
        for processor, options, settings in (
                ("x86_64", "", ""),  # the template's default
                ("arm64", "--parameter-overrides Architecture=arm64", ""),
                ("arm64", "--parameter-overrides ParameterKey=Architecture,ParameterValue=arm64", ""),
                ("arm64", "--parameter-overrides 'StorageBackend=s3 Architecture=arm64'", ""),
                ("arm64", "", 'parameter_overrides = "StorageBackend=s3 Architecture=arm64"'),
                ("arm64", "", 'parameter_overrides = ["Architecture=arm64", "StorageBackend=s3"]'),
                ("x86_64", "", '# parameter_overrides = "Architecture=arm64"'),
                ("x86_64", "--parameter-overrides Architecture=x86_64", 'parameter_overrides = "Architecture=arm64"'),
                ("x86_64", "--config-env other", 'parameter_overrides = "Architecture=arm64"'),
                ("arm64", "--config-env other", '[other.deploy.parameters]\nparameter_overrides = "Architecture=arm64"')):
            (self.deploy / "samconfig.toml").write_text(f"{config}{settings}\n", encoding="utf-8")
            for name, program in programs.items():
                with self.subTest(wanted=processor, options=options, settings=settings, program=name):
                    # As sam does it: a program of Python that was given these options calls make.
                    called = f"python3 -c 'import subprocess; exit(subprocess.call([\"make\", \"--silent\", \"checked\"]))' build {options}"
                    said = self.sam(called, code=0 if name == processor else 2, PROGRAM=str(program))
                    self.assertEqual("is to run on" in said, name != processor)


if __name__ == "__main__":
    unittest.main()
