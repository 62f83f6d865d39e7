"""Lines of an instance's flow log, made when they are asked for."""

import json
from collections import Counter
from dataclasses import dataclass

from .flows import Flow


@dataclass(frozen=True)
class Cause:
    """`kind`: what sort of failure a line of it is; None: none."""

    module: str
    block: str
    result: str
    kind: str | None


_WRITTEN_TWICE = 17  # every so manieth line: Connect repeats some, as events of their own in another stream

_WELL = Cause("PlayPrompt", "Greeting", "Success", None)
CAUSES = (
    Cause("InvokeExternalResource", "Find customer", "The Lambda Function Returned An Error.", "lambda_error"),
    _WELL, _WELL, _WELL,
    Cause("InvokeExternalResource", "Find customer", "The Lambda Function timed out.", "timeout"),
    _WELL, _WELL,
    Cause("SetQueue", "Choose queue", "Queue not found", "not_found"),
    Cause("GetUserInput", "Menu", "Timeout", None),
    Cause("TransferToQueue", "Transfer", "Queue at capacity", "queue_full"),
    _WELL, _WELL, _WELL,
)


@dataclass(frozen=True)
class FlowLog:
    """Line 0 is the oldest; each is `step` seconds younger than the one before it."""

    group: str
    size: int
    oldest: float  # epoch seconds
    step: float
    flows: tuple[Flow, ...]  # that write into it
    flaws: bool = True

    def milliseconds(self, index: int) -> int:
        return int((self.oldest + index * self.step) * 1000)

    def cause(self, index: int) -> Cause:
        return CAUSES[index % len(CAUSES)] if self.flaws else _WELL

    def flow(self, index: int) -> Flow:
        return self.flows[index * 7 % len(self.flows)]

    def times_written(self, index: int) -> int:
        return 2 if index % _WRITTEN_TWICE == 0 else 1

    def event(self, index: int, copy: int = 0) -> dict:
        stamp, cause, flow = self.milliseconds(index), self.cause(index), self.flow(index)
        line = {"ContactId": f"00000000-0000-4000-8000-{index:012}", "ContactFlowId": flow.arn,
                "ContactFlowName": flow.name, "ContactFlowModuleType": cause.module, "Identifier": cause.block,
                "Timestamp": stamp, "Parameters": {},
                "Results": cause.result}
        return {"logStreamName": f"stream-{(index + copy) % 16:02}", "timestamp": stamp,
                "message": json.dumps(line, ensure_ascii=False, separators=(",", ":")),
                "ingestionTime": stamp + 1500, "eventId": f"{stamp:020}{copy:04}{index:032}"}

    def truth(self) -> dict:
        failures = [index for index in range(self.size) if self.cause(index).kind] if self.flows else []
        return {"lines": self.size if self.flows else 0, "failures": len(failures),
                "by_kind": dict(sorted(Counter(str(self.cause(index).kind) for index in failures).items())),
                "flows_with_failures": len({self.flow(index).id for index in failures})}
