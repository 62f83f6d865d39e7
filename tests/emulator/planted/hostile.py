"""Answers that AWS's models allow, or nearly: every one of them has to be survived.

Nothing here breaks JSON itself; the faults do that.
"""

import json

from .flows import Flow
from .identity import Identity

HUGE = 100_000
NAMES = (
    "<script>alert(1)</script>", "\"quoted\" & 'quoted'", "emoji 🚢👩‍👩‍👧", "\u202egnitirw tfel ot thgir", "حجز العبارات",
    "line\nbreak\ttab\x00nul\x1b[31mred", "{{name}} {{{name}}}", "../../etc/passwd", "=HYPERLINK(\"http://x.example\")",
    "%s%n $(id) `id`", "x" * HUGE, "", " ", "\ufeffmark", "a\u0301\u0301\u0301", "Default", "null",
)


# In place of content: a depth that no parser should follow, null, and JSON that is no flow.
_UNREADABLE = {
    NAMES[0]: '{"Version":"2019-10-30","StartAction":"a","Actions":' + "[" * 50_000 + "]" * 50_000 + "}",
    NAMES[2]: None,
    NAMES[4]: "[]",
}


def _nested(depth: int) -> str:
    return "[" * depth + "]" * depth


def flows(identity: Identity) -> list[Flow]:
    """Of every name one flow; some log, of the others the content cannot be read."""
    found = []
    for index, name in enumerate(NAMES):
        item = identity.named("contact-flow", f"hostile {index}")
        plan = "not JSON" if index % 2 or name in _UNREADABLE else "on"
        found.append(Flow(item["Id"], item["Arn"], name, "CONTACT_FLOW", plan))
    return found


def lists(identity: Identity, lists_: dict[str, list]) -> dict[str, list]:
    """Members that are missing, null, unknown or of the wrong number type; values that no model knows."""
    changed = dict(lists_)
    named = [{**item, "Name": name} for item, name in zip(identity.summaries("queue", "hostile", len(NAMES)), NAMES)]
    changed["ListQueues"] = [{**queue, "QueueType": "STANDARD"} for queue in named] + \
        [{"Id": "agent", "QueueType": "AGENT"}]
    users = [{**user, "Username": NAMES[index % len(NAMES)]} for index, user in enumerate(lists_["ListUsers"])]
    users[0] = {"Id": users[0]["Id"]}
    users[1] = {**users[1], "Username": None, "LastModifiedTime": None}
    users[2] = {**users[2], "LastModifiedTime": 1e300, "Nested": json.loads(_nested(100))}
    users[3] = {}
    changed["ListUsers"] = users
    changed["ListQuickConnects"] = [{**item, "QuickConnectType": "WORKFLOW"} for item in lists_["ListQuickConnects"]]
    changed["SearchQueues"] = [*lists_["SearchQueues"], {}, {"QueueId": 7, "Status": "PAUSED", "OutboundCallerConfig": []}]
    changed["SearchHoursOfOperations"] = [{}, {"HoursOfOperationId": 7, "Config": [None, {"Day": "HOLIDAY"}, {
        "Day": "MONDAY", "StartTime": {"Hours": -3}, "EndTime": {"Hours": "8", "Minutes": 99}}]}]
    changed["SearchQuickConnects"] = [{**item, "QuickConnectConfig": {"QuickConnectType": "WORKFLOW", "FlowConfig": None}}
                                      for item in lists_["SearchQuickConnects"]]
    changed["SearchRoutingProfiles"] = [{**profile, "NumberOfAssociatedQueues": float(index)}
                                        for index, profile in enumerate(lists_["SearchRoutingProfiles"])]
    changed["ListInstanceAttributes"] = [{"AttributeType": "NEW_ATTRIBUTE", "Value": "maybe"}, {"Value": "true"},
                                         *lists_["ListInstanceAttributes"]]
    changed["ListApprovedOrigins"] = [*NAMES, 7, None, "https://*", f"https://{'x' * HUGE}.example", "https://[::1"]
    changed["ListSecurityKeys"] = [{"AssociationId": name, "CreationTime": created, "Key": "x" * HUGE}
                                   for name, created in zip(NAMES, (-1, 1e300, "now", None))]
    people = [{**user, "SecurityProfileIds": [*user["SecurityProfileIds"], 7, None, NAMES[0]], "HierarchyGroupId": 7}
              for user in lists_["SearchUsers"]]
    changed["SearchUsers"] = [*people, {}, {"Id": None, "SecurityProfileIds": "all"}, None]
    changed["ListSecurityProfiles"] = [{**profile, "Name": name} for profile, name in zip(lists_["ListSecurityProfiles"], NAMES)]
    changed["ListRules"] = [{**rule, "Name": name, "ActionSummaries": "all"} for rule, name in zip(lists_["ListRules"], NAMES)]
    changed["ListEvaluationForms"] = [{**form, "Title": name, "ActiveVersion": "two"}
                                      for form, name in zip(lists_["ListEvaluationForms"], NAMES)]
    changed["ListIntegrationAssociations"] = [
        *lists_["ListIntegrationAssociations"], {}, None, {"IntegrationType": 7, "IntegrationArn": None},
        *({"IntegrationType": "WISDOM_ASSISTANT", "IntegrationArn": name} for name in (NAMES[0], "x" * HUGE))]
    changed["ListPrompts"] = lists_["ListPrompts"] * 2  # the same prompt twice
    return changed


def permissions(place: int) -> list:
    return [*NAMES, "Users.Edit", *([7, None] if place else [])]


def description(flow: Flow) -> dict:
    found = flow.description()
    return {**found, "Content": _UNREADABLE[flow.name], "State": None} if flow.name in _UNREADABLE else found


def saved_description(flow: Flow) -> dict:
    return {**flow.saved_description(), "LastModifiedTime": 1e300,
            "FlowContentSha256": None if flow.name in _UNREADABLE else NAMES[0]}


def instance(summary: dict) -> dict:
    kept = {key: value for key, value in summary.items() if key not in ("ServiceRole", "InstanceAccessUrl")}
    return {**kept, "InstanceStatus": "HIBERNATING", "CreatedTime": 1_589_443_200.0, "InboundCallsEnabled": None,
            "StatusReason": {"Message": "<img src=x onerror=alert(1)>" + "y" * HUGE},
            "NewMember": {"a": [1, 2.0, None]}}
