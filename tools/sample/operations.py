"""What an operator keeps in order: contacts that come too late, rules, evaluation forms, and tags."""

from datetime import datetime, timedelta

from .people import HOURS_THAT_CLOSE, QUEUE_THAT_CLOSES
from .recorder import Recorder
from .truth import Truth
from .world import ACCOUNT_ID, RECORDED_AT, REGION, WINDOW_START, World, epoch

_HOURS_OF_WORK = range(8, 16)  # of UTC: nine to five in Hamburg, in winter
_FIRST_SATURDAY = WINDOW_START.replace(hour=12, minute=0, second=0) + timedelta(days=5 - WINDOW_START.weekday())
_TOO_LATE = {_FIRST_SATURDAY: (31, 14), _FIRST_SATURDAY + timedelta(days=7): (9, 3)}
_A_QUESTION = timedelta(days=2)
_NEVER_ACTIVE = "Farewell"


def _record_effective_hours(world: World, recorder: Recorder) -> None:
    first, last = WINDOW_START - timedelta(days=1), RECORDED_AT + timedelta(days=1)
    times = {"Start": {"Hours": 9, "Minutes": 0}, "End": {"Hours": 17, "Minutes": 0}}
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    recorder.call("connect", "GetEffectiveHoursOfOperations",
                  {"InstanceId": world.instance_id, "HoursOfOperationId": world.uuid("operating-hours", HOURS_THAT_CLOSE),
                   "FromDate": f"{first:%Y-%m-%d}", "ToDate": f"{last:%Y-%m-%d}"},
                  {"EffectiveHoursOfOperationList": [
                      {"Date": f"{day:%Y-%m-%d}", "OperationalHours": [times] if day.weekday() < 5 else []} for day in days],
                   "TimeZone": "Europe/Berlin"})


def _contacts(hour: datetime) -> tuple[int, int]:
    """Put into the queue, and abandoned."""
    is_at_work = hour.weekday() < 5 and hour.hour in _HOURS_OF_WORK
    return (4 + hour.hour % 3, hour.hour % 2) if is_at_work else _TOO_LATE.get(hour, (0, 0))


def _results(start: datetime, end: datetime) -> list[dict]:
    found = []
    while start < end:
        queued, abandoned = _contacts(start)
        if queued:
            found.append({"MetricInterval": {"Interval": "HOUR", "StartTime": epoch(start), "EndTime": epoch(start) + 3600},
                          "Collections": [{"Metric": {"Name": "CONTACTS_QUEUED_BY_ENQUEUE"}, "Value": queued},
                                          {"Metric": {"Name": "CONTACTS_ABANDONED"}, "Value": abandoned}]})
        start += timedelta(hours=1)
    return found


def _record_contacts(world: World, recorder: Recorder) -> None:
    start = WINDOW_START
    while start < RECORDED_AT:
        end = min(start + _A_QUESTION, RECORDED_AT)
        recorder.call("connect", "GetMetricDataV2", {
            "ResourceArn": world.instance_arn, "StartTime": epoch(start), "EndTime": epoch(end), "MaxResults": 100,
            "Interval": {"IntervalPeriod": "HOUR", "TimeZone": "UTC"},
            "Filters": [{"FilterKey": "QUEUE", "FilterValues": [world.uuid("queue", QUEUE_THAT_CLOSES)]},
                        {"FilterKey": "CHANNEL", "FilterValues": ["VOICE", "CHAT"]}],
            "Metrics": [{"Name": "CONTACTS_QUEUED_BY_ENQUEUE"}, {"Name": "CONTACTS_ABANDONED"}]},
            {"MetricResults": _results(start, end)})
        start = end


def _record_rules(world: World, recorder: Recorder) -> None:
    actions = {
        "Complaints": {"ActionType": "CREATE_TASK", "TaskAction": {
            "Name": "Call back", "ContactFlowId": world.uuid("contact-flow", "Main Menu")}},
        "Greetings": {"ActionType": "SUBMIT_AUTO_EVALUATION", "SubmitAutoEvaluationAction": {
            "EvaluationFormId": world.uuid("evaluation-form", "Greeting")}},
        "Timetables": {"ActionType": "ASSIGN_CONTACT_CATEGORY", "AssignContactCategoryAction": {}}}
    moment = epoch(WINDOW_START)
    summaries = []
    for name, action in actions.items():
        identity = world.named("rule", name)
        rule = {"Name": name, "RuleId": identity["Id"], "RuleArn": identity["Arn"], "PublishStatus": "PUBLISHED",
                "CreatedTime": moment, "LastUpdatedTime": moment}
        summaries.append({**rule, "EventSourceName": "OnPostCallAnalysisAvailable",
                          "ActionSummaries": [{"ActionType": action["ActionType"]}]})
        if name != "Timetables":
            recorder.call("connect", "DescribeRule", {"InstanceId": world.instance_id, "RuleId": identity["Id"]}, {"Rule": {
                **rule, "TriggerEventSource": {"EventSourceName": "OnPostCallAnalysisAvailable"}, "Function": "{}",
                "Actions": [action], "LastUpdatedBy": world.arn("agent/editor")}})
    recorder.listed("ListRules", {"InstanceId": world.instance_id, "PublishStatus": "PUBLISHED", "MaxResults": 200},
                    "RuleSummaryList", summaries, size=200)


def _record_evaluation_forms(world: World, recorder: Recorder) -> None:
    moment, editor, forms = epoch(WINDOW_START), world.arn("agent/editor"), []
    for title in ("Greeting", _NEVER_ACTIVE):
        identity = world.named("evaluation-form", title)
        activated = {} if title == _NEVER_ACTIVE else {"ActiveVersion": 1, "LastActivatedTime": moment}
        forms.append({"EvaluationFormId": identity["Id"], "EvaluationFormArn": identity["Arn"], "Title": title,
                      "CreatedTime": moment, "CreatedBy": editor, "LastModifiedTime": moment, "LastModifiedBy": editor,
                      "LatestVersion": 1, **activated})
    recorder.listed("ListEvaluationForms", {"InstanceId": world.instance_id, "MaxResults": 100},
                    "EvaluationFormSummaryList", forms, size=100)


def _record_tags(world: World, recorder: Recorder) -> None:
    moment, owner = epoch(WINDOW_START), {"Owner": "passengers"}
    recorder.call("customer-profiles", "ListDomains", {"MaxResults": 100}, {"Items": [
        {"DomainName": "harbour-passengers", "CreatedAt": moment, "LastUpdatedAt": moment, "Tags": {}}]})
    recorder.call("customer-profiles", "ListProfileObjectTypes", {"DomainName": "harbour-passengers", "MaxResults": 100},
                  {"Items": [{"ObjectTypeName": name, "Description": "Of the booking system", "Tags": owner}
                             for name in ("Booking", "Cabin")]})
    identifier = world.uuid("application", "Timetable")
    arn = f"arn:aws:app-integrations:{REGION}:{ACCOUNT_ID}:application/{identifier}"
    recorder.call("appintegrations", "ListApplications", {"MaxResults": 50}, {"Applications": [
        {"Arn": arn, "Id": identifier, "Name": "Timetable", "Namespace": "timetable", "IsService": False}]})
    recorder.call("appintegrations", "ListTagsForResource", {"resourceArn": arn}, {"tags": owner})
    recorder.call("appintegrations", "ListEventIntegrations", {"MaxResults": 50}, {"EventIntegrations": []})


def plant(world: World, recorder: Recorder, truth: Truth) -> None:
    _record_effective_hours(world, recorder)
    _record_contacts(world, recorder)
    _record_rules(world, recorder)
    _record_evaluation_forms(world, recorder)
    _record_tags(world, recorder)
    for check, status in {"unstaffed_queues": "pass", "unstaffed_routing_profiles": "info", "hours_against_traffic": "warn",
                          "rule_targets": "pass", "evaluation_forms": "info"}.items():
        truth.finding(check, world.instance_id, status)
    for check in ("queue_callbacks", "email_queues"):
        truth.finding(check, "unread", "not_assessed")
    for kind, status in {"domains": "warn", "object_types": "pass", "applications": "pass"}.items():
        truth.finding("resource_tags", kind, status)
    queued, abandoned = (sum(numbers) for numbers in zip(*_TOO_LATE.values()))
    truth.facts("operations", "", {"without_users": 1, "rules": 3, "evaluation_forms": 2, "queued_when_closed": queued,
                                   "abandoned_when_closed": abandoned})
