"""What the program says to people, held against the rules that a reader of English goes by without knowing them."""

import html
import json
import re
import unittest

from support.program import HARBOUR, ProgramTest

# What must not be said, why, and an example that the rule has to find.
RULES = (
    (r"(?<![\d.,/:$-])1 (?!(?:pass|fails?|s|is|was|has|does|its|this|GetMetric\w*|address|class|access|process)\b)[a-z]+s\b(?! [a-z]+s\b)",
     "one thing is singular", "1 values"),
    (r"(?<![\d.,/-])(?:0|[2-9]|\d\d+) (?:value|call|queue|flow|number|user|week|day|hour|review|document|finding|alarm|contact|component|warning|request|mute|measure|report)\b(?!-|(?: [a-z]+){0,2} [a-z]{2,}s\b)",
     "several are plural", "2 queue"),
    (r"(?<![\w`./-])(?:Connect|Cloudwatch|Logs|Mobiletargeting|Kms|Cloudtrail|Servicequotas|Dynamodb|Sns):[A-Z]\w+",
     "names of API operations keep their small letter", "Connect:DescribeInstance"),
    (r"\(line 0\)", "there is no line 0", "(line 0)"),
    (r"\bIt exists\b", "'it' has a name", "It exists: yes"),
    (r"Held against:? None\b", "what has no limit has no line", "Held against: None"),
    (r"each as it should be", "said of nothing", "each as it should be"),
    (r"\bnot told\b", "what is not known is not known", "not told"),
    (r"\bHighest 1 [a-z]+s\b", "one thing is singular", "Highest 1 calls"),
    (r"\d%(?!\d|[A-F])", "a space stands before %", "80%"),
    (r"(?<![.…])\.\.(?![./])", "one full stop ends a sentence", "done.."),
    (r"(?<=[a-z]{4}) [,;.](?= |$)", "no space stands before a mark", "nothing , and"),
    (r"(?<!-)\b(\w{2,}) \1\b(?<!that that)(?<!had had)", "a word is not said twice", "the the"),
    (r"\b(?:informations|softwares|advices|allows to|in case of that|for a try|so many days|from default)\b", "no English", "for a try"),
    (r"\ballowed to [A-Z]\w+", "an operation is called", "the caller is not allowed to ListUsers"),
    (r"\ballowed to(?=[.;,]|$)", "what is not allowed is said", "the caller is not allowed to; grant it"),
    (r"\([^()\n]*\([^()\n]*\)[^()\n]*\)", "brackets in brackets", "show needs REVIEW (Id of a review (YYYYMMDD))"),
    (r"\(0 [a-z]", "nothing is not counted in brackets", "16 (0 past their retention)"),
    (r"(?<![\d,])\d{5,} bytes", "a size has its unit", "770048 bytes"),
    (r"(?:→ |^)(\w+(?: \w+){2})\b[^.\n]*\. \1\b", "what to do is said once", "→ Set a retention of 90 days. Set a retention that fits."),
    (r"there are (?:[\w.]+, ){14,}", "a long list is for the command that lists it", "there are " + "flow_logging, " * 14),
    (r"\bpermission (\S+)\b.*\(missing permission: \1\)", "a permission is named once",
     "grant the permission connect:ListUsers. (missing permission: connect:ListUsers)"),
    (r"\b(?:nullptr|null|NaN|nan|undefined|std::|optional\()\b", "nothing of the program's own", "NaN"),
)


def faults(text: str) -> list[str]:
    found = []
    for rule, why, _ in RULES:
        for match in re.finditer(rule, text, re.MULTILINE):
            start, end = max(0, match.start() - 50), match.end() + 30
            found.append(f"{why}: …{text[start:end]!r}…")
    return found


def words_of_page(page: str) -> str:
    page = re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.DOTALL)
    page = re.sub(r"<(pre|code)\b.*?</\1>", "CODE", page, flags=re.DOTALL)
    page = re.sub(r"</?(?:b|i|a|em|strong|span)\b[^>]*>", "", page)
    return html.unescape(re.sub(r"<[^>]*>", "\n", page))


class Rules(unittest.TestCase):
    def test_each_finds_its_example(self):
        for rule, why, example in RULES:
            self.assertRegex(example, re.compile(rule, re.MULTILINE), why)

    def test_they_leave_english_alone(self):
        fine = ("1 queue has no agents. 21 values, 1,001 calls and 1 value; 1 s, 80 %, 5.1 flows. 1 pass, 2 fails; "
                "`connect:ListUsers` of Amazon Connect: nothing known … 2 Nov – 16 Nov. 1 is enough. 12-hour 3 of 4.")
        self.assertEqual(faults(fine), [])


class Wording(ProgramTest):
    def said(self, *arguments, codes=(0,), env=None) -> str:
        done = self.run_program(*arguments, env=env)
        self.assertIn(done.returncode, codes, done.stderr)
        return done.stdout + done.stderr

    def assert_english(self, text: str, where):
        self.assertGreater(len(text), 20, where)
        self.assertEqual(faults(text), [], where)

    def test_of_help_and_of_the_manual(self):
        commands = re.findall(r"(?m)^  ([a-z-]+)  ", self.said("--help"))
        for command in commands:
            self.assert_english(self.said(command, "--help-all"), command)
            for below in re.findall(r"(?m)^  ([a-z-]+)  +[A-Z]", self.said(command, "--help")):
                self.assert_english(self.said(command, below, "--help-all", codes=(0, 2)), (command, below))
        self.assert_english(self.said("config", "init", "new.toml") + (self.home / "new.toml").read_text(encoding="utf-8"), "config")

    def test_of_the_manual(self):
        page = self.said("man")
        self.assert_english(re.sub(r"\\(?:f[BIR]|&|-|e)", lambda found: "-" if found[0] == "\\-" else "", page), "man")

    def test_of_checks(self):
        self.assert_english(self.said("checks", "list"), "checks list")
        self.assert_english(self.said("checks", "operations"), "checks operations")
        for check in json.loads(self.said("checks", "list", "--json")):
            self.assert_english(self.said("checks", "show", check["id"]), check["id"])
        for check in json.loads(self.said("checks", "list", "--json")):
            for member in ("title", "why", "remedy"):
                self.assert_english(f"{check[member]}: {check['id']} of the checks", (check["id"], member))
            self.assertRegex(check["title"], r"^[A-Z]")
            for member in ("why", "remedy"):
                self.assertRegex(check[member], r"(?s)^[A-Z].*[.!?]$", check["id"])

    def test_of_a_review(self):
        self.store_review()
        store = ("--database", self.database)
        self.assert_english(self.said("show", "latest", *store), "show")
        self.assert_english(self.said("show", "latest", "STATUS", *store), "status")
        self.assert_english(self.said("reviews", *store), "reviews")
        self.assert_english(self.said("storage", "info", *store), "storage info")
        self.assert_english(self.said("trend", "quota.users.current", *store), "trend")
        self.assert_english(self.said("trend", "--list", *store), "trend --list")
        self.assert_english(self.said("trend", *store), "trend")
        self.assert_english(self.said("capacity", "--growth", "40", *store), "capacity")
        self.assert_english(self.said("reviews", "--limit", "1", *store), "reviews")
        self.assert_english(self.said("doctor", *store, env={"AWS_EC2_METADATA_DISABLED": "true"}, codes=(1,)), "doctor")
        self.assert_english(self.said("doctor", "--region", "eu-central-1", *store, codes=(1,),
                                      env={"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}),
                            "doctor without a network")
        findings = json.loads(self.said("show", "latest", "--format", "json", *store))
        for component in findings["components"].values():
            for finding in component.get("findings", []):
                for member in ("observed", "limit", "reason", "remedy", "headline", "action"):
                    if finding.get(member):
                        self.assertEqual(faults(finding[member]), [], finding["checkId"] if "checkId" in finding else finding)
        self.assert_english(self.said("storage", "check", *store), "storage check")
        self.assert_english(self.said("storage", "estimate", "--reviews-per-month", "4", *store), "storage estimate")
        self.said("report", "latest", "--output-dir", "out", *store)
        for page in (self.home / "out").iterdir():
            self.assert_english(words_of_page(page.read_text(encoding="utf-8")), page.name[-9:])

    def test_of_two_reviews(self):
        store = ("--database", self.database)
        first, second = self.store_review(), self.store_review()
        self.assert_english(self.said("diff", first, second, *store), "diff")

    def test_of_mutes(self):
        mutes = ("--mutes", "mutes.toml")
        signed = ("--reason", "Closes in March", "--owner", "anna", "--expires", "9d")
        self.store_review()
        self.assertEqual(self.said("mute", "list"), "Nothing is muted.\n")
        for target in (("0123456789abcdef",), ("check=flow_*", "resource=Default *"), ("check=*", "tag=env=test", "account=111122223333")):
            self.assert_english(self.said("mute", "add", *target, *signed, *mutes, "--database", self.database), target)
        self.assert_english(self.said("mute", "list", *mutes), "mute list")
        self.assert_english(self.said("run", "--recording", HARBOUR, "--database", self.database, "--quiet", *mutes), "run with mutes")
        self.assert_english(self.said("mute", "remove", "1", *mutes), "mute remove")
        for wrong in (("abc", *signed), ("check=zzz", *signed), ("foo=bar", *signed), ("check=flow_logging",),
                      ("check=flow_logging", "--reason", "r"), ("0123456789abcdef", *signed[:-1], "never"),
                      ("0123456789abcdef", *signed[:-1], "2020-01-01")):
            self.assert_english(self.said("mute", "add", *wrong, *mutes, codes=(2,)), wrong)
        self.assert_english(self.said("mute", "remove", "7", *mutes, codes=(1, 2)), "remove 7")
        self.assert_english(self.said("run", "--recording", HARBOUR, "--mutes", "none.toml", codes=(2,)), "none.toml")

    def test_of_what_goes_wrong(self):
        for arguments in (("storag",), ("run", "--dasy"), ("show",), ("reviews", "--limit", "0"), ("reviews", "--config", "none.toml"),
                          ("run", "--recording", HARBOUR, "--only", "quotas"), ("run",), ("storage", "remove"),
                          ("reviews", "--page", "x"), ("storage", "copy"), ("checks", "show", "none"),
                          ("run", "--recording", HARBOUR, "--days", "7"), ("reviews", "--database", "none.db"),
                          ("record",), ("record", "x"), ("storage", "erase"), ("storage", "backup"), ("storage", "remove", "x"),
                          ("storage", "remove", "--before", "x"), ("storage", "estimate"), ("storage", "copy", "--from", "x", "--to", "y"),
                          ("storage", "copy", "--from", "s3:", "--to", "sqlite:a"), ("storage", "verify", "--from", "sqlite:a", "--to", "sqlite:a"),
                          ("diff", "x"), ("trend", "nothing"), ("trend", "--from", "x"), ("trend", "--component", "x"),
                          ("report", "x"), ("show", "x"), ("completion", "x"), ("iam-policy", "--instance", "x"), ("lambda",),
                          ("run", "--instance", "arn:x"), ("run", "--instance", "x", "--region", "y"), ("run", "--instance", "x", "--region", "eu-west-2", "--endpoint-url", "ftp://z"),
                          ("run", "--recording", HARBOUR, "--checks", "zzz"), ("run", "--recording", HARBOUR, "--severity", "x"),
                          ("run", "--recording", HARBOUR, "--wait", "--force"), ("run", "--redact", "--instance", "x"),
                          ("run", "--recording", HARBOUR, "--storage", "x"), ("run", "--recording", HARBOUR, "--rates", "x"),
                          ("run", "--recording", HARBOUR, "--bucket-owner", "1"), ("run", "--recording", HARBOUR, "--link-hours", "0"),
                          ("run", "--recording", HARBOUR, "--role-arn", "x"), ("run", "--recording", HARBOUR, "--database", "/proc/x"),
                          ("run", "--recording", HARBOUR, "--log-file", "/nowhere/at/all"), ("run", "--recording", "none")):
            self.assert_english(self.said(*arguments, codes=(1, 2), env={"AWS_EC2_METADATA_DISABLED": "true"}), arguments)


if __name__ == "__main__":
    unittest.main()
