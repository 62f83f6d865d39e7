"""Runs the program under test the way a person does: its own process, a home of its own, nothing inherited."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
HARBOUR = SOURCE_DIR / "samples" / "harbour"


def components() -> tuple[str, ...]:
    """Those of the program under test, in its order: each has a check."""
    done = subprocess.run([os.environ["BINARY"], "checks", "list", "--json"], capture_output=True, text=True, timeout=60,
                          check=True)
    return tuple(dict.fromkeys(check["component"] for check in json.loads(done.stdout)))


COMPONENTS = components()


class ProgramTest(unittest.TestCase):
    """Gives every test an empty home directory, and a database that holds one review when it asks for it."""

    def setUp(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="connect-ops-review-"))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        self.database = self.home / "reviews.db"

    def run_program(self, *arguments: str | Path, env: dict[str, str] | None = None, **options) -> subprocess.CompletedProcess:
        environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], **(env or {})}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        return subprocess.run([os.environ["BINARY"], *map(str, arguments)], env=environment, cwd=self.home, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, **options)

    def store_review(self) -> str:
        """Reviews the sample into self.database and gives the review's id."""
        done = self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)["reviewId"]

    def assert_refused(self, done: subprocess.CompletedProcess, code: int, *words: str) -> None:
        """One line on standard error that holds the words, nothing on standard output, the documented exit code."""
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stdout, "")
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 1, done.stderr)
        self.assertTrue(lines[0].startswith("connect-ops-review: "), lines[0])
        for word in words:
            self.assertIn(word, lines[0])
