"""Runs the program against the emulator of AWS, and reads what it has stored."""

import contextlib
import functools
import json
import os
import re
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from support.program import COMPONENTS, SOURCE_DIR, ProgramTest

sys.path.insert(0, str(SOURCE_DIR / "tests"))

from emulator import Emulator, make_world  # noqa: E402



@functools.cache
def operations() -> list[dict]:
    """The rows of every operation that the program knows."""
    listed = subprocess.run([os.environ["BINARY"], "checks", "operations", "--json"], check=True, capture_output=True, timeout=60)
    return json.loads(listed.stdout)


@functools.cache
def no_limits() -> tuple[str, str]:
    """Options for an account that AWS granted more than a review can use."""
    limited = sorted({row["permission"] for row in operations() if row["rate"]})
    return "--rates", ",".join(f"{permission}=10000/10000" for permission in limited)


def stored(database: Path, review_id: str | None = None) -> dict[str, dict]:
    """The documents of a review, or of the only one, by component: whole ones, even while the program writes."""
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        rows = connection.execute("SELECT component, body FROM documents WHERE review_id = ifnull(?, review_id)"
                                  " AND component <> 'LOCK'", (review_id,)).fetchall()
    return {component: json.loads(body) for component, body in rows}


def lasting(document: dict) -> dict:
    """What two reviews of the same world have in common: all but ids, and the times that a review begins and ends."""
    data = dict(document["data"])
    for charted in ("hourly", "daily"):  # begin with the window
        data.pop(charted, None)
    text = json.dumps({"status": document["status"], "data": data, "findings": document["findings"]}, sort_keys=True)
    for window in (document["window"], data.pop("window", {})):
        for name, at in (window or {}).items():
            text = text.replace(at, name)
            text = re.sub(f"{at[:10]}[ T]{at[11:16]}", name, text)
            text = text.replace(str(int(datetime.fromisoformat(at).timestamp() * 1000)), name)
    return json.loads(text)


def statuses(documents: dict[str, dict]) -> dict[tuple[str, str, str], str]:
    """The status of every finding, by its component, check and id."""
    return {(component, finding["checkId"], finding["id"]): finding["status"]
            for component, document in documents.items() for finding in document.get("findings", []) if component != "STATUS"}


class LiveTest(ProgramTest):
    def review(self, emulator: Emulator, *arguments: str | Path, env: dict[str, str] | None = None,
               database: Path | None = None) -> subprocess.CompletedProcess:
        return self.run_program("run", *arguments, "--database", database or self.database, "--json",
                                env={**emulator.environment(), **(env or {})})

    def reviewed(self, emulator: Emulator, *arguments: str | Path, **options) -> dict:
        """The answer of a review that must succeed."""
        done = self.review(emulator, *arguments, **options)
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        return json.loads(done.stdout)

    def documents(self, answer: dict) -> dict[str, dict]:
        """As `show` prints them."""
        found = {}
        for component in COMPONENTS:
            done = self.run_program("show", answer["reviewId"], component, "--format", "json", "--database", self.database)
            self.assertEqual(done.returncode, 0, done.stderr)
            found[component] = json.loads(done.stdout)
        return found

    def assert_no_complaint(self, emulator: Emulator) -> None:
        """Every request was one that AWS's models allow, and signed as AWS wants it."""
        stats = emulator.stats()
        self.assertEqual((stats["violations"], stats["unauthenticated"]), ([], []))


class Emulated(LiveTest):
    """One emulator for all tests of a class; `rates` as the emulator takes them."""

    world_name = "small"
    rates: bool = False

    @classmethod
    def setUpClass(cls) -> None:
        cls.world = make_world(cls.world_name)
        cls.instance = cls.world.instance
        cls.emulator = cls.enterClassContext(Emulator(cls.world, rates=cls.rates))

    def setUp(self) -> None:
        super().setUp()
        self.emulator.set_faults([])
        self.emulator.reset()

    def assert_facts(self, documents: dict[str, dict]) -> None:
        """Everything that the world says of itself is in the stored documents."""
        truth = self.world.truth()
        data = {component: documents[component]["data"] for component in COMPONENTS}
        self.assertEqual({quota["key"]: {"used": quota["current"], "limit": quota["limit"], "source": quota["limit_source"]}
                          for quota in data["quota"]["quotas"]}, truth["quotas"])
        self.assertEqual(truth["quotas"]["users"]["used"], truth["users"])
        self.assert_flows(data["flow"], truth)
        self.assert_numbers(data["phone"], truth["numbers"])
        self.assert_metrics(data["metrics"], truth)
        throttles = data["cloudtrail"]
        self.assertEqual({"events": throttles["total_events_analyzed"], "this_instance": throttles["this_instance"],
                          "other_instance": throttles["other_instances"], "unknown": throttles["unknown_instance"]},
                         truth["api_throttles"])
        log = data["logs"]
        self.assertEqual((log["total_errors"], log["error_types"], log["flows_with_errors"]),
                         (truth["flow_log"]["failures"], truth["flow_log"]["by_kind"], truth["flow_log"]["flows_with_failures"]))

    def assert_flows(self, flow: dict, truth: dict) -> None:
        wanted = truth["flows"]
        self.assertEqual((flow["total_flows"], flow["live_flows"], flow["draft_flows"], flow["archived_flows"],
                          flow["aws_sample_flows"]),
                         (wanted["total"], wanted["live"], wanted["draft"], wanted["archived"], wanted["aws_sample"]))
        self.assertEqual(flow["logging"], wanted["logging"])
        self.assertEqual((flow["modules"]["total"], flow["modules"]["logging"]),
                         (truth["modules"]["total"], truth["modules"]["logging"]))

    def assert_numbers(self, phone: dict, wanted: dict) -> None:
        numbers = phone["phone_numbers"]
        self.assertEqual({"total": phone["total_numbers"], "by_type": phone["by_type"], "by_country": phone["by_country"],
                          "of_instance": sum(number["group"] is None for number in numbers),
                          "failed": phone["by_state"].get("FAILED", 0), "in_progress": phone["by_state"].get("IN_PROGRESS", 0),
                          "without_flow": sum(number["has_flow"] is False for number in numbers)}, wanted)

    def assert_metrics(self, metrics: dict, truth: dict) -> None:
        live_with_data = truth["flows"]["live"] - metrics["flows_unpublished"] - metrics["flows_without_data"]
        self.assertEqual({
            "throttled_calls": metrics["throttled_calls"]["total_throttled"], "missed_calls": metrics["missed_calls"]["total"],
            "misconfigured_phone_numbers": metrics["misconfigured_phone_numbers"]["total"],
            "peak_calls": metrics["concurrent_calls"]["absolute_peak"], "flows_with_data": live_with_data,
            "queues_with_data": sum(queue["max_size"] is not None for queue in metrics["queues"])}, truth["metrics"])
