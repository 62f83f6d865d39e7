"""Runs the commands of docs/formats.md and those of the pipelines in docs/ci.md.

Amazon Connect is tests/emulator, the bucket and Security Hub are moto. What pipelines collect has to be there afterwards.
"""

import functools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import boto3
import yaml

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
sys.path += [str(SOURCE_DIR / "tests" / "deploy"), str(SOURCE_DIR / "tests")]

from emulator import Emulator, make_world  # noqa: E402
from support import moto_server  # noqa: E402

DOCS = SOURCE_DIR / "docs"
BINARY = os.environ["BINARY"]
FOUND = 3  # the exit code that --fail-on gives


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@functools.cache
def blocks(name: str, language: str) -> dict[str, str]:
    """By the file that the comment before it names, or by number."""
    found = re.findall(rf"(?:<!-- file: (\S+) -->\n)?```{language}\n(.*?)```", page(name), re.DOTALL)
    return {file or str(number): text for number, (file, text) in enumerate(found)}


@functools.cache
def no_limits() -> str:
    """Rates of an account that AWS granted more than a review can use."""
    listed = subprocess.run([BINARY, "checks", "operations", "--format", "json"], check=True, capture_output=True, timeout=60)
    limited = sorted({row["permission"] for row in json.loads(listed.stdout) if row["rate"]})
    return ",".join(f"{permission}=10000/10000" for permission in limited)


class Reader(unittest.TestCase):
    """A shell in a home of its own."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.moto = moto_server.start(cls)
        cls.emulator = cls.enterClassContext(Emulator(make_world("small"), rates=False))
        cls.region = cls.emulator.world.region
        client = functools.partial(boto3.client, endpoint_url=cls.moto, region_name=cls.region, aws_access_key_id="key",
                                   aws_secret_access_key="secret")
        client("s3").create_bucket(Bucket="my-bucket", CreateBucketConfiguration={"LocationConstraint": cls.region})
        cls.hub = client("securityhub")
        cls.hub.enable_security_hub()

    def setUp(self) -> None:
        self.home = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="connect-ops-review-")))
        (self.home / "bin").mkdir()
        (self.home / "samples").symlink_to(SOURCE_DIR / "samples")
        for name, script in (("aws", f'AWS_ENDPOINT_URL={self.moto} exec {sys.executable} -m awscli "$@"'),
                             ("connect-ops-review", f'exec {BINARY} "$@"'),
                             ("jq", f'exec {shutil.which("jq")} "$@"')):
            (self.home / "bin" / name).write_text(f"#!/bin/bash\n{script}\n", encoding="utf-8")
            (self.home / "bin" / name).chmod(0o755)
        config = self.home / ".config" / "connect-ops-review" / "config.toml"
        config.parent.mkdir(parents=True)
        config.write_text(f"rates = {json.dumps(no_limits())}\n", encoding="utf-8")

    def run_command(self, text: str, *allowed: int, **variables: str) -> str:
        environment = self.emulator.environment() | {
            "HOME": str(self.home), "PATH": f"{self.home}/bin:{os.environ['PATH']}", "LANG": "C.UTF-8", "AWS_PAGER": "",
            "AWS_DEFAULT_REGION": self.region, "AWS_ENDPOINT_URL_S3": self.moto, "NO_PROXY": "127.0.0.1"}
        text = text.replace("my-alias", self.emulator.world.instance.alias)
        done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", text], cwd=self.home, env=environment | variables, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=300, check=False)
        self.assertIn(done.returncode, (0, *allowed), f"{text}\n{done.stdout}{done.stderr}")
        return done.stdout

    def assert_collected(self, pattern: str) -> None:
        self.assertTrue(list(self.home.glob(pattern)), pattern)


class Formats(Reader):
    def test_every_command(self):
        every, security_hub = blocks("formats.md", "bash").values()
        printed = [self.run_command(line.split("  #")[0]) for line in every.splitlines()]
        self.assertEqual(len(printed), 4)
        for extension in ("html", "csv", "sarif", "junit.xml", "md"):
            self.assert_collected(f"out/connect-ops-review-*.{extension}")
        self.assertTrue(printed[2].startswith("# Amazon Connect operational review of harbour\n"))
        self.assertGreater(len(printed[3].splitlines()), 10)
        imported = [line.split() for line in self.run_command(security_hub).splitlines()]
        self.assertGreater(len(imported), 1)  # more than fit into one call
        self.assertTrue(all(failed == "0" for _, failed in imported), imported)

    def test_every_format_is_explained(self):
        table = re.findall(r"^\| `(\w+)` \| `([\w.]+)` \|", page("formats.md"), re.MULTILINE)
        rows = re.findall(r'^FORMAT(?:_WITH_(?:PAST|MAPS))?\((\w+), "([^"]+)"', (SOURCE_DIR / "src" / "formats" / "formats.def").read_text(encoding="utf-8"),
                          re.MULTILINE)
        self.assertEqual(sorted(table), sorted(rows))
        self.assertEqual(page("formats.md").count("`review_is_whole`"), 1)


class Pipelines(Reader):
    ENVIRONMENT = {"STORAGE_BACKEND": "s3", "S3_REPORTING_BUCKET": "my-bucket"}

    def pipeline(self, name: str) -> dict:
        return yaml.safe_load(blocks("ci.md", "yaml")[name])

    def test_github(self):
        pipeline = self.pipeline(".github/workflows/connect-review.yml")
        self.assertIn(True, pipeline)  # "on", as YAML reads it
        job = pipeline["jobs"]["review"]
        self.assertEqual(job["env"], self.ENVIRONMENT)
        summary = self.home / "summary.md"
        commands = [step["run"] for step in job["steps"] if "run" in step]
        for command in commands:
            self.run_command(command, FOUND, GITHUB_STEP_SUMMARY=str(summary), **job["env"])
        self.assertEqual(len(commands), 2)
        self.assertTrue(summary.read_text(encoding="utf-8").startswith("# Amazon Connect operational review of "))
        for step in job["steps"]:
            if step.get("uses", "").startswith("github/codeql-action/upload-sarif"):
                self.assert_collected(f"{step['with']['sarif_file']}/*.sarif")
        # What fails the job must not keep its results.
        after = job["steps"][2:]
        self.assertEqual([step.get("if") for step in after], ["always()"] * len(after))

    def test_gitlab(self):
        job = self.pipeline(".gitlab-ci.yml")["connect-review"]
        variables = job["variables"] | {"AWS_WEB_IDENTITY_TOKEN_FILE": str(self.home / "token"), "AWS_TOKEN": "token",
                                        "AWS_REGION": self.region}
        for command in job["script"]:
            self.run_command(command, job["allow_failure"]["exit_codes"], **variables)
        self.assert_collected(job["artifacts"]["reports"]["junit"])
        self.assertEqual(job["artifacts"]["when"], "always")

    def test_codebuild(self):
        spec = self.pipeline("buildspec.yml")
        self.assertEqual(spec["env"]["variables"], self.ENVIRONMENT)
        build = spec["phases"]["build"]
        for command in build["commands"] + build["finally"]:
            self.run_command(command, FOUND, **spec["env"]["variables"])
        (report,) = spec["reports"].values()
        for pattern in report["files"]:
            self.assert_collected(f"{report['base-directory']}/{pattern}")
        self.assertTrue(self.hub.get_findings()["Findings"])
        self.assert_collected(spec["artifacts"]["files"][0])

    def test_everything_else(self):
        self.assertEqual(set(blocks("ci.md", "yaml")) | set(blocks("ci.md", "dockerfile")),
                         {".github/workflows/connect-review.yml", ".gitlab-ci.yml", "buildspec.yml", "Dockerfile"})
        (policy,) = blocks("ci.md", "bash").values()
        self.run_command(policy)
        self.assertIn("Statement", json.loads((self.home / "policy.json").read_text(encoding="utf-8")))
        self.assertTrue((SOURCE_DIR / "script" / "build").exists())



if __name__ == "__main__":
    unittest.main()
