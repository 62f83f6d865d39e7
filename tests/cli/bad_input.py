"""Bad input gets one clear line, the documented exit code, and leaves nothing behind."""

import json
import resource
import shutil
import sqlite3
import unittest
from pathlib import Path

from support.program import COMPONENTS, HARBOUR, ProgramTest


class BadInput(ProgramTest):
    def review(self, *arguments, **options):
        return self.run_program("run", "--database", self.database, *arguments, **options)

    def recording(self) -> Path:
        """A copy of the sample to spoil."""
        copy = self.home / "recording"
        shutil.copytree(HARBOUR, copy)
        return copy

    def assert_nothing_stored(self):
        if self.database.exists():
            stored = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
            self.assertEqual(stored.execute("SELECT count(*) FROM documents").fetchone(), (0,))
            stored.close()

    def test_arguments(self):
        ours = ("--recording", HARBOUR)
        for arguments, words in (
                (("--days", "0", *ours), ("days must be a whole number from 1 to 90", "'0'", "--days")),
                (("--days", "91", *ours), ("'91'",)),
                (("--days", "abc", *ours), ("'abc'",)),
                (("--days", "-3", *ours), ("'-3'",)),
                (("--days", "1e1", *ours), ("'1e1'",)),
                (("--days", "7", *ours), ("this recording holds 14 days, not 7",)),
                (("--only", "quotas", *ours), ("there is no component 'quotas'", "did you mean quota?")),
                (("--skip", "x", *ours), ("there is no component 'x'",)),
                (("--only", "quota", "--skip", "quota", *ours), ("leave no component",)),
                (("--storage", "mongodb", *ours), ("mongodb", "sqlite")),
                (("--output-formats", "html,pdf", *ours), ("pdf", "html", "json", "text")),
                (("--fail-on", "sometimes", *ours), ("never, fail or warn",)),
                (("--carrier-lookup", "maybe", *ours), ("true or false",)),
                (("--warn-percentage", "0", *ours), ("above 0 and up to 100",)),
                (("--fail-percentage", "nan", *ours), ("above 0 and up to 100",)),
                (("--no-such-flag", *ours), ("--no-such-flag",)),
                (("--rates", "connect:ListUser=4"), ("rates must be a list like connect:ListUsers=4/10",)),
                (("--rate-share", "0"), ("above 0 and up to 100",)),
                (("--event-budget", "0"), ("seconds from 1 to 86400",)),
                (("--request-timeout", "soon"), ("seconds from 1 to 86400", "'soon'")),
                (("--resume", "20260101-000000", *ours), ("there is no review 20260101-000000 to go on with",)),
                ((), ("--instance", "--all-instances", "--recording"))):
            with self.subTest(arguments=arguments):
                self.assert_refused(self.review(*arguments), 2, *words)
        self.assert_nothing_stored()

    def test_commands(self):
        self.assert_refused(self.run_program(), 2, "--help")
        self.assert_refused(self.run_program("reviev"), 2, "reviev")
        self.assert_refused(self.run_program("show"), 2, "REVIEW")
        self.assert_refused(self.run_program("checks", "show", "nothing"), 2, "there is no check 'nothing'")
        self.assert_refused(self.run_program("reviews", "--limit", "0"), 2, "--limit")

    def test_access_to_aws(self):
        arn = "arn:aws:connect:eu-central-1:111122223333:instance/74c2b909-e023-438d-aa2c-6cd5ee84a853"
        keys = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "very-secret"}
        offline = {"AWS_EC2_METADATA_DISABLED": "true"}
        for arguments, env, code, words in (
                (("--instance", "harbour"), keys, 2, ("no AWS region is set", "--region")),
                (("--instance", "harbour", "--region", "Frankfurt"), keys, 2, ("region", "'Frankfurt'")),
                (("--instance", arn), offline, 1, ("no AWS credentials were found", "aws configure", "AWS_ACCESS_KEY_ID")),
                (("--instance", arn, "--profile", "gone"), offline, 1, ("there is no profile 'gone'",)),
                (("--instance", arn, "--endpoint-url", "ftp://x"), keys, 2, ("--endpoint-url", "https://")),
                (("--instance", arn), {**keys, "AWS_CA_BUNDLE": "/nowhere"}, 2, ("AWS_CA_BUNDLE", "/nowhere"))):
            with self.subTest(arguments=arguments):
                done = self.review(*arguments, env=env)
                self.assert_refused(done, code, *words)
                self.assertNotIn("very-secret", done.stderr)
        self.assert_nothing_stored()

    def test_directories_to_record_in(self):
        arn = "arn:aws:connect:eu-central-1:111122223333:instance/74c2b909-e023-438d-aa2c-6cd5ee84a853"
        keys = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "very-secret"}
        (self.home / "full").mkdir()
        (self.home / "full" / "something").write_text("kept")
        self.assert_refused(self.run_program("record", self.home / "full", "--instance", arn, env=keys), 2, "there is something in")
        self.assertEqual((self.home / "full" / "something").read_text(), "kept")
        self.assert_refused(self.run_program("record", self.home / "new", "--instance", f"{arn},{arn}", env=keys), 2, "one instance")
        self.assert_refused(self.run_program("record"), 2, "record needs DIRECTORY: directory to save in, new or empty")
        self.assert_refused(self.run_program("record", self.home / "new"), 2, "nothing to record: give --instance ARN, ID or ALIAS")
        self.assertFalse((self.home / "new").exists())

    def test_recordings(self):
        self.assert_refused(self.review("--recording", self.home / "none"), 2, "none", "cannot be opened")
        spoiled = (
            ("recording.json", lambda text: "", "not a JSON object"),
            ("recording.json", lambda text: text[:40], "cut short"),
            ("recording.json", lambda text: text.replace('"formatVersion": 1', '"formatVersion": 2'), "newer connect-ops-review"),
            ("recording.json", lambda text: text.replace("recordedAt", "recordedat"), "recordedAt"),
            ("recording.json", lambda text: text.replace("arn:aws:connect", "arn:aws:connected"), "not the ARN"),
            ("recording.json", lambda text: text.replace('"days": 14', '"days": 0'), "days"),
            ("connect.jsonl", lambda text: text[:len(text) // 2], "cut short"),
            ("connect.jsonl", lambda text: "hello\n", "line 1"),
            ("logs.jsonl", lambda text: '{"operation": "X"}\n', "line 1"))
        for name, spoil, word in spoiled:
            with self.subTest(name=name, word=word):
                recording = self.recording()
                file = recording / name
                file.write_text(spoil(file.read_text(encoding="utf-8")), encoding="utf-8")
                self.assert_refused(self.review("--recording", recording), 2, word)
                shutil.rmtree(recording)
        self.assert_nothing_stored()

    def test_a_recording_that_lacks_calls_is_reviewed_as_far_as_it_goes(self):
        recording = self.recording()
        (recording / "cloudtrail.jsonl").unlink()
        done = self.review("--recording", recording, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual((answer["status"], answer["analyzersCompleted"], answer["analyzersFailed"]), ("partial", len(COMPONENTS) - 1, 1))
        self.assertTrue(any("does not hold cloudtrail:LookupEvents" in error for error in answer["errors"]))
        document = json.loads(self.run_program("show", "latest", "cloudtrail", "--format", "json",
                                               "--database", self.database).stdout)
        self.assertEqual({finding["status"] for finding in document["findings"]}, {"not_assessed"})
        self.assertIsNone(document["data"]["total_events_analyzed"])

    def test_a_recording_that_lacks_everything_is_a_failed_review(self):
        recording = self.recording()
        for file in recording.glob("*.jsonl"):
            file.unlink()
        (recording / "connect.jsonl").write_text('{"operation": "X", "input": {}, "output": {}}\n', encoding="utf-8")
        done = self.review("--recording", recording, "--json")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(json.loads(done.stdout)["status"], "failed")

    def test_databases(self):
        self.database.write_text("this is no database, whatever its name says\n" * 100, encoding="utf-8")
        before = self.database.read_bytes()
        self.assert_refused(self.review("--recording", HARBOUR), 1, str(self.database))
        self.assertEqual(self.database.read_bytes(), before)
        self.database.unlink()

        foreign = sqlite3.connect(self.database)
        foreign.execute("CREATE TABLE theirs (x)")
        foreign.commit()
        foreign.close()
        before = self.database.read_bytes()
        self.assert_refused(self.review("--recording", HARBOUR), 1, str(self.database))
        self.assertEqual(self.database.read_bytes(), before)

    def test_reading_makes_no_database(self):
        for command in (("reviews",), ("show", "latest"), ("report", "latest"), ("storage", "info")):
            self.assert_refused(self.run_program(*command, "--database", self.database), 1, str(self.database), "run")
            self.assertEqual(list(self.home.iterdir()), [])

    def test_a_database_where_none_can_be(self):
        blocked = self.home / "file"
        blocked.write_text("", encoding="utf-8")
        done = self.run_program("run", "--recording", HARBOUR, "--database", blocked / "reviews.db")
        self.assert_refused(done, 2, str(blocked))

    def test_a_full_disk_loses_nothing_that_was_stored(self):
        review_id = self.store_review()
        size = self.database.stat().st_size
        # Python ignores SIGXFSZ; so does the program it starts, and writing past the limit fails as on a full disk.
        done = self.review("--recording", HARBOUR, restore_signals=False,
                           preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4096, size + 4096)))
        self.assertEqual(done.returncode, 1, done.stderr)
        complaints = [line for line in done.stderr.splitlines() if line.startswith("connect-ops-review: ")]
        self.assertEqual(len(complaints), 1, done.stderr)
        again = self.run_program("show", review_id, "quota", "--format", "json", "--database", self.database)
        self.assertEqual(json.loads(again.stdout)["reviewId"], review_id)

    def test_a_report_that_cannot_be_written(self):
        (self.home / "file").write_text("", encoding="utf-8")
        done = self.review("--recording", HARBOUR, "--output-dir", self.home / "file")
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot be written", done.stderr)
        self.assertEqual((self.home / "file").read_text(encoding="utf-8"), "")

    # Whoever may write there can lay links, and a report must not be written to where they lead.
    def test_a_report_is_written_through_no_link(self):
        review_id = self.store_review()
        out, other = self.home / "out", self.home / "other"
        out.mkdir()
        other.write_text("another's", encoding="utf-8")
        report = out / f"connect-ops-review-{review_id}.html"
        for link in (report, out / f"{report.name}.part"):
            link.symlink_to(other)
        done = self.run_program("report", review_id, "--database", self.database, "--output-dir", out)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(other.read_text(encoding="utf-8"), "another's")
        self.assertFalse(report.is_symlink())
        self.assertIn("</html>", report.read_text(encoding="utf-8"))

    # A recording is of one instance, and holds what was asked when it was made.
    def test_what_a_recording_does_not_have(self):
        arn = json.loads((HARBOUR / "recording.json").read_text(encoding="utf-8"))["instanceArn"]
        for arguments, words in ((("--instance", "other"), (arn, "--instance")),
                                 (("--all-instances",), ("--all-instances",)),
                                 (("--record", self.home / "w2"), ("leave out --record, or --recording",)),
                                 (("--wait",), ("a recording is reviewed without asking AWS: leave out --wait, or --recording",)),
                                 (("--force", "--redact"), ("leave out --redact, --force, or --recording",)),
                                 (("--rates", "connect:ListUsers=4", "--max-time", "60", "--complete"),
                                  ("leave out --rates, --max-time, --complete, or --recording",)),
                                 (("--webhook-url", "https://example.com/x", "--security-hub"), ("leave out --webhook-url, --security-hub, or --recording",))):
            with self.subTest(arguments=arguments):
                self.assert_refused(self.review("--recording", HARBOUR, *arguments), 2, *words)
        self.assert_nothing_stored()
        for instance in (arn, arn.rsplit("/", maxsplit=1)[1]):
            done = self.review("--recording", HARBOUR, "--only", "instance", "--instance", instance)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_options_that_would_do_nothing(self):
        arn = json.loads((HARBOUR / "recording.json").read_text(encoding="utf-8"))["instanceArn"]
        for arguments, words in ((("--wait", "--force"), "--wait and --force exclude each other"),
                                 (("--redact",), "--redact masks what --record saves: give --record DIRECTORY"),
                                 (("--resume", "20260101-000000", "--record", self.home / "w"), "leave --record out")):
            with self.subTest(arguments=arguments):
                self.assert_refused(self.review("--instance", arn, *arguments), 2, words)
        self.assertFalse((self.home / "w").exists())
        self.assert_nothing_stored()

    def test_instances_of_stored_reviews(self):
        self.store_review()
        store = ("--database", self.database)
        arn = json.loads((HARBOUR / "recording.json").read_text(encoding="utf-8"))["instanceArn"]
        for name in (arn, "harbour", arn.rsplit("/", maxsplit=1)[1]):
            listed = json.loads(self.run_program("reviews", "--json", "--instance", name, *store).stdout)["reviews"]
            self.assertEqual([one["instanceAlias"] for one in listed], ["harbour"], name)
            followed = self.run_program("trend", "quota.users.current", "--instance", name, *store)
            self.assertIn("240", followed.stdout, name)
        for command in (("reviews",), ("trend",), ("diff",), ("storage", "remove", "--before", "2099-01-01", "--yes"),
                        ("storage", "copy", "--from", f"sqlite:{self.database}", "--to", f"sqlite:{self.home}/other.db")):
            where = () if "copy" in command else store
            self.assert_refused(self.run_program(*command, "--instance", "quay", *where), 1,
                                "no stored review is of an instance 'quay'; `connect-ops-review reviews` lists what there is")

    def test_unknown_reviews(self):
        self.store_review()
        self.assert_refused(self.run_program("show", "20200101-000000", "--database", self.database), 1, "20200101-000000")
        done = self.run_program("show", "20200101-000000", "quota", "--format", "json", "--database", self.database)
        self.assert_refused(done, 1, "there is no review 20200101-000000")
        self.assert_refused(self.run_program("show", "../../etc/passwd", "--database", self.database), 2, "YYYYMMDD-HHMMSS")
        self.assert_refused(self.run_program("show", "latest", "nothing", "--database", self.database), 2, "'nothing'")
        self.assert_refused(self.run_program("show", "latest", "--format", "html", "--database", self.database), 2, "html")


if __name__ == "__main__":
    unittest.main()
