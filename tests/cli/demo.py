"""The first thing that a newcomer runs: the sample, from the program alone."""

import json
import os
import re
import resource
import shutil
import subprocess
import unittest
from pathlib import Path

from support.program import COMPONENTS, HARBOUR, ProgramTest
from support.terminal import Terminal


class Demo(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        self.temporary = self.home / "tmp"
        self.temporary.mkdir()

    def demo(self, *arguments: str | Path, **env: str) -> subprocess.CompletedProcess:
        done = self.run_program("demo", *arguments, env={"TMPDIR": str(self.temporary), **env})
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def made(self) -> Path:
        """The one directory for temporary files."""
        directory, = self.temporary.iterdir()
        self.assertRegex(directory.name, r"^connect-ops-review-demo-\w{6}$")
        return directory

    def reviewed(self, directory: Path) -> dict:
        done = self.run_program("show", "latest", "--format", "json", "--database", directory / "reviews.db")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_it_finds_what_a_review_of_the_recording_finds(self):
        done = self.demo()
        directory = self.made()
        report, = directory.glob("*[0-9].html")
        self.assertIn(f"html report: {report}\n", done.stdout)
        self.assertIn(f"In {directory}: what AWS was recorded to answer (harbour), the review (reviews.db) and its report.", done.stderr)
        self.assertTrue(done.stderr.endswith(f"Your own contact centre: {os.environ['BINARY']} init\n"), done.stderr)
        self.assertEqual({entry.name for entry in directory.iterdir()},
                         {"harbour", "reports", "reviews.db", report.name, f"{report.stem}-maps.html"})
        self.assertEqual(directory.stat().st_mode & 0o777, 0o700)
        self.assertEqual(list(self.home.iterdir()), [self.temporary])
        self.store_review()
        ours, theirs = self.reviewed(directory)["findings"], self.reviewed(self.home)["findings"]
        self.assertGreater(len(theirs), 200)
        self.assertEqual(ours, theirs)
        for file in HARBOUR.iterdir():
            if file.name != "truth.json":
                self.assertEqual((directory / "harbour" / file.name).read_bytes(), file.read_bytes(), file.name)

    def test_it_writes_where_it_is_told(self):
        done = self.demo("new/place")
        place = self.home / "new" / "place"
        self.assertIn(f"html report: {place}/connect-ops-review-", done.stdout)
        self.assertEqual(self.reviewed(place)["instanceAlias"], "harbour")
        self.assertEqual(list(self.temporary.iterdir()), [])
        for words, said in (((place,), f"there is something in '{place}' already; name a new directory"),
                            (("/proc/x",), "the directory '/proc/x' cannot be made"), ((place / "reviews.db" / "x",), "cannot be made")):
            with self.subTest(words=words):
                refused = self.run_program("demo", *words)
                self.assertNotEqual(refused.returncode, 0)
                self.assert_refused(refused, refused.returncode, said)
        unwritable = self.run_program("demo", env={"TMPDIR": str(self.home / "none")})
        self.assert_refused(unwritable, 1, "there is no directory for temporary files here; name a DIRECTORY")

    def test_what_is_set_for_another_contact_centre_changes_nothing(self):
        own = self.home / ".config" / "connect-ops-review" / "config.toml"
        own.parent.mkdir(parents=True)
        own.write_text('only = ["quota"]\ndays = 3\nlog_group = "/another"\nstorage = "dynamodb"\ntable = "reviews"\n', encoding="utf-8")
        done = self.demo("--json", STORAGE_BACKEND="s3", S3_REPORTING_BUCKET="none", DAYS_BACK="7", CONNECT_INSTANCE_ARN="nobody",
                         WEBHOOK_URL="https://127.0.0.1:1/x", AWS_ENDPOINT_URL="http://127.0.0.1:1")
        answer = json.loads(done.stdout)
        self.assertEqual((answer["status"], answer["storage"], answer["analyzersCompleted"]), ("partial", "sqlite", len(COMPONENTS)))
        self.assertEqual(Path(answer["reportUrl"]).parent, self.made())

    def test_what_is_wrong_for_another_contact_centre_does_not_matter(self):
        own = self.home / ".config" / "connect-ops-review" / "config.toml"
        own.parent.mkdir(parents=True)
        own.write_text("days = [", encoding="utf-8")
        answer = json.loads(self.demo("--json", STORAGE_BACKEND="paper", DAYS_BACK="many", AWS_REGION="nowhere", LOG_LEVEL="loud",
                                      AWS_PROFILE="gone", AWS_CONFIG_FILE=str(own)).stdout)
        self.assertEqual((answer["status"], answer["storage"]), ("partial", "sqlite"))

    def test_half_of_a_sample_is_not_left(self):
        """As on a full disk. Python ignores SIGXFSZ, and so does the program that it starts."""
        (self.home / "empty").mkdir()
        for words in ((), ("new",), ("empty",)):
            with self.subTest(words=words):
                done = self.run_program("demo", *words, env={"TMPDIR": str(self.temporary)}, restore_signals=False,
                                        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)))
                self.assert_refused(done, 1, "the sample '", "' cannot be written: File too large")
                self.assertEqual({entry.name for entry in self.home.iterdir()}, {"tmp", "empty"})
                self.assertEqual([*self.temporary.iterdir(), *(self.home / "empty").iterdir()], [])

    def test_what_nobody_reads_any_more_is_done_all_the_same(self):
        ours, theirs = os.pipe()
        os.close(ours)
        done = subprocess.run([os.environ["BINARY"], "demo", "here"], cwd=self.home, env={"HOME": str(self.home)}, stdout=theirs,
                              stderr=subprocess.PIPE, text=True, timeout=120, check=False)
        os.close(theirs)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("connect-ops-review: ", done.stderr)
        names = {entry.name for entry in (self.home / "here").iterdir()}
        self.assertEqual(names - {name for name in names if name.endswith(".html")}, {"harbour", "reports", "reviews.db"})

    def test_a_tmpdir_that_is_empty_is_none(self):
        done = self.demo(TMPDIR="")
        directory = Path(re.search(r"^In (\S+):", done.stderr, re.MULTILINE)[1])
        self.addCleanup(shutil.rmtree, directory)
        self.assertEqual(directory.parent, Path("/tmp"))

    def test_it_is_quick(self):
        took = [json.loads(self.demo(self.home / f"{turn}", "--json").stdout)["durationMs"] for turn in range(3)]
        self.assertLess(min(took), 5000, took)  # 0.1 s of a release on an idle machine; here others work too

    def on_a_terminal(self, **env: str) -> tuple[int, str]:
        with Terminal([os.environ["BINARY"], "demo"], cwd=self.home,
                      env={"HOME": str(self.home), "TMPDIR": str(self.temporary), **env}) as terminal:
            return terminal.end(), "\n".join(terminal.lines())

    def opener(self, body: str) -> dict[str, str]:
        script = self.home / "bin" / "xdg-open"
        script.parent.mkdir()
        script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        script.chmod(0o755)
        return {"PATH": str(script.parent)}

    def test_the_report_is_opened_on_a_desktop(self):
        path = self.opener(f'echo "$1" > {self.home}/opened')
        for desktop in ("DISPLAY", "WAYLAND_DISPLAY"):
            code, text = self.on_a_terminal(**path, **{desktop: ":0"})
            self.assertEqual(code, 0, text)
            report, = self.made().glob("*[0-9].html")
            self.assertEqual((self.home / "opened").read_text(encoding="utf-8"), f"{report}\n")
            shutil.rmtree(self.made())
            (self.home / "opened").unlink()

    def test_where_it_cannot_be_opened_its_path_is_said(self):
        without_desktop = self.opener(f"touch {self.home}/opened")
        for env, said in ((without_desktop, r"there is no desktop here; open (\S+) in a browser"),
                          ({"PATH": str(self.home), "DISPLAY": ":0"}, r"no program here to open reports with .*; open (\S+) yourself")):
            code, text = self.on_a_terminal(**env)
            self.assertEqual(code, 0, text)
            report = re.search(said, re.sub(r"\s+", " ", text))
            self.assertIsNotNone(report, text)
            self.assertTrue(Path(report[1]).is_file(), report[1])
            shutil.rmtree(self.made())
        self.assertFalse((self.home / "opened").exists())

    def test_what_no_person_sees_is_not_opened(self):
        self.demo(**self.opener(f"touch {self.home}/opened"), DISPLAY=":0")
        self.assertFalse((self.home / "opened").exists())


if __name__ == "__main__":
    unittest.main()
