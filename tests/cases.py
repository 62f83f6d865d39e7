#!/usr/bin/env python3
"""Runs the cases of one test file and writes each down, so that a failure names itself.

Usage: cases.py FILE         runs the unittest cases of FILE; JUNIT_FILE names the JUnit report (none without it)
       cases.py --sum XML DIRECTORY
                             of CTest's report XML and the reports of its tests in DIRECTORY: prints the cases that
                             failed, one a line, and last "PASSED FAILED". A test with a report of its own counts by its
                             cases; one that failed although its cases did not counts as one failure more.
"""

import importlib.util
import os
import sys
import time
import unittest
from pathlib import Path
from xml.etree import ElementTree


class Result(unittest.TextTestResult):
    """Writes down what became of each case, and says nothing of what passed."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.cases = ElementTree.Element("testsuite")
        self.begun = 0.0

    def startTest(self, test):
        super().startTest(test)
        self.begun = time.monotonic()

    def write(self, test, failure: str | None = None, text: str = ""):
        case = ElementTree.SubElement(self.cases, "testcase", name=test.id(), time=f"{time.monotonic() - self.begun:.3f}")
        if failure:
            ElementTree.SubElement(case, failure).text = "".join(c if c.isprintable() or c == "\n" else "?" for c in text)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.write(test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.write(test, "failure", self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self.write(test, "failure", self.errors[-1][1])

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.write(test, "skipped", reason)  # what was skipped in silence counts as failed

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.write(subtest, "failure", str(err[1]))


def run(file: Path) -> int:
    sys.path.insert(0, str(file.parent))
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module
    spec.loader.exec_module(module)
    suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    result = unittest.TextTestRunner(resultclass=Result, verbosity=1).run(suite)
    if "JUNIT_FILE" in os.environ:
        ElementTree.ElementTree(result.cases).write(os.environ["JUNIT_FILE"], encoding="utf-8", xml_declaration=True)
    return 0 if result.wasSuccessful() and result.testsRun > 0 and not result.skipped else 1


def cases_of(report: Path) -> list[tuple[str, bool]]:
    """Name and success of each case in a JUnit report."""
    return [(case.get("name", "?"), case.find("failure") is None and case.find("error") is None
             and case.find("skipped") is None and case.get("status", "run") == "run")
            for case in ElementTree.parse(report).iter("testcase")]


def report_name(test: str) -> str:
    return test.replace("/", "_") + ".xml"


def add_up(ctest: Path, directory: Path) -> None:
    passed, failed = 0, []
    for name, fine in cases_of(ctest):
        report = directory / report_name(name)
        try:
            cases = cases_of(report) if report.exists() else []
        except ElementTree.ParseError:  # it died while it wrote
            cases = []
        passed += sum(good for _, good in cases) if cases else fine
        wrong = [f"{name}: {case}" for case, good in cases if not good]
        failed += wrong if wrong or fine else [name]
    print(*failed, f"{passed} {len(failed)}", sep="\n")


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--sum":
        add_up(Path(sys.argv[2]), Path(sys.argv[3]))
    elif len(sys.argv) == 2 and not sys.argv[1].startswith("-"):
        raise SystemExit(run(Path(sys.argv[1]).resolve()))
    else:
        raise SystemExit(__doc__)
