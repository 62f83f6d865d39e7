"""What README says of the program and of the sample is so: its headlines, its numbers, its commands' names."""

import html
import json
import os
import re
import subprocess
import tarfile
import tempfile
import unittest
from pathlib import Path

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
README = (SOURCE_DIR / "README.md").read_text(encoding="utf-8")


def program(*arguments, home):
    done = subprocess.run([os.environ["BINARY"], *arguments], env={"HOME": str(home)}, check=True, capture_output=True, text=True)
    return done.stdout


class Readme(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        program("run", "--recording", SOURCE_DIR / "samples/harbour", "--output-dir", cls.home, "--quiet", home=cls.home)
        cls.review = json.loads(program("show", "latest", "--format", "json", home=cls.home))

    def test_its_headlines_are_those_of_the_sample(self):
        quoted = re.findall(r"^> - (.*)$", README.partition("<!-- headlines")[2].partition("<!-- end -->")[0], re.MULTILINE)
        self.assertEqual(len(quoted), 3)
        said = {finding.get("headline") for finding in self.review["findings"] if finding["status"] in ("fail", "warn")}
        for headline in quoted:
            self.assertIn(headline, said)

    def test_the_reports_beside_the_sample_say_what_it_says_today(self):
        for name in ("report.html", "report.md"):
            text = re.sub(r"\\(.)", r"\1", html.unescape((SOURCE_DIR / "samples" / name).read_text(encoding="utf-8")))
            critical = [finding for finding in self.review["findings"]
                        if finding["severity"] == "critical" and finding["status"] in ("fail", "warn")]
            self.assertGreater(len(critical), 3)
            for finding in critical:
                with self.subTest(name, headline=finding["headline"]):
                    self.assertIn(finding["headline"], text)

    def test_its_first_command_is_a_release_and_its_next_are_the_sources(self):
        first, second = re.findall(r"```bash\n(.*?)```", README, re.DOTALL)[:2]
        self.assertEqual(re.findall(r"^script/\w+", second, re.MULTILINE), ["script/demo", "script/test"])
        place = self.home / "downloads"
        place.mkdir()
        name = "connect-ops-review-0.1.0-linux-x86_64"
        with tarfile.open(place / f"{name}.tar.gz", "w:gz", compresslevel=1) as archive:
            archive.add(os.environ["BINARY"], f"{name}/connect-ops-review")
        done = subprocess.run(["bash", "-euc", first], cwd=place, env={"PATH": os.environ["PATH"], "TMPDIR": str(place)},
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        report, = re.findall(r"(?m)^html report: (.*)$", done.stdout)
        self.assertTrue(Path(report).read_text(encoding="utf-8").startswith("<!"))

    def test_its_numbers_of_quotas(self):
        (counted, concurrent), = re.findall(r"(\d+) counted quotas and (\d+) concurrency quotas", README)
        # Those of services beside Amazon Connect are told after them, and bear the service's name: "Cases: Fields per domain".
        quotas = [quota for quota in self.review["components"]["quota"]["data"]["quotas"] if ": " not in quota["name"]]
        self.assertEqual([int(counted), int(concurrent)],
                         [sum(quota["concurrency"] is kind for quota in quotas) for kind in (False, True)])

    def test_the_files_of_a_release_are_named_by_this_version(self):
        version, = re.findall(r"^project\(.* VERSION ([0-9.]+) ", (SOURCE_DIR / "CMakeLists.txt").read_text(encoding="utf-8"), re.MULTILINE)
        for name in ("README.md", "docs/deploying.md", "docs/cloudshell.md"):
            text = (SOURCE_DIR / name).read_text(encoding="utf-8")
            with self.subTest(name):
                self.assertEqual(set(re.findall(r"connect-ops-review-(?:deploy-)?(\d+\.\d+\.\d+)[-./ ]", text)), {version})

    def test_its_share_of_the_rates(self):
        share, = re.findall(r"uses at most (\d+) %", README)
        shown = program("run", "--recording", SOURCE_DIR / "samples/harbour", "--show-config", home=self.home)
        self.assertRegex(shown, rf'(?m)^rate_share += "?{share}"? .*default')

    def test_its_components_are_all_there_are(self):
        table = README.partition("## What is reviewed")[2].partition("\n## ")[0]
        named = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
        self.assertEqual(sorted(named), sorted(self.review["components"]))

    def test_its_commands_are_commands(self):
        block = README.partition("## Use it")[2].partition("```bash")[2].partition("```")[0]
        lines = [line for line in block.splitlines() if line.startswith("connect-ops-review ")]
        self.assertGreater(len(lines), 15)
        for line in lines:
            words = line.split("|")[0].split("#")[0].split()[1:]
            name = words[:2] if words[0] in ("storage", "checks", "mute", "config") else words[:1]
            with self.subTest(line=line):
                self.assertIn("connect-ops-review " + " ".join(name), program(*name, "--help", home=self.home))

    def test_its_exit_codes_are_documented_by_the_program(self):
        codes = re.findall(r"^\| (\d+) \| (.*) \|$", README, re.MULTILINE)
        self.assertEqual([int(code) for code, _ in codes][:5], [0, 1, 2, 3, 4])


if __name__ == "__main__":
    unittest.main()
