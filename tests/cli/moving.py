"""Copying reviews between stores, verifying, removing them, and what keeping them costs."""

import json
import os
import sqlite3
import subprocess
import unittest
from pathlib import Path

from support.program import COMPONENTS, ProgramTest

DOCUMENTS = len(COMPONENTS) + 1  # of a review: its state is one too


class MovingTest(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        self.ids = [self.store_review() for _ in range(2)]
        self.source = f"sqlite:{self.database}"
        self.target_file = self.home / "other" / "copy.db"
        self.target = f"sqlite:{self.target_file}"

    def copy(self, *options: str) -> subprocess.CompletedProcess:
        return self.run_program("storage", "copy", "--from", self.source, "--to", self.target, *options)

    def copied(self, *options: str) -> dict:
        return json.loads(self.copy("--json", *options).stdout)

    def execute(self, file: Path, statement: str, *values) -> None:
        with sqlite3.connect(file) as database:
            database.execute(statement, values)

    def documents(self, file: Path) -> list[tuple]:
        with sqlite3.connect(file) as database:
            return database.execute("SELECT * FROM documents ORDER BY review_id, component").fetchall()


class Copy(MovingTest):
    def test_copies_everything_once_and_verifies_it(self):
        first = self.copied()
        self.assertEqual((first["reviews"], first["documents"], first["reports"], first["same"]), (2, 2 * DOCUMENTS, 2, 0))
        self.assertTrue(first["verified"]["same"])
        self.assertEqual(first["verified"]["sourceSha256"], first["verified"]["destinationSha256"])
        again = self.copied()
        self.assertEqual((again["documents"], again["reports"], again["bytes"], again["same"]), (0, 0, 0, 2 * (DOCUMENTS + 3)))
        for review_id in self.ids:
            shown = [self.run_program("show", review_id, "flow", "--format", "json", "--database", file).stdout
                     for file in (self.database, self.target_file)]
            self.assertTrue(shown[0])
            self.assertEqual(*shown)

    def test_the_copy_is_a_store_like_any_other(self):
        self.copy()
        self.database.unlink()
        listed = json.loads(self.run_program("reviews", "--database", self.target_file, "--json").stdout)["reviews"]
        self.assertEqual([review["reviewId"] for review in listed], self.ids[::-1])

    def test_a_dry_run_makes_nothing(self):
        told = self.copied("--dry-run")
        self.assertEqual((told["dryRun"], told["documents"], told["verified"]), (True, 2 * DOCUMENTS, None))
        self.assertFalse(self.target_file.parent.exists())

    def test_another_document_is_a_conflict(self):
        self.copy()
        self.execute(self.target_file, "UPDATE documents SET body = '{\"a\": 1}' WHERE review_id = ? AND component = 'quota'",
                     self.ids[0])
        done = self.copy()
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{self.ids[0]}/quota", done.stdout)
        self.assertIn("--overwrite", done.stdout)
        self.assertIn("Not the same", done.stdout)
        replaced = self.copied("--overwrite")
        self.assertEqual((replaced["overwritten"], replaced["verified"]["same"]), (1, True))

    def test_a_broken_document_is_named_and_stops_nothing(self):
        self.execute(self.database, "UPDATE documents SET body = 'x' WHERE review_id = ? AND component = 'flow'", self.ids[0])
        done = self.copy("--json")
        self.assertEqual(done.returncode, 1, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual([remark["what"] for remark in answer["broken"]], [f"{self.ids[0]}/flow"])
        self.assertEqual((answer["documents"], answer["verified"]["same"]), (2 * DOCUMENTS - 1, False))
        said = self.copy().stdout
        self.assertIn("1 that cannot be read", said)
        self.assertNotIn("Verified", said)

    def test_what_the_source_lacks_is_said_once(self):
        self.execute(self.database, "DELETE FROM documents WHERE review_id = ? AND component = 'flow'", self.ids[0])
        done = self.copy()
        self.assertEqual((done.returncode, done.stdout.count(f"{self.ids[0]}/flow")), (1, 1), done.stdout)

    def test_chooses_by_day_and_instance(self):
        self.assertEqual(self.copied("--until", "2020-01-01")["reviews"], 0)
        self.assertEqual(self.copied("--instance", "arn:aws:connect:eu-west-1:111122223333:instance/x")["reviews"], 0)
        self.assertEqual(self.copied("--since", "2020-01-01")["reviews"], 2)

    def test_progress_is_for_terminals_only(self):
        self.assertEqual(self.copy().stderr, "")

    def test_bad_input(self):
        for options, code, words in (
                (("--from", self.source), 2, ("--from and --to", "s3:BUCKET")),
                (("--from", self.source, "--to", self.source), 2, ("the same place",)),
                (("--from", "mongodb:x", "--to", self.target), 2, ("'mongodb'", "sqlite")),
                (("--from", "sqlite:", "--to", self.target), 2, ("sqlite:FILE",)),
                (("--from", f"sqlite:{self.home}/none.db", "--to", self.target), 1, ("none.db",)),
                (("--from", self.source, "--to", self.target, "--since", "soon"), 2, ("--since", "'soon'"))):
            with self.subTest(options=options):
                self.assert_refused(self.run_program("storage", "copy", *options), code, *words)
        self.assertFalse(self.target_file.exists())


class Verify(MovingTest):
    def test_tells_what_is_missing_and_changes_nothing(self):
        self.copy()
        self.execute(self.target_file, "DELETE FROM documents WHERE review_id = ?", self.ids[1])
        before = self.documents(self.target_file)
        done = self.run_program("storage", "verify", "--from", self.source, "--to", self.target, "--json")
        self.assertEqual(done.returncode, 1)
        answer = json.loads(done.stdout)
        self.assertEqual((answer["same"], len(answer["missing"]), answer["different"]), (False, DOCUMENTS, []))
        self.assertEqual(self.documents(self.target_file), before)

    def test_agrees_on_a_copy(self):
        self.copy()
        done = self.run_program("storage", "verify", "--from", self.source, "--to", self.target)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn(f"Verified: {2 * DOCUMENTS} documents and 2 reports of 2 reviews", done.stdout)

    def test_makes_no_store(self):
        done = self.run_program("storage", "verify", "--from", self.source, "--to", self.target)
        self.assert_refused(done, 1, str(self.target_file))
        self.assertFalse(self.target_file.exists())


class Remove(MovingTest):
    def remove(self, *arguments: str) -> subprocess.CompletedProcess:
        return self.run_program("storage", "remove", *arguments, "--database", self.database)

    def left(self) -> list[str]:
        listed = json.loads(self.run_program("reviews", "--database", self.database, "--json").stdout)["reviews"]
        return sorted(review["reviewId"] for review in listed)

    def on_a_terminal(self, answer: str) -> tuple[int, str]:
        ours, theirs = os.openpty()
        with os.fdopen(ours, "r+b", buffering=0) as terminal, os.fdopen(theirs, "r+b", buffering=0) as end:
            program = subprocess.Popen([os.environ["BINARY"], "storage", "remove", self.ids[0], "--database", self.database],
                                       env={"HOME": str(self.home)}, stdin=end, stdout=subprocess.PIPE, stderr=end)
            seen = b""
            while b"[y/N]" not in seen:
                seen += terminal.read(4096)
            terminal.write(answer.encode() + b"\n")
            program.communicate(timeout=60)
        return program.returncode, seen.decode()

    def test_asks_where_somebody_is_there(self):
        code, seen = self.on_a_terminal("n")
        self.assertIn("Remove 1 review with all reports", seen)
        self.assertEqual((code, self.left()), (1, self.ids))
        code, _ = self.on_a_terminal("y")
        self.assertEqual((code, self.left()), (0, self.ids[1:]))

    def test_asks_nobody_and_removes_nothing(self):
        self.assert_refused(self.remove(*self.ids), 2, "--yes", "2 reviews")
        self.assertEqual(self.left(), self.ids)

    def test_asks_nothing_about_what_is_not_there(self):
        done = self.remove("20200101-000000")
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertIn("0 reviews removed", done.stdout)
        self.assertIn("20200101-000000: there is no such review in this store", done.stdout)
        self.assert_refused(self.remove("20200101-000000", self.ids[0]), 2, "--yes", "1 review ")
        self.assertIn("0 reviews would be removed", self.remove("20200101-000000", "--dry-run").stdout)
        self.assertEqual(self.left(), self.ids)

    def test_removes_reviews_with_their_reports(self):
        done = self.remove(self.ids[0], "20200101-000000", "--yes", "--json")
        self.assertEqual(done.returncode, 1)
        answer = json.loads(done.stdout)
        self.assertEqual((answer["removed"], [one["what"] for one in answer["missing"]]), (1, ["20200101-000000"]))
        self.assertEqual(self.left(), self.ids[1:])
        self.assertEqual([path.name for path in (self.home / "reports/reviews.db").iterdir()], self.ids[1:])

    def test_removes_what_is_older(self):
        self.assertEqual(self.remove("--before", "2020-01-01", "--yes").stdout, "0 reviews removed\n")
        told = self.remove("--before", "2999-01-01", "--dry-run").stdout
        self.assertIn("2 reviews would be removed", told)
        self.assertEqual(self.left(), self.ids)
        self.assertEqual(self.remove("--before", "2999-01-01", "--yes").returncode, 0)
        self.assertEqual(self.left(), [])

    def test_bad_input(self):
        self.assert_refused(self.remove("--yes"), 2, "either their ids, or --before")
        self.assert_refused(self.remove(self.ids[0], "--before", "2026-01-01", "--yes"), 2, "either their ids")
        self.assert_refused(self.remove("latest", "--yes"), 2, "'latest'", "YYYYMMDD-HHMMSS")
        self.assert_refused(self.remove("--before", "spring", "--yes"), 2, "'spring'")
        self.assertEqual(self.left(), self.ids)


class Erase(MovingTest):
    """The sample's numbers and flows stand for what somebody wants to be gone."""

    def erase(self, *arguments: str) -> subprocess.CompletedProcess:
        return self.run_program("storage", "erase", *arguments, "--database", self.database)

    def erased(self, *arguments: str) -> dict:
        return json.loads(self.erase(*arguments, "--json").stdout)

    def everything(self) -> bytes:
        """The bytes of the database, its log and all reports."""
        files = [*self.database.parent.glob(f"{self.database.name}*"), *(self.home / "reports").rglob("*")]
        return b"".join(file.read_bytes() for file in files if file.is_file())

    def number(self) -> str:
        done = self.run_program("show", "latest", "phone", "--format", "json", "--database", self.database)
        return json.loads(done.stdout)["data"]["phone_numbers"][0]["phone_number"]

    def test_nothing_of_a_number_and_a_name_is_left_in_any_file(self):
        number = self.number()
        self.assertIn(number[1:].encode(), self.everything())
        answer = self.erased(number, "payment line", "--yes")
        self.assertEqual((answer["whole"], answer["reviews"], answer["dryRun"]), (True, 2, False), answer)
        self.assertEqual(len(answer["reports"]), 6)  # with their maps, and what is kept of the flows
        left = self.everything()
        self.assertNotIn(number[1:].encode(), left)
        self.assertNotIn(b"payment line", left.lower())
        self.assertIn(b"[erased ", left)
        check = self.run_program("storage", "check", "--database", self.database)
        self.assertEqual(check.returncode, 0, check.stdout)
        shown = self.run_program("show", "latest", "--database", self.database)
        self.assertNotRegex(shown.stdout, "Component .* cannot be read")

    def test_a_dry_run_changes_nothing_and_says_the_same(self):
        number, before = self.number(), self.documents(self.database)
        told = self.erased(number, "--dry-run")
        self.assertEqual((told["dryRun"], self.documents(self.database)), (True, before))
        done = self.erased(number, "--yes")
        self.assertGreater(done["mentions"], 1)
        self.assertEqual({**told, "dryRun": False}, done)
        self.assertEqual(self.erased(number, "--yes")["mentions"], 0)
        nothing = self.run_program("storage", "erase", number, "--yes", "--database", self.database)
        self.assertEqual(nothing.stdout, "2 reviews looked into: no mention found, and nothing erased\n")

    def test_says_what_it_did_and_what_it_does_not_reach(self):
        text = self.erase(self.number(), "--yes").stdout
        self.assertRegex(text, r"2 reviews looked into: \d+ mentions in \d+ documents erased, 6 files made again or removed")
        self.assertIn(f"{self.ids[0]}/phone: ", text)
        self.assertIn("Backups and copies", text)

    def test_what_cannot_be_read_is_named(self):
        self.execute(self.database, "UPDATE documents SET body = 'x' WHERE review_id = ? AND component = 'flow'", self.ids[0])
        done = self.erase(self.number(), "--yes")
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{self.ids[0]}/flow: it is not JSON; `storage remove` deletes the review", done.stdout)

    def test_bad_input(self):
        before = self.documents(self.database)
        self.assert_refused(self.erase("+493023125000"), 2, "--yes")
        self.assert_refused(self.erase("ab", "--yes"), 2, "'ab' is too short")
        self.assert_refused(self.erase("--yes"), 2, "TEXT")
        self.assertEqual(self.documents(self.database), before)


class Check(MovingTest):
    def check(self, *options: str) -> tuple[int, dict]:
        done = self.run_program("storage", "check", "--json", "--database", self.database, *options)
        return done.returncode, json.loads(done.stdout)

    def test_nothing_is_wrong_with_what_was_just_stored(self):
        code, answer = self.check()
        self.assertEqual((code, answer["whole"], answer["documents"], answer["reports"]), (0, True, 2 * DOCUMENTS, 2), answer)
        text = self.run_program("storage", "check", "--database", self.database).stdout
        self.assertEqual(text, f"2 reviews with {2 * DOCUMENTS} documents and 2 reports read\nNothing is wrong.\n")

    def test_a_document_that_was_changed_is_said_by_every_reader_and_hides_no_other(self):
        self.execute(self.database, "UPDATE documents SET body = replace(body, '\"status\":\"pass\"', '\"status\":\"fail\"')"
                     " WHERE review_id = ? AND component = 'flow'", self.ids[1])
        code, answer = self.check()
        self.assertEqual((code, [one["what"] for one in answer["damaged"]]), (1, [f"{self.ids[1]}/flow"]))
        self.assertEqual(answer["missing"], [])
        shown = self.run_program("show", "latest", "--database", self.database)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertIn("it is damaged", shown.stdout)
        alone = self.run_program("show", "latest", "flow", "--format", "json", "--database", self.database)
        self.assert_refused(alone, 1, "it is damaged")

    def test_documents_of_earlier_versions_are_as_good_as_they_look(self):
        self.execute(self.database, "UPDATE documents SET body = json_remove(body, '$.sha256')")
        self.assertEqual(self.check()[0], 0)

    def test_names_what_is_no_reviews(self):
        stray = self.home / "reports/reviews.db/20200101-000000/report.html"
        stray.parent.mkdir()
        stray.write_text("<html></html>")
        self.execute(self.database, "UPDATE documents SET ttl = ttl + 1 WHERE review_id = ? AND component = 'quota'", self.ids[0])
        code, answer = self.check()
        self.assertEqual(code, 1)
        self.assertEqual([one["what"].rsplit(" ", 1)[-1] for one in answer["foreign"]],
                         [f"{self.ids[0]}/quota", "20200101-000000/report.html"])


class Backup(MovingTest):
    def test_is_a_database_as_of_one_moment_that_only_its_owner_reads(self):
        file = self.home / "backup.db"
        with sqlite3.connect(self.database) as reader:  # keeps the -wal there
            reader.execute("SELECT COUNT(*) FROM documents").fetchall()
            done = self.run_program("storage", "backup", file, "--database", self.database, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["bytes"], file.stat().st_size)
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.documents(file), self.documents(self.database))
        again = self.run_program("storage", "backup", file, "--database", self.database)
        self.assert_refused(again, 2, "is there already")

    def test_is_of_a_file(self):
        done = self.run_program("storage", "backup", self.home / "x.db", "--storage", "s3", "--bucket", "my-bucket")
        self.assert_refused(done, 2, "storage copy --from s3:my-bucket")


class Estimate(MovingTest):
    def estimate(self, *options: str) -> dict:
        done = self.run_program("storage", "estimate", *options, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_starts_from_the_stored_reviews(self):
        answer = self.estimate("--reviews-per-month", "4", "--database", self.database)
        self.assertEqual((answer["sizesFrom"], answer["documentsPerReview"]), ("the 2 newest stored reviews", DOCUMENTS))
        bucket, table = answer["costs"]
        self.assertEqual((bucket["backend"], table["backend"]), ("s3", "dynamodb"))
        self.assertEqual((bucket["s3Puts"], bucket["s3Lists"], bucket["writeUnits"]), (4 * (DOCUMENTS + 4), 24, 0))
        self.assertGreater(table["usd"], bucket["usd"])
        self.assertGreater(bucket["usd"], 0)

    def test_starts_from_the_sample_where_there_is_no_store_and_makes_none(self):
        answer = self.estimate("--reviews-per-month", "30", "--database", self.home / "none.db")
        self.assertIn("the sample", answer["sizesFrom"])
        self.assertFalse((self.home / "none.db").exists())

    def test_takes_a_size(self):
        small, large = (self.estimate("--reviews-per-month", "4", "--bytes-per-review", size)["costs"][0]["bucketBytes"]
                        for size in ("100000", "1000000"))
        self.assertAlmostEqual(large / small, 10, places=3)

    def test_bad_input(self):
        self.assert_refused(self.run_program("storage", "estimate"), 2, "--reviews-per-month")
        for number in ("0", "-1", "many", "1.5"):
            self.assert_refused(self.run_program("storage", "estimate", "--reviews-per-month", number), 2, number)


if __name__ == "__main__":
    unittest.main()
