"""What goes wrong on purpose: which calls it hits, and how it changes the answer. Thread-safe."""

import json
import random
import threading
from collections import Counter
from dataclasses import dataclass
from typing import Any

from . import errors

# The answer is a refusal instead of a result.
REFUSING = ("throttle", "internal_error", "unavailable", "denied", "expired_token")
# The answer is a result with another body.
DAMAGING = ("garbage", "wrong_types", "token_loop")
# The answer is not delivered as it should be.
BREAKING = ("reset_before_headers", "reset_after_headers", "hang", "truncated_body", "slow_drip")
KINDS = REFUSING + DAMAGING + BREAKING

_GARBAGE = b"<html><body><h1>502 Bad Gateway</h1>\xff\xfe{\"NextToken\":"
_WRONG_TYPES = {str: 4711, int: "4711", float: "47.11", bool: "true", type(None): []}


@dataclass(frozen=True)
class Fault:
    """Hits calls by number, from 1, among those of its service and operation; or a share of them; or all of them.

    `later_pages`: only calls that go on with a list.
    """

    kind: str
    service: str = "*"
    operation: str = "*"
    calls: tuple[int, ...] = ()
    share: float = 1.0
    seed: int = 0
    seconds: float = 3600.0  # how long a hang lasts, how long a slow drip takes
    code: str = ""           # of a refusal, where it is not the service's usual one
    status: int = 0
    later_pages: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no fault is called {self.kind}; there are: {', '.join(KINDS)}")
        object.__setattr__(self, "calls", tuple(self.calls))

    def concerns(self, service: str, operation: str, is_later_page: bool = False) -> bool:
        return (self.service in ("*", service) and self.operation in ("*", operation)
                and (is_later_page or not self.later_pages))

    def hits(self, action: str, number: int) -> bool:
        if self.calls:
            return number in self.calls
        return self.share >= 1 or random.Random(f"{self.seed}/{action}/{number}").random() < self.share

    def refusal(self, service: str, action: str, caller: str) -> errors.Refusal:
        made = {"throttle": errors.throttled, "internal_error": errors.internal, "unavailable": errors.unavailable,
                "expired_token": errors.expired_token}
        refusal = errors.denied(service, action, caller) if self.kind == "denied" else made[self.kind](service)
        return errors.Refusal(self.code or refusal.code, refusal.message, self.status or refusal.status)


class Plan:
    def __init__(self, faults: list[Fault]) -> None:
        self._lock = threading.Lock()
        self.replace(faults)

    def replace(self, faults: list[Fault]) -> None:
        with self._lock:
            self._faults = list(faults)
            self._seen: Counter[tuple[int, str]] = Counter()

    def next(self, service: str, operation: str, is_later_page: bool = False) -> Fault | None:
        """The first fault that hits this call. Every fault that concerns it counts it."""
        action = f"{service}:{operation}"
        found = None
        with self._lock:
            for index, fault in enumerate(self._faults):
                if not fault.concerns(service, operation, is_later_page):
                    continue
                key = (index, action if not fault.calls else "")
                self._seen[key] += 1
                if found is None and fault.hits(action, self._seen[key]):
                    found = fault
        return found

    def denies(self, service: str, operation: str) -> bool:
        """Whether every call is denied: what a simulation of the policies would say."""
        with self._lock:
            return any(fault.kind == "denied" and fault.share >= 1 and not fault.calls and
                       fault.concerns(service, operation) for fault in self._faults)


def _retyped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _retyped(item) for key, item in value.items()}
    if isinstance(value, list):
        return {"member": [_retyped(item) for item in value]}
    return _WRONG_TYPES[type(value)]


def damaged(fault: Fault, body: bytes, token_member: str, token: str) -> bytes:
    """`token`: what the answer of a loop points to; ignored by the other kinds."""
    if fault.kind == "garbage" or not body.startswith(b"{"):
        return _GARBAGE
    answer = json.loads(body)
    if fault.kind == "wrong_types":
        return json.dumps(_retyped(answer)).encode()
    return json.dumps({**answer, token_member: token}).encode()
