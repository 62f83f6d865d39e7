"""The limits of Service Quotas, and which of several limits is the one that holds."""

from dataclasses import dataclass

from . import api_calls
from .recorder import Recorder, in_pages
from .truth import Truth
from .world import ACCOUNT_ID, REGION, World

_LEVELS = {"pass": "normal", "warn": "warning", "fail": "critical", "not_assessed": "unknown",
           "not_applicable": "idle"}


@dataclass(frozen=True)
class Quota:
    """A limit at every level where it is set, and what the review must say of it."""

    key: str
    code: str
    name: str
    expected: str
    default: float | None = None
    account: float | None = None
    instance: float | None = None
    other_instance: float | None = None
    listed_code: str | None = None  # Service Quotas has it under another code: found by name
    listed_name: str | None = None  # and writes the name in another way
    is_concurrency: bool = False

    @property
    def limit(self) -> tuple[float | None, str | None]:
        """The limit that was planted to hold, and its source."""
        for value, source in ((self.instance, "instance_applied"), (self.account, "account_applied"),
                              (self.default, "aws_default")):
            if value is not None:
                return value, source
        return None, None


QUOTAS = (
    Quota("users", "L-9A46857E", "Users per instance", "warn", default=500, account=100, instance=300,
          other_instance=2000),
    Quota("queues", "L-19A87C94", "Queues per instance", "pass", default=100, other_instance=60),
    Quota("contact_flows", "L-22922690", "Contact flows per instance", "warn", default=100),
    Quota("flow_modules", "L-19755C7E", "Flow modules per instance", "pass", default=200),
    Quota("phone_numbers", "L-8F812903", "Phone numbers per instance", "warn", default=5, account=10, instance=70),
    Quota("routing_profiles", "L-D3E7BE26", "Routing profiles per instance", "pass", default=500, account=100),
    Quota("queues_per_routing_profile", "L-516BC0EB", "Queues per routing profile per instance", "fail", default=50),
    Quota("security_profiles", "L-F325A715", "Security profiles per instance", "warn", default=100, instance=45),
    Quota("hours_of_operation", "L-20CD02F7", "Hours of operation per instance", "pass", default=100),
    Quota("quick_connects", "L-68BBE2E8", "Quick connects per instance", "fail", default=100, account=100),
    Quota("prompts", "L-0865B754", "Prompts per instance", "fail", default=500, instance=125),
    Quota("predefined_attributes", "L-3828FBF0", "Predefined Attributes", "not_assessed", default=150,
          listed_code="L-7D1E0C42", listed_name="Predefined attributes"),
    Quota("agent_statuses", "L-D945C9A8", "Agent status per instance", "pass", default=50),
    Quota("user_hierarchy_groups", "L-D68AAAE4", "User hierarchy groups per instance", "warn", default=500,
          instance=150),
    Quota("lex_bots", "L-B93A6612", "Amazon Lex bots per instance", "pass", default=70),
    Quota("lex_v2_bot_aliases", "L-CCEA7427", "Amazon Lex V2 bot aliases per instance", "pass", default=100),
    Quota("lambda_functions", "L-E3D2F503", "AWS Lambda functions per instance", "pass", default=50, account=150),
    Quota("application_integrations", "L-FC6A5030", "Application integration associations per instance",
          "pass", default=50),
    Quota("workspaces", "L-6402A996", "Workspaces per instance", "not_assessed"),
    Quota("email_addresses", "L-F4C86B27", "Email addresses per instance", "pass", default=100,
          listed_code="L-5A3B7F10"),
    Quota("instances", "L-AA17A6B9", "Amazon Connect instance count", "pass", default=2, account=3),
    Quota("concurrent_calls", "L-12AB7C57", "Concurrent active calls per instance", "warn", default=10, instance=200,
          other_instance=10, is_concurrency=True),
    Quota("concurrent_chats", "L-D4BA6F6E", "Concurrent active chats per instance", "pass", default=500,
          is_concurrency=True),
    Quota("concurrent_tasks", "L-60553137", "Concurrent active tasks per instance", "fail", default=2500, account=2000,
          is_concurrency=True),
    Quota("concurrent_emails", "L-B117F12F", "Concurrent active emails per instance", "pass", default=1000,
          is_concurrency=True),
    Quota("concurrent_campaign_calls", "L-E908C3A1", "Concurrent campaign active calls per instance",
          "not_applicable", default=0, is_concurrency=True),
    Quota("event_integrations", "L-790F20B4", "Event integration associations per instance", "pass", default=50),
    Quota("knowledge_base_integrations", "L-2D7CA70C",
          "Connect AI agent knowledge base integration associations per instance", "pass", default=10),
    Quota("data_tables", "L-D492D362", "Data tables per instance", "pass", default=100),
)

# Limits that no count or metric of the review belongs to.
_UNRELATED = (
    ("L-79564E52", "Reports per instance", 2000),
    ("L-986AE5E3", "Scheduled reports per instance", 100),
    ("L-50375162", "Proficiencies per agent", 10),
)
# The rates of API calls, by code: of those that are called, and of one that is not. One is listed at 200, which it is not.
_RATES = {f"L-0{number:07X}": (operation, rate) for number, (operation, rate) in enumerate(
    (*api_calls.RATES, ("DescribeContactFlow", 2)), start=0xA11C001)}
_WRONGLY_LISTED = {"GetCurrentMetricData": 200}


def _entry(code: str, name: str, value: float, owner: str, is_adjustable: bool = True) -> dict:
    return {
        "ServiceCode": "connect",
        "ServiceName": "Amazon Connect",
        "QuotaArn": f"arn:aws:servicequotas:{REGION}:{owner}:connect/{code}",
        "QuotaCode": code,
        "QuotaName": name,
        "Value": float(value),
        "Unit": "None",
        "Adjustable": is_adjustable,
        "GlobalQuota": False,
    }


def _at_account(code: str, name: str, value: float) -> dict:
    return {**_entry(code, name, value, ACCOUNT_ID), "QuotaAppliedAtLevel": "ACCOUNT"}


def _at_instance(quota: Quota, value: float, arn: str) -> dict:
    context = {"ContextScope": "RESOURCE", "ContextScopeType": "AWS::Connect::Instance", "ContextId": arn}
    return {**_entry(quota.code, quota.name, value, ACCOUNT_ID), "QuotaAppliedAtLevel": "RESOURCE",
            "QuotaContext": context}


def _rate(code: str, owner: str) -> dict:
    operation, rate = _RATES[code]
    entry = _entry(code, f"Rate of {operation} API requests", _WRONGLY_LISTED.get(operation, rate), owner)
    return {**entry, "UsageMetric": api_calls.usage_metric(operation), "Period": {"PeriodValue": 1, "PeriodUnit": "SECOND"}}


def _applied(world: World) -> list[dict]:
    entries = []
    other_arn = world.account_arn(f"instance/{world.other_instance_id}")
    for quota in QUOTAS:
        if quota.account is not None:
            entries.append(_at_account(quota.code, quota.name, quota.account))
        if quota.other_instance is not None:
            entries.append(_at_instance(quota, quota.other_instance, other_arn))
        if quota.instance is not None:
            entries.append(_at_instance(quota, quota.instance, world.instance_arn))
    return entries + [{**_rate(code, ACCOUNT_ID), "QuotaAppliedAtLevel": "ACCOUNT"} for code in _RATES]


def _defaults() -> list[dict]:
    known = [_entry(quota.listed_code or quota.code, quota.listed_name or quota.name, quota.default, "", quota.key != "agent_statuses")
             for quota in QUOTAS if quota.default is not None]
    unrelated = [_entry(code, name, value, "") for code, name, value in _UNRELATED]
    return known + unrelated + [_rate(code, "") for code in _RATES]


def _state_truth(quota: Quota, current: float | None, truth: Truth) -> None:
    limit, source = quota.limit
    percentage = 100 * 100 * current // limit / 100 if current is not None and limit is not None else None
    usage = {"current": current, "limit": limit, "percentage": percentage, "limit_source": source,
             "status": _LEVELS[quota.expected]}
    for member, value in usage.items():
        truth.list_fact("quota", "/quotas", {"name": quota.name}, member, value)
    truth.finding("concurrency_quota" if quota.is_concurrency else "resource_quota", quota.key, quota.expected)


def plant(world: World, recorder: Recorder, truth: Truth, use: dict[str, float]) -> None:
    """`use`: by key, what is used of each quota; a quota that is not in it cannot be known."""
    request = {"ServiceCode": "connect", "QuotaAppliedAtLevel": "ALL", "MaxResults": 100}
    recorder.paged("service-quotas", "ListServiceQuotas", request,
                   [{"Quotas": page} for page in in_pages(_applied(world), 12)])
    recorder.paged("service-quotas", "ListAWSDefaultServiceQuotas", {"ServiceCode": "connect", "MaxResults": 100},
                   [{"Quotas": page} for page in in_pages(_defaults(), 20)])
    for quota in QUOTAS:
        _state_truth(quota, use.get(quota.key), truth)
