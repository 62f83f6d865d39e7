"""The sample's recording with other flows in it, as large or as strange as a test wants them.

    python3 recorded_flows.py DIRECTORY BLOCKS      the sample in which 'Main Menu' has so many blocks, and calls modules
"""

import json
import shutil
import sys
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[3] / "samples/harbour"
INSTANCE = "arn:aws:connect:eu-central-1:111122223333:instance/74c2b909-e023-438d-aa2c-6cd5ee84a853"
QUEUE = f"{INSTANCE}/queue/56e353ee-be5c-4b21-b307-7f898752012b"
FLOWS = ("ContactFlows", "ContactFlowSummaryList", "ContactFlow")
MODULES = ("ContactFlowModules", "ContactFlowModulesSummaryList", "ContactFlowModule")


def flow(blocks: list[dict]) -> dict:
    return {"Version": "2019-10-30", "StartAction": blocks[0]["Identifier"], "Metadata": {}, "Actions": blocks}


def block(identifier: str, kind: str, following: str = "", errors: dict[str, str] | None = None,
          conditions: dict[str, str] | None = None, **parameters: object) -> dict:
    transitions: dict = {"NextAction": following} if following else {}
    transitions["Errors"] = [{"ErrorType": kind_of, "NextAction": to} for kind_of, to in (errors or {}).items()]
    transitions["Conditions"] = [{"Condition": {"Operator": "Equals", "Operands": [of]}, "NextAction": to}
                                 for of, to in (conditions or {}).items()]
    return {"Identifier": identifier, "Type": kind, "Parameters": parameters, "Transitions": transitions}


class Menus:
    """A flow as they grow over the years: menus behind menus, look-ups, queues, and a few ends that all share."""

    def __init__(self, size: int, modules: tuple[str, ...] = ()) -> None:
        self.size, self.modules, self.blocks, self.waiting = size, modules, [], []
        self.add("Greeting", "MessageParticipant", "Hours", {"NoMatchingError": "Sorry"}, Text="Welcome")
        self.add("Hours", "CheckHoursOfOperation", "", {"NoMatchingError": "Sorry"}, {"True": "Menu 1", "False": "Closed"},
                 HoursOfOperationId="arn:aws:connect:eu-central-1:111122223333:instance/i/operating-hours/h")
        self.waiting.append("Menu 1")
        while self.waiting:
            self.menu(self.waiting.pop(0))
        self.add("Closed", "MessageParticipant", "Hang up", {"NoMatchingError": "Hang up"}, Text="Closed")
        self.add("Sorry", "MessageParticipant", "Hang up", {"NoMatchingError": "Hang up"}, Text="Sorry")
        self.add("Hang up", "DisconnectParticipant")
        self.add("Old greeting", "MessageParticipant", "Hours", {"NoMatchingError": "Sorry"}, Text="Hello")

    def add(self, *words: object, **more: object) -> None:
        self.blocks.append(block(*words, **more))  # type: ignore[arg-type]

    def menu(self, name: str) -> None:
        choices: dict[str, str] = {}
        for key in "1234":
            if len(self.blocks) + len(self.waiting) * 3 > self.size - 12:
                break
            choices[key] = self.choice(f"{name}.{key}")
        self.add(name, "GetParticipantInput", "", {"NoMatchingCondition": "Sorry", "InputTimeLimitExceeded": name,
                                                   "NoMatchingError": "Sorry"}, choices, InputTimeLimitSeconds="8", Text="Choose")

    def choice(self, name: str) -> str:
        deeper = len(self.waiting) < 3
        following = f"Menu {name.split(' ')[1]}" if deeper else f"Queue {name}"
        if self.modules and not deeper:
            self.add(f"Module {name}", "InvokeFlowModule", following, {"NoMatchingError": "Sorry"},
                     FlowModuleId=self.modules[len(self.blocks) % len(self.modules)])
            entry = f"Module {name}"
        else:
            self.add(f"Look up {name}", "InvokeLambdaFunction", following, {"NoMatchingError": "Sorry"},
                     LambdaFunctionARN="arn:aws:lambda:eu-central-1:111122223333:function:customer", InvocationTimeLimitSeconds="8")
            entry = f"Look up {name}"
        if deeper:
            self.waiting.append(following)
        else:
            self.add(following, "UpdateContactTargetQueue", f"Transfer {name}", {"NoMatchingError": "Sorry"},
                     QueueId=QUEUE)
            self.add(f"Transfer {name}", "TransferContactToQueue", "", {"QueueAtCapacity": "Sorry", "NoMatchingError": "Hang up"})
        return entry


def menus(size: int, modules: tuple[str, ...] = ()) -> dict:
    return flow(Menus(size, modules).blocks)


def write(directory: Path, contents: dict[str, dict], renamed: dict[str, str] | None = None) -> Path:
    """By names of flows and modules of the sample: the blocks that they have there, and other names."""
    shutil.copytree(SAMPLE, directory)
    path = directory / "connect.jsonl"
    lines = []
    for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        for member in FLOWS + MODULES:
            found = line.get("output", {}).get(member, [])
            for one in found if isinstance(found, list) else [found]:
                name = one.get("Name")
                if name in contents and "Content" in one:
                    one["Content"] = json.dumps(contents[name])
                if renamed and name in renamed:
                    one["Name"] = renamed[name]
        lines.append(json.dumps(line, ensure_ascii=False) + "\n")
    path.write_text("".join(lines), encoding="utf-8")
    return directory


def modules() -> list[tuple[str, str]]:
    """Names and ids of the sample's."""
    found = []
    for line in map(json.loads, (SAMPLE / "connect.jsonl").read_text(encoding="utf-8").splitlines()):
        found += [(one["Name"], one["Id"]) for one in line.get("output", {}).get("ContactFlowModulesSummaryList", [])]
    return found


if __name__ == "__main__":
    write(Path(sys.argv[1]), {"Main Menu": menus(int(sys.argv[2]), tuple(id_ for _, id_ in modules()))})
