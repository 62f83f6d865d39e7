#!/usr/bin/env python3
"""Draws flows of several sizes by `flows map`, and lays the same blocks and branches out by Graphviz's own `dot`.

Needs the release build (BINARY names another program) and the package graphviz. Prints a table for bench/README.md.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE_DIR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(SOURCE_DIR / "tests" / "cli"))
from support import recorded_flows  # noqa: E402

BINARY = os.environ.get("BINARY", SOURCE_DIR / "build" / "release" / "connect-ops-review")
RUNS = 5


def measured(*command: str | Path) -> tuple[float, float, int]:
    """Median seconds of wall and of processor, and the largest resident set in KiB."""
    walls, processor, peak = [], [], 0
    for _ in range(RUNS):
        begun = time.monotonic()
        program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        if program.returncode:
            sys.exit(f"{command[0]} failed")
        walls.append(time.monotonic() - begun)
        processor.append(usage.ru_utime + usage.ru_stime)
        peak = max(peak, usage.ru_maxrss)
    return statistics.median(walls), statistics.median(processor), peak


def dot_of(flow: dict) -> str:
    """Each block as high and wide as on the map, with a port for each way out."""
    numbers = {action["Identifier"]: number for number, action in enumerate(flow["Actions"])}
    lines = ['digraph { rankdir=LR; node [shape=record, fontname=Courier, fontsize=5, margin=0, width=3.33]']
    for action in flow["Actions"]:
        way = action["Transitions"]
        to = [one["NextAction"] for one in (*way["Conditions"], *way["Errors"])] + ([way["NextAction"]] if "NextAction" in way else [])
        ports = list(dict.fromkeys(numbers[one] for one in to))
        rows = "".join(f"|<{port + 1}>x\\nx\\nx" for port in range(len(ports)))
        number = numbers[action["Identifier"]]
        lines.append(f'{number} [label="<0>' + "\\n".join("x" * 12) + rows + '"]')
        lines += [f"{number}:{port + 1}:e -> {other}:0:w" for port, other in enumerate(ports)]
    return "\n".join(lines) + "\n}\n"


def main() -> None:
    print("| blocks | `flows show`, s | `flows map`, s | peak MiB | `dot`, s | peak MiB | map / dot |")
    print("|---|---|---|---|---|---|---|")
    for size in (15, 50, 150, 300, 500):
        with tempfile.TemporaryDirectory() as folder:
            flow = recorded_flows.menus(size)
            recording = recorded_flows.write(Path(folder) / "recording", {"Main Menu": flow})
            graph = Path(folder) / "graph.dot"
            graph.write_text(dot_of(flow), encoding="ascii")
            _, show, _ = measured(BINARY, "flows", "show", "Main Menu", "--recording", recording)
            _, drawn, peak = measured(BINARY, "flows", "map", "Main Menu", "--recording", recording)
            _, dot, dot_peak = measured("dot", "-Tplain", graph)
            print(f"| {len(flow['Actions'])} | {show:.2f} | {drawn:.2f} | {peak / 1024:.0f} | {dot:.2f} | {dot_peak / 1024:.0f} "
                  f"| {drawn / dot:.2f} |")


if __name__ == "__main__":
    main()
