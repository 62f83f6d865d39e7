"""Runs the emulator until it is interrupted or terminated. The first line on standard output is its port."""

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from emulator import Emulator, Fault, make_world  # noqa: E402
from emulator.world import NAMES  # noqa: E402


def _rates(text: str) -> bool | float:
    return {"on": True, "off": False}.get(text) if text in ("on", "off") else float(text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--world", choices=NAMES, default="small")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--region", default="eu-central-1")
    parser.add_argument("--port", type=int, default=0, help="0: one that is free")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS", help="before every answer")
    parser.add_argument("--rates", type=_rates, default=True, metavar="on|off|FACTOR",
                        help="AWS's documented request rates, or so many times them")
    parser.add_argument("--faults", type=json.loads, default=[], metavar="JSON",
                        help="""a list like [{"kind": "throttle", "operation": "ListUsers", "calls": [1, 2]}]""")
    return parser.parse_args()


def main() -> int:
    options = _options()
    world = make_world(options.world, seed=options.seed, region=options.region)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with Emulator(world, faults=[Fault(**fault) for fault in options.faults], latency=options.latency,
                  rates=options.rates, port=options.port) as emulator:
        print(emulator.port, flush=True)
        ended.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
