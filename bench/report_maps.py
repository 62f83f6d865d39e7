#!/usr/bin/env python3
"""Writes the report of a review whose flows all have problems as a page with their maps, and as JSON, which has none.

Needs the release build (BINARY names another program). Prints a table for bench/README.md.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE_DIR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(SOURCE_DIR / "tests" / "cli"))
from support import recorded_flows  # noqa: E402

BINARY = os.environ.get("BINARY", SOURCE_DIR / "build" / "release" / "connect-ops-review")
RUNS = 5


def flow_names() -> list[str]:
    lines = (recorded_flows.SAMPLE / "connect.jsonl").read_text(encoding="utf-8").splitlines()
    described = [json.loads(line).get("output", {}).get("ContactFlow", {}) for line in lines]
    return sorted({one["Name"] for one in described if "Name" in one})


def measured(*command: str | Path) -> tuple[float, int]:
    """Median seconds of processor, and the largest resident set in KiB."""
    processor, peak = [], 0
    for _ in range(RUNS):
        program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        if program.returncode not in (0, 1):
            sys.exit(f"{command[1]} failed")
        processor.append(usage.ru_utime + usage.ru_stime)
        peak = max(peak, usage.ru_maxrss)
    return statistics.median(processor), peak


def written(folder: Path, blocks: int) -> str:
    contents = {name: recorded_flows.menus(blocks) for name in flow_names()} if blocks else {}
    recording = recorded_flows.write(folder / "recording", contents)
    database, reports = folder / "reviews.db", folder / "reports"
    subprocess.run([BINARY, "run", "--recording", recording, "--database", database, "--output-dir", reports],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    pages = {path.name.endswith("-maps.html"): path.stat().st_size for path in reports.glob("*.html")}
    again = [BINARY, "report", "latest", "--database", database, "--output-dir", reports, "--output-formats"]
    html, peak = measured(*again, "html")
    plain, _ = measured(*again, "json")
    return (f"| {blocks or 'as in the sample'} | {plain:.2f} | {html:.2f} | {peak / 1024:.0f} | {pages[False] / 1e3:.0f} "
            f"| {pages.get(True, 0) / 1e3:.0f} |")


def main() -> None:
    print("| blocks a flow | as JSON, s | with maps, s | peak MiB | the report, kB | the page of maps, kB |")
    print("|---|---|---|---|---|---|")
    for blocks in (0, 15, 50, 150, 300):
        with tempfile.TemporaryDirectory() as folder:
            print(written(Path(folder), blocks), flush=True)


if __name__ == "__main__":
    main()
