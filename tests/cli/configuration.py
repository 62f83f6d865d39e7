"""Flag before environment before file before default, and where each value came from."""

import unittest
from pathlib import Path

from support.program import HARBOUR, ProgramTest


class Configuration(ProgramTest):
    def shown(self, *arguments, **options) -> dict[str, str]:
        done = self.run_program("run", "--show-config", *arguments, **options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {line.split("=")[0].strip(): line.split("=", 1)[1].strip() for line in done.stdout.splitlines()}

    def write(self, text: str, name: str = "config.toml"):
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def test_precedence(self):
        self.assertRegex(self.shown()["days"], r'"14" +# default')
        file = self.write('days = 7\nlog_group = "/from/file"\nonly = ["quota", "flow"]\ncarrier_lookup = false\n')
        from_file = self.shown("--config", file)
        self.assertRegex(from_file["days"], r'"7" +# the file .*config.toml')
        self.assertRegex(from_file["only"], r'"quota,flow"')
        self.assertRegex(from_file["carrier_lookup"], r'"false"')
        from_variable = self.shown("--config", file, env={"CONNECT_CW_LOG_GROUP": "/from/variable"})
        self.assertRegex(from_variable["log_group"], r'"/from/variable" +# the variable CONNECT_CW_LOG_GROUP')
        from_flag = self.shown("--config", file, "--log-group", "/from/flag", env={"CONNECT_CW_LOG_GROUP": "/from/variable"})
        self.assertRegex(from_flag["log_group"], r'"/from/flag" +# --log-group')

    def test_the_users_own_file_is_read(self):
        self.write("days = 3\n", ".config/connect-ops-review/config.toml")
        self.assertRegex(self.shown()["days"], r'"3"')
        self.write("days = 4\n", "xdg/connect-ops-review/config.toml")
        self.assertRegex(self.shown(env={"XDG_CONFIG_HOME": str(self.home / "xdg")})["days"], r'"4"')

    def test_wrong_files_are_refused(self):
        for text, words in (("days = \n", ("cannot be read", "line 1")), ("dayz = 3\n", ("unknown key 'dayz'", "days")),
                            ("days = 0\n", ("days must be a whole number from 1 to 90", "'0'", "config.toml")),
                            ("warn_percentage = 99\n", ("warn_percentage must be no more than fail_percentage",))):
            done = self.run_program("run", "--recording", HARBOUR, "--config", self.write(text), "--database", self.database)
            self.assert_refused(done, 2, *words)
        for text, word in (("only = [1]", "'1'"), ("output_formats = [true]", "'true'"), ("database = {a=1}", "database")):
            done = self.run_program("run", "--recording", HARBOUR, "--config", self.write(text + "\n"),
                                    "--database", self.database)
            self.assert_refused(done, 2, word, "config.toml")
        for path, why in (("/", "it is a directory"), ("/dev/zero", "bytes, which is the most"), ("none.toml", "there is no such file")):
            self.assert_refused(self.run_program("run", "--show-config", "--config", path), 2, path, why)
        self.assertFalse(self.database.exists())

    def test_no_file_is_an_empty_one(self):
        (self.home / ".config/connect-ops-review").mkdir(parents=True)
        (self.home / ".config/connect-ops-review/config.toml").write_text("days = 7\n", encoding="utf-8")
        shown = self.run_program("run", "--show-config", "--config", "/dev/null")
        self.assertEqual((shown.returncode, shown.stderr), (0, ""))
        self.assertRegex(shown.stdout, r'days += "14" +# default')
        self.assert_refused(self.run_program("mute", "add", "check=flow_*", "--reason", "r", "--owner", "o", "--expires", "9d",
                                             "--config", "/dev/null"), 2, "/dev/null is not a file that mutes can be kept in")
        self.assertTrue(Path("/dev/null").is_char_device())

    def test_wrong_variables_are_refused(self):
        done = self.run_program("run", "--recording", HARBOUR, env={"STORAGE_BACKEND": "dynamo"})
        self.assert_refused(done, 2, "dynamo", "sqlite")
        self.assert_refused(self.run_program("reviews", env={"LOG_LEVEL": "loud"}), 2, "log_level", "loud", "LOG_LEVEL")
        self.assertEqual(list(self.home.iterdir()), [])

    # What is wrong is found before anything is done, also where nothing would be done.
    def test_what_is_shown_is_right(self):
        for arguments, words in ((("--output-formats", "pdf"), ("no output format 'pdf'", "html, json, text")),
                                 (("--rates", "nonsense"), ("rates must be a list like connect:ListUsers=4/10", "'nonsense'")),
                                 (("--only", "nothing"), ("no component 'nothing'", "checks list")),
                                 (("--output-formats", "pdf", "--rates", "nonsense", "--only", "nothing"), ("nonsense",))):
            done = self.run_program("run", "--show-config", *arguments)
            self.assert_refused(done, 2, *words)
        for arguments, words in ((("--endpoint-url", "ftp://x"), ("endpoint_url", "'ftp://x'")),
                                 (("--region", "eu central"), ("region", "'eu central'")),
                                 (("--role-arn", "nonsense"), ("role_arn", "'nonsense'", "arn:aws:iam::")),
                                 (("--bucket-owner", "12"), ("bucket_owner", "'12'", "twelve digits")),
                                 (("--log-group", "a b?"), ("log_group", "'a b?'")),
                                 (("--bucket", "My_Bucket"), ("bucket must be a bucket's name", "not 'My_Bucket' (from --bucket)")),
                                 (("--table", "my table"), ("table must be a table's name", "not 'my table' (from --table)")),
                                 (("--instance", "a b"), ("'a b' is no instance's ARN, id or alias",)),
                                 (("--recording", "/nonexistent"), ("/nonexistent",)),
                                 (("--storage", "s3"), ("no bucket is named",)),
                                 (("--storage", "dynamodb"), ("no bucket is named",)),
                                 (("--storage", "dynamodb", "--bucket", "reports"), ("no table is named",)),
                                 (("--recording", HARBOUR, "--all-instances"), ("--all-instances",))):
            with self.subTest(arguments=arguments):
                self.assert_refused(self.run_program("run", "--show-config", *arguments), 2, *words)
        self.assert_refused(self.run_program("lambda", "--local", "--show-config", "--recording", "/nonexistent"), 2, "/nonexistent")
        copying = self.run_program("storage", "copy", "--show-config", env={"STORAGE_BACKEND": "s3"})
        self.assertEqual(copying.returncode, 0, copying.stderr)
        file = self.write('output_formats = ["pdf"]\n')
        self.assert_refused(self.run_program("reviews", "--config", file), 2, "no output format 'pdf'", "config.toml")

    def test_log_level_is_taken_in_any_case(self):
        done = self.run_program("checks", "list", env={"LOG_LEVEL": "INFO"})
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
