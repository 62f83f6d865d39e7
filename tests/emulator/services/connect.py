"""Amazon Connect. https://docs.aws.amazon.com/connect/latest/APIReference/API_Operations_Amazon_Connect_Service.html"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from ..errors import Refusal
from ..planted import access, operations, people, phones, resilience, targets
from ..world import Instance
from . import Backend, Call, Handler, as_json, listed

_DEFAULT_PAGE = 100
_LONGEST_TOTAL = 35 * 86400  # seconds; GetMetricDataV2 answers for less


@dataclass(frozen=True)
class List:
    """An operation that lists what an instance has."""

    member: str
    largest: int  # page
    filters: dict[str, str] = field(default_factory=dict)  # input member to the item's
    is_search: bool = False


LISTS = {
    "ListUsers": List("UserSummaryList", 1000),
    "ListQueues": List("QueueSummaryList", 1000, {"QueueTypes": "QueueType"}),
    "ListSecurityProfiles": List("SecurityProfileSummaryList", 1000),
    "ListQuickConnects": List("QuickConnectSummaryList", 1000, {"QuickConnectTypes": "QuickConnectType"}),
    "ListHoursOfOperations": List("HoursOfOperationSummaryList", 1000),
    "ListPrompts": List("PromptSummaryList", 1000),
    "ListAgentStatuses": List("AgentStatusSummaryList", 1000, {"AgentStatusTypes": "Type"}),
    "ListUserHierarchyGroups": List("UserHierarchyGroupSummaryList", 1000),
    "ListPredefinedAttributes": List("PredefinedAttributeSummaryList", 100),
    "ListDataTables": List("DataTableSummaryList", 1000),
    "ListWorkspaces": List("WorkspaceSummaryList", 100),
    "ListTaskTemplates": List("TaskTemplates", 100, {"Status": "Status", "Name": "Name"}),
    "ListLambdaFunctions": List("LambdaFunctions", 25),
    "ListIntegrationAssociations": List("IntegrationAssociationSummaryList", 100,
                                        {"IntegrationType": "IntegrationType", "IntegrationArn": "IntegrationArn"}),
    "ListInstanceAttributes": List("Attributes", 7),
    "ListContactFlows": List("ContactFlowSummaryList", 1000, {"ContactFlowTypes": "ContactFlowType"}),
    "ListContactFlowModules": List("ContactFlowModulesSummaryList", 1000, {"ContactFlowModuleState": "State"}),
    "ListTrafficDistributionGroups": List("TrafficDistributionGroupSummaryList", 10),
    "ListFlowAssociations": List("FlowAssociationSummaryList", 1000, {"ResourceType": "ResourceType"}),
    "SearchQueues": List("Queues", 500, is_search=True),
    "SearchHoursOfOperations": List("HoursOfOperations", 100, is_search=True),
    "SearchHoursOfOperationOverrides": List("HoursOfOperationOverrides", 100, is_search=True),
    "SearchQuickConnects": List("QuickConnects", 100, is_search=True),
    "SearchRoutingProfiles": List("RoutingProfiles", 500, is_search=True),
    "SearchEmailAddresses": List("EmailAddresses", 100, is_search=True),
    "ListApprovedOrigins": List("Origins", 25),
    "ListSecurityKeys": List("SecurityKeys", 2),
    "ListRules": List("RuleSummaryList", 200, {"PublishStatus": "PublishStatus", "EventSourceName": "EventSourceName"}),
    "ListEvaluationForms": List("EvaluationFormSummaryList", 100),
    "SearchUsers": List("Users", 500, is_search=True),
    "SearchContactFlows": List("ContactFlows", 100, is_search=True),
    "SearchContactFlowModules": List("ContactFlowModules", 100, is_search=True),
}
_STRING_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "EXACT": str.__eq__, "STARTS_WITH": str.startswith, "CONTAINS": str.__contains__}


def _kept(item: object, filters: list[tuple[str, object]]) -> bool:
    return isinstance(item, dict) and all(
        item.get(member) in wanted if isinstance(wanted, list) else item.get(member) == wanted
        for member, wanted in filters)


def _meets(item: dict, criteria: dict) -> bool:
    """SearchCriteria: one condition, or several joined."""
    if "OrConditions" in criteria:
        return any(_meets(item, one) for one in criteria["OrConditions"])
    if "AndConditions" in criteria:
        return all(_meets(item, one) for one in criteria["AndConditions"])
    if "StringCondition" in criteria:
        condition = criteria["StringCondition"]
        text = str(item.get(condition.get("FieldName", "").capitalize(), ""))
        return _STRING_COMPARISONS[condition.get("ComparisonType", "EXACT")](text, condition.get("Value", ""))
    return all(item.get(member) == criteria[f"{member}Condition"] for member in ("Type", "State", "Status")
               if f"{member}Condition" in criteria)


def _collection(metric: dict, figures: dict[str, float | None]) -> dict:
    """A metric that cannot be computed has no value."""
    if metric["Name"] == "SERVICE_LEVEL" and "Threshold" not in metric:
        raise Refusal("InvalidParameterException", "SERVICE_LEVEL needs a threshold")
    value = figures[f"{metric['Name']}/CALLBACK" if "MetricFilters" in metric else metric["Name"]]
    return {"Metric": metric, **({} if value is None else {"Value": value})}


class Connect:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._rendered: dict[str, list[bytes]] = {}

    def handlers(self) -> dict[str, Handler]:
        return {
            **{operation: self._list for operation in LISTS},
            "ListInstances": self._instances, "ListInstanceStorageConfigs": self._storage, "ListBots": self._bots,
            "ListRoutingProfileQueues": self._queues_of_profile,
            "ListRoutingProfileManualAssignmentQueues": self._manual_queues_of_profile,
            "ListQueueQuickConnects": self._quick_connects_of_queue,
            "ListSecurityProfilePermissions": self._permissions, "DescribeSecurityProfile": self._security_profile,
            "GetEffectiveHoursOfOperations": self._effective_hours,
            "DescribeRule": self._rule,
            "ListPhoneNumbersV2": self._phone_numbers, "DescribeInstance": self._describe_instance,
            "DescribeInstanceAttribute": self._describe_attribute, "DescribeContactFlow": self._describe_flow,
            "DescribeContactFlowModule": self._describe_module, "DescribePhoneNumber": self._describe_number,
            "GetFlowAssociation": self._flow_association, "DescribeView": self._view,
            "DescribeDataTable": self._data_table, "GetTaskTemplate": self._task_template,
            "GetMetricDataV2": self._metric_data, "GetTrafficDistribution": self._traffic_distribution,
        }

    def _instance(self, id_or_arn: str) -> Instance:
        instance = self._backend.world.find(id_or_arn)
        if instance is None:
            raise Refusal("ResourceNotFoundException", f"Instance {id_or_arn[:100]} was not found", 404)
        return instance

    def _page(self, call: Call, key: str, items: Callable[[], list], member: str, largest: int,
              counts: bool = False) -> bytes:
        """`items` is called once for each key: it is kept as JSON. `counts`: say how many there are in all."""
        if key not in self._rendered:
            self._rendered[key] = [as_json(item) for item in items()]
        rendered = self._rendered[key]
        limit = call.input.get("MaxResults", min(_DEFAULT_PAGE, largest))
        total = ("ApproximateTotalCount", len(rendered) if counts else None)
        return listed(self._backend, call, member, rendered, limit, total)

    def _list(self, call: Call) -> bytes:
        row = LISTS[call.operation]
        if "InstanceId" not in call.input:  # ListTrafficDistributionGroups: of the account
            def everywhere() -> list:
                return [item for one in self._backend.world.instances if not one.is_broken
                        for item in one.lists[call.operation]]
            return self._page(call, call.action, everywhere, row.member, row.largest)
        instance = self._instance(call.input["InstanceId"])
        filters = [(row.filters[name], call.input[name]) for name in row.filters if name in call.input]
        criteria = call.input.get("SearchCriteria", {})

        def items() -> list:
            return [item for item in self._items(instance, call.operation)
                    if (not filters or _kept(item, filters)) and (not criteria or _meets(item, criteria))]
        key = f"{call.operation}/{instance.id}/{json.dumps([filters, criteria], sort_keys=True)}"
        return self._page(call, key, items, row.member, row.largest, counts=row.is_search)

    @staticmethod
    def _items(instance: Instance, operation: str) -> list:
        described = {"SearchContactFlows": instance.flows, "SearchContactFlowModules": instance.modules}
        if operation not in described:
            return instance.lists[operation]
        # The content of every fifth is left out: AWS does not promise it.
        return [{**instance.description(flow), **({"Content": ""} if index % 5 == 4 else {})}
                for index, flow in enumerate(described[operation])]

    def _instances(self, call: Call) -> bytes:
        return self._page(call, "ListInstances", lambda: [one.summary for one in self._backend.world.instances],
                          "InstanceSummaryList", 10)

    def _storage(self, call: Call) -> bytes:
        instance, resource = self._instance(call.input["InstanceId"]), call.input["ResourceType"]
        return self._page(call, f"storage/{instance.id}/{resource}", lambda: instance.storage(resource),
                          "StorageConfigs", 10)

    def _bots(self, call: Call) -> bytes:
        instance, version = self._instance(call.input["InstanceId"]), call.input["LexVersion"]
        return self._page(call, f"bots/{instance.id}/{version}", lambda: instance.lists[f"ListBots/{version}"],
                          "LexBots", 25)

    def _profile(self, call: Call) -> tuple[Instance, dict]:
        instance, wanted = self._instance(call.input["InstanceId"]), call.input["RoutingProfileId"]
        for profile in instance.lists["SearchRoutingProfiles"]:
            if profile["RoutingProfileId"] == wanted:
                return instance, profile
        raise Refusal("ResourceNotFoundException", "The routing profile was not found", 404)

    def _queues_of_profile(self, call: Call) -> bytes:
        instance, profile = self._profile(call)
        return self._page(call, f"profile/{profile['RoutingProfileId']}",
                          lambda: people.queues_of_profile(instance.identity, profile),
                          "RoutingProfileQueueConfigSummaryList", 100)

    def _manual_queues_of_profile(self, call: Call) -> bytes:
        instance, profile = self._profile(call)
        return self._page(call, f"manual/{profile['RoutingProfileId']}",
                          lambda: people.manual_queues_of_profile(instance.identity, profile),
                          "RoutingProfileManualAssignmentQueueConfigSummaryList", 100)

    def _quick_connects_of_queue(self, call: Call) -> bytes:
        instance, queue_id = self._instance(call.input["InstanceId"]), call.input["QueueId"]
        if not any(queue.get("Id") == queue_id for queue in instance.lists["ListQueues"]):
            raise Refusal("ResourceNotFoundException", "The queue was not found", 404)
        return self._page(call, f"quick connects/{queue_id}",
                          lambda: people.quick_connects_of_queue(instance.identity, queue_id,
                                                                 instance.lists["ListQuickConnects"], instance.size.flaws),
                          "QuickConnectSummaryList", 100)

    def _place_of_security_profile(self, call: Call) -> tuple[Instance, int]:
        instance, wanted = self._instance(call.input["InstanceId"]), call.input["SecurityProfileId"]
        for place, profile in enumerate(instance.lists["ListSecurityProfiles"]):
            if profile.get("Id") == wanted:
                return instance, place
        raise Refusal("ResourceNotFoundException", "The security profile was not found", 404)

    def _permissions(self, call: Call) -> bytes:
        instance, place = self._place_of_security_profile(call)
        return self._page(call, f"permissions/{instance.id}/{place}", lambda: instance.permissions(place), "Permissions", 1000)

    def _security_profile(self, call: Call) -> bytes:
        instance, place = self._place_of_security_profile(call)
        return as_json({"SecurityProfile": access.described(instance.lists["ListSecurityProfiles"][place], place)})

    def _effective_hours(self, call: Call) -> bytes:
        instance, wanted = self._instance(call.input["InstanceId"]), call.input["HoursOfOperationId"]
        for hours in instance.lists["SearchHoursOfOperations"]:
            if hours.get("HoursOfOperationId") == wanted:
                return as_json(operations.effective_hours(hours, call.input["FromDate"], call.input["ToDate"]))
        raise Refusal("ResourceNotFoundException", "The hours of operation were not found", 404)

    def _contacts_by_hour(self, call: Call) -> bytes:
        instance, asked = self._instance(call.input["ResourceArn"]), call.input
        start, end = int(asked["StartTime"]), int(asked["EndTime"])
        if end - start >= 3 * 86400:
            raise Refusal("InvalidParameterException", "Hours are answered for less than three days", 400)
        return self._page(call, f"queued/{instance.id}/{start}/{end}", lambda: instance.queued_by_hour(start, end),
                          "MetricResults", 100)

    def _rule(self, call: Call) -> bytes:
        instance, wanted = self._instance(call.input["InstanceId"]), call.input["RuleId"]
        for rule in instance.rules:
            if rule["RuleId"] == wanted:
                return as_json({"Rule": rule})
        raise Refusal("ResourceNotFoundException", "The rule was not found", 404)

    def _phone_numbers(self, call: Call) -> bytes:
        asked = call.input
        if "TargetArn" in asked and "InstanceId" in asked:
            raise Refusal("InvalidParameterException", "Give either TargetArn or InstanceId, not both")
        target = asked.get("TargetArn") or (self._instance(asked["InstanceId"]).arn if "InstanceId" in asked else None)
        members = {"PhoneNumberCountryCodes": "PhoneNumberCountryCode", "PhoneNumberTypes": "PhoneNumberType"}
        filters = [(member, asked[name]) for name, member in members.items() if name in asked]
        if target and not any(target in (one.arn, phones.group(one.identity)["Arn"])
                              for one in self._backend.world.instances):
            raise Refusal("ResourceNotFoundException", "The target was not found", 404)

        def items() -> list:
            return [item for one in self._backend.world.instances if not one.is_broken
                    for item in one.lists["ListPhoneNumbersV2"]
                    if target in (None, item["TargetArn"]) and _kept(item, filters)
                    and item["PhoneNumber"].startswith(asked.get("PhoneNumberPrefix", ""))]
        key = f"numbers/{target}/{json.dumps(filters)}/{asked.get('PhoneNumberPrefix')}"
        return self._page(call, key, items, "ListPhoneNumbersSummaryList", 1000)

    def _describe_instance(self, call: Call) -> bytes:
        instance = self._instance(call.input["InstanceId"])
        replication = resilience.replication(self._backend.world.region, instance.size.flaws)
        return as_json({"Instance": instance.summary, "ReplicationConfiguration": replication})

    def _traffic_distribution(self, call: Call) -> bytes:
        for instance in self._backend.world.instances:
            for group in instance.lists["ListTrafficDistributionGroups"]:
                if isinstance(group, dict) and call.input["Id"] in (group["Id"], group["Arn"]):
                    return as_json(resilience.distribution(self._backend.world.region, group))
        raise Refusal("ResourceNotFoundException", "The traffic distribution group was not found", 404)

    def _describe_attribute(self, call: Call) -> bytes:
        instance = self._instance(call.input["InstanceId"])
        wanted = call.input["AttributeType"]
        for attribute in instance.lists["ListInstanceAttributes"]:
            if attribute.get("AttributeType") == wanted:
                return as_json({"Attribute": attribute})
        raise Refusal("ResourceNotFoundException", f"There is no attribute {wanted}", 404)

    def _described(self, call: Call, identifier: str, version: str, is_module: bool) -> dict:
        instance = self._instance(call.input["InstanceId"])
        flow = instance.described.get(identifier)
        if flow is None or (flow.kind == "MODULE") != is_module:
            raise Refusal("ResourceNotFoundException", "The flow was not found", 404)
        if flow.status == "SAVED" and version != "$SAVED" and not is_module:
            raise Refusal("ContactFlowNotPublishedException", "The flow has not been published", 404)
        return instance.saved_description(flow) if version == "$SAVED" else instance.description(flow)

    def _describe_flow(self, call: Call) -> bytes:
        identifier, _, version = call.input["ContactFlowId"].rpartition("/")[2].partition(":")
        return as_json({"ContactFlow": self._described(call, identifier, version, is_module=False)})

    def _describe_module(self, call: Call) -> bytes:
        identifier, _, version = call.input["ContactFlowModuleId"].partition(":")
        return as_json({"ContactFlowModule": self._described(call, identifier, version, is_module=True)})

    def _describe_number(self, call: Call) -> bytes:
        asked = call.input["PhoneNumberId"]
        for instance in self._backend.world.instances:
            number = instance.numbers_by_id.get(asked.rpartition("/")[2])
            # Of a group, which spans Regions, only the ARN is found everywhere.
            if number is not None and (asked.startswith("arn:") or not number.in_group):
                found = {**phones.summary(instance.identity, number), "Tags": {}, "PhoneNumberStatus": number.status}
                return as_json({"ClaimedPhoneNumberSummary": found})
        raise Refusal("ResourceNotFoundException", "The phone number was not found", 404)

    def _target(self, call: Call, find: Callable[[str, str], dict | None], member: str) -> dict:
        found = find(self._instance(call.input["InstanceId"]).arn, call.input[member])
        if found is None:
            raise Refusal("ResourceNotFoundException", "The resource was not found", 404)
        return found

    def _view(self, call: Call) -> bytes:
        return as_json({"View": self._target(call, targets.view, "ViewId")})

    def _data_table(self, call: Call) -> bytes:
        return as_json({"DataTable": self._target(call, targets.data_table, "DataTableId")})

    def _task_template(self, call: Call) -> bytes:
        instance = self._instance(call.input["InstanceId"])
        found = self._target(call, partial(targets.task_template, flow_id=instance.flows[0].id), "TaskTemplateId")
        return as_json({"InstanceId": instance.id, **found})

    def _flow_association(self, call: Call) -> bytes:
        instance = self._instance(call.input["InstanceId"])
        found = phones.message_association(instance.identity, instance.numbers, instance.flows,
                                           call.input["ResourceId"], call.input["ResourceType"])
        if found is None:
            raise Refusal("ResourceNotFoundException", "The resource has no flow association", 404)
        return as_json(found)

    def _metric_data(self, call: Call) -> bytes:
        """Contacts by the hour, and totals by queue and channel or by routing profile. No other question is emulated."""
        asked = call.input
        if asked.get("Interval", {}).get("IntervalPeriod") == "HOUR":
            return self._contacts_by_hour(call)
        instance, key = self._instance(asked["ResourceArn"]), asked["Filters"][0]["FilterKey"]
        wanted = asked["Filters"][0]["FilterValues"]
        if not 0 < asked["EndTime"] - asked["StartTime"] < _LONGEST_TOTAL or asked["EndTime"] > self._backend.clock():
            raise Refusal("InvalidParameterException", "The time range is not valid")
        grouped = {"QUEUE": ["QUEUE", "CHANNEL"], "ROUTING_PROFILE": ["ROUTING_PROFILE"]}
        if len(asked["Filters"]) > 1 or asked.get("Groupings") != grouped.get(key):
            raise Refusal("InvalidParameterException", "This combination of filters and groupings is not emulated")

        def results() -> list:
            interval = {"Interval": "TOTAL", "StartTime": asked["StartTime"], "EndTime": asked["EndTime"]}
            return [{"Dimensions": dimensions, "MetricInterval": interval,
                     "Collections": [_collection(metric, figures) for metric in asked["Metrics"]]}
                    for dimensions, figures in instance.figures(key) if dimensions[key] in wanted]
        question = {member: value for member, value in asked.items() if member not in ("NextToken", "MaxResults")}
        return self._page(call, f"figures/{json.dumps(question, sort_keys=True)}", results, "MetricResults", 100)
