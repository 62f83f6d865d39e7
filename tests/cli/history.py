"""What changed between reviews, and how a number went over many of them."""

import csv
import datetime
import gzip
import json
import shutil
import sqlite3
import subprocess
import sys
import unittest

from support.program import HARBOUR, SOURCE_DIR, ProgramTest

# The sample as it would have been recorded seven days later.
A_WEEK_LATER = """
import sys
from datetime import timedelta
from pathlib import Path
tools, out = sys.argv[1:]
sys.path.insert(0, tools)
from sample import world
world.RECORDED_AT += timedelta(days=7)
world.WINDOW_START += timedelta(days=7)
import make_sample
make_sample.write(make_sample.make(world.DEFAULT_SEED), Path(out))
"""

FAR_AWAY = 4_000_000_000  # of ttl


class HistoryTest(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        self.first = self.store_review()

    def documents(self, review_id: str) -> dict[str, dict]:
        with sqlite3.connect(self.database) as database:
            rows = database.execute("SELECT component, body FROM documents WHERE review_id = ?", (review_id,)).fetchall()
        return {component: json.loads(body) for component, body in rows}

    def store(self, review_id: str, documents: dict[str, dict]) -> None:
        """As a review of that moment would have left them."""
        with sqlite3.connect(self.database) as database:
            for component, body in documents.items():
                body.update(reviewId=review_id, ttl=FAR_AWAY)
                body.pop("recordedAt", None)
                body.pop("sha256", None)
                database.execute("INSERT OR REPLACE INTO documents (review_id, component, instance_arn, ttl, body)"
                                 " VALUES (?, ?, ?, ?, ?)",
                                 (review_id, component, body.get("instanceArn", ""), FAR_AWAY, json.dumps(body)))

    def answer(self, *arguments: str) -> dict:
        done = self.run_program(*arguments, "--database", self.database, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)


class Diff(HistoryTest):
    def open_findings(self) -> list[dict]:
        return [finding for document in self.documents(self.first).values() if "data" in document
                for finding in document["findings"] if finding["status"] in ("fail", "warn")]

    def test_two_reviews_of_the_same_are_the_same(self):
        second = self.store_review()
        answer = self.answer("diff", self.first, second)
        self.assertEqual((answer["old"]["reviewId"], answer["new"]["reviewId"]), (self.first, second))
        self.assertEqual(answer["counts"], {"new": 0, "worse": 0, "better": 0, "fixed": 0, "cannot_tell": 0,
                                            "same": len(self.open_findings())})
        self.assertEqual(self.answer("diff"), answer)
        self.assertEqual(self.answer("diff", "previous", "latest"), answer)

    def test_what_changed_in_a_flow_is_told_block_by_block(self):
        changed = self.home / "changed"
        shutil.copytree(HARBOUR, changed)
        lines = (changed / "connect.jsonl").read_text().splitlines()
        for number, line in enumerate(lines):
            call = json.loads(line)
            for flow in call.get("output", {}).get("ContactFlows", []):
                if flow.get("Name") == "Hamburg Cargo" and flow.get("Content"):
                    content = json.loads(flow["Content"])
                    greeting = next(action for action in content["Actions"] if action["Identifier"] == "Greeting")
                    greeting["Parameters"] = {"Text": "Guten Tag, xyzzy"}
                    content["Actions"].append({"Identifier": "Apology", "Type": "MessageParticipant",
                                               "Parameters": {"Text": "Sorry"}, "Transitions": {}})
                    flow |= {"Content": json.dumps(content), "FlowContentSha256": "another"}
                    lines[number] = json.dumps(call)
        (changed / "connect.jsonl").write_text("\n".join(lines) + "\n")
        for recording in (HARBOUR, changed):  # reviews with their files
            run = self.run_program("run", "--recording", recording, "--database", self.database, "--json", check=True)
        second = json.loads(run.stdout)["reviewId"]
        flows = self.answer("diff")["flows"]
        self.assertTrue(flows["compared"])
        self.assertEqual([(flow["kind"], flow["name"]) for flow in flows["changes"]], [("changed", "Hamburg Cargo")])
        self.assertEqual([(block["kind"], block["block"], block["what"]) for block in flows["changes"][0]["blocks"]],
                         [("added", "Apology", []), ("changed", "Greeting", ["has another text or setting"])])
        text = self.run_program("diff", "--database", self.database).stdout
        self.assertIn("What changed in flows (1)\n  Hamburg Cargo (contact flow)", text)
        kept = self.home / f"reports/{self.database.name}/{second}/connect-ops-review-{second}-flows.jsonl.gz"
        self.assertFalse(b"xyzzy" in gzip.decompress(kept.read_bytes()))
        kept.write_bytes(kept.read_bytes()[:-200])
        flows = self.answer("diff")["flows"]
        self.assertEqual((flows["compared"], flows["changes"]), (False, []))
        self.assertIn("it is damaged", flows["notes"][0])

    def test_what_was_not_chosen_is_not_fixed(self):
        self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--only", "quota", check=True)
        answer = self.answer("diff")
        quotas = sum(finding["component"] == "quota" for finding in self.open_findings())
        self.assertEqual(answer["counts"]["fixed"], 0)
        self.assertEqual(answer["counts"]["same"], quotas)
        self.assertEqual(answer["counts"]["cannot_tell"], len(self.open_findings()) - quotas)

    def test_a_denied_permission_is_not_a_fix_and_a_mended_flow_is(self):
        documents = self.documents(self.first)
        flow = documents["flow"]["findings"]
        mended, broken, unread = [finding for finding in flow if finding["status"] in ("fail", "warn")][:3]
        mended["status"] = "pass"
        broken.update(severity="critical", observed="The flow logs even less.")
        unread.update(status="not_assessed", reason="the caller is not allowed to", observed="")
        self.store("20300101-090000", documents)
        answer = self.answer("diff", self.first, "20300101-090000")
        kinds = {change["id"]: change for change in answer["changes"] if change["kind"] != "same"}
        self.assertEqual({key: change["kind"] for key, change in kinds.items()},
                         {mended["id"]: "fixed", broken["id"]: "worse", unread["id"]: "cannot_tell"})
        self.assertEqual(kinds[unread["id"]]["reason"], "the caller is not allowed to")
        self.assertEqual(kinds[broken["id"]]["now"]["observed"], "The flow logs even less.")
        back = self.answer("diff", "20300101-090000", self.first)
        self.assertEqual((back["counts"]["new"], back["counts"]["fixed"]), (2, 0))
        text = self.run_program("diff", self.first, "20300101-090000", "--database", self.database).stdout
        for words in ("Fixed (1)", "Worse (1)", "Cannot tell (1)", "the caller is not allowed to", "1 worse", "→ Fail (critical)"):
            self.assertIn(words, text)

    def test_sentences_that_say_the_same_of_another_week_are_no_news(self):
        documents = self.documents(self.first)
        for body in documents.values():
            for finding in body["findings"] if "data" in body else []:
                for text in ("observed", "evidence", "headline"):
                    if finding.get(text):
                        finding[text] = finding[text].replace("Nov", "Dec") + " Seen a week later."
        self.store("20300101-090000", documents)
        answer = self.answer("diff", self.first, "20300101-090000")
        self.assertEqual(answer["counts"], {"new": 0, "worse": 0, "better": 0, "fixed": 0, "cannot_tell": 0,
                                            "same": len(self.open_findings())})

    def test_the_sample_a_week_later_has_no_news(self):
        later = self.home / "later"
        subprocess.run([sys.executable, "-c", A_WEEK_LATER, SOURCE_DIR / "tools", later], check=True)
        done = self.run_program("run", "--recording", later, "--database", self.database, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = self.answer("diff")
        self.assertEqual(answer["new"]["reviewId"], json.loads(done.stdout)["reviewId"])
        self.assertEqual(answer["counts"], {"new": 0, "worse": 0, "better": 0, "fixed": 0, "cannot_tell": 0,
                                            "same": len(self.open_findings())})

    def test_a_number_that_rose_stands_first(self):
        documents = self.documents(self.first)
        users = next(one for one in documents["quota"]["findings"] if one["resource"]["key"] == "users")
        users.update(status="warn", severity="high", measured={"value": 80, "unit": "percent", "limit": 100})
        self.store("20300101-090000", documents)
        users.update(status="fail", severity="high", measured={"value": 98.66, "unit": "percent", "limit": 100})
        self.store("20300108-090000", documents)
        answer = self.answer("diff", "20300101-090000", "20300108-090000")
        self.assertEqual((answer["counts"]["worse"], answer["changes"][0]["id"]), (1, users["id"]))
        self.assertEqual(answer["changes"][0]["now"]["measured"], {"value": 98.66, "unit": "percent", "limit": 100})
        self.assertEqual(answer["changes"][0]["before"]["measured"]["value"], 80)
        text = self.run_program("diff", "20300101-090000", "20300108-090000", "--database", self.database).stdout
        self.assertIn("80 % → 98.66 %", text)

    def test_a_flow_that_is_gone_is_fixed_though_another_cannot_be_read(self):
        documents = self.documents(self.first)
        flow = documents["flow"]
        gone, unread = [one for one in flow["findings"]
                        if one["status"] in ("fail", "warn") and one["resource"]["type"] == "flow"][:2]
        flow["findings"].remove(gone)
        flow["data"]["flows"] = [one for one in flow["data"]["flows"] if one["id"] != gone["resource"]["key"]]
        unread.update(status="not_assessed", reason="the caller is not allowed to", observed="")
        self.store("20300101-090000", documents)
        answer = self.answer("diff", self.first, "20300101-090000")
        changes = {change["id"]: (change["kind"], change["reason"]) for change in answer["changes"]}
        self.assertEqual(changes[gone["id"]], ("fixed", "it is gone"))
        self.assertEqual(changes[unread["id"]], ("cannot_tell", "the caller is not allowed to"))

    def test_fails_on_news_when_it_is_asked_to(self):
        documents = self.documents(self.first)
        finding = next(one for one in documents["flow"]["findings"] if one["status"] == "pass")
        finding.update(status="warn", severity="low")
        self.store("20300101-090000", documents)

        def code(*arguments: str) -> int:
            return self.run_program("diff", *arguments, "--database", self.database).returncode

        self.assertEqual(code(self.first, "20300101-090000", "--fail-on", "new"), 3)
        self.assertEqual(code(self.first, "20300101-090000"), 0)
        self.assertEqual(code("20300101-090000", self.first, "--fail-on", "new"), 0)
        finding.update(status="fail")
        self.store("20300102-090000", documents)
        self.assertEqual(code("20300101-090000", "20300102-090000", "--fail-on", "new"), 3)
        self.assertEqual(code("20300102-090000", "20300101-090000", "--fail-on", "new"), 0)
        done = self.run_program("diff", "--fail-on", "changed", "--database", self.database)
        self.assert_refused(done, 2, "--fail-on", "'changed'")

    def test_two_instances_are_compared_only_when_asked_for(self):
        documents = self.documents(self.first)
        for body in documents.values():
            body["instanceArn"] = body["instanceArn"].replace("74c2b909", "00000000")
            for finding in body["findings"] if "data" in body else []:
                finding["id"] = "x" + finding["id"]
        self.store("20300101-090000", documents)
        done = self.run_program("diff", self.first, "20300101-090000", "--database", self.database)
        self.assert_refused(done, 2, "different instances", "--across-instances")
        answer = self.answer("diff", self.first, "20300101-090000", "--across-instances")
        self.assertEqual(answer["counts"]["same"], len(self.open_findings()))

    def test_what_cannot_be_compared_is_refused(self):
        itself = self.run_program("diff", self.first, self.first, "--database", self.database)
        self.assert_refused(itself, 2, "cannot be compared with itself")
        documents = self.documents(self.first)
        self.store("20260101-090000", {"STATUS": documents["STATUS"], "alone": {**documents["flow"], "componentType": "alone"}})
        self.assert_refused(self.run_program("diff", "20260101-090000", self.first, "--database", self.database), 2,
                            "no component in common")
        bare = {"reviewId": "", "componentType": "flow", "data": {"summary": {}}}
        self.store("20260102-090000", {"flow": bare})
        self.assert_refused(self.run_program("diff", "20260102-090000", self.first, "--across-instances", "--database",
                                             self.database), 2, "20260102-090000 has no findings to compare")

    def test_neither_foreign_names_nor_the_future_are_the_latest(self):
        documents = self.documents(self.first)
        for review_id in ("zzz", "20991399-090000", "20990101-090000"):
            self.store(review_id, documents)
        latest = self.run_program("show", "latest", "STATUS", "--format", "json", "--database", self.database)
        self.assertEqual(json.loads(latest.stdout)["reviewId"], self.first)
        listed = self.answer("reviews")["reviews"]
        self.assertEqual([one["reviewId"] for one in listed], ["20990101-090000", self.first])
        checked = self.run_program("storage", "check", "--json", "--database", self.database)
        self.assertEqual(checked.returncode, 1)
        foreign = [one["what"] for one in json.loads(checked.stdout)["foreign"]]
        for name in ("zzz", "20991399-090000"):
            self.assertTrue(any(name in one for one in foreign), foreign)

    def test_bad_input(self):
        self.assert_refused(self.run_program("diff", "--database", self.database), 1, "before")
        self.assert_refused(self.run_program("diff", "yesterday", "--database", self.database), 2, "'yesterday'")
        self.assert_refused(self.run_program("diff", "20200101-000000", "--database", self.database), 1, "20200101-000000")
        self.assert_refused(self.run_program("diff", "--database", self.home / "none.db"), 1, "none.db")


class Capacity(HistoryTest):
    def test_says_what_breaks_first(self):
        answer = self.answer("capacity", "--growth", "40")
        self.assertEqual((answer["reviewId"], answer["growthPercent"], answer["leadWeeks"]), (self.first, 40, 3))
        rows = answer["rows"]
        self.assertEqual([row["key"] for row in rows[:4]],
                         ["quick_connects", "concurrent_tasks", "GetMetricDataV2", "concurrent_calls"])
        self.assertEqual([row["isFull"] for row in rows[:4]], [True, False, False, False])
        self.assertEqual([row["key"] for row in rows if row["breaks"]], ["concurrent_tasks", "GetMetricDataV2", "concurrent_calls"])
        calls = rows[3]
        self.assertEqual((calls["now"], calls["limit"], calls["percentage"], calls["percentageThen"]), (166, 200, 83, 116.2))
        self.assertEqual(calls["growthLeft"], 20.48)
        users = next(row for row in rows if row["key"] == "users")
        self.assertEqual((users["grows"], users["percentageThen"], users["growthLeft"]), ("by_hand", 80, None))
        self.assertIn("Workspaces per instance", [one["name"] for one in answer["unknown"]])
        self.assertIsNone(answer["callsNotKnown"])

    def test_text_csv_and_markdown(self):
        text = self.run_program("capacity", "latest", "--growth", "40", "--database", self.database)
        self.assertEqual((text.returncode, text.stderr), (0, ""))
        self.assertIn(f"With 40 % more traffic than in the review {self.first} (harbour): 3 limits break, and 1 limit is full now.",
                      text.stdout.replace("\n", " "))
        self.assertRegex(text.stdout, r"(?m)^GetMetricDataV2 calls a second +9\.4 +10 +94 % +131\.6 % +-  breaks at \+6 %$")
        self.assertLessEqual(max(len(line) for line in text.stdout.splitlines()), 100)
        done = self.run_program("capacity", "--format", "csv", "--database", self.database)
        rows = list(csv.DictReader(done.stdout.splitlines()))
        self.assertEqual((rows[0]["key"], rows[0]["outlook"], rows[0]["grows"]), ("quick_connects", "full", "by hand"))
        self.assertIn("not known: Workspaces per instance", done.stderr)
        markdown = self.run_program("capacity", "--format", "md", "--database", self.database).stdout
        self.assertIn("| concurrent\\_calls |", markdown)

    def test_whose_review(self):
        arn = self.documents(self.first)["quota"]["instanceArn"]
        self.assertEqual(self.answer("capacity", "--instance", arn)["reviewId"], self.first)
        self.assert_refused(self.run_program("capacity", self.first, "--instance", arn, "--database", self.database), 2, "--instance")
        self.assert_refused(self.run_program("capacity", "--growth", "1001", "--database", self.database), 2, "0 to 1000")
        self.assert_refused(self.run_program("capacity", "yesterday", "--database", self.database), 2, "'yesterday'")
        self.assert_refused(self.run_program("capacity", "--database", self.home / "none.db"), 1, "none.db")


class Trend(HistoryTest):
    def store_users(self, values: list[float | None]) -> None:
        """One review a week, in place of the one that is stored."""
        quota = self.documents(self.first)["quota"]
        users = next(one for one in quota["data"]["quotas"] if one["key"] == "users")
        with sqlite3.connect(self.database) as database:
            database.execute("DELETE FROM documents")
        for week, value in enumerate(values):
            users.update(current=value, limit=300)
            day = datetime.date(2026, 1, 1) + datetime.timedelta(weeks=week)
            self.store(f"{day:%Y%m%d}-090000", {"quota": quota})

    def test_tells_the_weeks_that_are_left(self):
        self.store_users([240, 244, None, 252, 256])
        answer = self.answer("trend", "quota.users.current")
        self.assertEqual([point["value"] for point in answer["points"]], [240, 244, None, 252, 256])
        self.assertAlmostEqual(answer["perWeek"], 4)
        self.assertAlmostEqual(answer["weeksLeft"], 11)
        self.assertIsNone(answer["reason"])
        done = self.run_program("trend", "quota.users.current", "--database", self.database)
        self.assertIn("Weeks left until the limit: 11", done.stdout)
        self.assertTrue(done.stdout.isascii(), done.stdout)  # the locale says no more
        self.assertRegex(done.stdout, r"(?m)^limit 300 -+")
        self.assertRegex(done.stdout, r"(?m)^ +0 #.*#$")

    def test_a_jump_leaves_less_time_than_the_line(self):
        self.store_users([240, 240, 240, 240, 296])
        answer = self.answer("trend", "quota.users.current")
        self.assertAlmostEqual(answer["lastPerWeek"], 56)
        self.assertAlmostEqual(answer["weeksLeft"], 4 / 56)
        done = self.run_program("trend", "quota.users.current", "--database", self.database)
        self.assertIn("Weeks left until the limit: less than 1, at the pace of the last week.", done.stdout)

    def test_a_limit_far_above_is_told_and_charts_begin_at_zero(self):
        self.store_users([20, 21])
        done = self.run_program("trend", "quota.users.current", "--database", self.database)
        self.assertIn("The limit, 300, lies far above.", done.stdout)
        self.assertRegex(done.stdout, r"(?m)^21 .*#$")
        self.assertRegex(done.stdout, r"(?m)^ 0 #")

    def test_without_a_measure_the_most_urgent_stands_first(self):
        self.store_users([240, 244, 248, 252, 256])
        quota = self.documents("20260129-090000")["quota"]
        full = next(one for one in quota["data"]["quotas"] if one["key"] == "quick_connects")
        self.assertGreaterEqual(full["percentage"], 100)
        trends = self.answer("trend")["trends"]
        names = [trend["measure"] for trend in trends]
        self.assertIn(names[0], ("quota.quick_connects.percentage", "quota.quick_connects.current"))
        self.assertEqual(len(names), len(set(names)))
        left = [trend["weeksLeft"] for trend in trends if trend["weeksLeft"] is not None]
        self.assertTrue(left and left == sorted(left), left)
        users = names.index("quota.users.current")
        self.assertTrue(all("reached" in trends[one]["reason"] or trends[one]["weeksLeft"] is not None
                            for one in range(users)), trends[:users])
        text = self.run_program("trend", "--database", self.database).stdout
        self.assertRegex(text, r"(?m)^quota\.users\.current +256 +300 +\+4 +11 ")
        self.assertRegex(text, r"(?m)^quota\.quick_connects\.current .* reached ")
        only = self.answer("trend", "--component", "quota")["trends"]
        self.assertEqual({trend["measure"].split(".")[0] for trend in only}, {"quota"})

    def test_a_week_that_is_not_whole_is_not_left(self):
        self.store_users([241, 244, None, 252, 256])  # 11.6
        done = self.run_program("trend", "quota.users.current", "--database", self.database)
        self.assertIn("Weeks left until the limit: 11", done.stdout)

    def test_draws_blocks_where_the_locale_has_them(self):
        self.store_users([240, 0, None, 252])
        done = self.run_program("trend", "quota.users.current", "--database", self.database, env={"LANG": "C.UTF-8"})
        for mark in ("█", "▁", "·"):  # a value, a zero, a gap
            self.assertIn(mark, done.stdout)

    def test_a_share_is_cut_below_its_limit(self):
        self.store_users([240])
        quota = self.documents("20260101-090000")["quota"]
        next(one for one in quota["data"]["quotas"] if one["key"] == "users").update(percentage=99.9996)
        self.store("20260108-090000", {"quota": quota})
        done = self.run_program("trend", "quota.users.percentage", "--database", self.database)
        self.assertRegex(done.stdout, r"(?m)^20260108-090000 .*\b99\.99\b")

    def test_says_why_it_does_not_tell(self):
        answer = self.answer("trend", "quota.users.current")
        self.assertIsNone(answer["weeksLeft"])
        self.assertIn("too few", answer["reason"])
        self.store_users([256, 252, 248, 244])
        self.assertIn("does not grow", self.answer("trend", "quota.users.current")["reason"])

    def test_looks_at_the_days_that_are_asked_for(self):
        self.store_users([240, 244, 248, 252, 256])

        def reviews(*options: str) -> list[str]:
            return [point["reviewId"][:8] for point in self.answer("trend", "quota.users.current", *options)["points"]]

        self.assertEqual(reviews("--from", "2026-01-08", "--to", "2026-01-15"), ["20260108", "20260115"])
        self.assertEqual(reviews("--to", "2026-01-15T08:00:00Z"), ["20260101", "20260108"])
        done = self.run_program("trend", "quota.users.current", "--days", "1", "--from", "2026-01-01", "--database", self.database)
        self.assert_refused(done, 2, "--days and --from")

    def test_lists_what_it_knows(self):
        names = [measure["name"] for measure in json.loads(self.run_program("trend", "--list", "--json").stdout)]
        for name in ("quota.users.percentage", "quota.users.current", "phone.total", "metrics.missed_calls.sum"):
            self.assertIn(name, names)
        only = self.run_program("trend", "--list", "--component", "phone").stdout.splitlines()
        self.assertTrue(only and all(line.startswith("phone.") for line in only), only)

    def test_bad_input(self):
        self.assert_refused(self.run_program("trend", "quota.users", "--database", self.database), 2, "'quota.users'")
        self.assert_refused(self.run_program("trend", "--list", "--component", "quotas"), 2, "'quotas'")
        done = self.run_program("trend", "phone.total", "--from", "13.2.2026", "--database", self.database)
        self.assert_refused(done, 2, "--from must be a day", "'13.2.2026'")
        done = self.run_program("trend", "phone.total", "--to", "2020-01-01", "--database", self.database)
        self.assert_refused(done, 1, "no stored review")


if __name__ == "__main__":
    unittest.main()
