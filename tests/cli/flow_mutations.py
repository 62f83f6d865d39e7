"""Each flow of the sample with one thing taken out of it: the right check finds it, at the right block, and no other does."""

import json
import shutil
import tempfile
import unittest
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

from support.program import HARBOUR, ProgramTest

# Branches without which AWS publishes no such block today.
# https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html
REQUIRED = {
    "AuthenticateParticipant": ("NoMatchingError", "TimeLimitExceeded"),
    "CheckHoursOfOperation": ("NoMatchingError",),
    "CheckMetricData": ("NoMatchingCondition", "NoMatchingError"),
    "Compare": ("NoMatchingCondition",),
    "CreateCallbackContact": ("NoMatchingError",),
    "InvokeLambdaFunction": ("NoMatchingError",),
    "TransferContactToQueue": ("QueueAtCapacity", "NoMatchingError"),
    "TransferToFlow": ("NoMatchingError",),
    "UpdateContactAttributes": ("NoMatchingError",),
    "UpdateContactCallbackNumber": ("InvalidCallbackNumber", "CallbackNumberNotDialable"),
    "UpdateContactTargetQueue": ("NoMatchingError",),
}
# Those that go on by NextAction when they have done what they are there for.
GO_ON = {"CreateCallbackContact", "InvokeLambdaFunction", "MessageParticipant", "UpdateContactAttributes",
         "UpdateContactCallbackNumber", "UpdateContactRecordingBehavior", "UpdateContactTargetQueue",
         "UpdateContactTextToSpeechVoice", "UpdateFlowLoggingBehavior"}

MOST = 12  # targets, each of which takes a review


def contents() -> list[tuple[str, dict]]:
    """Of each flow that could be read, with its type: those that differ in their blocks."""
    found = {}
    with open(HARBOUR / "connect.jsonl", encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            for flow in line.get("output", {}).get("ContactFlows", []):
                if flow["Status"] != "PUBLISHED" or flow["State"] != "ACTIVE" or not flow["Content"]:
                    continue
                content = json.loads(flow["Content"])
                shape = [[action["Identifier"], action["Type"], action["Transitions"]] for action in content["Actions"]]
                found.setdefault(json.dumps(shape), (flow["Type"], content))
    return list(found.values())


def ways(action: dict) -> Iterator[tuple[dict, str]]:
    """Each place in which the block names another, and the member that does."""
    transitions = action["Transitions"]
    for place in (transitions, *transitions.get("Errors", []), *transitions.get("Conditions", [])):
        if "NextAction" in place:
            yield place, "NextAction"


def reached(content: dict) -> set[str]:
    blocks = {action["Identifier"]: action for action in content["Actions"]}
    seen, waiting = set(), [content["StartAction"]]
    while waiting:
        block = waiting.pop()
        if block in blocks and block not in seen:
            seen.add(block)
            waiting += [place[member] for place, member in ways(blocks[block])]
    return seen


class Mutations(ProgramTest):
    def findings(self, flow_type: str, variants: list[dict]) -> list[set[tuple[str, str]]]:
        """The check and the block of each, by variant: none leads to another, so that one call can tell of all."""
        directory = Path(tempfile.mkdtemp(dir=self.home))
        for number, content in enumerate(variants):
            flow = {"Name": f"flow {number}", "Type": flow_type, "Content": json.dumps(content)}
            (directory / f"{number}.json").write_text(json.dumps({"ContactFlow": flow}), encoding="utf-8")
        done = self.run_program("flows", "check", directory, "--format", "json")
        found: list[set[tuple[str, str]]] = [set() for _ in variants]
        for finding in json.loads(done.stdout)["findings"]:
            found[int(Path(finding["file"]).stem)] |= {(finding["checkId"], block["identifier"]) for block in finding["blocks"]}
        return found

    def hold(self, mutants) -> None:
        """What the mutants say of a flow's content: each what was taken out of it, the content, and what must be found."""
        tried = 0
        for flow_type, content in contents():
            cases = list(mutants(content))
            before, *after = self.findings(flow_type, [content, *(mutant for _, mutant, _ in cases)])
            tried += len(cases)
            for (what, _, expected), found in zip(cases, after, strict=True):
                with self.subTest(flow=content["Metadata"]["name"], without=what):
                    self.assertEqual(found - before, expected - before)
        self.assertGreater(tried, 100)

    def test_without_a_branch_for_failures(self):
        def mutants(content: dict):
            for block in reached(content):
                mutant = deepcopy(content)
                action = next(one for one in mutant["Actions"] if one["Identifier"] == block)
                for error in REQUIRED.get(action["Type"], ()):
                    kept = [one for one in action["Transitions"].get("Errors", []) if one["ErrorType"] != error]
                    cut = deepcopy(mutant)
                    next(one for one in cut["Actions"] if one["Identifier"] == block)["Transitions"]["Errors"] = kept
                    yield f"{block}: {error}", cut, {("flow_error_branches", block)}
        self.hold(mutants)

    def test_without_a_way_on(self):
        def mutants(content: dict):
            for block in reached(content):
                mutant = deepcopy(content)
                action = next(one for one in mutant["Actions"] if one["Identifier"] == block)
                if action["Type"] in GO_ON and action["Transitions"].pop("NextAction", None):
                    yield f"{block}: NextAction", mutant, {("flow_dead_ends", block)}
        self.hold(mutants)

    def test_without_a_block(self):
        def mutants(content: dict):
            for gone in reached(content) - {content["StartAction"]}:
                mutant = {**content, "Actions": [one for one in content["Actions"] if one["Identifier"] != gone]}
                left = reached(mutant)
                before = {one["Identifier"] for one in mutant["Actions"]
                          if one["Identifier"] in left and any(place[member] == gone for place, member in ways(one))}
                yield gone, mutant, {("flow_dead_ends", block) for block in before}
        self.hold(mutants)



class Targets(ProgramTest):
    """Of a review, which knows what there is."""

    named = ("QueueId", "ContactFlowId", "FlowModuleId")

    def setUp(self) -> None:
        super().setUp()
        self.recording = self.home / "recording"
        shutil.copytree(HARBOUR, self.recording)
        self.lines = (HARBOUR / "connect.jsonl").read_text(encoding="utf-8").splitlines()

    def findings(self) -> set[tuple[str, str, str]]:
        """The check, the resource and the status of each that is no pass."""
        done = self.run_program("run", "--recording", self.recording, "--database", self.database, "--only", "flow",
                                "--output-formats", "json", "--output-dir", self.home / "out")
        self.assertIn(done.returncode, (0, 3), done.stderr)
        report, = (self.home / "out").glob("*.json")
        found = json.loads(report.read_text(encoding="utf-8"))
        report.unlink()
        return {(one["checkId"], one["resource"]["key"], one["status"])
                for one in found["findings"] if one["status"] != "pass"}

    def targets(self):
        """Each thing that a block of a live flow names and that is there: the flow, the line and what to replace in it."""
        for number, line in enumerate(self.lines):
            if json.loads(line)["operation"] != "SearchContactFlows":
                continue
            for flow in json.loads(line)["output"]["ContactFlows"]:
                is_of_aws = flow["Name"].startswith(("Default ", "Sample "))
                if is_of_aws or not flow["Content"] or (flow["Status"], flow["State"]) != ("PUBLISHED", "ACTIVE"):
                    continue
                content = json.loads(flow["Content"])
                for action in content["Actions"]:
                    for named in self.named:
                        if action["Parameters"].get(named, "$").startswith("arn:"):
                            yield flow, number, action["Identifier"], named

    def test_a_target_that_is_gone(self):
        before = self.findings()
        tried = 0
        for flow, number, block, named in self.targets():
            if tried == MOST:
                break
            tried += 1
            line = json.loads(self.lines[number])
            found = next(one for one in line["output"]["ContactFlows"] if one["Id"] == flow["Id"])
            content = json.loads(found["Content"])
            action = next(one for one in content["Actions"] if one["Identifier"] == block)
            action["Parameters"][named] = action["Parameters"][named][:-12] + "000000000000"
            found["Content"] = json.dumps(content)
            lines = [*self.lines[:number], json.dumps(line), *self.lines[number + 1:]]
            (self.recording / "connect.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
            with self.subTest(flow=flow["Name"], block=block):
                expected = {("flow_dangling", flow["Id"], "fail")} if block in reached(content) else set()
                self.assertEqual(self.findings() - before, expected - before)
        self.assertEqual(tried, MOST)


if __name__ == "__main__":
    unittest.main()
