"""The package of the function: all that it needs is in it, and the same input gives the same bytes."""

import hashlib
import json
import os
import re
import subprocess
import tempfile
import unittest
import zipfile
from pathlib import Path

from support.package import BINARY, SOURCE_DIR, make, package
from support.sandbox import TASK, Sandbox

MAX_ZIP = 20 * 2**20         # bytes, our own aim; Lambda takes 50 MB
MAX_STATIC_ZIP = 6 * 10**6   # bytes, of the program of a release
MAX_UNZIPPED = 250 * 10**6   # bytes, Lambda's


def needed(file: Path) -> set[str]:
    """The libraries that a program or library asks for by name."""
    done = subprocess.run(["readelf", "--dynamic", "--wide", file], capture_output=True, text=True, check=True)
    return set(re.findall(r"\(NEEDED\).*\[(.+)\]", done.stdout))


def files(directory: Path) -> dict[str, str]:
    """Digests by path."""
    return {str(file.relative_to(directory)): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in directory.rglob("*") if file.is_file()}


def is_static(program: Path) -> bool:
    done = subprocess.run(["readelf", "--program-headers", "--wide", program], capture_output=True, text=True, check=True)
    return "INTERP" not in done.stdout


class Any(unittest.TestCase):
    """What holds for every package."""

    most = MAX_ZIP

    @classmethod
    def setUpClass(cls) -> None:
        cls.directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="connect-ops-review-")))
        cls.zip = package(cls.directory / "package")
        cls.sandbox = Sandbox(cls.directory / "sandbox", cls.zip)

    def test_it_is_small(self):
        self.assertLess(self.zip.stat().st_size, self.most)
        with zipfile.ZipFile(self.zip) as file:
            self.assertLess(sum(entry.file_size for entry in file.infolist()), MAX_UNZIPPED)

    def test_every_file_can_be_read_by_all_and_written_by_its_owner(self):
        for file in self.sandbox.task.rglob("*"):
            self.assertFalse(file.stat().st_mode & 0o022, file)
            self.assertTrue(file.stat().st_mode & 0o444, file)

    def test_the_same_bytes_every_time(self):
        before = os.umask(0o077)
        self.addCleanup(os.umask, before)
        again = package(self.directory / "again")
        self.assertEqual(hashlib.sha256(again.read_bytes()).digest(), hashlib.sha256(self.zip.read_bytes()).digest())

    def test_sam_builds_the_same(self):
        artifacts = self.directory / "artifacts"
        artifacts.mkdir()
        make("build-OrchestratorFunction", ARTIFACTS_DIR=artifacts)
        self.assertEqual(files(artifacts), files(self.sandbox.task))

    def test_it_starts_where_nothing_else_is(self):
        self.assertEqual({file.name for file in self.sandbox.root.iterdir()}, {"tmp", "var"})
        here = subprocess.run([BINARY, "--version"], capture_output=True, text=True, timeout=60, check=True)
        done = self.sandbox.run(f"{TASK}/bootstrap", "--version")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, here.stdout, ""))


class OfADeveloper(Any):
    """With its libraries beside it."""

    def test_every_library_that_is_asked_for_is_in_it(self):
        libraries = {file.name: file for file in (self.sandbox.task / "lib").iterdir()}
        asked = needed(self.sandbox.task / "connect-ops-review")
        self.assertIn("libc.so.6", asked)
        for library in libraries.values():
            asked |= needed(library)
        self.assertEqual(asked - set(libraries), set())
        self.assertEqual(needed(self.sandbox.task / "bootstrap"), set())

    def test_nothing_else_is_in_it(self):
        self.assertEqual({file.name for file in self.sandbox.task.iterdir()},
                         {"bootstrap", "connect-ops-review", "lib", "licences"})

    def test_the_licences_of_all_that_is_in_it(self):
        licences = self.sandbox.task / "licences"
        self.assertEqual((licences / "connect-ops-review").read_bytes(), (SOURCE_DIR / "LICENSE").read_bytes())
        # Each library's own, with the names of Debian's packages; what is compiled in; a text that they refer to.
        for name in ("libc6", "libssl3", "libcurl4", "libstdc++6", "libgnutls30", "nlohmann-json3-dev", "libcli11-dev",
                     "LGPL-2.1"):
            self.assertGreater((licences / name).stat().st_size, 500, name)
        for library in (self.sandbox.task / "lib").iterdir():
            self.assertTrue(self.owners(library.name) & {file.name for file in licences.iterdir()}, library.name)

    def owners(self, library: str) -> set[str]:
        found = subprocess.run(["dpkg-query", "--search", f"*/{library}"], capture_output=True, text=True, check=True)
        return {line.split(":")[0] for line in found.stdout.splitlines()}

    def test_the_sandbox_has_no_library_of_its_own(self):
        """Without its loader the program cannot be started there."""
        done = self.sandbox.run(f"{TASK}/connect-ops-review", "--version")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("No such file or directory", done.stderr)

    def test_bootstrap_says_what_is_missing(self):
        done = self.sandbox.run(f"{TASK}/bootstrap", env={"LAMBDA_TASK_ROOT": "/nowhere"})
        self.assertEqual((done.returncode, done.stdout), (127, ""))
        self.assertIn("/nowhere: No such file or directory", done.stderr)
        done = self.sandbox.run(f"{TASK}/bootstrap", env={"LAMBDA_TASK_ROOT": "/tmp"})
        self.assertEqual(done.returncode, 127)
        self.assertRegex(done.stderr, "^lib/ld-linux.*: No such file or directory")


class OfARelease(Any):
    """The static program alone."""

    most = MAX_STATIC_ZIP

    def test_it_asks_for_no_library(self):
        self.assertEqual(needed(self.sandbox.task / "bootstrap"), set())

    def test_nothing_else_is_in_it(self):
        self.assertEqual({file.name for file in self.sandbox.task.iterdir()}, {"bootstrap", "licences"})

    def test_nothing_is_relocated_when_it_starts(self):
        kind = int.from_bytes((self.sandbox.task / "bootstrap").read_bytes()[16:18], "little")
        self.assertEqual(kind, 2, "ET_EXEC")

    def test_the_licences_of_all_that_is_in_it(self):
        licences = self.sandbox.task / "licences"
        self.assertEqual((licences / "connect-ops-review").read_bytes(), (SOURCE_DIR / "LICENSE").read_bytes())
        listed = json.loads((BINARY.parent / "libraries.json").read_text(encoding="utf-8"))
        self.assertLess({"curl", "openssl", "glibc", "gcc-12", "c-ares", "fmtlib"}, {one["source"] for one in listed})
        for one in listed:
            self.assertGreater((licences / one["name"]).stat().st_size, 400, one["name"])
        self.assertGreater((licences / "LGPL-2.1").stat().st_size, 500)

    def test_with_no_argument_it_is_the_function(self):
        done = self.sandbox.run(f"{TASK}/bootstrap")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("AWS_LAMBDA_RUNTIME_API", done.stderr)


def load_tests(loader: unittest.TestLoader, *_) -> unittest.TestSuite:
    return loader.loadTestsFromTestCase(OfARelease if is_static(BINARY) else OfADeveloper)


if __name__ == "__main__":
    unittest.main()
