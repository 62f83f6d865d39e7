"""Findings that are known and accepted: written, listed, taken back, and honoured by everything that counts."""

import datetime
import json
import os
import unittest

from support.program import HARBOUR, ProgramTest

TODAY = datetime.datetime.now(datetime.timezone.utc).date()
NEXT_YEAR = (TODAY + datetime.timedelta(days=365)).isoformat()
YESTERDAY = (TODAY - datetime.timedelta(days=1)).isoformat()
SIGNED = ("--reason", "Closes in March", "--owner", "anna@example.org", "--expires", NEXT_YEAR)


def mute(target: str, expires: str = NEXT_YEAR, reason: str = "known", owner: str = "anna") -> str:
    return f'[[mute]]\n{target}\nreason = "{reason}"\nowner = "{owner}"\nexpires = {expires}\n'


class Mutes(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        self.file = self.home / "mutes.toml"

    def review(self, *arguments, code: int = 0):
        """The answer of a review of the sample with what its standard error says."""
        done = self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--json", *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(done.stdout), done.stderr

    def with_mutes(self, text: str, *arguments, code: int = 0):
        self.file.write_text(text, encoding="utf-8")
        return self.review("--mutes", self.file, *arguments, code=code)

    def findings(self, review_id: str = "latest") -> list[dict]:
        done = self.run_program("show", review_id, "--format", "json", "--database", self.database)
        return json.loads(done.stdout)["findings"]

    def open_finding(self) -> dict:
        self.store_review()
        return next(one for one in self.findings() if one["status"] == "fail")

    def test_a_muted_finding_stays_apart_and_counted(self):
        before, _ = self.review()
        one = self.open_finding()
        after, said = self.with_mutes(mute(f'id = "{one["id"]}"', reason="Closes in March"))
        self.assertEqual(said, "")
        self.assertEqual(after["findings"]["fail"], before["findings"]["fail"] - 1)
        self.assertEqual(after["findings"]["muted"], 1)
        self.assertNotIn("muteNotes", after)
        self.assertEqual(sum(after["findings"].values()), sum(before["findings"].values()))

        found = next(found for found in self.findings() if found["id"] == one["id"])
        self.assertEqual(found["muted"], {"reason": "Closes in March", "owner": "anna", "expires": NEXT_YEAR})
        self.assertEqual(found["status"], "fail")
        self.assertEqual(found["remedy"], one["remedy"])
        shown = self.run_program("show", "latest", "--database", self.database).stdout
        apart = shown[shown.index("Muted (1)"):]
        self.assertIn(one["resource"]["name"], apart)
        self.assertIn(f"Muted until {NEXT_YEAR} by anna: Closes in March", apart)
        self.assertIn(", 1 muted", apart)
        stored = self.run_program("show", "latest", one["component"], "--format", "json", "--database", self.database)
        self.assertIn('"muted"', stored.stdout)

    def test_exit_codes_honour_them(self):
        self.review("--fail-on", "fail", code=3)
        self.review("--strict", code=4)
        everything = mute('check = "*"')
        answer, _ = self.with_mutes(everything, "--fail-on", "warn", "--strict")
        self.assertLessEqual(set(answer["findings"]), {"pass", "info", "not_applicable", "muted"})

    def test_patterns_take_checks_and_resources_and_places(self):
        for target, is_about in (('check = "flow_*"', True), ('check = "flow_logging"\nresource = "*"', True),
                                 ('check = "flow_logging"\nregion = "us-*"', False),
                                 ('check = "*"\naccount = "000000000000"', False),
                                 ('check = "*"\ninstance = "harbour"', True), ('check = "*"\ninstance = "other"', False),
                                 ('check = "flow_logging"\nresource = "No such *"', False)):
            answer, _ = self.with_mutes(mute(target))
            self.assertEqual("muted" in answer["findings"], is_about, target)

    def test_one_that_expired_returns_and_is_said(self):
        one = self.open_finding()
        answer, said = self.with_mutes(mute(f'id = "{one["id"]}"', YESTERDAY), "--fail-on", "fail", code=3)
        self.assertNotIn("muted", answer["findings"])
        self.assertIn("expired on", said)
        self.assertIn("1 finding counts again, for anna to settle", said)
        self.assertEqual(len(answer["muteNotes"]), 1)
        self.assertIn("expired on", self.run_program("show", "latest", "--database", self.database).stdout)
        answer, _ = self.with_mutes(mute(f'id = "{one["id"]}"', TODAY.isoformat()))
        self.assertEqual(answer["findings"]["muted"], 1)

    def test_one_that_matches_nothing_is_named(self):
        answer, said = self.with_mutes(mute('check = "flow_logging"\nresource = "Mian Menu"') + mute('check = "flow_loging"'))
        self.assertIn("The mute of flow_logging on 'Mian Menu' matches nothing", said)
        self.assertIn("The mute of flow_loging matches nothing: there is no such check", said)
        self.assertEqual(len(answer["muteNotes"]), 2)
        # Nobody looked.
        answer, said = self.with_mutes(mute('check = "flow_logging"\nresource = "Mian Menu"'), "--only", "quota")
        self.assertEqual((said, answer.get("muteNotes")), ("", None))

    def test_they_may_stand_in_the_configuration(self):
        config = self.home / "config.toml"
        config.write_text("days = 14\n\n" + mute('check = "flow_*"'), encoding="utf-8")
        answer, _ = self.review("--config", config)
        self.assertGreater(answer["findings"]["muted"], 0)
        both, _ = self.with_mutes(mute('check = "*"'), "--config", config)
        self.assertNotIn("fail", both["findings"])

    def test_open_ones_have_to_be_allowed(self):
        self.file.write_text('[[mute]]\ncheck = "flow_*"\n', encoding="utf-8")
        arguments = ("run", "--recording", HARBOUR, "--database", self.database, "--mutes", self.file)
        self.assert_refused(self.run_program(*arguments), 2, "mutes.toml, line 1", "has no reason", "--allow-open-mutes")
        self.assertEqual(self.run_program(*arguments, "--allow-open-mutes").returncode, 0)

    def test_hostile_files_are_refused_in_one_line_before_anything_is_done(self):
        for text, words in (("[[mute]\n", ("line 1",)), ("mute = " + "[" * 100_000, ("line 1",)), ("#" * 1_100_000, ("most",)),
                            ("[[mute]]\ncheck = '*'\n" * 1001, ("1001 mutes",)), (mute('chek = "a"'), ("no 'chek'",)),
                            (mute('check = "a\\u001b[2J"'), ("control character",)), ("\0" * 100, ("mutes.toml",))):
            self.file.write_text(text, encoding="utf-8")
            done = self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--mutes", self.file)
            self.assert_refused(done, 2, *words)
            self.assertLess(len(done.stderr), 500)
        for place, words in (("none.toml", ("there is no file of mutes none.toml", "--mutes")), (".", ("cannot be read",)),
                             ("s3://bucket", ("names no object",)), ("/dev/zero", ("most",))):
            done = self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--mutes", place)
            self.assert_refused(done, 2, *words)
        self.assertFalse(self.database.exists())

    def test_add_list_and_remove_edit_the_file_and_keep_its_comments(self):
        one = self.open_finding()
        self.file.write_text("# Ours.\n\n" + mute('check = "flow_*"') + "# The end.\n", encoding="utf-8")
        self.file.chmod(0o640)
        place = ("--mutes", self.file, "--database", self.database)
        before = self.file.read_text(encoding="utf-8")
        done = self.run_program("mute", "add", one["id"], *SIGNED, *place)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("Added the mute of finding " + one["id"], done.stdout)
        text = self.file.read_text(encoding="utf-8")
        self.assertTrue(text.startswith(before))
        self.assertIn(f"# {one['checkId']}: {one['resource']['name']}", text)
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o640)

        listed = self.run_program("mute", "list", *place).stdout
        self.assertIn("anna@example.org: Closes in March", listed)
        self.assertIn("line 10", listed)
        as_json = json.loads(self.run_program("mute", "list", "--json", *place).stdout)
        self.assertEqual([one.get("check", one.get("id")) for one in as_json], ["flow_*", one["id"]])
        self.assertEqual(self.review("--mutes", self.file)[1], "")

        again = self.run_program("mute", "add", one["id"], *SIGNED[:-1], "90d", *place)
        self.assertIn("Replaced the mute", again.stdout)
        self.assertEqual(self.file.read_text(encoding="utf-8").count(one["id"]), 1)
        self.assertEqual(self.run_program("mute", "remove", one["id"], *place).returncode, 0)
        self.assertEqual(self.file.read_text(encoding="utf-8").rstrip("\n"), before.rstrip("\n"))
        self.assertEqual(self.run_program("mute", "remove", "1", *place).returncode, 0)
        self.assertEqual(self.file.read_text(encoding="utf-8"), "# Ours.\n\n# The end.\n")
        self.assertIn("Nothing is muted", self.run_program("mute", "list", *place).stdout)

    def test_without_a_place_the_users_own_configuration_is_edited(self):
        done = self.run_program("mute", "add", "check=flow_logging", "resource=Default *", *SIGNED)
        self.assertEqual(done.returncode, 0, done.stderr)
        config = self.home / ".config/connect-ops-review/config.toml"
        self.assertIn('resource = "Default *"', config.read_text(encoding="utf-8"))
        config.write_text("# mine\ndays = 14\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
        self.assertEqual(self.run_program("mute", "remove", "1").returncode, 0)
        self.assertTrue(config.read_text(encoding="utf-8").startswith("# mine\ndays = 14\n"))

    def test_a_link_stays_one_and_nothing_is_left_behind(self):
        real = self.home / "real.toml"
        real.write_text("# real\n", encoding="utf-8")
        self.file.symlink_to(real)
        self.assertEqual(self.run_program("mute", "add", "check=flow_*", *SIGNED, "--mutes", self.file).returncode, 0)
        self.assertTrue(self.file.is_symlink())
        self.assertIn("flow_*", real.read_text(encoding="utf-8"))
        self.assertEqual(sorted(os.listdir(self.home)), ["mutes.toml", "real.toml"])

    def test_add_refuses_what_a_review_would(self):
        for words, said in ((("nonsense",), "16 digits"), (("check=flow_loging",), "there is no check 'flow_loging'"),
                            (("shape=round",), "does not say what to mute"), (("resource=Main Menu",), "names nothing"),
                            (("0123456789abcdef", "check=flow_logging"), "leave out check")):
            done = self.run_program("mute", "add", *words, *SIGNED, "--mutes", self.file)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(said, done.stderr.splitlines()[-1])
        for signed, said in ((SIGNED[:2], "needs --owner (who answers for that)"), (SIGNED[:4], "needs --expires (until when)"),
                             ((*SIGNED[:5], YESTERDAY), "is over already"), ((*SIGNED[:5], "soon"), "must be a day")):
            self.assert_refused(self.run_program("mute", "add", "check=flow_*", *signed, "--mutes", self.file), 2, said)
        self.assertFalse(self.file.exists())
        self.assert_refused(self.run_program("mute", "remove", "7", "--mutes", self.file), 2, "there is no mute '7'")

    def test_add_takes_no_reason_of_two_lines(self):
        done = self.run_program("mute", "add", "check=flow_logging", "--reason", "two\nlines", "--owner", "anna", "--expires", "90d",
                                "--mutes", self.home / "mutes.toml")
        self.assert_refused(done, 2, "its reason holds a line break", "one line")
        self.assertNotIn("line 4", done.stderr)

    def test_mutes_by_tag_say_that_tags_are_not_known(self):
        answer, said = self.with_mutes(mute('check = "*"\ntag = "env=test"'))
        self.assertNotIn("muted", answer["findings"])
        self.assertIn("Mutes by tag may mute too little", said)


class Choice(ProgramTest):
    def judged(self, *arguments) -> set[str]:
        done = self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--json", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        shown = self.run_program("show", json.loads(done.stdout)["reviewId"], "--format", "json", "--database", self.database)
        report = json.loads(shown.stdout)
        self.components = {one["component"] for one in report["findings"]}
        self.assertEqual({one["checkId"] for one in report["findings"]}, set(report["checks"]))
        return set(report["checks"])

    def test_checks_are_chosen_by_patterns(self):
        everything = self.judged()
        self.assertEqual(self.judged("--checks", "flow_logging"), {"flow_logging"})
        self.assertEqual(self.components, {"flow"})
        self.assertEqual(self.judged("--checks", "flow_*,number_mix", "--skip-checks", "*_errors"),
                         {one for one in everything if one.startswith("flow_")} - {"flow_errors"} | {"number_mix"})
        self.assertEqual(self.judged("--skip-checks", "flow_*"),
                         {one for one in everything if not one.startswith("flow_")})

    def test_findings_are_shown_by_status_and_severity_and_the_rest_is_said(self):
        self.store_review()

        def shown(*arguments) -> dict:
            done = self.run_program("show", "latest", "--format", "json", "--database", self.database, *arguments)
            return json.loads(done.stdout)

        everything = shown()["findings"]
        report = shown("--status", "fail,warn", "--severity", "critical")
        self.assertEqual([one["id"] for one in report["findings"]],
                         [one["id"] for one in everything if one["status"] in ("fail", "warn") and one["severity"] == "critical"])
        self.assertIn("Only findings of status fail, warn and of severity critical", report["narrowed"])
        self.assertNotIn("narrowed", shown())
        text = self.run_program("show", "latest", "--database", self.database, "--status", "pass").stdout
        self.assertIn("Only findings of status pass are shown and counted", text)
        self.assertNotIn("Nothing needs action", text)

    def test_a_choice_that_fits_no_finding_says_so(self):
        self.store_review()

        def shown(*arguments) -> str:
            done = self.run_program("show", "latest", "--database", self.database, *arguments)
            self.assertEqual(done.returncode, 0, done.stderr)
            return done.stdout

        text = shown("--status", "muted")
        self.assertRegex(text, r"No finding is muted; \d+ others are left out\.")
        self.assertNotIn("What is stored", text)
        text = shown("--status", "not_applicable", "--severity", "critical", "flow")
        self.assertRegex(" ".join(text.split()),
                         r"There is no finding of status not applicable and of severity critical; \d+ others are left out\.")
        text = shown("--status", "fail")
        self.assertIn("What needs action (", text)
        self.assertNotIn("Not assessed (", text)

    def test_a_report_of_some_findings_is_written_elsewhere(self):
        self.store_review()
        arguments = ("report", "latest", "--database", self.database, "--output-formats", "json", "--status", "warn")
        self.assert_refused(self.run_program(*arguments), 2, "--output-dir")
        path = self.run_program(*arguments, "--output-dir", "out").stdout.strip()
        report = json.loads((self.home / path).read_text(encoding="utf-8"))
        self.assertEqual({one["status"] for one in report["findings"]}, {"warn"})

    def test_unknown_words_are_refused_with_what_there_is(self):
        for option, word, known in (("--checks", "flow_loging", "flow_logging"), ("--skip-checks", "nothing*", "`connect-ops-review checks list` lists them"),
                                    ("--skip-checks", "queue_wiat", "did you mean queue_wait?"),
                                    ("--severity", "huge", "critical, high"), ("--status", "failed", "fail, warn")):
            done = self.run_program("run", "--recording", HARBOUR, "--database", self.database, option, word)
            self.assert_refused(done, 2, word, known)
        self.assert_refused(self.run_program("run", "--recording", HARBOUR, "--skip-checks", "*"), 2, "leave no check")
        self.assertFalse(self.database.exists())


class Thresholds(ProgramTest):
    def missed_calls(self, *arguments) -> dict:
        done = self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--checks", "missed_calls",
                                "--json", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        report = json.loads(self.run_program("show", "latest", "--format", "json", "--database", self.database).stdout)
        return next(one for one in report["findings"] if one["checkId"] == "missed_calls")

    def test_one_that_is_set_is_judged_by_and_shown_with_where_it_comes_from(self):
        config = self.home / "config.toml"
        config.write_text("[checks.missed_calls]\nwarn = 100000\n", encoding="utf-8")
        before, after = self.missed_calls(), self.missed_calls("--config", config)
        self.assertEqual((before["status"], after["status"]), ("warn", "info"))
        self.assertIn("At most 10 in any hour", before["limit"])
        self.assertIn("At most 100,000 in any hour", after["limit"])
        self.assertIn("warn = 10 missed calls in an hour  (default)",
                      self.run_program("checks", "show", "missed_calls").stdout)
        shown = self.run_program("checks", "show", "missed_calls", "--config", config).stdout
        self.assertRegex(shown, r"warn = 100000 missed calls in an hour  \(the file .*config\.toml\)")
        thresholds = json.loads(self.run_program("checks", "show", "missed_calls", "--json", "--config", config).stdout)["thresholds"]
        self.assertEqual((thresholds[0]["id"], thresholds[0]["value"], thresholds[0]["default"]), ("warn", 100000, 10))

    def test_those_of_quotas_are_the_options(self):
        shown = self.run_program("checks", "show", "resource_quota").stdout
        self.assertIn("warn_percentage = 80 percent of a quota  (default)", shown)

    def test_wrong_ones_are_refused(self):
        config = self.home / "config.toml"
        config.write_text("[checks.missed_calls]\nwarm = 1\n", encoding="utf-8")
        self.assert_refused(self.run_program("checks", "list", "--config", config), 2, "config.toml, line 2", "'warm'", "warn")


if __name__ == "__main__":
    unittest.main()
