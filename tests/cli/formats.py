"""Reports in every format, as files and printed, and the one spelling of the format of what is printed."""

import json
import unittest

from support.program import HARBOUR, ProgramTest

EXTENSIONS = {"html": "html", "json": "json", "text": "txt", "csv": "csv", "md": "md", "junit": "junit.xml", "sarif": "sarif",
              "asff": "asff.json", "ocsf": "ocsf.json", "jsonl": "jsonl"}


class Formats(ProgramTest):
    def test_every_format_is_written_beside_the_others(self):
        done = self.run_program("run", "--recording", HARBOUR, "--database", self.database, "--output-formats",
                                ",".join(EXTENSIONS), "--output-dir", "out")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([line.split()[0] for line in done.stdout.splitlines() if " report: " in line], list(EXTENSIONS))
        files = {path.name.split(".", 1)[1]: path for path in (self.home / "out").iterdir()}
        self.assertEqual(set(files), set(EXTENSIONS.values()))
        for format_name, extension in EXTENSIONS.items():
            if format_name in ("html", "text"):
                continue
            shown = self.run_program("show", "latest", "--format", format_name, "--database", self.database)
            self.assertEqual(shown.stdout, files[extension].read_text(encoding="utf-8"), format_name)

    def test_reports_in_the_store_have_names_of_their_own(self):
        self.store_review()
        done = self.run_program("report", "latest", "--output-formats", ",".join(EXTENSIONS), "--database", self.database)
        self.assertEqual(done.returncode, 0, done.stderr)
        links = done.stdout.splitlines()
        self.assertEqual(len(set(links)), len(EXTENSIONS))

    def test_one_component_alone(self):
        self.store_review()
        lines = self.run_program("show", "latest", "quota", "--format", "jsonl", "--database", self.database).stdout.splitlines()
        self.assertEqual({json.loads(line)["component"] for line in lines}, {"quota"})

    def test_format_is_spelt_one_way(self):
        review_id = self.store_review()
        for command in (["reviews"], ["show", review_id, "STATUS"], ["storage", "info"], ["checks", "list"],
                        ["checks", "show", "flow_logging"], ["trend", "--list"], ["trend", "quota.users.current"], ["capacity"],
                        ["checks", "operations"]):
            options = [] if command[0] in ("checks",) or "--list" in command else ["--database", self.database]
            long = self.run_program(*command, *options, "--format", "json")
            self.assertEqual(long.returncode, 0, long.stderr)
            json.loads(long.stdout)
            self.assertEqual(self.run_program(*command, *options, "--json").stdout, long.stdout, command)
            if "STATUS" not in command:
                text = self.run_program(*command, *options, "--format", "text").stdout
                self.assertEqual(self.run_program(*command, *options).stdout, text, command)
                self.assertNotEqual(text, long.stdout, command)

    def test_sarif_ends_what_it_says_before_what_to_do(self):
        self.store_review()
        sarif = json.loads(self.run_program("show", "latest", "--format", "sarif", "--database", self.database).stdout)
        messages = [result["message"]["text"] for result in sarif["runs"][0]["results"]]
        self.assertTrue(any("To do: " in message for message in messages))
        for message in messages:
            if "To do: " in message:
                self.assertRegex(message.partition("To do: ")[0].rstrip(), r"[.!?]$")

    def test_unknown_formats_are_refused(self):
        self.store_review()
        self.assert_refused(self.run_program("reviews", "--format", "csv", "--database", self.database), 2, "csv", "text", "json")
        self.assert_refused(self.run_program("show", "latest", "--format", "pdf", "--database", self.database), 2, "'pdf'",
                            "sarif")
        self.assert_refused(self.run_program("show", "latest", "--format", "html", "--database", self.database), 2, "report")


if __name__ == "__main__":
    unittest.main()
