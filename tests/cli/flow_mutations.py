"""Each flow of the sample with one thing taken out of it: the right check finds it, at the right block, and no other does."""

import json
import shutil
import tempfile
import unittest
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

from support.program import HARBOUR, ProgramTest

FAILED, UNMATCHED = "NoMatchingError", "NoMatchingCondition"

# Blocks whole, as the designer publishes them: type, parameters, conditions, errors. What AWS says of each type, and not
# what the program has: https://docs.aws.amazon.com/connect/latest/devguide/flow-language-actions.html
BLOCKS = (
    ("AuthenticateParticipant", {}, (), (FAILED, "TimeLimitExceeded")),
    ("CheckHoursOfOperation", {"HoursOfOperationId": "$.Attributes.hours"}, ("True", "False"), (FAILED,)),
    ("CheckMetricData", {"QueueId": "$.Attributes.queue"}, ("0",), (FAILED, UNMATCHED)),
    ("CheckOutboundCallStatus", {}, ("CallAnswered", "VoicemailBeep", "VoicemailNoBeep", "NotDetected"), (FAILED,)),
    ("Compare", {"ComparisonValue": "$.Attributes.x"}, ("1",), (UNMATCHED,)),
    ("ConnectParticipantWithLexBot", {}, ("Sales",), (FAILED, UNMATCHED)),
    ("CreateCallbackContact", {"QueueId": "$.Attributes.queue"}, (), (FAILED,)),
    ("CreateContact", {}, (), (FAILED,)),
    ("CreatePersistentContactAssociation", {}, (), (FAILED,)),
    ("CreateTask", {}, (), (FAILED,)),
    ("CreateWisdomSession", {}, (), (FAILED,)),
    ("DequeueContactAndTransferToQueue", {}, (), ("QueueAtCapacity", FAILED)),
    ("DistributeByPercentage", {}, ("51",), (UNMATCHED,)),
    ("EvaluateDataTableValues", {}, (), (FAILED,)),
    ("GetCustomerProfileObject", {}, (), ("NoneFoundError",)),
    ("GetMetricData", {}, (), (FAILED,)),
    ("GetParticipantInput", {"Text": "Press 1"}, ("1",), (FAILED, UNMATCHED, "InputTimeLimitExceeded")),
    ("GetParticipantInput", {"StoreInput": "True", "InputValidation": {"CustomValidation": {"MaximumLength": "1"}}}, (),
     (FAILED,)),
    ("GetParticipantInput", {"StoreInput": "True", "InputValidation": {"PhoneNumberValidation": {"NumberFormat": "E164"}}},
     (), (FAILED, "InvalidPhoneNumber")),
    ("GetParticipantInput", {"EnableDTMFBuffer": "True"}, (), (FAILED,)),
    ("GetParticipantInput", {"LexV2Bot": {"AliasArn": "$.Attributes.bot"}}, ("Sales",), (FAILED, UNMATCHED)),
    ("InvokeFlowModule", {"FlowModuleId": "$.Attributes.module"}, (), (FAILED,)),
    ("InvokeLambdaFunction", {"InvocationTimeLimitSeconds": "3"}, (), (FAILED,)),
    ("ListDataTableValues", {}, (), (FAILED,)),
    ("LoadContactContent", {}, (), (FAILED,)),
    ("Loop", {"LoopCount": "3"}, ("ContinueLooping", "DoneLooping"), ()),
    ("MessageParticipantIteratively", {"InterruptFrequencySeconds": "60"}, ("MessagesInterrupted",), ()),
    ("RenderMessageTemplate", {}, (), (FAILED,)),
    ("ResumeContact", {}, (), (FAILED,)),
    ("ShowView", {}, ("Back",), (FAILED, UNMATCHED, "TimeLimitExceeded")),
    ("StartOutboundEmailContact", {}, (), (FAILED,)),
    ("TagContact", {}, (), (FAILED,)),
    ("TransferContactToQueue", {}, (), ("QueueAtCapacity", FAILED)),
    ("TransferParticipantToThirdParty", {"ContinueFlowExecution": "False"}, (), (FAILED,)),
    ("TransferParticipantToThirdParty", {"ContinueFlowExecution": "True"}, (),
     (FAILED, "CallFailed", "ConnectionTimeLimitExceeded")),
    ("TransferToFlow", {"ContactFlowId": "$.Attributes.flow"}, (), (FAILED,)),
    ("UntagContact", {}, (), (FAILED,)),
    ("UpdateContactAttributes", {}, (), (FAILED,)),
    ("UpdateContactCallbackNumber", {}, (), ("InvalidCallbackNumber", "CallbackNumberNotDialable")),
    ("UpdateContactData", {}, (), (FAILED,)),
    ("UpdateContactEventHooks", {}, (), (FAILED,)),
    ("UpdateContactMediaStreamingBehavior", {}, (), (FAILED,)),
    ("UpdateContactRecordingAndAnalyticsBehavior", {"VoiceBehavior": {}}, (), (FAILED, "ChannelMismatch")),
    ("UpdateContactRecordingAndAnalyticsBehavior", {"ChatBehavior": {}}, (),
     (FAILED, "ChannelMismatch", "InFlightRedactionConfigurationFailed")),
    ("UpdateContactRoutingBehavior", {"RoutingProficiencies": {}}, (), (FAILED,)),
    ("UpdateContactRoutingCriteria", {}, (), (FAILED,)),
    ("UpdateContactTargetQueue", {"QueueId": "$.Attributes.queue"}, (), (FAILED,)),
    ("UpdateFlowAttributes", {}, (), (FAILED,)),
    ("UpdatePreviousContactParticipantState", {}, (), (FAILED,)),
    ("UpsertDataTableValues", {}, (), (FAILED,)),
    ("Wait", {"TimeLimitSeconds": "60"}, ("WaitCompleted",), (FAILED,)),
    ("Wait", {"TimeLimitSeconds": "60", "Events": ["CustomerReturned"]}, ("WaitCompleted", "CustomerReturned"), (FAILED,)),
    ("Wait", {"TimeLimitSeconds": "60", "Events": ["BotParticipantDisconnected"]},
     ("WaitCompleted", "BotParticipantDisconnected"), (FAILED, "ParticipantNotFound")),
)
# These have no branch that publishing asks for, unless their parameters do.
NEEDING_NONE = ("CompleteOutboundCall", "MessageParticipant", "MessageParticipantIteratively", "UpdateContactRecordingBehavior",
                "UpdateContactRoutingBehavior", "UpdateContactTextToSpeechVoice", "UpdateFlowLoggingBehavior")
WITH_FIXED_OUTCOMES = ("CheckHoursOfOperation", "Loop", "MessageParticipantIteratively", "Wait")
# Those that go on by NextAction when they have done what they are there for.
GO_ON = {"CreateCallbackContact", "InvokeLambdaFunction", "MessageParticipant", "UpdateContactAttributes",
         "UpdateContactCallbackNumber", "UpdateContactRecordingBehavior", "UpdateContactTargetQueue",
         "UpdateContactTextToSpeechVoice", "UpdateFlowLoggingBehavior"}

MOST = 12  # targets, each of which takes a review


def required(action: dict) -> tuple[str, ...]:
    """The errors of a block of the sample for which publishing asks for a branch, where its type alone tells them."""
    errors = [errors for kind, _, _, errors in BLOCKS if kind == action["Type"]]
    return errors[0] if len(errors) == 1 and action["Type"] not in NEEDING_NONE else ()


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


class FlowFiles(ProgramTest):
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


class Blocks(FlowFiles):
    """Each type of block alone in a flow, whole and without one of its branches."""

    @staticmethod
    def flow(kind: str, parameters: dict, conditions: tuple = (), errors: tuple = (), has_next: bool = True) -> dict:
        transitions = {
            "Errors": [{"ErrorType": error, "NextAction": "end"} for error in errors],
            "Conditions": [{"NextAction": "end", "Condition": {"Operator": "Equals", "Operands": [operand]}}
                           for operand in conditions],
            **({"NextAction": "end"} if has_next else {})}
        return {"Version": "2019-10-30", "StartAction": "block", "Metadata": {}, "Actions": [
            {"Identifier": "block", "Type": kind, "Parameters": parameters, "Transitions": transitions},
            {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}]}

    def found_at_blocks(self, check: str, variants: list[dict]) -> list[set[str]]:
        return [{block for name, block in found if name == check} for found in self.findings("CONTACT_FLOW", variants)]

    def test_whole_blocks_lack_nothing(self):
        whole = [self.flow(*block) for block in BLOCKS] + [self.flow(kind, {}) for kind in NEEDING_NONE]
        for check in ("flow_error_branches", "flow_dead_ends"):
            self.assertEqual(self.found_at_blocks(check, whole), [set()] * len(whole))

    def test_each_error_branch_is_asked_for(self):
        cut = [(kind, parameters, conditions, tuple(one for one in errors if one != error), error)
               for kind, parameters, conditions, errors in BLOCKS for error in errors]
        found = self.found_at_blocks("flow_error_branches", [self.flow(*block) for *block, _ in cut])
        for (kind, parameters, _, _, error), blocks in zip(cut, found, strict=True):
            with self.subTest(kind=kind, parameters=parameters, without=error):
                self.assertEqual(blocks, {"block"})

    def test_each_outcome_is_asked_for(self):
        cut = [(kind, parameters, tuple(one for one in conditions if one != condition), errors, condition)
               for kind, parameters, conditions, errors in BLOCKS if kind in WITH_FIXED_OUTCOMES
               for condition in conditions]
        found = self.found_at_blocks("flow_dead_ends", [self.flow(*block, has_next=False) for *block, _ in cut])
        self.assertEqual(found, [{"block"}] * 10)


class Mutations(FlowFiles):
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
                for error in required(action):
                    kept = [one for one in action["Transitions"].get("Errors", []) if one["ErrorType"] != error]
                    cut = deepcopy(mutant)
                    next(one for one in cut["Actions"] if one["Identifier"] == block)["Transitions"]["Errors"] = kept
                    is_only_way = error == UNMATCHED and not action["Transitions"].get("Conditions")
                    checks = ("flow_error_branches", "flow_dead_ends") if is_only_way else ("flow_error_branches",)
                    yield f"{block}: {error}", cut, {(check, block) for check in checks}
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

    def test_a_security_key_that_is_gone(self):
        before = self.findings()
        lines = [json.loads(line) for line in self.lines]
        listed = next(line for line in lines if line["operation"] == "ListSecurityKeys")
        key, = listed["output"]["SecurityKeys"]
        gone = key["AssociationId"]
        key["AssociationId"] = gone[:-12] + "000000000000"
        (self.recording / "connect.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        named = {flow["Id"] for line in lines if line["operation"] == "SearchContactFlows"
                 for flow in line["output"]["ContactFlows"] if gone in flow["Content"]}
        # And flows that cannot be read may name the other one.
        self.assertEqual(self.findings() - before, {("flow_dangling", flow, "fail") for flow in named}
                         | {("unused_resources", "security_keys", "not_assessed")})
        self.assertEqual(len(named), 1)


if __name__ == "__main__":
    unittest.main()
