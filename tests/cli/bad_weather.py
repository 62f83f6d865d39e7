"""Whatever AWS or the network do to a review, it ends, and says of everything whether it is known.

Every kind of fault at every service that is asked: once for good, once in passing. And what befalls people most, at every
dataset by itself. A few programs at a time, each with an emulator of its own, since most of the time is spent on waiting.
"""

import json
import queue
import re
import time
import unittest
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

from support.live import LiveTest, lasting, no_limits, operations, statuses, stored
from support.program import COMPONENTS, SOURCE_DIR

from emulator import Emulator, Fault, faults, make_world

AT_A_TIME = 4

# The component that a service's answers are for.
COMPONENT_OF = {"connect": "flow", "cloudwatch": "metrics", "logs": "logs", "cloudtrail": "cloudtrail",
                "service-quotas": "quota", "pinpoint": "phone", "kms": "instance", "lambda": "flow",
                "lexv2-models": "flow", "qconnect": "ai", "sns": "observability", "s3": "storage", "s3control": "storage", "kinesis": "storage",
                "firehose": "storage", "customer-profiles": "operations", "appintegrations": "operations",
                "connectcases": "quota", "connectcampaignsv2": "quota", "iam": "security"}

# What a reason has to say for it to fit the fault.
SAYS = {
    "throttle": "throttling", "internal_error": "HTTP 500", "unavailable": "HTTP 503", "denied": "not allowed",
    "expired_token": "expired", "garbage": "answered", "wrong_types": ".", "token_loop": "same page token",
    "reset_before_headers": "connection", "reset_after_headers": "connection", "truncated_body": "connection",
    "hang": "within 1000 ms", "slow_drip": "within 1000 ms",
}
# Facts about what was read, which is nothing when nothing is known.
AS_READ = ("/data_points", "/total_hours_analyzed", "/total_analyzed")
# What AWS may answer as well: about a number there are no pages, and often no carrier. Of metrics the first page says
# that it is all.
HARMLESS = {("pinpoint", "token_loop"), ("pinpoint", "wrong_types"), ("kms", "token_loop"),
            ("lambda", "token_loop"), ("lexv2-models", "token_loop"), ("cloudwatch", "token_loop"), ("sns", "token_loop"),
            ("kinesis", "token_loop"), ("firehose", "token_loop"), ("s3", "token_loop"),
            ("s3control", "token_loop")}
# A second attempt makes good for these; for the others AWS's answer stands.
PASSING = ("throttle", "internal_error", "unavailable", "expired_token", "reset_before_headers", "reset_after_headers",
           "truncated_body", "hang", "slow_drip")
# Each service words these in its own way.
REFUSED = ("throttle", "internal_error", "unavailable", "expired_token", "denied")
# Slow ones first, so that none is left over at the end.
KINDS = sorted(SAYS, key=lambda kind: (kind not in ("hang", "slow_drip"), kind not in PASSING))
# To the program a drip without end is a hang; once is enough.
LASTING = [kind for kind in KINDS if kind != "slow_drip"]

# What befalls the operations of a dataset. The last two leave a part of it: one item, or the pages before.
BEFALLS = {
    "hang": Fault("hang"), "throttled": Fault("throttle"), "truncated": Fault("truncated_body"), "denied": Fault("denied"),
    "HTML": Fault("garbage"), "one call denied": Fault("denied", calls=(2,)), "later pages denied": Fault("denied", later_pages=True),
}
IN_PART = ("one call denied", "later pages denied")
# Of one service alone, for good: those that no dataset meets by itself.
OF_A_SERVICE = [kind for kind in LASTING if kind not in {fault.kind for fault in BEFALLS.values()}]
# A review that meets one fault, on a machine with others at work.
SECONDS_AT_MOST = 90


@dataclass(frozen=True)
class Outcome:
    code: int
    answer: dict
    documents: dict[str, dict]


def patience(weather: Sequence[Fault]) -> str:
    """Seconds for an answer: few only where one is withheld, for a busy machine answers late too."""
    return "1" if any(fault.kind in ("hang", "slow_drip") for fault in weather) else "30"


def numbers(facts: object, path: str = "") -> Iterator[tuple[str, float]]:
    """Every number of the facts with its path; lists have no fixed places and are left out."""
    if isinstance(facts, dict):
        for key, value in facts.items():
            yield from numbers(value, f"{path}/{key}")
    elif isinstance(facts, (int, float)) and not isinstance(facts, bool):
        yield path, facts


def made_up(facts: object, clear: object, path: str = "", is_part: bool = False) -> Iterator[str]:
    """The paths of numbers that are not those of clear weather, where nothing beside them says that they are a part."""
    if isinstance(facts, dict):
        before = clear if isinstance(clear, dict) else {}
        for key, value in facts.items():
            yield from made_up(value, before.get(key), f"{path}/{key}", is_part or says_part(facts, before, key))
    elif isinstance(facts, (int, float)) and not isinstance(facts, bool) and facts != clear and not is_part:
        yield f"{path} is {facts}, not {clear}"


def says_part(facts: dict, clear: dict, member: str) -> bool:
    """Whether facts say of one of their members that it is not all there is."""
    if facts.get("partial") is True or facts.get("complete") is False or facts.get("reason"):
        return True
    if any((facts.get(unknown) or 0) > (clear.get(unknown) or 0) for unknown in ("unknown", "not_assessed")):
        return True
    return any(text and key.endswith("_missing") and member.startswith(key.removesuffix("_missing")) for key, text in facts.items())


class Weather(LiveTest):
    at_a_time = AT_A_TIME
    numbers = 1  # each is looked up by itself
    short_pages = False

    @classmethod
    def setUpClass(cls) -> None:
        cls.world = make_world("small")
        cls.world.instance.size = replace(cls.world.instance.size, numbers=cls.numbers)
        cls.emulators: queue.SimpleQueue[Emulator] = queue.SimpleQueue()
        for _ in range(cls.at_a_time):
            cls.emulators.put(cls.enterClassContext(Emulator(cls.world, rates=False, short_pages=cls.short_pages)))
        cls.arn = cls.world.instance.arn

    def with_faults(self, name: str, weather: Sequence[Fault], run: Callable[[Emulator, Path], object]) -> object:
        """Runs against one of the emulators, with a database of its own."""
        emulator = self.emulators.get()
        try:
            emulator.set_faults(weather)
            emulator.reset()
            return run(emulator, self.home / f"{name}.db")
        finally:
            self.emulators.put(emulator)

    def outcome(self, name: str, weather: Sequence[Fault], *arguments: str) -> Outcome:
        def run(emulator: Emulator, database: Path) -> Outcome:
            done = self.review(emulator, "--instance", self.arn, "--request-timeout", patience(weather), *no_limits(), *arguments,
                               database=database)
            self.assert_calm(done.returncode, done.stdout + done.stderr, emulator)
            return Outcome(done.returncode, json.loads(done.stdout), stored(database))
        return self.with_faults(name, weather, run)

    def clear_beside(self, outcome: Outcome, clear: Outcome, *arguments: str) -> Outcome:
        """Clear weather of the same hour: what is read of metrics and logs ends with the last full one."""
        def hours(of: Outcome) -> set[str]:
            return {(document.get("window") or {}).get("end", "")[:13] for document in of.documents.values()}
        if hours(outcome) == hours(clear):
            return clear
        return self.outcome(f"clear-{time.monotonic_ns()}", [], *arguments)

    def assert_calm(self, code: int, said: str, emulator: Emulator) -> None:
        self.assertIn(code, (0, 1), said)
        self.assertNotIn(emulator.keys.permanent.secret, said)
        self.assertNotRegex(said, "should not happen|terminate called|Sanitizer|core dumped|what\\(\\)")
        self.assertEqual(emulator.stats()["violations"], [])

    def together(self, cases: Sequence, check: Callable) -> None:
        """Checks the cases, several at a time; each that fails is told."""
        with ThreadPoolExecutor(self.at_a_time) as pool:
            for case, result in [(case, pool.submit(check, case)) for case in cases]:
                with self.subTest(case=case):
                    result.result()

    def assert_known_or_not(self, outcome: Outcome, clear: Outcome) -> None:
        """Nothing is another thing than in clear weather, unless it is said not to be known; and nothing is left out."""
        wanted, found = statuses(clear.documents), statuses(outcome.documents)
        self.assertEqual({key[:2] for key in found}, {key[:2] for key in wanted})
        for key, status in found.items():
            self.assertIn(status, (wanted.get(key), "not_assessed"), key)
        done = any(document["status"] != "failed" for component, document in outcome.documents.items() if component != "STATUS")
        self.assertEqual(outcome.code, 0 if done else 1)
        self.assertEqual(outcome.answer["status"] == "failed", not done)


class EveryFault(Weather):
    """Each service alone."""

    def assert_no_more_than(self, outcome: Outcome, clear: Outcome, may_be_part: bool) -> None:
        """No number of the facts is made up: it is the one of clear weather, or of a part of it, or none."""
        for component, document in outcome.documents.items():
            before = dict(numbers(clear.documents[component].get("data")))
            for path, number in numbers(document.get("data")):
                if path.split("/")[1] in ("summary", "logging", "modules") or path.endswith(AS_READ):
                    continue
                self.assertLessEqual(number, before[path], f"{component}: {path}")
                if not may_be_part:
                    self.assertEqual(number, before[path], f"{component}: {path} is not known")

    def for_good(self, service: str, kind: str, clear: Outcome) -> None:
        only = ("--only", COMPONENT_OF[service])
        outcome = self.outcome(f"{service}-{kind}", [Fault(kind, service)], *only)
        clear = self.clear_beside(outcome, clear, *only)
        self.assert_known_or_not(outcome, clear)
        self.assert_no_more_than(outcome, clear, may_be_part=kind == "token_loop")
        before = statuses(clear.documents)
        unknown = [finding for finding in outcome.documents[COMPONENT_OF[service]]["findings"]
                   if finding["status"] == "not_assessed"
                   and before.get((COMPONENT_OF[service], finding["checkId"], finding["id"])) != "not_assessed"]
        self.assertTrue(unknown, "a fault that went unnoticed")
        for finding in unknown:
            self.assertRegex(finding["reason"], SAYS[kind])
            if kind == "denied":
                self.assertRegex(finding["permission"], r"^[a-z]+:\w+$")
                self.assertIn(finding["permission"], finding["reason"])

    def in_passing(self, service: str, kind: str, clear: Outcome) -> None:
        only = ("--only", COMPONENT_OF[service])
        outcome = self.outcome(f"{service}-{kind}-once", [Fault(kind, service, calls=(1,))], *only)
        clear = self.clear_beside(outcome, clear, *only)
        if kind in PASSING:
            self.assertEqual(outcome.code, 0)
            for component in COMPONENTS:
                if component in clear.documents:
                    self.assertEqual(lasting(outcome.documents[component]), lasting(clear.documents[component]))
        elif kind != "token_loop":  # of which only the end can be asked: AWS has given a page twice
            self.assert_known_or_not(outcome, clear)

    def check(self, service: str) -> None:
        clear = self.outcome(f"{service}-clear", [], "--only", COMPONENT_OF[service])
        self.assertEqual((clear.code, clear.answer["status"]), (0, "completed"), clear.answer["errors"])
        cases = [(kind, self.for_good) for kind in OF_A_SERVICE if (service, kind) not in HARMLESS]
        cases += [(kind, self.in_passing) for kind in KINDS]
        self.together(cases, lambda case: case[1](service, case[0], clear))

    def test_no_kind_is_left_out(self):
        self.assertEqual(set(SAYS), set(faults.KINDS))

    def test_connect(self):
        self.check("connect")

    def test_cloudwatch(self):
        self.check("cloudwatch")

    def test_logs(self):
        self.check("logs")

    def test_cloudtrail(self):
        self.check("cloudtrail")

    def test_service_quotas(self):
        self.check("service-quotas")

    def test_pinpoint(self):
        self.check("pinpoint")

    def test_kms(self):
        self.check("kms")

    def test_lambda(self):
        self.check("lambda")

    def test_lex(self):
        self.check("lexv2-models")

    def test_qconnect(self):
        self.check("qconnect")

    def test_connectcases(self):
        self.check("connectcases")

    def test_sns(self):
        self.check("sns")

    def test_s3(self):
        self.check("s3")

    def test_s3control(self):
        self.check("s3control")

    def test_kinesis(self):
        self.check("kinesis")

    def test_firehose(self):
        self.check("firehose")


class EveryDataset(Weather):
    """Each dataset alone: no check passes that did not, nothing is lost, no number stands for what was not read."""

    at_a_time = 3 * AT_A_TIME  # most of them wait
    numbers = 5
    short_pages = True

    @staticmethod
    def read_by() -> dict[str, list[tuple[str, str]]]:
        """The service and operation of what reads each dataset."""
        found: dict[str, list[tuple[str, str]]] = {}
        for row in operations():
            for dataset in row["datasets"]:
                found.setdefault(dataset, []).append((row["service"]["name"], row["name"]))
        return found

    def check(self, dataset: str, befalls: str, clear: Outcome) -> None:
        weather = [replace(BEFALLS[befalls], service=service, operation=operation) for service, operation in self.read_by()[dataset]]
        began = time.monotonic()
        outcome = self.outcome(f"{dataset}-{befalls}", weather)
        self.assertLess(time.monotonic() - began, SECONDS_AT_MOST)
        clear = self.clear_beside(outcome, clear)
        self.assert_known_or_not(outcome, clear)
        for component in COMPONENTS:
            self.assertEqual(list(made_up(outcome.documents[component]["data"], clear.documents[component]["data"])), [], component)
        if befalls not in IN_PART:
            self.assert_said(outcome, clear, BEFALLS[befalls].kind)

    def assert_said(self, outcome: Outcome, clear: Outcome, kind: str) -> None:
        before = statuses(clear.documents)
        reasons = [finding["reason"] for component in COMPONENTS for finding in outcome.documents[component]["findings"]
                   if finding["status"] == "not_assessed" and before.get((component, finding["checkId"], finding["id"])) != "not_assessed"]
        self.assertTrue(reasons, "a fault that went unnoticed")
        for reason in reasons:
            self.assertRegex(reason, SAYS[kind])

    def test_every_dataset_is_read_by_something(self):
        rows = re.findall(r"^DATASET\((\w+)", (SOURCE_DIR / "src/model/datasets.def").read_text(encoding="utf-8"), re.MULTILINE)
        self.assertEqual(set(self.read_by()), set(rows))

    def test_whatever_befalls_it(self):
        clear = self.outcome("clear", [])
        self.assertEqual((clear.code, clear.answer["status"]), (0, "completed"), clear.answer["errors"])
        # Slow ones first, so that none is left over at the end.
        read = set(self.read_by()) - {"tags"}  # which are asked for only where a mute names one
        cases = [(dataset, befalls) for befalls in BEFALLS for dataset in sorted(read)]
        self.together(cases, lambda case: self.check(*case, clear))

    def test_who_may_not_describe_the_instance_takes_its_alias_from_the_list(self):
        outcome = self.outcome("alias", [Fault("denied", operation="DescribeInstance")], "--only", "instance,logs")
        self.assertEqual(outcome.documents["STATUS"]["instanceAlias"], self.world.instance.alias)
        self.assertEqual(outcome.documents["logs"]["data"]["log_group"], f"/aws/connect/{self.world.instance.alias}")
        self.assertTrue(outcome.documents["logs"]["data"]["complete"])
        self.assertIn("DescribeInstance", outcome.documents["instance"]["data"]["details_missing"])


class AllAtOnce(Weather):
    def test_every_kind_of_fault_everywhere(self):
        clear = self.outcome("clear", [])

        def check(case: tuple[int, float]) -> None:
            seed, share = case
            weather = [Fault(kind, share=share, seed=seed * 100 + index) for index, kind in enumerate(KINDS)]
            outcome = self.outcome(f"mixed-{seed}-{share}", weather)
            if not any(loop in error for error in outcome.answer["errors"] or [] for loop in ("same page token",)):
                self.assert_known_or_not(outcome, clear)
        self.together([(1, 0.02), (2, 0.02), (3, 0.02), (4, 0.1)], check)

    def test_a_service_that_is_gone_leaves_the_others(self):
        clear = self.outcome("clear", [])

        def check(service: str) -> None:
            outcome = self.outcome(f"without-{service}", [Fault("denied", service)])
            self.assert_known_or_not(outcome, clear)
            self.assertEqual((outcome.code, outcome.answer["status"]), (0, "partial"))
        self.together([service for service in COMPONENT_OF if service != "connect"], check)

    def test_a_service_that_hangs_costs_little(self):
        """Three minutes at most with time-outs of 30 seconds, and a thirtieth of it with those of one, but for the pauses."""
        clear = self.outcome("quick", [])

        def check(service: str) -> None:
            outcome = self.outcome(f"hanging-{service}", [Fault("hang", service)])
            self.assert_known_or_not(outcome, clear)
            self.assertLess(outcome.answer["durationMs"] - clear.answer["durationMs"], 6000 + 2000, outcome.answer["errors"])
        self.together(list(COMPONENT_OF), check)

    def test_a_review_ends_in_its_time(self):
        def check(service: str) -> None:
            outcome = self.outcome(f"timely-{service}", [Fault("hang", service)], "--max-time", "4")
            self.assertEqual((outcome.code, outcome.answer["status"]), (0, "partial"))
            self.assertLess(outcome.answer["durationMs"], 4000)
            self.assertTrue(any("time" in error for error in outcome.answer["errors"]), outcome.answer["errors"])
        self.together(["logs", "cloudtrail", "cloudwatch"], check)

    def test_nothing_can_be_read(self):
        outcome = self.outcome("denied", [Fault("denied")])
        self.assertEqual((outcome.code, outcome.answer["status"], outcome.answer["analyzersFailed"]), (1, "failed", len(COMPONENTS)))
        self.assertEqual({finding["status"] for component in COMPONENTS
                          for finding in outcome.documents[component]["findings"]}, {"not_assessed"})


class BeforeTheReview(Weather):
    """What is asked before a review, or instead of one: who the caller is, for a role, what IAM allows."""

    def setUp(self) -> None:
        super().setUp()
        self.patience = self.home / "impatient.toml"
        self.patience.write_text("request_timeout = 1\n", encoding="utf-8")

    def doctor(self, name: str, weather: Sequence[Fault]) -> tuple[int, dict]:
        def run(emulator: Emulator, database: Path) -> tuple[int, dict]:
            done = self.run_program("doctor", "--instance", self.arn, "--only", "phone", "--config", self.patience, *no_limits(),
                                    "--database", database, "--json", env=emulator.environment())
            self.assert_calm(done.returncode, done.stdout + done.stderr, emulator)
            return done.returncode, json.loads(done.stdout)
        return self.with_faults(name, weather, run)

    def check(self, service: str) -> None:
        _, clear = self.doctor(f"{service}-clear", [])
        states = {finding["what"]: finding["state"] for finding in clear["findings"]}

        def check(case: tuple[str, tuple[int, ...]]) -> None:
            kind, calls = case
            code, answer = self.doctor(f"{service}-{kind}-{len(calls)}", [Fault(kind, service, calls=calls)])
            self.assertEqual(code, 1 if answer["missing"] else 0)
            found = {finding["what"]: finding["state"] for finding in answer["findings"]}
            for what, state in found.items():
                self.assertIn(state, (states[what], "missing", "unknown"), what)
            if calls and kind in PASSING:
                self.assertEqual(found, states)
            if not calls:
                self.assertNotEqual(found, states, "a fault that went unnoticed")
        self.together([(kind, ()) for kind in LASTING] + [(kind, (1,)) for kind in (*REFUSED, "slow_drip")], check)

    def test_who_the_caller_is(self):
        self.check("sts")

    def test_what_iam_allows(self):
        self.check("iam")

    def test_a_role(self):
        def check(case: tuple[str, tuple[int, ...]]) -> None:
            kind, calls = case

            def run(emulator: Emulator, database: Path) -> None:
                done = self.review(emulator, "--instance", self.arn, "--only", "cloudtrail", *no_limits(),
                                   "--role-arn", f"arn:aws:iam::{self.world.account}:role/auditor", database=database)
                self.assert_calm(done.returncode, done.stdout + done.stderr, emulator)
                if not calls:
                    self.assertEqual(done.returncode, 1)
                    self.assertNotIn('"pass"', done.stdout)
            self.with_faults(f"role-{kind}-{len(calls)}", [Fault(kind, "sts", calls=calls)], run)
        # A role is asked for with a patience of its own: what hangs would take minutes.
        self.together([(kind, ()) for kind in LASTING if kind != "hang"] + [("throttle", (1,))], check)


class Page(HTMLParser):
    """The elements of a report, and whether each is closed."""

    VOID = {"meta", "link", "br", "hr", "img", "input", "path", "circle", "rect", "line", "polyline", "col"}

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.elements: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"


class Hostile(LiveTest):
    """An account whose names and answers are made to break what reads them."""

    def test_it_is_reviewed_to_the_end(self):
        with Emulator(make_world("hostile"), rates=False) as emulator:
            answer = self.reviewed(emulator, "--instance", emulator.world.instance.arn, *no_limits(),
                                   "--output-formats", "html,json,text", "--output-dir", self.home / "reports")
            self.assertEqual((answer["analyzersCompleted"], answer["analyzersFailed"]), (len(COMPONENTS), 0), answer["errors"])
            self.assert_no_complaint(emulator)
        reports = {path.suffix: path.read_text(encoding="utf-8") for path in (self.home / "reports").iterdir() if path.is_file()}
        page = Page(reports[".html"])
        self.assertEqual(page.open, [])
        self.assertEqual(len(page.ids), len(set(page.ids)))
        self.assertNotRegex(reports[".html"], r"<script>alert|<img src=x|\x1b|\x00")
        self.assertNotRegex(reports[".txt"], "[\x00-\x09\x0b-\x1f\x7f]")
        self.assertEqual(set(json.loads(reports[".json"])["components"]), set(COMPONENTS))
        for name in ("Instance", "Quotas", "Contact traffic", "Phone numbers", "Flows", "API throttling", "Flow logs"):
            self.assertRegex(reports[".html"], rf">\s*{re.escape(name)}\s*<")
        self.assertLess(len(reports[".html"]), 5_000_000)


if __name__ == "__main__":
    unittest.main()
