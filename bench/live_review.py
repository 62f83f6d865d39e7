#!/usr/bin/env python3
"""How long a review takes, against the time that AWS's request rates alone make it take. README.md says how to read it."""

import argparse
import contextlib
import itertools
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

SOURCE_DIR = Path(__file__).resolve().parents[1]
PROGRAM = Path(os.environ.get("BINARY", SOURCE_DIR / "build" / "release" / "connect-ops-review"))
REGION = "eu-central-1"
SHARE = 0.8  # of AWS's rates: the program's default
EVENT_BUDGETS = {"quick": 15, "standard": 120}  # seconds: the program's defaults; a full review reads all
POLL_SECONDS = 0.02

AIMS = """aims: ratio at most 1.15, no throttle, less than 64 MiB with the large world, 180 s in all with the medium one
and 25 s of quick depth, the first component within 3 s, the first request within 25 ms"""


@dataclass(frozen=True)
class Rate:
    permission: str
    per_second: float
    burst: float


@dataclass(frozen=True)
class Measured:
    wall: float
    first_component: float  # seconds from the start
    first_request: float
    peak_mib: float
    stats: dict


def rates(times: float) -> dict[str, Rate]:
    """What the program takes AWS's rates to be, so many times faster, by service:operation."""
    listed = subprocess.run([PROGRAM, "checks", "operations", "--json"], check=True, capture_output=True)
    found = {}
    for row in json.loads(listed.stdout):
        rate = row["regionRates"].get(REGION, row["rate"])
        if rate:
            found[f"{row['service']['name']}:{row['name']}"] = Rate(row["permission"], rate["perSecond"] * times, rate["burst"])
    return found


def floor(calls: dict[str, int], known: dict[str, Rate], latency: float) -> tuple[float, str]:
    """The least time that the calls need at the share of AWS's rates that is used, and the operation that needs it."""
    needed = {action: (count - known[action].burst * SHARE) / (known[action].per_second * SHARE)
              for action, count in calls.items() if action in known}
    slowest = max(needed, key=needed.__getitem__)
    return max(0.0, needed[slowest]) + latency, slowest


@contextlib.contextmanager
def emulator(world: str, latency: float, times: float):
    command = [sys.executable, SOURCE_DIR / "tests" / "emulator", "--world", world, "--region", REGION, "--latency", str(latency),
               "--rates", str(times)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/__control__/"
        finally:
            process.terminate()


def asked(address: str) -> dict:
    with urlopen(address, timeout=600) as answer:
        return json.load(answer)


def has_component(database: Path) -> bool:
    try:
        with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT count(*) FROM documents WHERE component <> 'STATUS'").fetchone()[0] > 0
    except sqlite3.OperationalError:
        return False  # not made yet


def measure(control: str, options: list[str]) -> Measured:
    instance = asked(control + "truth")["arn"]
    environment = {"PATH": os.environ["PATH"], **asked(control + "environment")}
    with tempfile.TemporaryDirectory() as home:
        database, first_component = Path(home) / "reviews.db", None
        command = [PROGRAM, "run", "--instance", instance, "--database", database, "--json", *options]
        started, begin = time.time(), time.monotonic()
        with subprocess.Popen(command, env={**environment, "HOME": home}, stdout=subprocess.DEVNULL) as program:
            while True:
                pid, status, usage = os.wait4(program.pid, os.WNOHANG)
                if pid:
                    break
                if first_component is None and has_component(database):
                    first_component = time.monotonic() - begin
                time.sleep(POLL_SECONDS)
            wall = time.monotonic() - begin
            program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode != 0:
        raise SystemExit(f"the review ended with {program.returncode}")
    stats = asked(control + "stats")
    return Measured(wall, first_component if first_component is not None else wall, stats["first_request"] - started,
                    usage.ru_maxrss / 1024, stats)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", default="small,medium", help="of small, medium and large [%(default)s]")
    parser.add_argument("--latency", type=float, default=0.03, metavar="SECONDS", help="of every answer [%(default)s]")
    parser.add_argument("--times", type=float, default=1, metavar="N",
                        help="AWS so many times faster: rates, answers and the time for events [%(default)s]")
    parser.add_argument("--depths", default="standard", help="of quick, standard and full [%(default)s]")
    return parser.parse_args()


def main() -> int:
    chosen = options()
    known, latency = rates(chosen.times), chosen.latency / chosen.times
    faster = []
    if chosen.times != 1:
        faster = ["--rates", ",".join(f"{rate.permission}={rate.per_second:g}/{rate.burst:g}" for rate in known.values())]
    print(f"AWS's rates times {chosen.times:g}, {latency * 1000:g} ms an answer")
    print(f"{'world':<8}{'depth':<10}{'wall s':>9}{'floor s':>9}{'ratio':>7}{'calls':>7}{'throttles':>10}{'peak MiB':>9}{'first component s':>18}"
          f"{'first request ms':>17}  slowest")
    for world, depth in itertools.product(chosen.worlds.split(","), chosen.depths.split(",")):
        arguments = ["--depth", depth, *faster]
        if budget := EVENT_BUDGETS.get(depth):
            arguments += ["--event-budget", f"{max(1, budget / chosen.times):.0f}"]
        with emulator(world, latency, chosen.times) as control:
            found = measure(control, arguments)
        least, slowest = floor(found.stats["calls"], known, latency)
        print(f"{world:<8}{depth:<10}{found.wall:>9.2f}{least:>9.2f}{found.wall / least:>7.2f}{found.stats['total']:>7}"
              f"{sum(found.stats['throttles'].values()):>10}{found.peak_mib:>9.1f}{found.first_component:>18.2f}"
              f"{found.first_request * 1000:>17.1f}  {slowest}", flush=True)
        for problem in (*found.stats["violations"], *found.stats["unauthenticated"]):
            print(f"  AWS would not have answered: {problem}")
    print(AIMS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
