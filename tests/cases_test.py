"""Every case counts once, and none that went wrong is lost."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CASES = Path(__file__).with_name("cases.py")
CTEST = '<testsuite><testcase name="Unit.Passes" status="run"/><testcase name="Unit.Fails" status="fail"><failure/></testcase>{}</testsuite>'


class Cases(unittest.TestCase):
    def setUp(self) -> None:
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def run_file(self, text: str) -> subprocess.CompletedProcess:
        file = self.directory / "some.py"
        file.write_text(text, encoding="utf-8")
        environment = {**os.environ, "JUNIT_FILE": str(self.directory / "tests_some.py.xml")}
        return subprocess.run([sys.executable, CASES, file], env=environment, capture_output=True, text=True, timeout=60)

    def sum_with(self, status: str) -> list[str]:
        failure = "" if status == "run" else "<failure/>"
        (self.directory / "ctest.xml").write_text(
            CTEST.format(f'<testcase name="tests/some.py" status="{status}">{failure}</testcase>'), encoding="utf-8")
        done = subprocess.run([sys.executable, CASES, "--sum", self.directory / "ctest.xml", self.directory],
                              capture_output=True, text=True, timeout=60, check=True)
        return done.stdout.splitlines()

    def test_each_case_counts(self):
        done = self.run_file("import unittest\nclass T(unittest.TestCase):\n"
                             "    def test_a(self): pass\n    def test_b(self): self.fail('no')\n    def test_c(self): 1 / 0\n")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(self.sum_with("fail"),
                         ["Unit.Fails", "tests/some.py: some.T.test_b", "tests/some.py: some.T.test_c", "2 3"])

    def test_what_passes_is_counted_by_its_cases(self):
        done = self.run_file("import unittest\nclass T(unittest.TestCase):\n"
                             "    def test_a(self): pass\n    def test_b(self): pass\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.sum_with("run"), ["Unit.Fails", "3 1"])

    def test_a_skipped_case_has_failed(self):
        done = self.run_file("import unittest\nclass T(unittest.TestCase):\n    @unittest.skip('no')\n    def test_a(self): pass\n")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(self.sum_with("fail"), ["Unit.Fails", "tests/some.py: some.T.test_a", "1 2"])

    def test_a_file_without_cases_has_failed(self):
        self.assertEqual(self.run_file("").returncode, 1)
        self.assertNotEqual(self.run_file("import no_such_module").returncode, 0)

    def test_each_failed_part_of_a_case_is_named(self):
        self.run_file("import unittest\nclass T(unittest.TestCase):\n    def test_a(self):\n        for i in range(3):\n"
                      "            with self.subTest(i=i): self.assertEqual(i, 1)\n")
        self.assertEqual(self.sum_with("fail")[1:],
                         ["tests/some.py: some.T.test_a (i=0)", "tests/some.py: some.T.test_a (i=2)", "1 3"])

    def test_a_test_that_died_among_its_cases_has_failed(self):
        self.run_file("import unittest\nclass T(unittest.TestCase):\n    def test_a(self): pass\n")
        self.assertEqual(self.sum_with("fail"), ["Unit.Fails", "tests/some.py", "2 2"])
        (self.directory / "tests_some.py.xml").write_text("<testsuite><testc", encoding="utf-8")
        self.assertEqual(self.sum_with("fail"), ["Unit.Fails", "tests/some.py", "1 2"])


if __name__ == "__main__":
    unittest.main()
