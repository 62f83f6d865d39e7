"""What a person meets before and beside a review: help, what was likely meant, completions, the manual page, the
configuration file, and the terminal that shows ASCII alone."""

import json
import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path

from support.program import COMPONENTS, HARBOUR, ProgramTest
from support.terminal import Terminal

COMMANDS = ("run", "reviews", "show", "report", "diff", "trend", "capacity", "record", "iam-policy", "doctor", "lambda", "completion",
            "man", "checks list", "checks show", "checks operations", "config init", "storage info", "storage copy",
            "storage verify", "storage remove", "storage erase", "storage check", "storage backup", "storage estimate",
            "mute add", "mute list", "mute remove", "demo", "init", "fix", "flows check", "flows list", "flows show")
MOST_COMMON = 12


def options_in(text: str) -> list[str]:
    """Of each line of help that tells of an option, its long flag."""
    return re.findall(r"^  (?:-\w, )?(--[a-z-]+)", text, re.MULTILINE)


class Help(ProgramTest):
    def help(self, *words: str) -> str:
        done = self.run_program(*words)
        self.assertEqual((done.returncode, done.stderr), (0, ""), words)
        return done.stdout

    def test_shows_what_is_common_and_all_on_demand(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                short, whole = self.help(*command.split(), "--help"), self.help(*command.split(), "--help-all")
                common, options = options_in(short), options_in(whole)
                self.assertLessEqual(len(common), MOST_COMMON)
                self.assertLessEqual(set(common), set(options))
                self.assertEqual(len(options), len(set(options)))
                self.assertLessEqual({"--config", "--quiet", "--log-file"}, set(options))
                if len(options) > len(common):
                    self.assertIn(f"`connect-ops-review {command} --help-all` shows all {len(options)} options", short)
                self.assertLessEqual(max(map(len, short.splitlines())), 120)
        self.assertEqual(self.help("mute", "add", "-h"), self.help("mute", "add", "--help"))

    def test_groups_the_options(self):
        whole = self.help("run", "--help-all")
        headings = re.findall(r"^(\w.*):$", whole, re.MULTILINE)
        self.assertEqual(headings, ["Options", "What is reviewed", "What is judged, shown and muted", "Access to AWS", "Where reviews are kept", "Reports", "Exit code",
                                    "Output and messages", "Examples"])
        judged = whole.partition("What is judged, shown and muted:")[2].partition("\n\n")[0]
        self.assertEqual(options_in(judged), ["--checks", "--skip-checks", "--warn-percentage", "--fail-percentage", "--severity",
                                              "--status", "--mutes", "--allow-open-mutes"])
        # What is in no group is of this command alone.
        own = whole.partition("\nOptions:")[2].partition("\n\n")[0]
        self.assertEqual(options_in(own), ["--wait", "--force"])
        self.assertEqual(options_in(self.help("mute", "add", "--help-all").partition("\nOptions:")[2].partition("\n\n")[0]),
                         ["--reason", "--owner", "--expires"])
        short = self.help("run", "--help")
        for option in ("--instance", "--all-instances", "--recording", "--days", "--fail-on", "--storage", "--json"):
            self.assertIn(option, options_in(short))
        self.assertNotIn("--kms-key", short)
        self.assertRegex(whole, r"--days N +Days to look back over, 1 to 90 \[14\] \(\$DAYS_BACK\)")
        self.assertRegex(whole, r"--fail-on never\|fail\|warn +Exit")

    def test_lists_the_commands(self):
        whole = self.help("--help")
        for command in COMMANDS:
            self.assertRegex(whole, rf"(?m)^  {command.split()[0]} +\w")
        for code in range(5):
            self.assertRegex(whole, rf"\b{code} \w")
        storage = self.help("storage", "--help")
        self.assertRegex(storage, r"(?m)^  estimate +Estimate what keeping reviews")
        self.assertIn("Usage: connect-ops-review storage COMMAND", storage)


class WhatWasMeant(ProgramTest):
    def test_names_what_is_closest(self):
        for words, said in (
                (("storag", "info"), "there is no command 'storag'; did you mean storage? See connect-ops-review --help"),
                (("reviwes",), "did you mean reviews?"),
                (("reviwes", "--help"), "there is no command 'reviwes'; did you mean reviews?"),
                (("reviwes", "--help-all"), "there is no command 'reviwes'; did you mean reviews?"),
                (("storage", "inf", "--help"), "there is no command 'storage inf'; did you mean info?"),
                (("storage", "inf"), "there is no command 'storage inf'; did you mean info? See connect-ops-review storage --help"),
                (("run", "--dasy", "7"), "run has no option '--dasy'; did you mean --days? See connect-ops-review run --help"),
                (("run", "--fail_on=warn",), "run has no option '--fail_on'; did you mean --fail-on?"),
                (("storage", "copy", "--form", "x"), "did you mean --from? See connect-ops-review storage copy --help"),
                (("checks", "show", "flow_loging"), "there is no check 'flow_loging'; did you mean flow_logging?"),
                (("run", "--recording", HARBOUR, "--only", "quotas"), "there is no component 'quotas'; did you mean quota?"),
                (("run", "--recording", HARBOUR, "--output-formats", "htm"), "there is no output format 'htm'; did you mean html?"),
                (("run", "--recording", HARBOUR, "--skip-checks", "flow_loging"), "there is no check 'flow_loging'; did you mean flow_logging?"),
                (("run", "--recording", HARBOUR, "--checks", "flwo_*"), "there is no check 'flwo_*'; did you mean flow_*?"),
                (("run", "--recording", HARBOUR, "--severity", "hihg"), "there is no severity 'hihg'; did you mean high? There are critical"),
                (("run", "--recording", HARBOUR, "--status", "wran"), "there is no status 'wran'; did you mean warn? There are fail"),
                (("run", "--recording", HARBOUR, "--fail-on", "wran"), "not 'wran' (from --fail-on); did you mean warn?"),
                (("run", "--rates", "connect:ListUser=4"), "not 'connect:ListUser=4'; did you mean connect:ListUsers?"),
                (("trend", "quota.user.current"), "there is no measure 'quota.user.current'; did you mean quota.users.current?"),
                (("storage", "copy", "--from", "dynamo:x", "--to", "s3:y"), "'dynamo' names no store: give sqlite:FILE"),
                (("completion", "bsah"), "did you mean bash?")):
            with self.subTest(words=words):
                self.assert_refused(self.run_program(*words), 2, said)
        file = self.home / "config.toml"
        file.write_text("fial_on = \"warn\"\n", encoding="utf-8")
        self.assert_refused(self.run_program("reviews", "--config", file), 2, "unknown key 'fial_on'; did you mean fail_on?")

    def test_guesses_nothing_from_what_is_far_from_all(self):
        for words, said in ((("destroy",), "there is no command 'destroy'; see connect-ops-review --help"),
                            (("run", "--zzzzz"), "run has no option '--zzzzz'; see connect-ops-review run --help"),
                            (("checks", "show", "nothing"), "`connect-ops-review checks list` lists them")):
            done = self.run_program(*words)
            self.assert_refused(done, 2, said)
            self.assertNotIn("did you mean", done.stderr)

    def test_points_at_the_help_of_the_command(self):
        for words, said in (
                ((), "connect-ops-review: give a command: run, reviews, "),
                (("storage",), "storage needs a command: info, copy, "),
                (("show",), "show needs REVIEW: id of a stored review (YYYYMMDD-HHMMSS), or latest; see connect-ops-review show --help"),
                (("reviews", "--limit", "0"), "--limit must be a whole number from 1 to 1000, not '0'; see connect-ops-review reviews --help"),
                (("reviews", "--limit", "5", "--limit", "6"), "--limit was given more than once; see connect-ops-review reviews --help"),
                (("reviews", "--limit"), "--limit needs a value; see connect-ops-review reviews --help"),
                (("reviews", "extra"), "reviews does not take 'extra'; see connect-ops-review reviews --help"),
                (("--json", "reviews"), "'--json' stands where a command is expected; see connect-ops-review --help"),
                (("show", "a", "b", "c"), "show does not take 'c'; see connect-ops-review show --help")):
            with self.subTest(words=words):
                self.assert_refused(self.run_program(*words), 2, said)

    def test_hostile_words_are_harmless(self):
        for words in (("\x1b[31mrun",), ("run", "--\x1b[31m"), ("completion", "\x1b]0;x\x07"), ("r" * 100_000,)):
            done = self.run_program(*words)
            self.assertEqual(done.returncode, 2)
            self.assertNotIn("\x1b", done.stderr)
            self.assertLess(len(done.stderr), 400)


class Completions(ProgramTest):
    def complete(self, *words: str) -> list[str]:
        """What bash offers for the last of the words."""
        script = self.home / "completions.bash"
        if not script.exists():
            script.write_text(self.run_program("completion", "bash").stdout, encoding="utf-8")
        line = ["connect-ops-review", *words]
        done = subprocess.run(
            ["bash", "--norc", "-c", 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
             "complete -p connect-ops-review > /dev/null || exit 9; _connect_ops_review; "
             'printf "%s\\n" "${COMPREPLY[@]}"', "bash", str(script), *line],
            cwd=self.home, capture_output=True, text=True, timeout=60, check=True)
        self.assertEqual(done.stderr, "")
        return [word for word in done.stdout.split("\n") if word]

    def test_bash_offers_commands_options_and_values(self):
        self.assertLessEqual({command.split()[0] for command in COMMANDS} | {"--help", "--version"}, set(self.complete("")))
        self.assertEqual(self.complete("storage", "ch"), ["check"])
        self.assertEqual(self.complete("run", "--fail-o"), ["--fail-on"])
        self.assertEqual(self.complete("run", "--fail-on", ""), ["never", "fail", "warn"])
        self.assertEqual(self.complete("run", "--days", "7", "--fail-on", "w"), ["warn"])
        self.assertEqual(self.complete("run", "--storage", "d"), ["dynamodb"])
        self.assertIn("flow", self.complete("run", "--only", "f"))
        self.assertEqual(self.complete("show", "l"), ["latest"])
        self.assertEqual(self.complete("show", "latest", "quo"), ["quota"])
        self.assertEqual(self.complete("checks", "show", "flow_logging"), ["flow_logging"])
        self.assertEqual(self.complete("completion", "z"), ["zsh"])
        self.assertIn("flow_logging", self.complete("run", "--skip-checks", "flow_l"))
        self.assertEqual(self.complete("show", "latest", "--severity", "h"), ["high"])
        self.assertEqual(self.complete("run", "--status", "m"), ["muted"])
        self.assertEqual(self.complete("run", "--severity", "critical,h"), ["critical,high"])
        self.assertEqual(self.complete("run", "--only", "quota,flow,ph"), ["quota,flow,phone"])
        self.assertIn("--page", self.complete("reviews", "--"))
        self.assertNotIn("--days", self.complete("reviews", "--"))

    def test_bash_offers_files_and_directories(self):
        (self.home / "saved one").mkdir()
        (self.home / "saved.db").write_text("", encoding="utf-8")
        self.assertEqual(sorted(self.complete("reviews", "--database", "sav")), ["saved one", "saved.db"])
        self.assertEqual(self.complete("run", "--recording", "sav"), ["saved one"])
        self.assertEqual(sorted(self.complete("mute", "list", "--mutes", "sav")), ["saved one", "saved.db"])

    def test_every_command_has_all_of_its_options(self):
        options_of = {command: options_in(self.run_program(*command.split(), "--help-all").stdout) for command in COMMANDS}
        for shell in ("bash", "zsh", "fish"):
            text = self.run_program("completion", shell).stdout
            for command, options in options_of.items():
                for option in options:
                    self.assertIn(f"-l {option[2:]}" if shell == "fish" else option, text, (shell, command))

    def test_shells_take_them(self):
        for shell in ("bash", "zsh", "fish"):
            self.assertIsNotNone(shutil.which(shell), f"{shell} is missing: packages.txt has it")
            script = self.home / f"completions.{shell}"
            script.write_text(self.run_program("completion", shell).stdout, encoding="utf-8")
            done = subprocess.run([shell, "-n", str(script)], capture_output=True, text=True, timeout=60)
            self.assertEqual((done.returncode, done.stderr), (0, ""), shell)

    def assert_zsh_offers(self, line: str, pattern: str) -> None:
        """Behind a line on a terminal."""
        script = self.home / "_connect-ops-review"
        script.write_text(self.run_program("completion", "zsh").stdout, encoding="utf-8")
        (self.home / ".zshrc").write_text("PS1='> '; fpath=($HOME $fpath); autoload -U compinit; compinit -u -D\n"
                                          "zstyle ':completion:*' menu no; LISTMAX=1000; bindkey '^I' list-choices\n", encoding="utf-8")
        environment = {**os.environ, "HOME": str(self.home), "TERM": "dumb", "LC_ALL": "C.UTF-8", "ZDOTDIR": str(self.home)}
        with Terminal(["zsh", "-i"], columns=200, cwd=self.home, env=environment) as terminal:
            terminal.wait_for("> ")
            terminal.type(f"{line}\t")
            terminal.wait_for(pattern)

    def test_zsh_offers_them(self):
        self.assert_zsh_offers("connect-ops-review storage ", r"estimate +-- Estimate what keeping reviews")
        self.assert_zsh_offers("connect-ops-review run --fail-on ", r"never")
        self.assert_zsh_offers("connect-ops-review run --severity critical,", r"high")

    def test_fish_offers_them(self):
        def offered(line: str) -> str:
            script = self.home / "completions.fish"
            script.write_text(self.run_program("completion", "fish").stdout, encoding="utf-8")
            return subprocess.run(["fish", "--no-config", "-c", f"source {script}; complete -C '{line}'"], cwd=self.home,
                                  env={"HOME": str(self.home), "PATH": os.environ["PATH"]}, capture_output=True, text=True,
                                  timeout=60, check=True).stdout
        self.assertIn("estimate\tEstimate what keeping reviews", offered("connect-ops-review storage est"))
        self.assertIn("--fail-on\t", offered("connect-ops-review run --fail"))
        self.assertRegex(offered("connect-ops-review run --fail-on "), r"(?m)^never")
        self.assertRegex(offered("connect-ops-review run --severity critical,h"), r"(?m)^critical,high")
        self.assertRegex(offered("connect-ops-review show latest --status m"), r"(?m)^muted")
        self.assertNotIn("--fail-on", offered("connect-ops-review reviews --"))
        self.assertRegex(offered("connect-ops-review show lat"), r"(?m)^latest")


class Manual(ProgramTest):
    def test_it_is_clean_and_has_everything(self):
        page = self.home / "connect-ops-review.1"
        page.write_text(self.run_program("man").stdout, encoding="utf-8")
        self.assertTrue(page.read_text(encoding="utf-8").isascii())
        self.assertIsNotNone(shutil.which("mandoc"), "mandoc is missing: packages.txt has it")
        lint = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", str(page)], capture_output=True, text=True, timeout=60)
        self.assertEqual((lint.stdout, lint.stderr, lint.returncode), ("", "", 0))
        text = subprocess.run(["mandoc", "-T", "ascii", "-O", "width=200", str(page)], capture_output=True, text=True, timeout=60, check=True).stdout
        text = re.sub(".\b", "", text)
        for command in COMMANDS:
            self.assertRegex(text, rf"(?m)^ +{command}\b", command)
            for option in options_in(self.run_program(*command.split(), "--help-all").stdout):
                self.assertIn(option, text)
        self.assertRegex(text, r"4 +something could not be assessed")
        self.assertIn("$DAYS_BACK", text)
        self.assertIn("connect-ops-review run --recording samples/harbour", text)


class ConfigInit(ProgramTest):
    def shown(self, *arguments: str | Path) -> dict[str, str]:
        done = self.run_program("run", "--show-config", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {line.split("=")[0].strip(): re.split(r" +# ", line.split("=", 1)[1].strip())[0] for line in done.stdout.splitlines()}

    def test_what_it_writes_is_the_defaults(self):
        defaults = self.shown()
        file = self.home / "new" / "config.toml"
        done = self.run_program("config", "init", file)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, f"{file} written\n", ""))
        text = file.read_text(encoding="utf-8")
        self.assertTrue(all(line == "" or line.startswith("#") for line in text.splitlines()), text)
        self.assertEqual(self.shown("--config", file), defaults)
        # Each of them, set: the same again.
        everything = re.sub(r"(?m)^#([a-z_]+ = )", r"\1", text)
        set_keys = re.findall(r"(?m)^([a-z_]+) = ", everything)
        self.assertEqual(set_keys, list(defaults))
        file.write_text(everything, encoding="utf-8")
        same = {key: value.replace('"1"', '"1.00"') if key == "carrier_budget_usd" else value
                for key, value in self.shown("--config", file).items()}
        self.assertEqual(same, defaults)
        self.assertIn("# Days to look back over, 1 to 90. Also --days, $DAYS_BACK.\n#days = 14\n", text)

    def test_it_is_read_without_being_named(self):
        self.assertEqual(self.run_program("config", "init").returncode, 0)
        own = self.home / ".config/connect-ops-review/config.toml"
        own.write_text(own.read_text(encoding="utf-8").replace("#days = 14", "days = 3"), encoding="utf-8")
        self.assertEqual(self.shown()["days"], '"3"')

    def test_it_writes_over_nothing(self):
        file = self.home / "config.toml"
        file.write_text("days = 7\n", encoding="utf-8")
        self.assert_refused(self.run_program("config", "init", file), 2, str(file), "is there already")
        self.assertEqual(file.read_text(encoding="utf-8"), "days = 7\n")
        self.assert_refused(self.run_program("config", "init", file / "below"), 2, f"{file} cannot be made: Not a directory")
        self.assert_refused(self.run_program("config", "init", env={"HOME": ""}), 2, "name a FILE")

    def test_it_asks_what_carriers_may_cost(self):
        ours, theirs = os.openpty()
        with os.fdopen(ours, "r+b", buffering=0) as terminal, os.fdopen(theirs, "r+b", buffering=0) as end:
            program = subprocess.Popen([os.environ["BINARY"], "config", "init", str(self.home / "asked.toml")],
                                       env={"HOME": str(self.home)}, stdin=end, stdout=subprocess.PIPE, stderr=end)
            seen = b""
            for answer in (b"much\n", b"2.50\n"):
                while not seen.endswith(b"[1.00] "):
                    seen += terminal.read(4096)
                terminal.write(answer)
                seen += b"|"
            program.communicate(timeout=60)
        self.assertEqual(program.returncode, 0)
        self.assertIn(b"costs $0.006, once a number", seen)
        self.assertIn(b"Please give an amount in USD from 0 to 10000.", seen)
        self.assertIn("\ncarrier_budget_usd = 2.50\n", (self.home / "asked.toml").read_text(encoding="utf-8"))
        self.assertEqual(self.shown("--config", self.home / "asked.toml")["carrier_budget_usd"], '"2.5"')


class Mended(ProgramTest):
    def test_the_state_of_a_review_is_text(self):
        review = self.store_review()
        shown = self.run_program("show", review, "STATUS", "--database", self.database)
        self.assertEqual((shown.returncode, shown.stderr), (0, ""))
        done = rf"Message +{len(COMPONENTS)} of {len(COMPONENTS)} components done"
        for line in (rf"Review +{review}", "Status +partial", done, r"Instance +harbour \(arn:aws:connect:",
                     r"Window +2 Nov – 16 Nov 2026 \(14 days\)", "Components +instance, quota, ", r"Findings +\d+ fail, \d+ warn, ",
                     r"Updated +\d+ \w+ \d{4} \d\d:\d\d UTC", r"Kept until +\d+ \w+ \d{4}", "Not known in full", "  flow: "):
            self.assertRegex(shown.stdout, rf"(?m)^{line}")
        stored = self.run_program("show", review, "STATUS", "--format", "json", "--database", self.database)
        self.assertEqual(json.loads(stored.stdout)["reviewId"], review)

    def test_a_log_file_that_cannot_be_opened_is_an_error(self):
        for file in (self.home, self.home / "none" / "x.log", "/proc/x"):
            self.assert_refused(self.run_program("checks", "list", "--log-file", file), 2, f"the log file {file} cannot be opened")
        self.assertFalse((self.home / "none").exists())
        self.assertEqual(self.run_program("checks", "list", "--log-file", "here.log").returncode, 0)
        self.assertTrue((self.home / "here.log").exists())

    def test_a_page_is_the_id_of_a_review(self):
        self.store_review()
        for page in ("rubbish", "2026", "../x"):
            self.assert_refused(self.run_program("reviews", "--page", page, "--database", self.database), 2, "--page", page)
        self.assertEqual(self.run_program("reviews", "--page", "20260101-000000", "--database", self.database).returncode, 0)

    def test_two_answers_to_one_question_are_refused(self):
        for given in (("--json", "--format", "text"), ("--format", "csv", "--json")):
            done = self.run_program("show", "latest", *given, "--database", self.database)
            self.assert_refused(done, 2, "--json is --format json, and --format ", "was given too")
        self.store_review()
        done = self.run_program("show", "latest", "--json", "--format", "json", "--database", self.database)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_longer_ids_push_nothing_out_of_line(self):
        for _ in range(3):  # some of one second
            self.store_review()
        lines = self.run_program("reviews", "--database", self.database).stdout.splitlines()
        status = lines[0].index("STATUS")
        for line in lines[1:]:
            self.assertEqual(line[status - 1], " ", line)
            self.assertRegex(line[status:], r"^(partial|completed) ")

    def test_a_missing_configuration_file_has_no_line(self):
        done = self.run_program("reviews", "--config", self.home / "none.toml")
        self.assert_refused(done, 2, "none.toml")
        self.assertNotIn("line", done.stderr)


class Opened(ProgramTest):
    def opener(self, name: str, body: str) -> dict[str, str]:
        directory = self.home / "bin"
        directory.mkdir(exist_ok=True)
        script = directory / name
        script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        script.chmod(0o755)
        return {"PATH": str(directory)}

    def test_a_report_is_opened(self):
        review = self.store_review()
        for name in ("xdg-open", "open"):
            env = self.opener(name, f'echo noise; echo "$1" > {self.home}/opened')
            done = self.run_program("report", review, "--open", "--output-formats", "json,html", "--database", self.database, env=env)
            self.assertEqual(done.returncode, 0, done.stderr)
            opened = (self.home / "opened").read_text(encoding="utf-8").strip()
            self.assertEqual(done.stdout.splitlines()[1], opened)
            self.assertTrue(Path(opened).read_text(encoding="utf-8").startswith("<!"), opened)
            (self.home / "bin" / name).unlink()

    def test_what_cannot_be_opened_is_said(self):
        review = self.store_review()
        again = ("report", review, "--open", "--database", self.database)
        done = self.run_program(*again, env={"PATH": str(self.home)})
        self.assertEqual((done.returncode, len(done.stderr.splitlines())), (1, 1))
        self.assertIn("there is no program here to open reports with (tried xdg-open and open)", done.stderr)
        done = self.run_program(*again, env=self.opener("xdg-open", "exit 3"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("xdg-open could not open ", done.stderr)


class Ascii(ProgramTest):
    """A terminal in the C locale shows bytes beyond ASCII as rubbish."""

    def test_the_c_locale_gets_ascii(self):
        review = self.store_review()
        shown = ("show", review, "--database", self.database)
        self.assertFalse(self.run_program(*shown).stdout.isascii())
        self.assertFalse(self.run_program(*shown, env={"LC_ALL": "en_GB.UTF-8", "LANG": "C"}).stdout.isascii())
        for env in ({"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LC_CTYPE": "C", "LANG": "en_GB.UTF-8"}, {"LANG": "de_DE.ISO-8859-1"}):
            plain = self.run_program(*shown, env=env).stdout
            self.assertTrue(plain.isascii(), env)
            self.assertIn("2 Nov - 16 Nov 2026 (14 days)", plain)
        self.assertTrue(self.run_program("completion", "x…", env={"LC_ALL": "C"}).stderr.isascii())
        self.assertTrue(self.run_program("--help", env={"LC_ALL": "C"}).stdout.isascii())

    def test_so_do_messages_and_progress(self):
        """What names a file, such as one of mutes, may have any letters."""
        missing = ("reviews", "--config", "Fähre…toml", "--log-level", "debug")
        self.assertIn("Fähre…toml", self.run_program(*missing).stderr)
        self.assertIn("Fahre...toml", self.run_program(*missing, env={"LC_ALL": "C"}).stderr)
        (self.home / "Größe.toml").write_text("", encoding="utf-8")
        logged = ("mute", "add", "0123456789abcdef", "--reason", "r", "--owner", "o", "--expires", "9d", "--mutes", "Größe.toml",
                  "--database", self.home / "Größe.db", "--log-level", "debug", "--log-file", "Größe.log")
        plain = self.run_program(*logged, env={"LC_ALL": "C"})
        self.assertEqual(plain.returncode, 0, plain.stderr)
        self.assertRegex(plain.stderr, r"(?m)^\S+Z debug stored reviews were not looked at: .*Grosse\.db")
        self.assertTrue(plain.stderr.isascii(), plain.stderr)
        self.assertIn("Größe.db", (self.home / "Größe.log").read_text(encoding="utf-8"))  # a file is read elsewhere
        self.assertIn("Größe.db", self.run_program(*logged, env={"LC_ALL": "C.UTF-8"}).stderr)

    def test_data_stay_as_they_are(self):
        review = self.store_review()
        (self.home / "mutes.toml").write_text('[[mute]]\ncheck = "*"\nresource = "Rückruf"\nreason = "r"\nowner = "Jörg"\n'
                                              "expires = 2027-03-31\n", encoding="utf-8")
        for command in (("show", review, "--format", "json"), ("show", review, "flow", "--format", "json"), ("reviews", "--json"),
                        ("mute", "list", "--json", "--mutes", "mutes.toml")):
            arguments = (*command, "--database", self.database)
            self.assertEqual(self.run_program(*arguments, env={"LC_ALL": "C"}).stdout, self.run_program(*arguments).stdout)


if __name__ == "__main__":
    unittest.main()
