"""Calls of Amazon Connect's API by the minute, as CloudWatch counts them for the account.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Service-Quota-Integration.html
"""

MINUTE = 60
_BEFORE_THE_END = 50 * 3600
_DIMENSIONS = {"Class": "None", "Service": "Connect", "Type": "API"}

# operation: calls in some minutes. Of all three Service Quotas lists a rate of 2 a second.
_FLAWED = {"Unrelated003": (12, 7), "Unrelated007": (60, 114, 30), "Unrelated011": (1,)}
_HEALTHY = {"Unrelated003": (12, 7), "Unrelated007": (30,)}


def dimensions(operation: str) -> dict[str, str]:
    return {**_DIMENSIONS, "Resource": operation}


class Calls:
    """`end`: epoch seconds of the full hour at which the world ends. Where nobody works there are none."""

    def __init__(self, end: int, busy: bool, flaws: bool) -> None:
        self._first = end - _BEFORE_THE_END
        self._called = (_FLAWED if flaws else _HEALTHY) if busy else {}

    def metrics(self) -> list[dict]:
        return [{"Namespace": "AWS/Usage", "MetricName": "CallCount",
                 "Dimensions": [{"Name": name, "Value": value} for name, value in dimensions(operation).items()]}
                for operation in self._called]

    def points(self, asked: dict[str, str], start: int, end: int) -> tuple[tuple[int, float], ...]:
        """By the minute. `asked`: dimensions, which must be exactly those of an operation."""
        operation = asked.get("Resource", "")
        if asked != dimensions(operation):
            return ()
        moments = ((self._first + MINUTE * number, float(calls))
                   for number, calls in enumerate(self._called.get(operation, ())))
        return tuple((at, calls) for at, calls in moments if start <= at < end)

    def truth(self) -> dict:
        return {operation: max(calls) / MINUTE for operation, calls in self._called.items()}
