"""CloudTrail. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Operations.html"""

from ..errors import Refusal, Violation
from ..planted import audit, resilience
from . import Backend, Call, Handler, as_json, body_of

_SCANNED_PER_PAGE = 2_000


class CloudTrail:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"LookupEvents": self._lookup, "DescribeTrails": self._trails, "GetTrailStatus": self._status,
                "GetEventSelectors": self._selectors, "ListEventDataStores": self._stores}

    def _trails(self, _: Call) -> bytes:
        return as_json({"trailList": [audit.trail(self._backend.world.region)]})

    def _found(self, arn: str) -> str:
        if arn != audit.trail(self._backend.world.region)["TrailARN"]:
            raise Refusal("TrailNotFoundException", f"Unknown trail: {arn}")
        return arn

    def _status(self, call: Call) -> bytes:
        self._found(call.input["Name"])
        return as_json(audit.status(self._backend.world.instance.size.flaws))

    def _selectors(self, call: Call) -> bytes:
        arn = self._found(call.input["TrailName"])
        return as_json({"TrailARN": arn, "AdvancedEventSelectors": audit.selectors()})

    def _stores(self, _: Call) -> bytes:
        return as_json({"EventDataStores": []})

    def _lookup(self, call: Call) -> bytes:
        asked, tokens = call.input, self._backend.tokens
        attributes = asked.get("LookupAttributes", [])
        if len(attributes) > 1:
            raise Refusal("InvalidLookupAttributesException", "One lookup attribute at most")
        if asked.get("StartTime", 0) > asked.get("EndTime", float("inf")):
            raise Refusal("InvalidTimeRangeException", "StartTime is after EndTime")
        if attributes == [{"AttributeKey": "EventName", "AttributeValue": resilience.CHANGE}]:
            return body_of("Events", [as_json(event) for event in self._backend.world.traffic_changes])
        trail = self._backend.world.trail
        events = trail.range_of(asked.get("StartTime"), asked.get("EndTime"))
        position, page = tokens.position("cloudtrail", call.action, asked, "NextToken", (events.start, 0))
        found, position = self._page(call, attributes, position, events.stop, _room(page, asked.get("MaxResults", 50)))
        token = tokens.issue(call.action, asked, "NextToken", (position, page + 1)) if position < events.stop else None
        return body_of("Events", found, ("NextToken", token))

    def _page(self, call: Call, attributes: list[dict], position: int, stop: int, room: int) -> tuple[list[bytes], int]:
        trail = self._backend.world.trail
        key, value = (attributes[0]["AttributeKey"], attributes[0]["AttributeValue"]) if attributes else ("", "")
        if key not in ("", "EventSource", "EventName"):
            raise Violation(call.action, [f"LookupAttributes: {key} is not emulated"])
        found: list[bytes] = []
        last = min(stop, position + _SCANNED_PER_PAGE)
        while position < last and len(found) < room:
            if key == "" or value == ("connect.amazonaws.com" if key == "EventSource" else trail.api(position)):
                found.append(as_json(trail.event(position)))
            position += 1
        return found, position


def _room(page: int, limit: int) -> int:
    """Pages may be short, and even empty, though more follow."""
    if page % 7 == 3:
        return 0
    return max(1, limit * 3 // 4) if page % 4 == 1 else limit
