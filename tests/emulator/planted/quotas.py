"""Limits at the three levels of Service Quotas, and what is used of them."""

from dataclasses import dataclass

from .calls import dimensions
from .identity import ACCOUNT


@dataclass(frozen=True)
class Quota:
    key: str
    code: str
    name: str
    default: float
    used: float | None = None     # None: nothing measures it
    account: float | None = None  # applied to the account
    instance: float | None = None  # applied to the instance

    @property
    def limit(self) -> tuple[float, str]:
        if self.instance is not None:
            return self.instance, "instance_applied"
        return (self.account, "account_applied") if self.account is not None else (self.default, "aws_default")


# key, code, name, default, and by how much the instance's own limit exceeds what is used (None: it has none).
_ROWS = (
    ("users", "L-9A46857E", "Users per instance", 500, 1.25),
    ("queues", "L-19A87C94", "Queues per instance", 100, 1.5),
    ("contact_flows", "L-22922690", "Contact flows per instance", 100, 1.04),
    ("flow_modules", "L-19755C7E", "Flow modules per instance", 200, None),
    ("phone_numbers", "L-8F812903", "Phone numbers per instance", 5, 2.0),
    ("routing_profiles", "L-D3E7BE26", "Routing profiles per instance", 500, None),
    ("queues_per_routing_profile", "L-516BC0EB", "Queues per routing profile per instance", 50, None),
    ("security_profiles", "L-F325A715", "Security profiles per instance", 100, None),
    ("hours_of_operation", "L-20CD02F7", "Hours of operation per instance", 100, None),
    ("quick_connects", "L-68BBE2E8", "Quick connects per instance", 100, None),
    ("prompts", "L-0865B754", "Prompts per instance", 500, None),
    ("predefined_attributes", "L-3828FBF0", "Predefined Attributes", 150, None),
    ("agent_statuses", "L-D945C9A8", "Agent status per instance", 50, None),
    ("user_hierarchy_groups", "L-D68AAAE4", "User hierarchy groups per instance", 500, None),
    ("lex_bots", "L-B93A6612", "Amazon Lex bots per instance", 70, None),
    ("lex_v2_bot_aliases", "L-CCEA7427", "Amazon Lex V2 bot aliases per instance", 100, None),
    ("lambda_functions", "L-E3D2F503", "AWS Lambda functions per instance", 50, None),
    ("application_integrations", "L-FC6A5030", "Application integration associations per instance", 50, None),
    ("event_integrations", "L-790F20B4", "Event integration associations per instance", 50, None),
    ("knowledge_base_integrations", "L-2D7CA70C", "Connect AI agent knowledge base integration associations per instance",
     10, None),
    ("data_tables", "L-D492D362", "Data tables per instance", 100, None),
    ("workspaces", "L-6402A996", "Workspaces per instance", 10, None),
    ("email_addresses", "L-F4C86B27", "Email addresses per instance", 100, None),
    ("instances", "L-AA17A6B9", "Amazon Connect instance count", 2, None),
    ("concurrent_calls", "L-12AB7C57", "Concurrent active calls per instance", 10, 1.2),
    ("concurrent_chats", "L-D4BA6F6E", "Concurrent active chats per instance", 500, None),
    ("concurrent_tasks", "L-60553137", "Concurrent active tasks per instance", 2500, None),
    ("concurrent_emails", "L-B117F12F", "Concurrent active emails per instance", 1000, None),
    ("concurrent_campaign_calls", "L-E908C3A1", "Concurrent campaign active calls per instance", 0, None),
)
_ACCOUNT_LIMITS = {"instances": 5, "lambda_functions": 250, "quick_connects": 200, "users": 2}
# Of operations of the API: code, operation, calls a second.
_RATES = tuple((f"L-0{number:07X}", f"Unrelated{number:03}", 2.0) for number in range(250))


def quotas(used: dict[str, float], flaws: bool = True) -> list[Quota]:
    """An account's limit that is lower than the instance's own must not be taken for it: 2 users. Without flaws the
    account has AWS's defaults, and the instance twice what it uses of what was raised for it."""
    return [Quota(key, code, name, default, used.get(key), _ACCOUNT_LIMITS.get(key) if flaws else None,
                  round(used[key] * (factor if flaws else 2)) if factor and key in used else None)
            for key, code, name, default, factor in _ROWS]


def _entry(region: str, code: str, name: str, value: float, owner: str, level: str | None = None,
           context: str | None = None) -> dict:
    entry = {"ServiceCode": "connect", "ServiceName": "Amazon Connect", "QuotaCode": code, "QuotaName": name,
             "QuotaArn": f"arn:aws:servicequotas:{region}:{owner}:connect/{code}", "Value": float(value),
             "Unit": "None", "Adjustable": True, "GlobalQuota": False}
    if level:
        entry["QuotaAppliedAtLevel"] = level
    if context:
        entry["QuotaContext"] = {"ContextScope": "RESOURCE", "ContextScopeType": "AWS::Connect::Instance",
                                 "ContextId": context}
    return entry


def _rate(region: str, code: str, operation: str, value: float, owner: str, level: str | None = None) -> dict:
    return {**_entry(region, code, f"Rate of {operation} API requests", value, owner, level),
            "UsageMetric": {"MetricNamespace": "AWS/Usage", "MetricName": "CallCount", "MetricDimensions": dimensions(operation),
                            "MetricStatisticRecommendation": "Sum"}}


def applied(region: str, by_instance: dict[str, list[Quota]]) -> list[dict]:
    """`by_instance`: quotas by the instance's ARN."""
    entries = []
    for quota in next(iter(by_instance.values())):
        if quota.account is not None:
            entries.append(_entry(region, quota.code, quota.name, quota.account, ACCOUNT, "ACCOUNT"))
    for arn, found in by_instance.items():
        entries += [_entry(region, quota.code, quota.name, quota.instance, ACCOUNT, "RESOURCE", arn)
                    for quota in found if quota.instance is not None]
    return entries + [_rate(region, code, operation, value, ACCOUNT, "ACCOUNT") for code, operation, value in _RATES]


def defaults(region: str) -> list[dict]:
    known = [_entry(region, code, name, default, "") for _, code, name, default, _ in _ROWS]
    return known + [_rate(region, code, operation, value, "") for code, operation, value in _RATES]


def truth(found: list[Quota]) -> dict:
    return {quota.key: {"used": quota.used, "limit": quota.limit[0], "source": quota.limit[1]} for quota in found}
