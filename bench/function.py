#!/usr/bin/env python3
"""How large the deployed function is, how fast it starts and what a review takes in it. README.md says how to read it."""

import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE_DIR = Path(__file__).resolve().parents[1]
os.environ.setdefault("SOURCE_DIR", str(SOURCE_DIR))
os.environ.setdefault("BINARY", str(SOURCE_DIR / "build" / "release" / "connect-ops-review"))
sys.path[:0] = [str(SOURCE_DIR / "tests" / "deploy"), str(SOURCE_DIR / "tests")]

import boto3  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402

from emulator import Emulator, make_world  # noqa: E402
from invocations import Function  # noqa: E402
from support.package import package  # noqa: E402
from support.runtime_api import RuntimeApi  # noqa: E402
from support.sandbox import TASK, Sandbox  # noqa: E402

BUCKET = "bench-reports"
STARTS = 41
REFUSALS = 9
AIMS = ("aims: zip at most 6 MB, start to the first `next` at most 1.5 times that of the least program, less than 64 MiB; all of the "
        "static program (packaging/program)")


class Timed(RuntimeApi):
    """Knows when it was asked for an invocation first."""

    first_next = 0.0

    def next(self):
        self.first_next = self.first_next or time.perf_counter()
        return super().next()


def started(sandbox: Sandbox, directory: Path, environment: dict[str, str]) -> Function:
    function = Function(sandbox, directory, {})
    function.api = Timed()
    function._environment |= {**environment, "AWS_LAMBDA_RUNTIME_API": function.api.address}
    return function


def least(sandbox: Sandbox) -> None:
    """Puts a static C program into the root that makes the same request and nothing else."""
    subprocess.run(["gcc", "-static", "-Os", "-s", "-Wall", "-Werror", SOURCE_DIR / "bench" / "least.c", "-o", sandbox.root / "least"], check=True)


def to_first_next(command: list[str], environment: dict[str, str]) -> float:
    """Milliseconds from the start of the process to its first request for an invocation."""
    with Timed() as api:
        begin = time.perf_counter()
        with subprocess.Popen(command, env={**environment, "AWS_LAMBDA_RUNTIME_API": api.address}, stdin=subprocess.DEVNULL) as process:
            while not api.first_next:
                time.sleep(0.0005)
            process.kill()
        return (api.first_next - begin) * 1000


def starts(sandbox: Sandbox, environment: dict[str, str]) -> list[tuple[float, float]]:
    """Of the function and of the least program, in turn."""
    return [(to_first_next(sandbox.command(f"{TASK}/bootstrap"), environment), to_first_next(sandbox.command("/least"), environment))
            for _ in range(STARTS)]


def peak_mib(function: Function) -> float:
    status = Path(f"/proc/{function.process.pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def start_and_refuse(sandbox: Sandbox, directory: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Milliseconds to the answer to an event that cannot be used, and the peak by then."""
    function = started(sandbox, directory, environment)
    begin = time.perf_counter()
    with function:
        function.api.invoke({"daysBack": "soon"})
        end = time.perf_counter()
        return (end - begin) * 1000, peak_mib(function)


def review(sandbox: Sandbox, directory: Path, environment: dict[str, str]) -> tuple[float, float]:
    with started(sandbox, directory, environment) as function:
        begin = time.perf_counter()
        answer = function.api.invoke({"daysBack": 14}, patience=600)
        assert answer.kind == "response", answer.body
        return time.perf_counter() - begin, peak_mib(function)


def main() -> None:
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="connect-ops-review-bench-") as temporary:
        directory = Path(temporary)
        zipped = package(directory / "package")
        sandbox = Sandbox(directory / "sandbox", zipped)
        moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        moto.start()
        url = "http://{}:{}".format(*moto.get_host_and_port())
        world = make_world("small")
        boto3.client("s3", endpoint_url=url, region_name=world.region, aws_access_key_id="x", aws_secret_access_key="x"
                     ).create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": world.region})
        with Emulator(world) as emulator:
            environment = {**emulator.environment(), "AWS_ENDPOINT_URL_S3": url, "STORAGE_BACKEND": "s3",
                           "S3_REPORTING_BUCKET": BUCKET, "CONNECT_INSTANCE_ARN": world.instance.arn}
            least(sandbox)
            functions, floors = zip(*starts(sandbox, {**environment, "LAMBDA_TASK_ROOT": TASK, "TZ": ":UTC"}))
            refusals = [start_and_refuse(sandbox, directory, environment) for _ in range(REFUSALS)]
            seconds, peak = review(sandbox, directory, environment)
        moto.stop()
        refused, idle = (statistics.median(one) for one in zip(*refusals))
        print("| what | figure |\n|---|---|")
        print(f"| zip | {zipped.stat().st_size / 1e6:.2f} MB |")
        for name, of in (("median", statistics.median), ("fastest", min)):  # a busy machine adds to the median
            print(f"| start to the first `next`, {name} of {STARTS} | {of(functions):.2f} ms |")
            print(f"| the same of the least program | {of(floors):.2f} ms |")
            print(f"| ratio | {of(functions) / of(floors):.2f} |")
        print(f"| start to the answer to an event that is refused | {refused:.0f} ms |")
        print(f"| peak after that | {idle:.1f} MiB |")
        print(f"| a review of the small world, at AWS's rates | {seconds:.2f} s |")
        print(f"| peak after it | {peak:.1f} MiB |")
    print("\n" + AIMS)


if __name__ == "__main__":
    main()
