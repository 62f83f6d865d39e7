"""CloudTrail's events of Amazon Connect. They are made when they are asked for: a world may have half a million."""

import json
from dataclasses import dataclass

from .identity import ACCOUNT

APIS = ("ListUsers", "DescribeContactFlow", "ListQueues", "GetMetricDataV2", "UpdateContactFlowContent", "DescribeUser",
        "SearchContacts")
# The refused calls in turn: the error, and whose instance the call was for.
_REFUSED = (("TooManyRequestsException", "this_instance"), ("ThrottlingException", "this_instance"),
            ("TooManyRequestsException", "other_instance"), ("ThrottlingException", "unknown"),
            ("AccessDeniedException", "this_instance"))


@dataclass(frozen=True)
class Trail:
    """Event 0 is the newest; each is `step` seconds older than the one before it."""

    size: int
    newest: float  # epoch seconds
    step: float
    region: str
    instance_id: str
    other_instance_id: str
    flaws: bool = True

    @property
    def _refused_every(self) -> int:
        return 211 if self.size > 5_000 else 17

    def time(self, index: int) -> int:
        return int(self.newest - index * self.step)

    def api(self, index: int) -> str:
        return APIS[index * 5 % len(APIS)]

    def refused(self, index: int) -> tuple[str, str] | None:
        """The error of a call and whose instance it was for; None: the call went well."""
        number, rest = divmod(index, self._refused_every)
        return _REFUSED[number % len(_REFUSED)] if self.flaws and rest == 5 else None

    def range_of(self, start: float | None, end: float | None) -> range:
        """The events between two times, both included."""
        def first_not_after(limit: float) -> int:
            low, high = 0, self.size
            while low < high:
                middle = (low + high) // 2
                low, high = (low, middle) if self.time(middle) <= limit else (middle + 1, high)
            return low
        begin = 0 if end is None else first_not_after(end)
        return range(begin, self.size if start is None else first_not_after(start - 0.001))

    def event(self, index: int) -> dict:
        at, api = self.time(index), self.api(index)
        refused = self.refused(index)
        identifier = f"{index:08x}-0000-4000-8000-{int(self.step * 1000):012x}"
        reads = not api.startswith("Update")
        instances = {"this_instance": self.instance_id, "other_instance": self.other_instance_id}
        whose = refused[1] if refused else "other_instance" if index % 10 == 0 else "this_instance"
        record = {
            "eventVersion": "1.11", "eventSource": "connect.amazonaws.com", "eventName": api, "awsRegion": self.region,
            "userIdentity": {"type": "AssumedRole", "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/dashboard/session",
                             "accountId": ACCOUNT},
            "sourceIPAddress": "203.0.113.24", "userAgent": "aws-sdk-example/1.0",
            "requestParameters": {"instanceId": instances[whose]} if whose in instances else None,
            "responseElements": None, "eventID": identifier, "readOnly": reads, "eventType": "AwsApiCall",
            "managementEvent": True, "recipientAccountId": ACCOUNT, "eventCategory": "Management",
        }
        if refused:
            record |= {"errorCode": refused[0], "errorMessage": "Rate exceeded"}
        return {"EventId": identifier, "EventName": api, "ReadOnly": "true" if reads else "false", "EventTime": at,
                "EventSource": "connect.amazonaws.com", "Username": "session", "Resources": [],
                "CloudTrailEvent": json.dumps(record, separators=(",", ":"))}

    def truth(self) -> dict:
        counts = {"events": self.size, "this_instance": 0, "other_instance": 0, "unknown": 0}
        for index in range(5, self.size, self._refused_every):
            code, whose = self.refused(index) or ("", "")
            if code in ("TooManyRequestsException", "ThrottlingException"):
                counts[whose] += 1
        return counts
