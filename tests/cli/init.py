"""`init`: what a person is asked at a terminal, what is written from the answers, and what is left when they are not given.
Amazon Connect is the emulator."""

import json
import os
import re
import subprocess
import tomllib
import unittest
from pathlib import Path

from support.live import Emulated
from support.program import ProgramTest
from support.terminal import Terminal

from emulator.faults import Fault

QUESTIONS = {"profile": r"Profile: \[.*?\] $", "region": r"Region is the contact centre in\?( \[.*?\])? $", "instance": r"Instance: $",
             "storage": r"Storage: \[1\] $", "table": r"Table: $", "bucket": r"Bucket.*: $",
             "carriers": r"0 looks up none\. \[1\.00\] $"}


class Init(Emulated):
    world_name = "several"

    def setUp(self) -> None:
        super().setUp()
        self.file = self.home / ".config" / "connect-ops-review" / "config.toml"
        self.environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], **self.emulator.environment()}
        del self.environment["AWS_REGION"]
        self.arns = [instance.arn for instance in self.world.instances]
        self.by_name = sorted(self.world.instances, key=lambda instance: instance.alias)

    def profiles(self) -> None:
        """The emulator's key in one profile, what it does not know in another."""
        directory = self.home / ".aws"
        directory.mkdir()
        key, secret = (self.environment.pop(name) for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"))
        (directory / "config").write_text(
            f"[default]\nregion = eu-west-2\naws_access_key_id = AKIAUNKNOWN\naws_secret_access_key = x\n"
            f"[profile ops]\nregion = {self.world.region}\naws_access_key_id = {key}\naws_secret_access_key = {secret}\n",
            encoding="utf-8")

    def at_terminal(self, *arguments: str | Path) -> Terminal:
        return Terminal([os.environ["BINARY"], "init", *map(str, arguments)], cwd=self.home, env=self.environment)

    def number_of(self, alias: str) -> str:
        return str([instance.alias for instance in self.by_name].index(alias) + 1)

    def answer(self, terminal: Terminal, **answers: str) -> str:
        """Answers the questions in their order; what was shown after the last."""
        for name, answer in answers.items():
            terminal.wait_for(QUESTIONS[name])
            terminal.type(answer + "\n")
        return terminal.text()

    def written(self, file: Path | None = None) -> dict:
        return tomllib.loads((file or self.file).read_text(encoding="utf-8"))

    def assert_nothing_is_left(self) -> None:
        self.assertFalse(self.file.parent.exists())
        self.assertLessEqual({entry.name for entry in self.home.iterdir()}, {".aws"})

    def policy(self, text: str) -> dict:
        return json.loads(re.search(r"^\{\n.*?^\}", text.replace("\r\n", "\n"), re.MULTILINE | re.DOTALL)[0])


class Answered(Init):
    def test_the_answers_are_the_configuration(self):
        self.profiles()
        with self.at_terminal() as terminal:
            terminal.wait_for(QUESTIONS["profile"])
            self.assertRegex(terminal.text(), r"1  default  eu-west-2\s+2  ops +" + self.world.region + r"\s+3  none")
            self.assertTrue(terminal.text().endswith("[1] "))
            self.answer(terminal, profile="ops", region="", instance=self.number_of("south"), storage="", carriers="0")
            code = terminal.end()
            text = terminal.text().replace("\r\n", "\n")
        south = self.arns[1]
        self.assertEqual(self.written(), {"profile": "ops", "region": self.world.region, "instance": south, "storage": "sqlite",
                                          "carrier_budget_usd": 0})
        self.assertIn(f"contact centre in? [{self.world.region}]", text)
        self.assertIn(f"{self.file} written\n", text)
        self.assertIn("for the role or user of the profile 'ops':\n", text)
        # The least policy is for just that: this instance, no paid look-ups, no store.
        printed = self.run_program("iam-policy", "--instance", south, "--carrier-budget-usd", "0", "--region", self.world.region)
        self.assertEqual(self.policy(text), json.loads(printed.stdout))
        self.assertNotIn("PhoneNumberValidate", printed.stdout)
        # And in the end it looks whether all is in place, as `doctor` does.
        self.assertLess(text.index('"Version"'), text.index("written"))
        self.assertRegex(text.partition("written")[2], r"credentials +ok[\s\S]+connect:ListUsers +ok[\s\S]+\d+ ok, \d+ warnings?")
        self.assertTrue(text.endswith(f"\nTo review it: {os.environ['BINARY']} run\n"), text[-300:])
        doctor = subprocess.run([os.environ["BINARY"], "doctor"], env=self.environment, capture_output=True, text=True, timeout=120)
        self.assertEqual(code, doctor.returncode, doctor.stdout)

    def test_a_review_runs_as_it_was_answered(self):
        with self.at_terminal() as terminal:
            self.answer(terminal, region=self.world.region, instance="north", storage="sqlite", carriers="0")
            terminal.end()
        done = subprocess.run([os.environ["BINARY"], "run", "--only", "instance", "--json"], env=self.environment, capture_output=True,
                              text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["instanceArn"], self.arns[0])

    def test_what_is_wrong_is_asked_again(self):
        with self.at_terminal() as terminal:
            for question, right, *wrongs in (
                    ("region", self.world.region, ("europe!", "Please give the name of an AWS region"), ("frankfurt", "such as eu-central-1")),
                    ("instance", "north,south", ("9", "There is no '9'. Please give a number from 1 to 3."), ("arn:aws:s3:::x", "arn:aws:s3:::x")),
                    ("storage", "3", ("paper", "There is no 'paper'. Please give a number from 1 to 3.")),
                    ("table", "results", ("x", "'x' cannot be the name of a table")),
                    ("bucket", "reports", ("No Bucket", "'No Bucket'")),
                    ("carriers", "2.50", ("much", "Please give an amount in USD from 0 to 10000."))):
                terminal.wait_for(QUESTIONS[question])
                for wrong, said in wrongs:
                    terminal.type(wrong + "\n")
                    terminal.wait_for(re.escape(wrong) + r"\s+[\s\S]*" + re.escape(said) + r"[\s\S]*" + QUESTIONS[question])
                terminal.type(right + "\n")
            terminal.wait_for("written")
            terminal.end()
            text = terminal.text()
        self.assertEqual(self.written(), {"region": self.world.region, "instance": f"{self.arns[0]},{self.arns[1]}",
                                          "storage": "dynamodb", "table": "results", "bucket": "reports", "carrier_budget_usd": 2.5})
        policy = json.dumps(self.policy(text))
        for part in (*self.arns[:2], "table/results", "arn:aws:s3:::reports", "PhoneNumberValidate"):
            self.assertIn(part, policy)
        self.assertNotIn(self.arns[2], policy)

    def test_who_may_not_list_instances_names_one(self):
        self.emulator.set_faults([Fault("denied", "connect", "ListInstances")])
        with self.at_terminal("--storage", "sqlite", "--carrier-budget-usd", "0") as terminal:
            self.answer(terminal, region=self.world.region)
            terminal.wait_for(r"They cannot be listed: [\s\S]*Its ARN: $")
            terminal.type("north\n")
            terminal.wait_for(r"'north'[\s\S]*Its ARN: $")
            terminal.type(self.arns[0] + "\n")
            terminal.wait_for("written")
            terminal.end()
        self.assertEqual(self.written()["instance"], self.arns[0])


class Left(Init):
    def test_ctrl_c_at_any_question_leaves_nothing(self):
        self.profiles()
        answers = {"profile": "ops", "region": "", "instance": "1", "storage": "3", "table": "results", "bucket": "reports", "carriers": ""}
        for count, question in enumerate(answers):
            with self.subTest(question=question), self.at_terminal() as terminal:
                self.answer(terminal, **dict(list(answers.items())[:count]))
                terminal.wait_for(QUESTIONS[question])
                terminal.interrupt()
                self.assertEqual(terminal.end(), 130)
                self.assertEqual(terminal.lines()[-1], "connect-ops-review: interrupted; nothing was written")
                self.assert_nothing_is_left()

    def test_neither_does_the_end_of_the_answers(self):
        with self.at_terminal() as terminal:
            terminal.wait_for(QUESTIONS["region"])
            terminal.type("\x04")
            self.assertEqual(terminal.end(), 1)
            self.assertEqual(terminal.lines()[-1], "connect-ops-review: there was no answer; nothing was written")
        self.assert_nothing_is_left()

    def test_a_refused_credential_does_not_either(self):
        self.environment.update(AWS_ACCESS_KEY_ID="AKIAUNKNOWN", AWS_REGION=self.world.region)
        with self.at_terminal() as terminal:
            self.answer(terminal, region="")
            self.assertEqual(terminal.end(), 1)
        self.assert_nothing_is_left()


class Replaced(Init):
    FLAGS = ("--storage", "sqlite", "--carrier-budget-usd", "0")

    def setUp(self) -> None:
        super().setUp()
        self.file.parent.mkdir(parents=True)
        self.file.write_text("days = 3\n", encoding="utf-8")
        self.file.chmod(0o640)
        self.environment["AWS_REGION"] = self.world.region

    def test_only_when_that_is_wanted(self):
        for keys in ("n\n", "\n"):
            with self.at_terminal() as terminal:
                terminal.wait_for(re.escape(f"'{self.file}' is there already. Replace it, and all that it sets? [y/N] ") + "$")
                terminal.type(keys)
                self.assertEqual(terminal.end(), 2)
                self.assertIn("stays as it is; name another FILE, or give --overwrite", " ".join(terminal.lines()))
            self.assertEqual(self.written(), {"days": 3})
        with self.at_terminal(*self.FLAGS, "--instance", self.arns[0]) as terminal:
            terminal.wait_for(r"\[y/N\] $")
            terminal.type("y\n")
            terminal.wait_for("written")
            terminal.end()
        self.assertEqual(self.written(), {"instance": self.arns[0], "storage": "sqlite", "carrier_budget_usd": 0})
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o640)
        self.assertEqual([entry.name for entry in self.file.parent.iterdir()], ["config.toml"])

    def test_an_interrupted_replacement_replaces_nothing(self):
        with self.at_terminal("--overwrite") as terminal:
            terminal.wait_for(r"Region is the contact centre in\?")
            terminal.interrupt()
            self.assertEqual(terminal.end(), 130)
        self.assertEqual(self.written(), {"days": 3})

    def test_yes_is_no_leave_to_replace(self):
        init = ("init", "--yes", "--instance", self.arns[0])
        self.assert_refused(self.run_program(*init, env=self.environment), 2, str(self.file), "is there already", "--overwrite")
        self.assertEqual(self.written(), {"days": 3})
        self.run_program(*init, "--overwrite", env=self.environment)
        self.assertEqual(self.written()["instance"], self.arns[0])

    def test_a_link_goes_on_leading_to_the_file(self):
        real = self.home / "dotfiles.toml"
        self.file.rename(real)
        self.file.symlink_to(real)
        self.run_program("init", "--yes", "--overwrite", "--instance", self.arns[0], env=self.environment)
        self.assertTrue(self.file.is_symlink())
        self.assertEqual(self.written(real)["instance"], self.arns[0])


class Unasked(Init):
    def test_where_nobody_can_be_asked_the_flags_that_answer_are_named(self):
        self.assert_refused(self.run_program("init", env=self.environment), 2, "nobody is at a terminal to be asked: give --region, "
                            "--instance, --storage, --carrier-budget-usd, or --yes for what init would offer")
        self.assert_refused(self.run_program("init", "--instance", self.arns[0], "--storage", "dynamodb", env=self.environment), 2,
                            "give --table, --bucket, --carrier-budget-usd, or --yes")
        self.assert_nothing_is_left()

    def test_what_cannot_be_a_region_is_none(self):
        for region in ("frankfurt", "eu-central", "EU-CENTRAL-1"):
            done = self.run_program("init", "--yes", "--instance", self.arns[0], "--region", region, env=self.environment)
            self.assert_refused(done, 2, f"region must be the name of an AWS region, such as eu-central-1, not '{region}' (from --region)")
        self.assert_nothing_is_left()

    def test_flags_answer_everything(self):
        file = self.home / "there.toml"
        done = self.run_program("init", file, "--instance", self.arns[0], "--storage", "sqlite", "--carrier-budget-usd", "0",
                                env=self.environment)
        self.assertIn(f"{file} written\n", done.stdout)
        self.assertEqual(self.written(file), {"instance": self.arns[0], "storage": "sqlite", "carrier_budget_usd": 0})
        self.assertIn(f"run --config {file}\n", done.stderr)

    def test_yes_takes_what_would_be_offered(self):
        environment = {**self.environment, "AWS_REGION": self.world.region}
        refused = self.run_program("init", "--yes", env=environment)
        self.assertEqual(refused.returncode, 2, refused.stderr)
        self.assertIn("there are 3 instances in", refused.stderr)
        self.run_program("init", "--yes", "--instance", "north", env=environment)
        self.assertEqual(self.written(), {"region": self.world.region, "instance": self.arns[0], "storage": "sqlite",
                                          "carrier_budget_usd": 1})

    def test_the_policy_can_be_kept(self):
        done = self.run_program("init", "--yes", "--instance", self.arns[0], env=self.environment)
        self.assertEqual(self.policy(done.stdout)["Version"], "2012-10-17")
        self.assertIn("The policy that allows this and nothing else", done.stderr)


class Unwritable(Init):
    def refused(self, file: Path, code: int) -> str:
        done = self.run_program("init", file, "--yes", "--instance", self.arns[0], env=self.environment)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertNotIn("written\n", done.stdout)
        return done.stderr.splitlines()[-1]

    def test_what_cannot_be_written_could_not_be_done(self):
        self.assertRegex(self.refused(Path("/proc/there.toml"), 1), r"^connect-ops-review: /proc/there\.toml cannot be written: ")
        self.assertRegex(self.refused(Path("/proc/new/there.toml"), 1), r"^connect-ops-review: /proc/new cannot be made: ")

    def test_a_file_that_cannot_be_one_is_wrong_usage(self):
        (self.home / "file").touch()
        self.assertIn(f"{self.home}/file cannot be made: Not a directory; choose another place", self.refused(self.home / "file/x", 2))


class ConfiguredBefore(Init):
    """Another contact centre's configuration, which `run` would read."""

    OLD = ('instance = "arn:aws:connect:eu-west-2:111122223333:instance/5f0c2a8e-3b7d-4c52-9a61-0d7be2f4a913"\n'
           'storage = "dynamodb"\ntable = "old-table"\nbucket = "old-bucket"\nonly = ["quota"]\ncarrier_lookup = false\n'
           'log_group = "/old/group"\nregion = "eu-west-2"\n')

    def setUp(self) -> None:
        super().setUp()
        self.file.parent.mkdir(parents=True)
        self.environment["AWS_REGION"] = self.world.region

    def init(self, *arguments: str | Path) -> subprocess.CompletedProcess:
        done = self.run_program("init", *arguments, "--yes", "--instance", self.arns[0], "--storage", "sqlite", env=self.environment)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done

    def test_none_of_it_is_in_the_policy_the_file_or_what_doctor_says(self):
        with_nothing_before = self.init(self.home / "first.toml")
        self.file.write_text(self.OLD, encoding="utf-8")
        beside, over = self.init(self.home / "second.toml"), self.init("--overwrite")
        for done, file in ((beside, self.home / "second.toml"), (over, self.file)):
            self.assertEqual(self.written(file), self.written(self.home / "first.toml"))
            self.assertEqual(self.policy(done.stdout), self.policy(with_nothing_before.stdout))
            self.assertIn("PhoneNumberValidate", done.stdout)
            self.assertEqual(self.findings(done), self.findings(with_nothing_before))
            self.assertRegex(done.stdout, r"(?m)^connect:DescribeInstance +ok")
            self.assertNotRegex(done.stdout + done.stderr, "old-|/old/|eu-west-2")

    def findings(self, done: subprocess.CompletedProcess) -> list[str]:
        """What doctor names, and how that is."""
        return re.findall(r"(?m)^(\S+(?: \S+)*) +(ok|warning|missing|unknown)\b", done.stdout.partition("written\n")[2])

    def test_one_that_is_broken_is_replaced_like_any_other(self):
        for broken in ("days = [", 'dayz = "3"\n', "days = 0\n", "\0"):
            with self.subTest(broken):
                self.file.write_text(broken, encoding="utf-8")
                self.init("--overwrite")
                self.assertEqual(self.written()["instance"], self.arns[0])

    def test_it_is_not_named_with_config(self):
        other = self.home / "other.toml"
        other.write_text(self.OLD, encoding="utf-8")
        done = self.run_program("init", "--config", other, "--yes", "--instance", self.arns[0], env=self.environment)
        self.assert_refused(done, 2, "init reads no configuration: name the file that it writes without --config")
        self.assertEqual([*self.file.parent.iterdir()], [])


class Home(ProgramTest):
    def test_without_a_home_a_file_has_to_be_named(self):
        self.assert_refused(self.run_program("init", env={"HOME": ""}), 2, "name a FILE")


if __name__ == "__main__":
    unittest.main()
