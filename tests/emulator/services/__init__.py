"""What each service answers: functions from a checked input to the bytes of a body, by operation."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..faults import Plan
from ..pages import Tokens
from ..signature import Key, Keys
from ..world import World

TOKEN_MEMBERS = {"logs": "nextToken", "qconnect": "nextToken", "connectcases": "nextToken", "connectcampaignsv2": "nextToken",
                 "iam": "Marker"}  # elsewhere NextToken


@dataclass(frozen=True)
class Backend:
    """What the services share."""

    world: World
    tokens: Tokens
    keys: Keys
    plan: Plan
    clock: Callable[[], float]  # epoch seconds
    short_pages: bool = False   # every list of two and more items takes two pages


@dataclass(frozen=True)
class Call:
    action: str  # service:Operation
    input: dict[str, Any]
    caller: Key

    @property
    def service(self) -> str:
        return self.action.partition(":")[0]

    @property
    def operation(self) -> str:
        return self.action.partition(":")[2]


Handler = Callable[[Call], bytes]


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def body_of(member: str, items: list[bytes], *more: tuple[str, Any]) -> bytes:
    """An object with a list of items that are JSON already, and members beside it that are not None."""
    beside = b"".join(b',"%s":%s' % (name.encode(), as_json(value)) for name, value in more if value is not None)
    return b'{"%s":[%s]%s}' % (member.encode(), b",".join(items), beside)


def token_member(service: str) -> str:
    return TOKEN_MEMBERS.get(service, "NextToken")


def listed(backend: Backend, call: Call, member: str, items: list[bytes], limit: int, *more: tuple[str, Any]) -> bytes:
    """One page of a list: as many items as asked for."""
    name = token_member(call.service)
    if backend.short_pages:
        limit = max(1, min(limit, (len(items) + 1) // 2))
    first = backend.tokens.position(call.service, call.action, call.input, name, 0)
    end = first + limit
    token = backend.tokens.issue(call.action, call.input, name, end) if end < len(items) else None
    return body_of(member, items[first:end], (name, token), *more)
