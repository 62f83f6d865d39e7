#!/usr/bin/env python3
"""Writes the recording of a made-up Amazon Connect instance, and what a right review of it must say."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from sample import (access, ai, alarms, api_calls, beside, contacts, cost, flows, functions, instance, logs, metrics,
                    operations, people, phones, quotas, readme, resilience, storage, targets, trail)
from sample.recorder import SERVICES, Recorder
from sample.truth import Truth
from sample.world import ACCOUNT_ID, DAYS, DEFAULT_SEED, RECORDED_AT, REGION, World

DEFAULT_OUTPUT = Path(__file__).resolve().parent.parent / "samples" / "harbour"


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _header(world: World) -> dict:
    return {
        "formatVersion": 1,
        "recordedAt": RECORDED_AT.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "accountId": ACCOUNT_ID,
        "region": REGION,
        "instanceArn": world.instance_arn,
        "days": DAYS,
        "tool": {"name": "make_sample.py", "version": "1"},
    }


def plant(world: World, recorder: Recorder, truth: Truth) -> None:
    """Subjects that build on others come after them."""
    instance.plant(world, recorder, truth)
    queues, use = people.plant(world, recorder, truth)
    access.plant(world, recorder, truth)
    operations.plant(world, recorder, truth)
    use["instances"] = instance.plant_instance_list(world, recorder)
    planted_flows, flow_use = flows.plant(world, recorder, truth)
    use |= flow_use
    functions.plant(world, recorder, truth)
    targets.plant(world, recorder, truth)
    use["phone_numbers"] = phones.plant(world, recorder, truth, planted_flows)
    use |= {key: peak for key, (peak, _) in metrics.CONCURRENCY.items()}
    quotas.plant(world, recorder, truth, use)
    api_calls.plant(world, recorder, truth)
    failed = logs.plant(world, recorder, truth)
    metrics.plant(world, recorder, truth, queues, planted_flows, failed)
    trail.plant(world, recorder, truth, planted_flows)
    alarms.plant(world, recorder, truth)
    storage.plant(world, recorder, truth)
    contacts.plant(world, recorder, truth, queues)
    cost.plant(world, truth, queues)
    ai.plant(world, recorder, truth)
    beside.plant(world, recorder, truth)
    resilience.plant(world, recorder, truth)


def make(seed: int) -> dict[str, str]:
    """The files of the sample: text by name."""
    world, recorder, truth = World(seed), Recorder(), Truth()
    plant(world, recorder, truth)
    return {
        "recording.json": _pretty(_header(world)),
        **{f"{service}.jsonl": recorder.text(service) for service in SERVICES},
        "truth.json": _pretty(truth.as_json()),
        "README.md": readme.write(world, truth),
    }


def differences(files: dict[str, str], folder: Path) -> list[str]:
    """In what the folder is not what would be written: one sentence a file."""
    found = [f"{path.name}: would not be written" for path in sorted(folder.glob("*")) if path.name not in files]
    for name, text in files.items():
        path = folder / name
        if not path.is_file():
            found.append(f"{name}: is missing")
            continue
        there, wanted = path.read_text(encoding="utf-8").split("\n"), text.split("\n")
        if there != wanted:
            pairs = zip(there, wanted)
            line = next((number for number, (a, b) in enumerate(pairs, 1) if a != b), min(len(there), len(wanted)) + 1)
            found.append(f"{name}: differs from line {line} on")
    return found


def write(files: dict[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT, metavar="DIR")
    parser.add_argument("--check", action="store_true",
                        help="write nothing; exit 1 when DIR is not what would be written")
    options = parser.parse_args()
    files = make(options.seed)
    if not options.check:
        write(files, options.output)
        return 0
    found = differences(files, options.output)
    for sentence in found:
        print(sentence, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
