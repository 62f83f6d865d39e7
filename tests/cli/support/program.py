"""Runs the program under test the way a person does: its own process, a home of its own, nothing inherited."""

import atexit
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import ClassVar

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
HARBOUR = SOURCE_DIR / "samples" / "harbour"


def components() -> tuple[str, ...]:
    """Those of the program under test, in its order: each has a check."""
    done = subprocess.run([os.environ["BINARY"], "checks", "list", "--json"], capture_output=True, text=True, timeout=60,
                          check=True)
    return tuple(dict.fromkeys(check["component"] for check in json.loads(done.stdout)))


COMPONENTS = components()


class Kept:
    """A database as it was after a review, for other tests of the file to begin with."""

    def __init__(self, database: Path, review_id: str) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="connect-ops-review-"))
        atexit.register(shutil.rmtree, self.home, ignore_errors=True)
        self.review_id = review_id
        self._copy(database.parent, self.home)

    def restore(self, database: Path) -> str:
        self._copy(self.home, database.parent)
        return self.review_id

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        shutil.copy2(source / "reviews.db", target)
        shutil.copytree(source / "reports", target / "reports", dirs_exist_ok=True)


class ProgramTest(unittest.TestCase):
    """Gives every test an empty home directory, and a database that holds one review when it asks for it."""

    kept: ClassVar[list[Kept]] = []  # with one review of the sample, with two, …

    def setUp(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="connect-ops-review-"))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        self.database = self.home / "reviews.db"
        self._reviews: int | None = 0  # of the sample, in the database; None when something else has changed it
        self._left: tuple[int, int] | None = None  # how the last of them left it

    def run_program(self, *arguments: str | Path, env: dict[str, str] | None = None, **options) -> subprocess.CompletedProcess:
        environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], **(env or {})}
        for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        return subprocess.run([os.environ["BINARY"], *map(str, arguments)], env=environment, cwd=self.home, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, **options)

    def store_review(self) -> str:
        """Reviews the sample into self.database and gives the review's id. What has been done to the same database
        before is not done again."""
        same = self._reviews is not None and self._state() == self._left
        if same and self._reviews < len(self.kept):
            review_id = self.kept[self._reviews].restore(self.database)
        else:
            done = self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--json")
            self.assertEqual(done.returncode, 0, done.stderr)
            review_id = json.loads(done.stdout)["reviewId"]
            if same:
                self.kept.append(Kept(self.database, review_id))
        self._reviews = self._reviews + 1 if same else None
        self._left = self._state()
        return review_id

    def _state(self) -> tuple[int, int] | None:
        if not self.database.exists():
            return None
        status = self.database.stat()
        return status.st_size, status.st_mtime_ns

    def assert_refused(self, done: subprocess.CompletedProcess, code: int, *words: str) -> None:
        """One line on standard error that holds the words, nothing on standard output, the documented exit code."""
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stdout, "")
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 1, done.stderr)
        self.assertTrue(lines[0].startswith("connect-ops-review: "), lines[0])
        for word in words:
            self.assertIn(word, lines[0])
