"""What an operator keeps in order: when queues are open and contacts come, rules, evaluation forms, and tags."""

from datetime import date, datetime, timedelta, timezone

from .identity import ACCOUNT, Identity

_WEEK = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_WORKING_HOURS = range(9, 16)  # of UTC
_SATURDAY, _NOON = 5, 12
DOMAIN = "centre-customers"


def effective_hours(hours: dict, first: str, last: str) -> dict:
    """No override falls into the days that a review looks at."""
    day, days = date.fromisoformat(first), []
    while day <= date.fromisoformat(last):
        spans = [{"Start": one["StartTime"], "End": one["EndTime"]} for one in hours["Config"]
                 if one["Day"] == _WEEK[day.weekday()]]
        days.append({"Date": day.isoformat(), "OperationalHours": spans})
        day += timedelta(days=1)
    return {"EffectiveHoursOfOperationList": days, "TimeZone": hours["TimeZone"]}


def _contacts(hour: datetime, flaws: bool) -> tuple[int, int]:
    """Put into the queues, and abandoned. With flaws some come when everybody is at home."""
    if hour.weekday() < _SATURDAY and hour.hour in _WORKING_HOURS:
        return 3, 1
    return (8, 6) if flaws and (hour.weekday(), hour.hour) == (_SATURDAY, _NOON) else (0, 0)


def queued_by_hour(start: int, end: int, flaws: bool) -> list[dict]:
    """Results of GetMetricDataV2. An hour without contacts has none."""
    found = []
    for at in range(start, end, 3600):
        queued, abandoned = _contacts(datetime.fromtimestamp(at, timezone.utc), flaws)
        if queued:
            found.append({"MetricInterval": {"Interval": "HOUR", "StartTime": at, "EndTime": at + 3600}, "Collections": [
                {"Metric": {"Name": "CONTACTS_QUEUED_BY_ENQUEUE"}, "Value": queued},
                {"Metric": {"Name": "CONTACTS_ABANDONED"}, "Value": abandoned}]})
    return found


def _rule(identity: Identity, name: str, **action: object) -> dict:
    item = identity.named("rule", name)
    return {"Name": name, "RuleId": item["Id"], "RuleArn": item["Arn"],
            "TriggerEventSource": {"EventSourceName": "OnPostCallAnalysisAvailable"}, "Function": "{}",
            "Actions": [action], "PublishStatus": "PUBLISHED", "CreatedTime": 1_700_000_000,
            "LastUpdatedTime": 1_700_000_000, "LastUpdatedBy": f"{identity.instance_arn}/agent/a"}


def rules(identity: Identity, flow_id: str, flaws: bool) -> list[dict]:
    """With flaws, one makes tasks in a flow that is gone."""
    form = identity.uuid("evaluation-form", "Greeting")
    gone = identity.uuid("contact-flow", "gone")
    return [_rule(identity, "Complaints", ActionType="CREATE_TASK",
                  TaskAction={"Name": "Call back", "ContactFlowId": gone if flaws else flow_id}),
            _rule(identity, "Quarterly.scoring", ActionType="SUBMIT_AUTO_EVALUATION",
                  SubmitAutoEvaluationAction={"EvaluationFormId": form}),
            _rule(identity, "Categories", ActionType="ASSIGN_CONTACT_CATEGORY", AssignContactCategoryAction={})]


def rule_summary(rule: dict) -> dict:
    kept = {member: rule[member] for member in ("Name", "RuleId", "RuleArn", "PublishStatus", "CreatedTime", "LastUpdatedTime")}
    return {**kept, "EventSourceName": rule["TriggerEventSource"]["EventSourceName"],
            "ActionSummaries": [{"ActionType": action["ActionType"]} for action in rule["Actions"]]}


def evaluation_forms(identity: Identity, flaws: bool) -> list[dict]:
    """With flaws, one has never been active."""
    def form(title: str, **more: int) -> dict:
        item = identity.named("evaluation-form", title)
        return {"EvaluationFormId": item["Id"], "EvaluationFormArn": item["Arn"], "Title": title, "CreatedTime": 1_700_000_000,
                "CreatedBy": f"{identity.instance_arn}/agent/a", "LastModifiedTime": 1_700_000_000,
                "LastModifiedBy": f"{identity.instance_arn}/agent/a", "LatestVersion": 2, **more}
    active = form("Greeting", ActiveVersion=2, LastActivatedTime=1_700_000_000)
    return [active, form("Farewell")] if flaws else [active]


def domains(flaws: bool) -> list[dict]:
    return [{"DomainName": DOMAIN, "CreatedAt": 1_700_000_000, "LastUpdatedAt": 1_700_000_000,
             "Tags": {} if flaws else {"Owner": "crm"}}]


def object_types() -> list[dict]:
    return [{"ObjectTypeName": name, "Description": "What is known", "Tags": {"Owner": "crm"}} for name in ("Order", "Visit")]


def applications(region: str) -> list[dict]:
    arn = f"arn:aws:app-integrations:{region}:{ACCOUNT}:application"
    return [{"Arn": f"{arn}/{identifier}", "Id": identifier, "Name": name, "Namespace": name, "IsService": is_service,
             "CreatedTime": 1_700_000_000, "LastModifiedTime": 1_700_000_000}
            for identifier, name, is_service in (("00000000-0000-4000-8000-0000000000a1", "Orders", False),
                                                 ("00000000-0000-4000-8000-0000000000a2", "Cases", True))]


def event_integrations(region: str) -> list[dict]:
    return [{"EventIntegrationArn": f"arn:aws:app-integrations:{region}:{ACCOUNT}:event-integration/shop", "Name": "shop",
             "Description": "", "EventFilter": {"Source": "aws.partner/shop"}, "EventBridgeBus": "default",
             "Tags": {"Owner": "crm"}}]


def truth(flaws: bool) -> dict[str, str]:
    """The status of each check whose finding is the instance's, and of what has tags by its kind."""
    return {"unstaffed_queues": "fail" if flaws else "pass",
            "unstaffed_routing_profiles": "info" if flaws else "pass",
            "hours_against_traffic": "warn" if flaws else "pass",
            "rule_targets": "fail" if flaws else "pass",
            "evaluation_forms": "info" if flaws else "pass",
            "domains": "warn" if flaws else "pass", "object_types": "pass", "applications": "pass",
            "event_integrations": "pass"}
