"""CloudWatch Logs. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html"""

import re
from fnmatch import fnmatchcase

from ..errors import Refusal, Violation
from ..planted import ai
from ..planted.flow_log import CAUSES, FlowLog
from ..planted.identity import ACCOUNT
from . import Backend, Call, Handler, as_json, body_of, listed

# { ($.Results = "*rror*") || ($.Results = "*ail*") }: what is emulated of the filter syntax.
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
_CONDITION = re.compile(r"""\s*\(?\s*\$\.(?P<field>Results|ContactFlowModuleType)\s*=\s*"(?P<glob>[^"]*)"\s*\)?\s*""")
_REPEATED = 2


def _conditions(call: Call, pattern: str) -> list[tuple[str, str]] | None:
    """(field, glob) pairs of which one must match; None: every line does."""
    text = pattern.strip()
    if not text:
        return None
    if not (text.startswith("{") and text.endswith("}")):
        raise Violation(call.action, [f"filterPattern: {text[:60]!r} is not emulated"])
    found = [_CONDITION.fullmatch(part) for part in text[1:-1].split("||")]
    if not all(found):
        raise Violation(call.action, [f"filterPattern: {text[:60]!r} is not emulated"])
    return [(match["field"], match["glob"].replace("[", "[[]")) for match in found if match]


def _matching(call: Call, log: FlowLog) -> list[tuple[int, int]]:
    """The lines of the log that are in the window and match the pattern, oldest first, each with which copy it is."""
    conditions = _conditions(call, call.input.get("filterPattern", ""))
    kept = {cause for cause in CAUSES if conditions is None or any(
        fnmatchcase({"Results": cause.result, "ContactFlowModuleType": cause.module}[field], glob)
        for field, glob in conditions)}
    start, end = call.input.get("startTime", 0), call.input.get("endTime", 2**62)
    return [(index, copy) for index in range(log.size if log.flows else 0)
            if log.cause(index) in kept and start <= log.milliseconds(index) <= end
            for copy in range(log.times_written(index))]


class Logs:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._matches: dict[str, list[tuple[int, int]]] = {}

    def handlers(self) -> dict[str, Handler]:
        return {"DescribeLogGroups": self._groups, "FilterLogEvents": self._filter,
                "DescribeDeliverySources": self._delivery_sources, "DescribeSubscriptionFilters": self._subscriptions}

    def _groups(self, call: Call) -> bytes:
        unsupported = set(call.input) - {"logGroupNamePrefix", "limit", "nextToken"}
        if unsupported:
            raise Violation(call.action, [f"{name}: is not emulated" for name in sorted(unsupported)])
        found = []
        for instance in self._backend.world.instances:
            for suffix, retention in (("", {}), ("-old", {"retentionInDays": 30})):
                name = instance.flow_log.group + suffix
                if name.startswith(call.input.get("logGroupNamePrefix", "")) and not instance.is_broken:
                    found.append(as_json({**self._group(name), **retention}))
        return listed(self._backend, call, "logGroups", found, call.input.get("limit", 50))

    def _delivery_sources(self, call: Call) -> bytes:
        found = [as_json(source) for instance in self._backend.world.instances if not instance.is_broken
                 for source in ai.log_sources(instance.identity, instance.size)]
        return listed(self._backend, call, "deliverySources", found, call.input.get("limit", 50))

    def _subscriptions(self, call: Call) -> bytes:
        """Of a log without flaws all lines are sent on."""
        group = self._log(call).group
        (instance,) = (one for one in self._backend.world.instances if one.flow_log.group == group)
        arn = f"arn:aws:firehose:{self._backend.world.region}:{ACCOUNT}:deliverystream/flow-logs"
        found = [] if instance.size.flaws else [as_json({
            "filterName": "all", "logGroupName": group, "filterPattern": "", "destinationArn": arn,
            "roleArn": f"arn:aws:iam::{ACCOUNT}:role/flow-logs", "distribution": "ByLogStream",
            "applyOnTransformedLogs": False, "creationTime": 1_589_443_500_000})]
        return listed(self._backend, call, "subscriptionFilters", found, call.input.get("limit", 50))

    def _group(self, name: str) -> dict:
        arn = f"arn:aws:logs:{self._backend.world.region}:{ACCOUNT}:log-group:{name}"
        return {"logGroupName": name, "creationTime": 1_589_443_500_000, "metricFilterCount": 0, "arn": f"{arn}:*",
                "storedBytes": 734_003_200, "logGroupClass": "STANDARD", "logGroupArn": arn}

    def _log(self, call: Call) -> FlowLog:
        asked = call.input
        if ("logGroupName" in asked) == ("logGroupIdentifier" in asked):
            raise Refusal("InvalidParameterException", "Give either logGroupName or logGroupIdentifier")
        name = asked.get("logGroupName") or asked["logGroupIdentifier"].rpartition(":")[2]
        for instance in self._backend.world.instances:
            if instance.flow_log.group == name and not instance.is_broken:
                return instance.flow_log
        raise Refusal("ResourceNotFoundException", "The specified log group does not exist.")

    def _filter(self, call: Call) -> bytes:
        log, tokens, asked = self._log(call), self._backend.tokens, call.input
        if asked.get("startTime", 0) > asked.get("endTime", 2**62):
            raise Refusal("InvalidParameterException", "endTime must not be before startTime")
        key = f"{log.group}/{asked.get('filterPattern', '')}/{asked.get('startTime')}/{asked.get('endTime')}"
        if key not in self._matches:
            self._matches[key] = _matching(call, log)
        matches = self._matches[key]
        position, page = tokens.position("logs", call.action, asked, "nextToken", (0, 0))
        first, end = _slice(position, page, asked.get("limit", 10_000), len(matches))
        token = tokens.issue(call.action, asked, "nextToken", (end, page + 1)) if end < len(matches) else None
        events = [as_json(log.event(*match)) for match in matches[first:end]]
        return body_of("events", events, ("searchedLogStreams", []), ("nextToken", token))


def _slice(position: int, page: int, limit: int, total: int) -> tuple[int, int]:
    """Which matches a page has: a third of all at most. The second is empty, the third repeats some, and so on."""
    if page % 3 == 1:
        return position, position
    again = min(_REPEATED, position, limit - 1) if page % 3 == 2 else 0
    return position - again, min(total, position + min(limit - again, total // 3 + 1))
