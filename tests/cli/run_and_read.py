"""The main job: review the sample, then read it back in every way."""

import json
import os
import re
import subprocess
import unittest
from datetime import date, datetime

from support.program import COMPONENTS, HARBOUR, ProgramTest
from support.terminal import shown


class RunAndRead(ProgramTest):
    def test_run_prints_findings_and_the_path_of_a_report_that_is_there(self):
        done = self.run_program("run", "--recording", HARBOUR, "--database", self.database)
        self.assertEqual(done.returncode, 0, done.stderr)
        told = done.stderr.splitlines()
        self.assertRegex(told[0], r"^review \d{8}-\d{6} of arn:aws:connect:")
        self.assertEqual({line.split()[0] for line in told[1:]}, set(COMPONENTS))
        path = re.search(r"^html report: (.+)$", done.stdout, re.M).group(1)
        with open(path, encoding="utf-8") as report:
            self.assertIn("harbour", report.read())
        self.assertNotIn("\x1b", done.stdout)

    def test_progress_appears_unless_it_is_to_be_quiet(self):
        def seen_on_a_terminal(*options: str) -> list[str]:
            ours, theirs = os.openpty()
            with os.fdopen(ours, "rb", buffering=0) as terminal:
                done = subprocess.run([os.environ["BINARY"], "run", "--recording", HARBOUR, "--database", self.database, *options],
                                      env={"HOME": str(self.home)}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                      stderr=theirs, timeout=120)
                self.assertEqual(done.returncode, 0)
                os.write(theirs, b"the end")
                os.close(theirs)
                seen = b""
                while not seen.endswith(b"the end"):
                    seen += terminal.read(65536)
                return shown(seen.decode())

        lines = seen_on_a_terminal()
        self.assertEqual(lines.pop(), "the end")
        self.assertRegex(lines.pop(0), r"^review \d{8}-\d{6}(-\w+)? of arn:aws:connect:")
        self.assertEqual({line.split()[0] for line in lines},
                         set(COMPONENTS))
        for line in lines:
            self.assertRegex(line, r"^\w+ +(complete|partial) +\d+ calls +\d+\.\d s$")
        self.assertEqual(seen_on_a_terminal("--quiet"), ["the end"])

    def test_run_json_is_one_object_with_the_documented_members(self):
        done = self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--json")
        answer = json.loads(done.stdout)
        self.assertEqual(done.stdout.count("\n"), 1)
        self.assertEqual(set(answer), {"reviewId", "status", "reportUrl", "analyzersCompleted", "analyzersFailed", "errors",
                                       "storage", "instanceArn", "findings", "durationMs", "usage", "storageUsage"})
        self.assertRegex(answer["reviewId"], r"^\d{8}-\d{6}$")
        self.assertEqual((answer["status"], answer["analyzersCompleted"], answer["analyzersFailed"]), ("partial", len(COMPONENTS), 0))
        self.assertTrue(any("connect:ListPredefinedAttributes" in error for error in answer["errors"]))

    def test_two_runs_in_the_same_second_are_two_reviews(self):
        ids = {self.store_review() for _ in range(3)}
        self.assertEqual(len(ids), 3)
        listed = json.loads(self.run_program("reviews", "--database", self.database, "--json").stdout)["reviews"]
        self.assertEqual([review["reviewId"] for review in listed], sorted(ids, reverse=True))

    def test_two_runs_give_byte_equal_documents_and_reports(self):
        def review(directory):
            database = self.home / f"{directory}.db"  # with the other before it, the second would say what is new
            done = self.run_program("run", "--recording", HARBOUR, "--database", database, "--json",
                                    "--output-formats", "html,json,text", "--output-dir", directory)
            review_id = json.loads(done.stdout)["reviewId"]
            texts = {path.name.replace(review_id, "ID"): path.read_text(encoding="utf-8") for path in (self.home / directory).iterdir()}
            for component in COMPONENTS:
                texts[component] = self.run_program("show", review_id, component, "--format", "json",
                                                    "--database", database).stdout
            return {name: self.without_ids_and_times(text, review_id) for name, text in texts.items()}

        first, second = review("a"), review("b")
        self.assertEqual(set(first), {*(f"connect-ops-review-ID{end}" for end in (".html", "-maps.html", ".json", ".txt")), *COMPONENTS})
        for name, text in first.items():
            self.assertEqual(text, second[name], name)

    @staticmethod
    def without_ids_and_times(text: str, review_id: str) -> str:
        text = text.replace(review_id, "ID")
        text = re.sub(r'"(collectedAt|updatedAt)":\s*"[^"]*"', r'"\1":"T"', text)
        text = re.sub(r'"ttl":\s*\d+', '"ttl":0', text)
        text = re.sub(r'"sha256":\s*"[0-9a-f]{64}"', '"sha256":"S"', text)  # a seal holds what is replaced here
        today = date.fromisoformat(review_id[:8])
        return re.sub(rf"({today}|{today:%-d %b %Y})[ T]\d\d:\d\d(:\d\d)?", "T", text)

    def test_only_and_skip_choose_components(self):
        done = self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--only", "quota,flow", "--json")
        self.assertEqual(json.loads(done.stdout)["analyzersCompleted"], 2)
        done = self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--skip", "logs", "--json")
        self.assertEqual(json.loads(done.stdout)["analyzersCompleted"], len(COMPONENTS) - 1)

    def test_exit_codes_follow_fail_on_and_strict(self):
        review = ["run", "--recording", HARBOUR, "--database", self.database]
        self.assertEqual(self.run_program(*review, "--fail-on", "never").returncode, 0)
        self.assertEqual(self.run_program(*review, "--fail-on", "fail").returncode, 3)
        self.assertEqual(self.run_program(*review, "--fail-on", "warn").returncode, 3)
        self.assertEqual(self.run_program(*review, "--strict").returncode, 4)
        self.assertEqual(self.run_program(*review, "--strict", "--fail-on", "fail").returncode, 3)

    def test_thresholds_can_be_configured(self):
        def status_of_users(*options):
            self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--only", "quota", *options)
            document = self.run_program("show", "latest", "quota", "--format", "json", "--database", self.database).stdout
            return next(quota["status"] for quota in json.loads(document)["data"]["quotas"] if quota["key"] == "users")

        self.assertEqual(status_of_users(), "warning")
        self.assertEqual(status_of_users("--warn-percentage", "81"), "normal")
        self.assertEqual(status_of_users("--warn-percentage", "50", "--fail-percentage", "80"), "critical")

    def test_documents_hold_for_as_long_as_is_asked(self):
        def days_held(*options: str, **env: str) -> set[int]:
            review = json.loads(self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--only", "quota",
                                                 "--json", *options, env=env).stdout)["reviewId"]
            documents = [json.loads(self.run_program("show", review, component, "--format", "json",
                                                     "--database", self.database).stdout)
                         for component in ("quota", "STATUS")]
            stored = [datetime.fromisoformat(one.get("collectedAt") or one["updatedAt"]).timestamp() for one in documents]
            return {(one["ttl"] - int(at)) // 86_400 for one, at in zip(documents, stored)}

        self.assertEqual(days_held(), {90})
        self.assertEqual(days_held("--retention-days", "3650"), {3650})
        self.assertEqual(days_held(RETENTION_DAYS="1"), {1})
        for wrong in ("0", "3651", "soon"):
            refused = self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--retention-days", wrong)
            self.assertEqual(refused.returncode, 2)
            self.assertIn("retention_days", refused.stderr)

    def test_show_prints_what_is_stored(self):
        review_id = self.store_review()
        document = json.loads(self.run_program("show", review_id, "quota", "--format", "json",
                                               "--database", self.database).stdout)
        self.assertEqual((document["schemaVersion"], document["reviewId"], document["componentType"]), (1, review_id, "quota"))
        status = json.loads(self.run_program("show", "latest", "STATUS", "--format", "json",
                                             "--database", self.database).stdout)
        self.assertEqual(status["status"], "partial")
        text = self.run_program("show", "latest", "flow", "--database", self.database).stdout
        self.assertIn("harbour", text)

    def test_options_may_stand_before_the_words_of_a_command(self):
        older, newer = self.store_review(), self.store_review()
        for options, words in ((("show", "--format", "json"), (newer, "quota")),
                               (("diff", "--format", "json"), (older, newer)),
                               (("report", "--output-formats", "json"), (newer,)),
                               (("trend", "--format", "json"), ("quota.queues.percentage",)),
                               (("checks", "show", "--format", "json"), ("flow_logging",))):
            store = () if options[0] == "checks" else ("--database", self.database)
            before = self.run_program(*options[:-2], *store, *options[-2:], *words)
            behind = self.run_program(*options[:-2], *words, *store, *options[-2:])
            self.assertEqual((before.returncode, before.stderr), (0, ""), options)
            if options[0] != "report":
                self.assertEqual(before.stdout, behind.stdout)

    def test_report_renders_again_the_same_bytes(self):
        self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--output-formats", "html,json,text",
                         "--output-dir", "first")
        done = self.run_program("report", "latest", "--database", self.database, "--output-formats", "html,json,text",
                                "--output-dir", "second")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(done.stdout.splitlines()), 3)
        for path in (self.home / "first").iterdir():
            self.assertEqual(path.read_bytes(), (self.home / "second" / path.name).read_bytes(), path.name)

    def test_reviews_pages(self):
        for _ in range(3):
            self.store_review()
        seen, page = [], []
        while True:
            answer = json.loads(self.run_program("reviews", "--limit", "2", "--json", "--database", self.database, *page).stdout)
            seen += [review["reviewId"] for review in answer["reviews"]]
            if answer["next"] is None:
                break
            page = ["--page", answer["next"]]
        self.assertEqual(len(set(seen)), 3)
        self.assertEqual(seen, sorted(seen, reverse=True))

    def test_checks_are_listed_and_explained(self):
        checks = json.loads(self.run_program("checks", "list", "--json").stdout)
        self.assertGreaterEqual(len(checks), 25)
        for check in checks:
            shown = " ".join(self.run_program("checks", "show", check["id"]).stdout.split())  # lines are as wide as the terminal
            for words in (check["title"], check["why"], check["remedy"], *check["permissions"]):
                self.assertIn(words, shown)

    def test_storage_info_says_what_is_active_and_why(self):
        self.store_review()
        info = json.loads(self.run_program("storage", "info", "--database", self.database, "--json").stdout)
        self.assertEqual((info["backend"], info["activeBecause"], info["reviews"], info["documents"]), ("sqlite", "default", 1, len(COMPONENTS) + 1))
        text = self.run_program("storage", "info", "--database", self.database, env={"STORAGE_BACKEND": "sqlite"}).stdout
        self.assertIn("the variable STORAGE_BACKEND", text)

    def test_every_command_helps_with_an_example(self):
        for words in ([], ["run"], ["reviews"], ["show"], ["report"], ["checks"], ["checks", "list"], ["checks", "show"],
                      ["storage"], ["storage", "info"]):
            done = self.run_program(*words, "--help")
            self.assertEqual(done.returncode, 0, words)
            self.assertEqual(done.stderr, "")
            if words not in (["checks"], ["storage"]):
                self.assertIn("connect-ops-review " + " ".join(words[:1]), done.stdout)
        self.assertRegex(self.run_program("--version").stdout, r"^connect-ops-review \d+\.\d+\.\d+\n$")


if __name__ == "__main__":
    unittest.main()
