"""Flows and modules: live and set apart, logging wholly, partly or not at all."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from . import functions, targets
from .identity import Identity, numbered

# A main line that its owners called like one of AWS's flows: the number with this index among the live ones leads there.
NAMED_LIKE_AWSS, NAMED_INDEX = "Sample queued callback", 6
AWS_SAMPLE = "Sample queue customer"

# By index modulo 12: what becomes of a flow, and how it logs.
_PLANS = ("on", "on", "on", "off", "partly", "draft", "on", "archived", "aws_sample", "on", "unreachable", "on")
_KINDS = ("CONTACT_FLOW", "CUSTOMER_QUEUE", "CONTACT_FLOW", "CUSTOMER_WHISPER", "CONTACT_FLOW", "AGENT_TRANSFER")
_BLOCKS = 24


@dataclass(frozen=True)
class Flow:
    id: str
    arn: str
    name: str
    kind: str  # MODULE for a module
    plan: str

    @property
    def state(self) -> str:
        return "ARCHIVED" if self.plan == "archived" else "ACTIVE"

    @property
    def status(self) -> str:
        return "SAVED" if self.plan == "draft" else "PUBLISHED"

    @property
    def is_live(self) -> bool:
        return self.plan not in ("draft", "archived", "aws_sample")

    @property
    def has_unpublished_changes(self) -> bool:
        return self.plan == "partly"

    def summary(self) -> dict:
        return {"Id": self.id, "Arn": self.arn, "Name": self.name, "ContactFlowType": self.kind,
                "ContactFlowState": self.state, "ContactFlowStatus": self.status}

    def module_summary(self) -> dict:
        return {"Id": self.id, "Arn": self.arn, "Name": self.name, "State": self.state}

    def description(self) -> dict:
        return self._described(content(self), self.status)

    def saved_description(self) -> dict:
        """Of its alias $SAVED."""
        text = content(self)
        return self._described(text.replace("This is", "This will be") if self.has_unpublished_changes else text, "SAVED")

    def _described(self, text: str, status: str) -> dict:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        common = {"Id": self.id, "Arn": self.arn, "Name": self.name, "State": self.state, "Status": status,
                  "Content": text, "Tags": {}}
        if self.kind == "MODULE":
            return {**common, "FlowModuleContentSha256": digest}
        return {**common, "Type": self.kind, "FlowContentSha256": digest, "LastModifiedTime": 1_700_000_000}


def flows(identity: Identity, count: int, flaws: bool = True) -> list[Flow]:
    found = []
    for index in range(count):
        plan = _PLANS[index % len(_PLANS)] if flaws else "on"
        name = AWS_SAMPLE if plan == "aws_sample" else numbered("Flow", index)
        name = NAMED_LIKE_AWSS if flaws and index == NAMED_INDEX else name
        item = identity.named("contact-flow", numbered("Flow", index))
        found.append(Flow(item["Id"], item["Arn"], name, _KINDS[index % len(_KINDS)], plan))
    return found


def modules(identity: Identity, count: int, flaws: bool = True) -> list[Flow]:
    """Their list does not say whether one was ever published: none is a draft."""
    plans = ("on", "off", "partly", "archived") if flaws else ("on",)
    return [Flow(item["Id"], item["Arn"], item["Name"], "MODULE", plans[index % len(plans)])
            for index, item in enumerate(identity.summaries("flow-module", "Module", count))]


def _block(identifier: str, kind: str, parameters: dict, then: str | None, on_error: str | None = None,
           more_errors: list[str] | None = None) -> dict:
    transitions: dict = {"NextAction": then} if then else {}
    if on_error:
        transitions["Errors"] = [{"NextAction": on_error, "ErrorType": error}
                                 for error in ("NoMatchingError", *(more_errors or []))]
    return {"Identifier": identifier, "Type": kind, "Parameters": parameters, "Transitions": transitions}


def _logging(identifier: str, behaviour: str, then: str) -> dict:
    return _block(identifier, "UpdateFlowLoggingBehavior", {"FlowLoggingBehavior": behaviour}, then)


@lru_cache(maxsize=4096)
def content(flow: Flow) -> str:
    """In Amazon Connect's flow language, logging as planned."""
    if flow.plan == "not JSON":
        return '{"Version": "2019-10-30", "StartAction": '
    names = [f"block-{index:02}" for index in range(_BLOCKS)]
    blocks = [_block(name, "MessageParticipant", {"Text": f"This is {flow.name[:200]}, part {name}."}, then, then)
              for name, then in zip(names, [*names[1:], "end"])]
    blocks[1] = _block(names[1], "InvokeLambdaFunction", {"LambdaFunctionARN": functions.of_flow(flow.arn),
                                                          "InvocationTimeLimitSeconds": "3"}, names[2], names[2])
    for index, (kind, parameters, errors) in enumerate(targets.blocks_of(flow.arn), 2):
        then = names[index + 1]
        blocks[index] = _block(names[index], kind, parameters, then, then, errors)
    blocks.append(_block("end", "DisconnectParticipant", {}, None))
    start = names[0]
    if flow.plan in ("on", "partly"):
        blocks.append(_logging("log", "Enabled", start))
        start = "log"
    if flow.plan == "partly":
        blocks[_BLOCKS - 1]["Transitions"]["NextAction"] = "stop"
        blocks.append(_logging("stop", "Disabled", "end"))
    if flow.plan == "unreachable":
        blocks.append(_logging("log", "Enabled", names[0]))
    return json.dumps({"Version": "2019-10-30", "StartAction": start, "Metadata": {"name": flow.name},
                       "Actions": blocks}, ensure_ascii=False)


_LOGGING = {"on": "on", "partly": "partly", "off": "off", "unreachable": "off", "not JSON": "not_assessed"}


def truth(found: list[Flow]) -> dict:
    plans = Counter(flow.plan for flow in found)
    logging = Counter(_LOGGING[flow.plan] for flow in found if flow.is_live)
    return {"total": len(found), "live": sum(flow.is_live for flow in found), "draft": plans["draft"],
            "archived": plans["archived"], "aws_sample": plans["aws_sample"],
            "logging": {kind: logging[kind] for kind in ("on", "partly", "off", "not_assessed")}}
