"""An account that moto plays, and a shell with SAM CLI and the AWS CLI for it. Nothing in it reaches the network."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import boto3

from support import moto_server
from support.cloudformation import BUCKET, CloudFormation
from support.template import REGION

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
BINARY = Path(os.environ["BINARY"]).resolve()
# script/test installs it there (tests/sam-cli.txt).
SAM = SOURCE_DIR / "build" / "sam" / "bin"


class Account:
    def __init__(self, test: type[unittest.TestCase]) -> None:
        self.url = moto_server.start(test)
        cloudformation = test.enterClassContext(CloudFormation(self.url))
        self.home = Path(test.enterClassContext(tempfile.TemporaryDirectory(prefix="connect-ops-review-")))
        programs = self.home / "bin"
        programs.mkdir()
        # Version 1 takes payloads as they are and has no such option. An invocation goes to the program, where a test
        # started that: moto would need Docker.
        (programs / "aws").write_text(
            '#!/bin/bash\nfor one do shift\ncase $one in --cli-binary-format | raw-in-base64-out) ;; *) set -- "$@" "$one" ;; esac\n'
            'done\n[ "$1 $2" != "lambda invoke" ] || export AWS_ENDPOINT_URL=$FUNCTION_URL\n'
            f'exec {sys.executable} -m awscli "$@"\n', encoding="utf-8")
        (programs / "aws").chmod(0o755)
        self.environment = {
            "PATH": f"{programs}:{SAM}:{os.environ['PATH']}", "HOME": str(self.home), "LANG": "C.UTF-8", "AWS_PAGER": "",
            "AWS_ENDPOINT_URL": self.url, "AWS_ENDPOINT_URL_CLOUDFORMATION": cloudformation.url, "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "PROGRAM": str(BINARY),
            "SAM_CLI_TELEMETRY": "0", "HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1"}

    def client(self, service: str):
        return boto3.client(service, region_name=REGION, aws_access_key_id="key", aws_secret_access_key="secret",
                            endpoint_url=self.environment["AWS_ENDPOINT_URL_CLOUDFORMATION" if service == "cloudformation" else "AWS_ENDPOINT_URL"])

    def run(self, command: str, directory: Path, answers: str = "", **variables: str) -> subprocess.CompletedProcess:
        """`answers` is what is typed, a line for each question."""
        return subprocess.run(["bash", "-c", command], cwd=directory, env=self.environment | variables, input=answers,
                              capture_output=True, text=True, timeout=300, check=False)

    def project(self, name: str) -> Path:
        """The directory deploy/ of a copy of this project, so that what SAM leaves in it is not left in this one."""
        project = self.home / name
        project.mkdir()
        for one in SOURCE_DIR.iterdir():
            if one.name not in ("deploy", "build", ".git"):
                (project / one.name).symlink_to(one)
        shutil.copytree(SOURCE_DIR / "deploy", project / "deploy", ignore=shutil.ignore_patterns(".aws-sam"))
        return project / "deploy"

    def stack(self, name: str) -> dict:
        (found,) = self.client("cloudformation").describe_stacks(StackName=name)["Stacks"]
        return found

    def buckets(self) -> set[str]:
        """But for CloudFormation's own."""
        return {one["Name"] for one in self.client("s3").list_buckets()["Buckets"]} - {BUCKET}

    def code(self, stack: str) -> zipfile.ZipFile:
        """What the stack's template says that the function is."""
        template = self.client("cloudformation").get_template(StackName=stack)["TemplateBody"]
        place = template["Resources"]["OrchestratorFunction"]["Properties"]["Code"]
        return zipfile.ZipFile(io.BytesIO(self.client("s3").get_object(Bucket=place["S3Bucket"], Key=place["S3Key"])["Body"].read()))


class LocalFunction:
    """The real program behind its own Invoke API, on the sample. A context manager."""

    def __init__(self, home: Path) -> None:
        self._process = subprocess.Popen(
            [BINARY, "lambda", "--local", "--recording", SOURCE_DIR / "samples" / "harbour", "--port", "0"], cwd=home, text=True,
            env={"PATH": os.environ["PATH"], "HOME": str(home), "STORAGE_BACKEND": "sqlite"}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.url = self._process.stdout.readline().strip()

    def __enter__(self) -> "LocalFunction":
        return self

    def __exit__(self, *_) -> None:
        self._process.terminate()
        self._process.communicate(timeout=60)
