"""Every line of a page that calls the program is one that it takes, and those of docs/command-line.md, docs/mutes.md and
docs/recordings.md that need no AWS are run, in order, as a reader would."""

import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
PAGES = [SOURCE_DIR / "README.md", *sorted((SOURCE_DIR / "docs").glob("*.md"))]
NAME = "connect-ops-review"
ARN = "arn:aws:connect:eu-central-1:111122223333:instance/74c2b909-e023-438d-aa2c-6cd5ee84a853"
# What stands for something of the reader's own.
STAND_FOR = {"arn:aws:connect:eu-central-1:111122223333:instance/ID": ARN, "ARN": ARN, "$ARN": ARN,
             "s3://BUCKET/mutes.toml": "s3://my-bucket/mutes.toml", "$BUCKET": "my-bucket"}


def bash_of(page: Path) -> list[str]:
    """The lines of its bash blocks, those that go on with a backslash as one."""
    lines = []
    for block in re.findall(r"^```bash\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        lines += block.replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines]


def calls_in(line: str) -> list[list[str]]:
    """The words of each call of the program in a line of a shell, up to what ends it."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>()")
    lexer.whitespace_split = True
    calls: list[list[str]] = []
    begins, inside = True, False
    for word in lexer:
        if re.fullmatch(r"[|&;<>()]+", word):
            begins, inside = word[0] not in "<>", False
        elif inside:
            calls[-1].append(word)
        elif begins and not re.match(r"\w+=", word):
            begins, inside = False, word == NAME or word.endswith(f"/{NAME}")
            if inside:
                calls.append([])
    return calls


def of_the_reader(word: str) -> str:
    return ARN if word.startswith("arn:aws:connect:") and "…" in word else STAND_FOR.get(word, word)


class Page(unittest.TestCase):
    def setUp(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix=f"{NAME}-"))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        (self.home / "bin").mkdir()
        (self.home / "bin" / NAME).symlink_to(os.environ["BINARY"])
        (self.home / "samples").symlink_to(SOURCE_DIR / "samples")
        (self.home / "harbour-recording").symlink_to(SOURCE_DIR / "samples" / "harbour")  # which a page has recorded before
        self.environment = {"HOME": str(self.home), "PATH": f"{self.home}/bin:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
                            "AWS_EC2_METADATA_DISABLED": "true"}

    def shell(self, line: str, code: int = 0) -> str:
        done = subprocess.run(["bash", "-o", "pipefail", "-c", line], cwd=self.home, env=self.environment, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        self.assertEqual(done.returncode, code, f"{line}\n{done.stderr}")
        return done.stdout + done.stderr


class EveryPage(Page):
    def test_shows_only_what_the_program_takes(self):
        seen = 0
        for page in PAGES:
            for line in bash_of(page):
                for words in calls_in(line) if NAME in line and not line.startswith("#") else []:
                    with self.subTest(page=page.name, line=line):
                        seen += 1
                        self.assert_taken([of_the_reader(word) for word in words])
        self.assertGreater(seen, 100)

    def assert_taken(self, words: list[str]) -> None:
        environment = {**self.environment, "S3_REPORTING_BUCKET": "my-bucket", "RESULTS_TABLE": "my-table", "AWS_REGION": "eu-central-1"}
        asked = [] if {"--help", "--help-all", "--version"} & set(words) else ["--show-config"]
        # A value that a page leaves to a variable of the shell is none that can be judged here.
        words = ["20260213-090000" if word.startswith("$") else word for word in words]
        done = subprocess.run([os.environ["BINARY"], *words, *asked], cwd=self.home, env=environment, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_what_it_does_not_take_would_be_noticed(self):
        for words in (["rnu"], ["run", "--dasy", "7"], ["run", "--days", "700"], ["show"], ["checks", "show", "a", "b"]):
            with self.subTest(words=words), self.assertRaises(AssertionError):
                self.assert_taken(words)

    def test_calls_are_found(self):
        self.assertEqual(calls_in(f"rm -r ~/.config/{NAME}; ls {NAME} > {NAME}"), [])
        self.assertEqual(calls_in(f"A=1 {NAME} show latest --format json | jq '.a | .b' > x && build/{NAME} run --days 7; ls"),
                         [["show", "latest", "--format", "json"], ["run", "--days", "7"]])


class CommandLine(Page):
    def test_it_is_run(self):
        # `init` asks AWS: tests/cli/init.py answers for it.
        lines = [line for line in bash_of(SOURCE_DIR / "docs/command-line.md") if not line.startswith(f"{NAME} init")]
        self.assertEqual(len([line for line in lines if NAME in line]), 12)
        (self.home / ".zfunc").mkdir()
        (self.home / ".config/fish/completions").mkdir(parents=True)
        for line in lines:
            with self.subTest(line=line):
                said = self.shell(line.replace("man -l -", "mandoc -T utf8"))
                if "source" not in line and " > " not in line:
                    self.assertGreater(len(said), 20)
        self.assertIn("dasy", self.shell(f"{NAME} run --dasy 7", code=2))
        self.assertIn("did you mean --days?", self.shell(f"{NAME} run --dasy 7", code=2))
        self.assertTrue((self.home / ".config/connect-ops-review/config.toml").is_file())
        self.assertIn("stays as it is", self.shell(f"{NAME} config init", code=2))
        (self.home / ".config/connect-ops-review/config.toml").write_text("days = 7\n", encoding="utf-8")
        self.assertRegex(self.shell(f"{NAME} run --show-config"), r'days += "7" +# the file')
        self.assertRegex(self.shell(f"{NAME} run --show-config --config /dev/null"), r'days += "14" +# default')


class Mutes(Page):
    def setUp(self) -> None:
        super().setUp()
        self.shell(f"{NAME} run --recording samples/harbour --quiet")
        self.review = json.loads(self.shell(f"{NAME} show latest --format json"))

    def test_its_commands_are_run(self):
        first, second, listed, removed = bash_of(SOURCE_DIR / "docs/mutes.md")
        flow = next(one for one in self.review["findings"] if one["headline"] == "Lost Property does not log")
        stand_in = "1f0c2d3e4a5b6c7d"
        self.assertIn(f"Added the mute of finding {flow['id']}", self.shell(first.replace(stand_in, flow["id"])))
        self.assertIn("Added the mute of flow_logging on 'Default *'", self.shell(second))
        self.assertIn("anna@example.org: The line closes in March", self.shell(listed))
        again = self.shell(f"{NAME} run --recording samples/harbour --quiet")
        self.assertRegex(again, r"(?s)\nMuted \(\d+\)\n.*Lost Property does not log")
        self.assertIn("Removed the mute of finding", self.shell(removed.replace(stand_in, flow["id"])))

    def test_its_files_are_taken(self):
        text = (SOURCE_DIR / "docs/mutes.md").read_text(encoding="utf-8")
        mutes, thresholds = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        (self.home / "mutes.toml").write_text(mutes, encoding="utf-8")
        self.assertEqual(len(json.loads(self.shell(f"{NAME} mute list --mutes mutes.toml --json"))), 2)
        (self.home / "config.toml").write_text(thresholds, encoding="utf-8")
        self.assertRegex(self.shell(f"{NAME} checks show missed_calls --config config.toml"), r"warn = 25 .*\(the file config.toml\)")

    def test_its_thresholds_are_the_programs(self):
        text = (SOURCE_DIR / "docs/mutes.md").read_text(encoding="utf-8")
        table = text.partition("| check | threshold |")[2].partition("\n\n")[0]
        said = {}
        for row in table.splitlines()[2:]:
            checks, names, defaults = (re.split(r",\s+", cell.strip()) for cell in row.strip("|").split("|")[:3])
            names = ["warn_percentage", "fail_percentage"] if names == ["–"] else [name.strip("`") for name in names]
            for check in checks:
                said[check.strip("`")] = dict(zip(names, [float(value.replace(",", "")) for value in defaults], strict=True))
        self.assertGreater(len(said), 6)
        for check, thresholds in said.items():
            shown = self.shell(f"{NAME} checks show {check}").partition("Thresholds\n")[2]
            self.assertEqual({name: float(value) for name, value in re.findall(r"(?m)^  (\w+) = ([\d.]+) ", shown)}, thresholds, check)
        others = [one["id"] for one in json.loads(self.shell(f"{NAME} checks list --json")) if one["id"] not in said]
        for check in others:
            self.assertNotIn("Thresholds", self.shell(f"{NAME} checks show {check}"), check)

    def test_its_options_choose(self):
        whole = self.review["findings"]
        rows = re.findall(r"^\| `(run|report)[^|]*\|", (SOURCE_DIR / "docs/mutes.md").read_text(encoding="utf-8"), re.MULTILINE)
        self.assertEqual(len(rows), 5)
        self.shell(f"{NAME} run --recording samples/harbour --quiet --checks 'flow_*,queue_wait'")
        made = json.loads(self.shell(f"{NAME} show latest --format json"))["findings"]
        self.assertEqual({one["checkId"] for one in made},
                         {one["checkId"] for one in whole if one["checkId"].startswith("flow_") or one["checkId"] == "queue_wait"})
        self.shell(f"{NAME} run --recording samples/harbour --quiet --skip-checks number_mix")
        made = json.loads(self.shell(f"{NAME} show latest --format json"))["findings"]
        self.assertEqual({one["checkId"] for one in made}, {one["checkId"] for one in whole} - {"number_mix"})
        shown = json.loads(self.shell(f"{NAME} show latest --status fail,warn --severity critical,high --format json"))
        self.assertEqual({(one["status"], one["severity"]) for one in shown["findings"]},
                         {(one["status"], one["severity"]) for one in whole
                          if one["status"] in ("fail", "warn") and one["severity"] in ("critical", "high")})


class Recordings(Page):
    def test_its_members_are_those_of_the_sample(self):
        text = (SOURCE_DIR / "docs/recordings.md").read_text(encoding="utf-8")
        table = text.partition("| member | meaning |")[2].partition("\n\n")[0]
        said = set(re.findall(r"`(\w+)`(?=[,` |])", "\n".join(row.split("|")[1] + "|" for row in table.splitlines()[2:])))
        info = json.loads((SOURCE_DIR / "samples/harbour/recording.json").read_text(encoding="utf-8"))
        self.assertLessEqual(set(info) - {"redacted"}, said)

    def test_the_days_are_its_own(self):
        self.assertIn("this recording holds 14 days, not 7", self.shell(f"{NAME} run --recording samples/harbour --days 7", code=2))

    def test_a_call_that_no_line_answers_is_not_assessed(self):
        shutil.copytree(SOURCE_DIR / "samples/harbour", self.home / "cut")
        (self.home / "cut" / "cloudtrail.jsonl").unlink()
        said = self.shell(f"{NAME} run --recording cut --quiet")
        done, of = map(int, re.search(r"Status: partial – (\d+) of (\d+) components done", said).groups())
        self.assertEqual(done, of - 1)
        self.assertIn("does not hold cloudtrail:LookupEvents", re.sub(r"\s+", " ", said))


if __name__ == "__main__":
    unittest.main()
