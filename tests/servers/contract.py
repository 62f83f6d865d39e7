#!/usr/bin/env python3
"""Runs the contract suite of stores against a real server, which it starts and stops.

Usage: contract.py SERVER ROW    (ceph s3_ceph; the rows are in tests/contract/backends.hpp)

UNIT_TESTS names the test program. Exits with 1 when a test fails, and when the row has no tests.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import server

LEAST_TESTS = 30  # a row that lost its tests must not pass


def run_row(row: str, variables: dict[str, str], report: Path) -> int:
    done = subprocess.run([os.environ["UNIT_TESTS"], f"--gtest_filter=*/{row}", f"--gtest_output=xml:{report}",
                           "--gtest_brief=1"], env=os.environ | variables, check=False)
    run = len([*ElementTree.parse(report).iter("testcase")]) if report.exists() else 0
    if run < LEAST_TESTS:
        print(f"contract.py: only {run} tests ran on {row}")
        return 1
    print(f"{run} tests on {row}")
    return done.returncode


def main(name: str, row: str) -> int:
    with tempfile.TemporaryDirectory(prefix="connect-ops-review-") as temporary:
        directory = Path(temporary, name)
        server.start(name, directory)
        try:
            variables = json.loads((directory / "variables.json").read_text(encoding="utf-8"))
            code = run_row(row, variables, Path(os.environ.get("JUNIT_FILE", Path(temporary, "report.xml"))))
            if code != 0:
                server.print_logs(directory)
            return code
        finally:
            server.stop(directory)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    raise SystemExit(main(*sys.argv[1:]))
