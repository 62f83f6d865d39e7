"""How contacts and agents fared: what Amazon Connect counted by queue and channel, and by routing profile."""

from dataclasses import dataclass, replace

from .metrics import QUEUES_WITHOUT_DATA
from .people import ROUTING_PROFILES, Queue
from .recorder import Recorder
from .truth import Truth
from .world import RECORDED_AT, WINDOW_START, World, epoch

_CALLBACKS = "callbacks"
_IN_TIME = {"Comparison": "LTE", "ThresholdValue": 60}
_OF_QUEUES = ("CONTACTS_QUEUED", "CONTACTS_ABANDONED", "CONTACTS_HANDLED", _CALLBACKS, "CONTACTS_TRANSFERRED_OUT_BY_AGENT",
              "SERVICE_LEVEL", "AVG_QUEUE_ANSWER_TIME", "MAX_QUEUED_TIME", "AVG_HANDLE_TIME", "AVG_AFTER_CONTACT_WORK_TIME")
_OF_PROFILES = ("SUM_ONLINE_TIME_AGENT", "AGENT_OCCUPANCY", "AGENT_NON_RESPONSE_WITHOUT_CUSTOMER_ABANDONS",
                "CONTACTS_HANDLED")


@dataclass(frozen=True)
class Contacts:
    queued: int
    abandoned: int
    callbacks: int
    transferred: int
    in_time: float
    answer: int
    longest: int
    handle: int
    after: int

    @property
    def handled(self) -> int:
        return self.queued - self.abandoned

    def values(self) -> tuple[float, ...]:
        """In the order of _OF_QUEUES."""
        return (self.queued, self.abandoned, self.handled, self.callbacks, self.transferred, self.in_time, self.answer,
                self.longest, self.handle, self.after)


# Most queues are like one of these.
_USUAL = (
    Contacts(640, 26, 12, 58, 91.25, 21, 96, 284, 41),
    Contacts(310, 18, 0, 22, 88.4, 27, 110, 352, 66),
    Contacts(1210, 84, 31, 96, 86, 33, 118, 247, 38),
    Contacts(175, 4, 0, 30, 96, 12, 74, 418, 92),
)
_ABANDONED_QUEUE, _FEW = "Cargo Booking EN", "Lost Property FR"
_UNUSUAL = {
    _ABANDONED_QUEUE: Contacts(2400, 588, 120, 210, 61.5, 94, 312, 395, 70),  # a quarter gave up
    "Reklamation DE": replace(_USUAL[1], handle=845, after=240),              # long calls
    _FEW: replace(_USUAL[3], queued=12, abandoned=9),                         # too few to tell
}
_CHATS = {"Web Support EN": _USUAL[0], "Web Support FR": _USUAL[1], "Web-Hilfe DE": _USUAL[3], "Timetable EN": _USUAL[3]}

# Hours online in seconds, occupancy, contacts that rang in vain, contacts that were handled.
_USUAL_AGENTS = ((2_160_000, 74.5, 31, 1510), (1_980_000, 68.25, 22, 1180))
_BUSY_PROFILE, _BUSY_AGENTS = "English Cargo", (2_304_000, 93.75, 48, 2120)


def _metric(name: str) -> dict:
    if name == _CALLBACKS:
        return {"Name": "CONTACTS_HANDLED",
                "MetricFilters": [{"MetricFilterKey": "INITIATION_METHOD", "MetricFilterValues": ["CALLBACK"]}]}
    return {"Name": name, **({"Threshold": [_IN_TIME]} if name == "SERVICE_LEVEL" else {})}


def _result(dimensions: dict[str, str], metrics: tuple[str, ...], values: tuple[float, ...]) -> dict:
    return {"Dimensions": dimensions,
            "MetricInterval": {"Interval": "TOTAL", "StartTime": epoch(WINDOW_START), "EndTime": epoch(RECORDED_AT)},
            "Collections": [{"Metric": _metric(name), "Value": value} for name, value in zip(metrics, values)]}


def _record(world: World, recorder: Recorder, groupings: list[str], ids: list[str], metrics: tuple[str, ...],
            results: list[dict]) -> None:
    request = {"ResourceArn": world.instance_arn, "StartTime": epoch(WINDOW_START), "EndTime": epoch(RECORDED_AT),
               "Interval": {"TimeZone": "UTC", "IntervalPeriod": "TOTAL"},
               "Filters": [{"FilterKey": groupings[0], "FilterValues": sorted(ids)}], "Groupings": groupings,
               "Metrics": [_metric(name) for name in metrics], "MaxResults": 100}
    # What is alike stands together, which packs well. AWS promises no order.
    recorder.listed("GetMetricDataV2", request, "MetricResults", sorted(results, key=lambda one: str(one["Collections"])),
                    size=100)


def calls_of(queues: list[Queue]) -> dict[Queue, Contacts]:
    return {queue: _UNUSUAL.get(queue.name, _USUAL[place % len(_USUAL)]) for place, queue in enumerate(queues)
            if queue.name not in QUEUES_WITHOUT_DATA}


def _plant_contacts(world: World, recorder: Recorder, truth: Truth, queues: list[Queue]) -> None:
    calls = calls_of(queues)
    chats = {queue: _CHATS[queue.name] for queue in queues if queue.name in _CHATS}
    results = [_result({"QUEUE": queue.id, "CHANNEL": channel}, _OF_QUEUES, one.values())
               for channel, planted in (("VOICE", calls), ("CHAT", chats)) for queue, one in planted.items()]
    _record(world, recorder, ["QUEUE", "CHANNEL"], [queue.id for queue in queues], _OF_QUEUES, results)
    for check, status in {"queue_abandonment": "fail", "queue_service_level": "warn"}.items():
        truth.finding(check, next(queue.id for queue in calls if queue.name == _ABANDONED_QUEUE), status)
        truth.finding(check, "within_the_line", "pass")
    everything = [*calls.values(), *chats.values()]
    truth.facts("traffic", "", {"contacts_queued": sum(one.queued for one in everything),
                                "contacts_handled": sum(one.handled for one in everything),
                                "contacts_of_callbacks": sum(one.callbacks for one in everything)})
    truth.list_fact("traffic", "/contacts_by_channel", {"channel": "CHAT"}, "queued", sum(one.queued for one in chats.values()))
    truth.list_fact("traffic", "/contacts_by_queue", {"name": _ABANDONED_QUEUE}, "abandoned_percent", 24.5)


def _plant_agents(world: World, recorder: Recorder, truth: Truth) -> None:
    ids = {name: world.uuid("routing-profile", name) for name in ROUTING_PROFILES}
    results = []
    for place, (name, identifier) in enumerate(ids.items()):
        values = _BUSY_AGENTS if name == _BUSY_PROFILE else _USUAL_AGENTS[place % len(_USUAL_AGENTS)]
        results.append(_result({"ROUTING_PROFILE": identifier}, _OF_PROFILES, values))
    truth.finding("agent_occupancy", ids[_BUSY_PROFILE], "warn")
    for check in ("agent_occupancy", "agent_non_response"):
        truth.finding(check, "within_the_line", "pass")
    _record(world, recorder, ["ROUTING_PROFILE"], list(ids.values()), _OF_PROFILES, results)


def plant(world: World, recorder: Recorder, truth: Truth, queues: list[Queue]) -> None:
    _plant_contacts(world, recorder, truth, queues)
    _plant_agents(world, recorder, truth)
    for check in ("queue_abandonment", "queue_service_level"):
        truth.finding(check, "few_contacts", "not_applicable")
    for check, status in {"handle_time": "info", "after_contact_work": "pass", "contact_transfers": "pass",
                          "idle_queues": "info"}.items():
        truth.finding(check, world.instance_id, status)
