"""An account in one Region, made from a seed: what it contains, and what is true about it.

Everything lies in the 13 days before the full hour of `now`, so that a review of 14 days sees all of it even when the
hour changes on the way.
"""

import time
from functools import cached_property

from .planted import (access, ai, alarms, audit, beside, contacts, flows, hostile, operations, people, phones, quotas,
                      resilience, storage)
from .planted.calls import Calls
from .planted.flow_log import FlowLog
from .planted.flows import Flow
from .planted.identity import ACCOUNT, HEALTHY, IDLE, LARGE, MEDIUM, SMALL, Identity, Size
from .planted.metrics import CONCURRENCY, HOUR, HOURS, MODEST_PEAKS, PEAKS, Metrics
from .planted.phones import Number
from .planted.trail import Trail

# The first instance is the one under review.
_INSTANCES = {
    "small": (("small", SMALL),),
    "medium": (("medium", MEDIUM), ("medium-test", SMALL)),
    "large": (("large", LARGE), ("large-test", SMALL)),
    "hostile": (("hostile", SMALL),),
    "healthy": (("healthy", HEALTHY), ("healthy-test", HEALTHY)),
    "idle": (("idle", IDLE),),
    "several": (("north", SMALL), ("south", SMALL), ("broken", SMALL)),
}
NAMES = tuple(_INSTANCES)


class Instance:
    def __init__(self, world: "World", alias: str, size: Size) -> None:
        self._world, self.size = world, size
        self.identity = Identity(world.seed, world.region, alias)
        self.id, self.arn, self.alias = self.identity.instance_id, self.identity.instance_arn, alias
        self.is_broken = alias == "broken"
        self.is_hostile = world.name == "hostile"

    @cached_property
    def summary(self) -> dict:
        found = people.instance_summary(self.identity, "CREATION_FAILED" if self.is_broken else "ACTIVE",
                                        self.size.flaws)
        return hostile.instance(found) if self.is_hostile else found

    @cached_property
    def lists(self) -> dict[str, list]:
        """What each operation lists, by its name."""
        found = people.lists(self.identity, self.size)
        found |= {
            "ListContactFlows": [flow.summary() for flow in self.flows],
            "ListContactFlowModules": [module.module_summary() for module in self.modules],
            "ListTrafficDistributionGroups": [phones.group(self.identity)],
            "ListPhoneNumbersV2": [phones.summary(self.identity, number) for number in self.numbers],
            "ListFlowAssociations": phones.associations(self.identity, self.numbers, self.flows),
            "ListRules": [operations.rule_summary(rule) for rule in self.rules],
        }
        return hostile.lists(self.identity, found) if self.is_hostile else found

    @cached_property
    def rules(self) -> list[dict]:
        return operations.rules(self.identity, next(flow.id for flow in self.flows if flow.is_live), self.size.flaws)

    def queued_by_hour(self, start: int, end: int) -> list[dict]:
        """Calls and chats in whatever queues are asked for."""
        return operations.queued_by_hour(start, end, self.size.flaws) if self.size.busy else []

    def permissions(self, place: int) -> list:
        """Of the security profile in this place of the list."""
        return hostile.permissions(place) if self.is_hostile else access.permissions(place)

    def storage(self, resource: str) -> list[dict]:
        return people.storage_config(self.identity, resource, self.size.flaws)

    @cached_property
    def flows(self) -> list[Flow]:
        if self.is_hostile:
            return hostile.flows(self.identity)
        return flows.flows(self.identity, self.size.flows, self.size.flaws)

    @cached_property
    def modules(self) -> list[Flow]:
        return flows.modules(self.identity, self.size.modules, self.size.flaws)

    @cached_property
    def described(self) -> dict[str, Flow]:
        """Flows and modules by id."""
        return {flow.id: flow for flow in (*self.flows, *self.modules)}

    def description(self, flow: Flow) -> dict:
        return hostile.description(flow) if self.is_hostile else flow.description()

    def saved_description(self, flow: Flow) -> dict:
        return hostile.saved_description(flow) if self.is_hostile else flow.saved_description()

    @cached_property
    def numbers(self) -> list[Number]:
        return phones.numbers(self.size.numbers, self.size.flaws)

    @cached_property
    def numbers_by_id(self) -> dict[str, Number]:
        return {phones.number_id(self.identity, number): number for number in self.numbers}

    @cached_property
    def flow_log(self) -> FlowLog:
        live = tuple(flow for flow in self.flows if flow.is_live)
        span = HOURS * HOUR
        return FlowLog(f"/aws/connect/{self.alias}", self.size.log_lines, self._world.first_hour,
                       span / (self.size.log_lines + 1), live, self.size.flaws)

    @cached_property
    def quotas(self) -> list[quotas.Quota]:
        lists = self.lists
        counted = {
            "users": "ListUsers", "contact_flows": "ListContactFlows", "flow_modules": "ListContactFlowModules",
            "routing_profiles": "SearchRoutingProfiles", "security_profiles": "ListSecurityProfiles",
            "hours_of_operation": "ListHoursOfOperations", "quick_connects": "ListQuickConnects",
            "prompts": "ListPrompts", "predefined_attributes": "ListPredefinedAttributes", "agent_statuses": "ListAgentStatuses",
            "user_hierarchy_groups": "ListUserHierarchyGroups",
            "lex_bots": "ListBots/V1", "lex_v2_bot_aliases": "ListBots/V2", "lambda_functions": "ListLambdaFunctions",
            "workspaces": "ListWorkspaces", "data_tables": "ListDataTables",
            "email_addresses": "SearchEmailAddresses",
        }
        used: dict[str, float] = {key: len(lists[operation]) for key, operation in counted.items()}
        kinds = [one.get("IntegrationType") for one in lists["ListIntegrationAssociations"] if one]
        used |= {"application_integrations": kinds.count("APPLICATION"), "event_integrations": kinds.count("EVENT"),
                 "knowledge_base_integrations": kinds.count("WISDOM_KNOWLEDGE_BASE")}
        used["queues"] = self.standard_queues
        used["phone_numbers"] = sum(not number.in_group for number in self.numbers)
        used["queues_per_routing_profile"] = max(len(people.queues_of_profile(self.identity, profile))
                                                 for profile in lists["SearchRoutingProfiles"])
        used["instances"] = len(self._world.instances)
        return quotas.quotas(used | self.peaks, self.size.flaws)

    @property
    def peaks(self) -> dict[str, float]:
        """Of what runs at the same time, by quota."""
        if not self.size.busy:
            return {}
        return PEAKS if self.size.flaws else MODEST_PEAKS

    @property
    def standard_queues(self) -> int:
        return sum(queue["QueueType"] == "STANDARD" for queue in self.lists["ListQueues"])

    @cached_property
    def metrics(self) -> Metrics:
        limits = {quota.key: quota.limit[0] for quota in self.quotas if quota.key in CONCURRENCY}
        names = [queue["Name"] for queue in self.lists["ListQueues"] if queue["QueueType"] == "STANDARD"]
        return Metrics(self._world.first_hour, limits, self.peaks, names, self.flows, self.size.flaws)

    @cached_property
    def alarms(self) -> dict[str, list[dict]]:
        """By AlarmType. Without flaws all that a review wants is watched; where nobody calls, nothing is."""
        if not self.size.busy:
            return {"MetricAlarm": [], "CompositeAlarm": []}
        queues = [queue["Name"] for queue in self.lists["ListQueues"] if queue["QueueType"] == "STANDARD"]
        live = [flow.name for flow in self.flows if flow.is_live]
        found = alarms.metric_alarms(self.identity, queues, live, self.size.flaws)
        return {"MetricAlarm": found, "CompositeAlarm": [alarms.composite_alarm(self.identity, found[:2])]}

    def ids(self, operation: str, member: str) -> list[str]:
        """Of what an operation lists. Agents' queues have no figures."""
        return [item[member] for item in self.lists[operation]
                if isinstance(item, dict) and item.get("QueueType") != "AGENT" and isinstance(item.get(member), str)]

    def figures(self, by: str) -> list[tuple[dict[str, str], contacts.Figures]]:
        """By QUEUE or ROUTING_PROFILE: dimensions, and what is counted of them."""
        if not self.size.busy:
            return []
        if by == "QUEUE":
            return list(contacts.by_queue(self.ids("ListQueues", "Id"), self.size.flaws))
        return list(contacts.by_profile(self.ids("SearchRoutingProfiles", "RoutingProfileId"), self.size.flaws))

    def truth(self) -> dict:
        return {
            "id": self.id, "arn": self.arn, "alias": self.alias, "users": len(self.lists["ListUsers"]),
            "queues": self.standard_queues, "flows": flows.truth(self.flows), "modules": flows.truth(self.modules),
            "storage": people.storage_truth(), "numbers": phones.truth(self.numbers), "flow_log": self.flow_log.truth(),
            "quotas": quotas.truth(self.quotas) | beside.truth(self.size, len(self._world.having_beside)),
            "metrics": self.metrics.truth(), "alarms": alarms.truth(),
            "buckets": storage.truth(),
            "ai": ai.truth(self.identity, self.size),
            "access": access.truth(len(self.lists["SearchUsers"]), self.size.flaws),
            "contacts": contacts.truth(self.ids("ListQueues", "Id"), self.ids("SearchRoutingProfiles", "RoutingProfileId"),
                                       self.size.flaws),
            "operations": operations.truth(self.size.flaws),
            "resilience": resilience.truth(self.identity, self.size),
        }


class World:
    def __init__(self, name: str, seed: int = 1, region: str = "eu-central-1", now: float | None = None) -> None:
        self.name, self.seed, self.region, self.account = name, seed, region, ACCOUNT
        self.now = int(time.time() if now is None else now) // HOUR * HOUR
        self.first_hour = self.now - HOURS * HOUR
        self.instances = [Instance(self, alias, size) for alias, size in _INSTANCES[name]]

    @property
    def instance(self) -> Instance:
        """The one under review."""
        return self.instances[0]

    def find(self, id_or_arn: str) -> Instance | None:
        return next((one for one in self.instances if id_or_arn in (one.id, one.arn) and not one.is_broken), None)

    @property
    def having_beside(self) -> list[Instance]:
        """Those that work with the services beside Amazon Connect."""
        return [one for one in self.instances if not one.is_broken and beside.is_used(one.size)]

    @cached_property
    def trail(self) -> Trail:
        others = [one.id for one in self.instances[1:]] or [Identity(self.seed, self.region, "gone").instance_id]
        size = self.instance.size.events
        return Trail(size, self.now - 60, (HOURS * HOUR - 60) / max(size, 1), self.region, self.instance.id,
                     others[0], self.instance.size.flaws)

    @cached_property
    def traffic_changes(self) -> list[dict]:
        """CloudTrail's events of an exercise six weeks ago; where there are flaws, nobody tried it."""
        groups = self.instance.lists["ListTrafficDistributionGroups"]
        six_weeks_ago = int(self.now) - 42 * 86400
        return [] if self.instance.size.flaws else [resilience.change(self.region, groups[0], six_weeks_ago)]

    @cached_property
    def calls(self) -> Calls:
        """Of the account: of all its instances together."""
        return Calls(self.now, self.instance.size.busy, self.instance.size.flaws)

    @cached_property
    def applied_quotas(self) -> list[dict]:
        return quotas.applied(self.region, {one.arn: one.quotas for one in self.instances if not one.is_broken})

    @cached_property
    def default_quotas(self) -> list[dict]:
        return quotas.defaults(self.region)

    def truth(self) -> dict:
        """What a review of the first instance must find, and the other instances by alias."""
        return {**self.instance.truth(), "account": self.account, "region": self.region,
                "audit_trail": audit.truth(self.instance.size.flaws), "api_throttles": self.trail.truth(), "api_calls": self.calls.truth(),
                "instances": {one.alias: {"arn": one.arn, "broken": one.is_broken} for one in self.instances}}


def make_world(name: str, seed: int = 1, region: str = "eu-central-1", now: float | None = None) -> World:
    if name not in _INSTANCES:
        raise ValueError(f"no world is called {name}; there are: {', '.join(NAMES)}")
    return World(name, seed, region, now)
