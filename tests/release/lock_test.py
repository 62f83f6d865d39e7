"""packages.lock, what script/release --check makes of it, and which release is refused."""

import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
sys.path.insert(0, str(SOURCE_DIR / "packaging"))

import lock  # noqa: E402
from archive import Offer  # noqa: E402

CHANGELOG = """\
openssl (3.0.22-1~deb12u2) bookworm-security; urgency=medium

  * CVE-2026-0003 (Something of a regression)
  * Update of DSA-6001-1.

 -- Somebody <somebody@debian.example>  Mon, 02 Nov 2026 10:00:00 +0000

openssl (3.0.20-1~deb12u1) bookworm; urgency=medium

  * New upstream version, with CVE-2026-0002, CVE-2026-12345.

 -- Somebody <somebody@debian.example>  Mon, 05 Oct 2026 10:00:00 +0000

openssl (3.0.19-1~deb12u2) bookworm-security; urgency=medium

  * CVE-2025-0001

 -- Somebody <somebody@debian.example>  Mon, 07 Sep 2026 10:00:00 +0000
"""
LOCK = lock.Lock("20261101T000000Z", {"openssl": "3.0.19-1~deb12u2", "fmtlib": "9.1.0+ds1-2", "curl": "7.88.1-10+deb12u9"},
                 {"g++": "4:12.2.0-3", "cmake": "3.25.1-1"})


class Archive:
    """Debian's, as a test wants it."""

    def __init__(self, offers: dict[str, list[Offer]], logs: dict[str, str | None]) -> None:
        self.offers_, self.logs_ = offers, logs

    def update(self) -> None:
        pass

    def offers(self, _: str, names: list[str]) -> dict[str, list[Offer]]:
        return {name: self.offers_.get(name, []) for name in names}

    def changelog(self, source: str, _: str) -> str | None:
        return self.logs_.get(source, "nothing\n")


class Lock(unittest.TestCase):
    def setUp(self) -> None:
        self.file = Path(self.enterContext(tempfile.TemporaryDirectory())) / "packages.lock"
        self.file.write_text(LOCK.text(), encoding="ascii")
        self.enterContext(mock.patch.object(lock, "FILE", self.file))

    def check(self, offers: dict[str, list[Offer]], logs: dict[str, str | None]) -> tuple[int, list[str]]:
        with contextlib.redirect_stdout(io.StringIO()) as said:
            code = lock.check(Archive(offers, logs))
        return code, said.getvalue().splitlines()

    def test_is_read_as_it_was_written(self):
        self.assertEqual(lock.parse(LOCK.text()), LOCK)

    def test_is_not_read_by_halves(self):
        with self.assertRaisesRegex(ValueError, "neither a comment nor"):
            lock.parse(LOCK.text() + "library openssl\n")

    def test_an_update_of_the_security_team_is_a_reason_for_a_release(self):
        code, said = self.check({"openssl": [Offer("3.0.19-1~deb12u2", "bookworm"), Offer("3.0.22-1~deb12u2", "bookworm-security")]},
                                {"openssl": CHANGELOG})
        self.assertEqual(code, 1)
        self.assertEqual(said[1:], ["  library openssl 3.0.19-1~deb12u2 -> 3.0.22-1~deb12u2 (bookworm-security)",
                                    "    security: CVE-2026-0002, CVE-2026-0003, CVE-2026-12345, DSA-6001-1",
                                    "1 of 3 libraries in the program have a security update: make a new release"])

    def test_so_is_one_whose_changelog_cannot_be_read(self):
        code, said = self.check({"openssl": [Offer("3.0.22-1~deb12u2", "bookworm-security")]}, {"openssl": None})
        self.assertEqual((code, said[2]), (1, "    security: its changelog is not on the mirror"))

    def test_so_is_a_point_release_that_took_one_over(self):
        code, said = self.check({"curl": [Offer("7.88.1-10+deb12u15", "bookworm")]},
                                {"curl": "curl (7.88.1-10+deb12u15) bookworm; urgency=medium\n\n  * Fix CVE-2026-3783.\n"})
        self.assertEqual((code, said[2]), (1, "    security: CVE-2026-3783"))

    def test_other_changes_are_said_and_are_none(self):
        code, said = self.check({"fmtlib": [Offer("9.1.0+ds1-3", "bookworm-updates")], "cmake": [Offer("3.25.1-2", "bookworm")],
                                 "openssl": [Offer("3.0.18-1~deb12u1", "bookworm-security")]}, {})
        self.assertEqual(code, 0)
        self.assertEqual(said, ["since 20261101T000000Z:", "  library fmtlib 9.1.0+ds1-2 -> 9.1.0+ds1-3 (bookworm-updates)",
                                "  build cmake 3.25.1-1 -> 3.25.1-2 (bookworm)",
                                "0 of 3 libraries in the program have a security update"])

    def test_is_not_written_of_versions_that_debian_has_replaced(self):
        archive = Archive({"openssl": [Offer("3.0.22-1~deb12u2", "bookworm-security")]}, {})
        with mock.patch.object(lock, "used", lambda _: (LOCK.libraries, LOCK.build)), contextlib.redirect_stdout(io.StringIO()) as said:
            self.assertEqual(lock.write([], archive), 1)
        self.assertIn("openssl 3.0.19-1~deb12u2 is in the program, and Debian has 3.0.22-1~deb12u2", said.getvalue())
        self.assertEqual(self.file.read_text(encoding="ascii"), LOCK.text())

    def test_says_what_differs_from_it(self):
        with mock.patch.object(lock, "used", lambda _: ({**LOCK.libraries, "zlib": "1:1.2.13"}, {**LOCK.build, "cmake": "3.26"})):
            with contextlib.redirect_stdout(io.StringIO()) as said:
                self.assertEqual(lock.verify([]), 1)
        self.assertEqual(said.getvalue().splitlines(), ["other than in packages.lock: cmake 3.25.1-1 -> 3.26",
                                                        "other than in packages.lock: zlib was not there -> 1:1.2.13"])
        with mock.patch.object(lock, "used", lambda _: (LOCK.libraries, LOCK.build)):
            self.assertEqual(lock.verify([]), 0)


class Refused(unittest.TestCase):
    """In a project of its own, where nothing would be made if it were not refused."""

    def setUp(self) -> None:
        self.project = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.project / "script").mkdir()
        for name in ("script/release", "script/lib.sh"):
            shutil.copy(SOURCE_DIR / name, self.project / name)
        (self.project / "CMakeLists.txt").write_text("project(connect-ops-review VERSION 1.2.0 LANGUAGES CXX)\n", encoding="ascii")
        (self.project / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2.0\n\nNew.\n", encoding="ascii")
        for command in (["init", "--quiet"], ["add", "."], ["-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "--quiet", "-m", "All"]):
            subprocess.run(["git", *command], cwd=self.project, check=True)

    def refused(self, version: str) -> str:
        done = subprocess.run(["script/release", version], cwd=self.project, env={**os.environ, "SKIP_PACKAGES": "1"}, capture_output=True,
                              text=True, check=False)
        self.assertEqual(done.returncode, 1)
        return done.stderr.strip()

    def test_a_version_that_the_project_does_not_have(self):
        self.assertEqual(self.refused("1.3.0"), "script/release: CMakeLists.txt says that this is 1.2.0: set its project VERSION to 1.3.0 first")

    def test_a_changelog_that_begins_with_another(self):
        (self.project / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n## 1.2.0\n", encoding="ascii")
        self.assertEqual(self.refused("1.2.0"), "script/release: CHANGELOG.md does not begin with ## 1.2.0")

    def test_what_is_not_committed(self):
        (self.project / "new.txt").touch()
        self.assertEqual(self.refused("1.2.0"), "script/release: not all is committed")

    def test_what_has_no_program_is_none(self):
        self.assertEqual(self.refused("1.2.0"), "script/release: packaging/program is missing")


if __name__ == "__main__":
    unittest.main()
