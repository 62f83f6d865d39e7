"""Queues, users and what else is only counted. Every list is read to its last page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from .ai import INTEGRATIONS
from .recorder import Recorder, in_pages
from .truth import Truth
from .world import ACCOUNT_ID, REGION, World, is_published_name

_TOPICS = (
    "Tickets", "Group Travel", "Cargo Booking", "Cargo Tracking", "Claims", "Billing", "Refunds", "Lost Property",
    "Accessibility", "Business Accounts", "Crew Desk", "Vehicle Check-in", "Timetable", "Cabins", "Loyalty",
    "Web Support", "Travel Agents", "Customs", "Harbour Dues", "Onboard Shop", "Escalations",
)
_GERMAN_TOPICS = (
    "Fahrkarten", "Gruppenreisen", "Frachtbuchung", "Frachtverfolgung", "Reklamation", "Rechnung", "Erstattung",
    "Fundsachen", "Barrierefreiheit", "Firmenkunden", "Crew-Dienst", "Fahrzeug Check-in", "Fahrplan", "Kabinen",
    "Treueprogramm", "Web-Hilfe", "Reisebuero", "Zoll", "Hafengeld", "Bordshop", "Eskalation",
)
_UNPUBLISHED_QUEUES = (
    "München Vertrieb", "☎️ Rückruf", "Hafenrundfahrt 🚢", "\"VIP\" 'Gold'", "<script>alert(1)</script>",
    "حجز العبارات", "צוות לילה",
)
_FIRST_NAMES = ("aylin", "bjarne", "clara", "deniz", "elif", "finn", "greta", "hanno", "imke", "jonas", "karla",
                "lars", "mette", "noor", "ole", "pia")
_LAST_NAMES = ("ankerfeld", "bollwerk", "deichmann", "ebbing", "fockner", "gezeiten", "hafner", "inselt", "kaimann",
               "leuchter", "mastrup", "nordland", "priel", "reling", "schleuse")

_THROTTLED = {"code": "ThrottlingException", "httpStatus": 429, "message": "Rate exceeded"}

_QUEUES_OF_THE_FULLEST_PROFILE = 27
_MOST_PAIRS = 49   # of a queue and a channel, that one profile has: 22 of its queues take both channels
_QUEUES_FOR_MANUAL_ASSIGNMENT = 26
_NEARLY_FULL = 40  # of the 50 that are allowed
UNSERVED_QUEUE = "Customs FR"  # is in no routing profile
DISABLED_QUEUE = "Onboard Shop FR"
_QUEUE_WITH_AN_ARCHIVED_WHISPER = "Harbour Dues FR"
_PROFILE_WITH_A_QUEUE_THAT_IS_GONE = "French Night Shift"
ARCHIVED_FLOW = "Pandemic Notice"
_IN_NO_QUEUE = ("Quick connect 051", "Quick connect 052")
SECURITY_PROFILES = ("Admin", "Agent", "CallCenterManager", "QualityAnalyst",
                     *(f"Team {number:02}" for number in range(1, 41)))
HIERARCHY_GROUPS = (*(f"{site} Team {number:02}" for site, number in product(("Hamburg", "Kiel", "Dover"), range(1, 41))),
                    "Head Office")
ROUTING_PROFILES = tuple(f"{language} {skill}" for language, skill in product(
    ("German", "English", "French"),
    ("Voice", "Chat", "Voice and Chat", "Cargo", "Claims", "Billing", "Night Shift", "All-rounder")))
UNSTAFFED_PROFILE = "English Night Shift"
QUEUE_THAT_CLOSES, HOURS_THAT_CLOSE = "Claims EN", "Hamburg Winter"


@dataclass(frozen=True)
class Queue:
    id: str
    name: str

    @property
    def is_published(self) -> bool:
        return is_published_name(self.name)


def _names_of_queues(world: World) -> list[str]:
    plain = [f"{topic} {language}" for topic, language in product(_TOPICS, ("EN", "FR"))]
    names = [*plain, *(f"{topic} DE" for topic in _GERMAN_TOPICS), *_UNPUBLISHED_QUEUES]
    world.rng("queue order").shuffle(names)
    return names


def _summaries(world: World, kind: str, names: Sequence[str]) -> list[dict]:
    return [{**world.named(kind, name), **world.modified(f"{kind}/{name}")} for name in names]


def _agent_queue(user: dict) -> dict:
    """Every user has one. It has no name."""
    return {"Id": user["Id"], "Arn": user["Arn"].replace("/agent/", "/queue/agent/"), "QueueType": "AGENT"}


def _record_queues(world: World, recorder: Recorder, users: list[dict]) -> list[Queue]:
    standard = [{**summary, "QueueType": "STANDARD"} for summary in _summaries(world, "queue", _names_of_queues(world))]
    request = {"InstanceId": world.instance_id, "QueueTypes": ["STANDARD"], "MaxResults": 1000}
    recorder.listed("ListQueues", request, "QueueSummaryList", standard, size=50)

    everything = standard + [_agent_queue(user) for user in users]
    world.rng("queues of both types").shuffle(everything)
    recorder.listed("ListQueues", {"InstanceId": world.instance_id, "MaxResults": 1000},
                    "QueueSummaryList", everything, size=100)
    return [Queue(summary["Id"], summary["Name"]) for summary in standard]


def _record_queue_details(world: World, recorder: Recorder, truth: Truth, queues: list[Queue]) -> None:
    details = []
    for queue in queues:
        has_archived_whisper = queue.name == _QUEUE_WITH_AN_ARCHIVED_WHISPER
        whisper = ARCHIVED_FLOW if has_archived_whisper else "Outbound Greeting"
        details.append({
            "Name": queue.name, "QueueArn": world.arn(f"queue/{queue.id}"), "QueueId": queue.id,
            "Description": f"Contacts about {queue.name}",
            "OutboundCallerConfig": {"OutboundCallerIdName": "Harbour Ferries",
                                     "OutboundFlowId": world.uuid("contact-flow", whisper)},
            "HoursOfOperationId": world.uuid("operating-hours", HOURS_THAT_CLOSE if queue.name == QUEUE_THAT_CLOSES
                                             else "Always open"),
            "Status": "DISABLED" if queue.name == DISABLED_QUEUE else "ENABLED", "Tags": {}})
        if has_archived_whisper:
            truth.finding("queue_targets", queue.id, "fail")
    recorder.listed("SearchQueues", {"InstanceId": world.instance_id, "MaxResults": 500,
                                     "SearchCriteria": {"QueueTypeCondition": "STANDARD"}},
                    "Queues", details, size=100, ApproximateTotalCount=len(details))


def list_users(world: World) -> list[dict]:
    names = [f"{first}.{last}" for first, last in product(_FIRST_NAMES, _LAST_NAMES)]
    world.rng("users").shuffle(names)
    summaries = _summaries(world, "agent", names)
    return [{"Username" if key == "Name" else key: value for key, value in user.items()} for user in summaries]


def _record_users(world: World, recorder: Recorder, users: list[dict]) -> int:
    recorder.listed("ListUsers", {"InstanceId": world.instance_id, "MaxResults": 1000},
                    "UserSummaryList", users, size=100, refused_first={1: _THROTTLED})
    return len(users)


def _record_routing_profiles(world: World, recorder: Recorder, truth: Truth, queues: list[Queue]) -> int:
    rng = world.rng("routing profiles")
    served = [queue for queue in queues if queue.name != UNSERVED_QUEUE]
    profiles = []
    for name in ROUTING_PROFILES:
        identity = world.named("routing-profile", name)
        profiles.append({
            "InstanceId": world.instance_id,
            "Name": name,
            "RoutingProfileArn": identity["Arn"],
            "RoutingProfileId": identity["Id"],
            "Description": f"Agents on {name}",
            "MediaConcurrencies": [{"Channel": "VOICE", "Concurrency": 1}, {"Channel": "CHAT", "Concurrency": 3}],
            "DefaultOutboundQueueId": rng.choice(queues).id,
            "NumberOfAssociatedQueues": rng.randrange(3, 30),
            "NumberOfAssociatedUsers": 10,
        })
    profiles[-1]["NumberOfAssociatedQueues"] = _QUEUES_OF_THE_FULLEST_PROFILE
    profiles[0]["NumberOfAssociatedManualAssignmentQueues"] = _QUEUES_FOR_MANUAL_ASSIGNMENT
    first = 0
    for profile in profiles:
        number = profile["NumberOfAssociatedQueues"]
        if _is_nearly_full(profile):
            profile["AssociatedQueueIds"] = [queue.id for queue in served[:number]]
        else:  # the others take what follows, so that each queue but one is in some
            profile["AssociatedQueueIds"] = [served[place % len(served)].id for place in range(first, first + number)]
            first += number
        if manual := profile.get("NumberOfAssociatedManualAssignmentQueues"):
            profile["AssociatedManualAssignmentQueueIds"] = [queue.id for queue in served[:manual]]
        if profile["Name"] == _PROFILE_WITH_A_QUEUE_THAT_IS_GONE:
            profile["AssociatedQueueIds"].append(world.uuid("queue", "Ticket Office 2019"))
            profile["NumberOfAssociatedQueues"] += 1
            truth.finding("routing_profile_queues", profile["RoutingProfileId"], "fail")
        _record_queues_of_profile(recorder, profile, served, _MOST_PAIRS if profile is profiles[-1] else None)
    outputs = [{"RoutingProfiles": page, "ApproximateTotalCount": len(profiles)} for page in in_pages(profiles, 100)]
    recorder.paged("connect", "SearchRoutingProfiles", {"InstanceId": world.instance_id, "MaxResults": 500}, outputs)
    return len(profiles)


def _is_nearly_full(profile: dict) -> bool:
    return profile["NumberOfAssociatedQueues"] * len(profile["MediaConcurrencies"]) >= _NEARLY_FULL


def _record_queues_of_profile(recorder: Recorder, profile: dict, queues: list[Queue], pairs: int | None) -> None:
    """Of those profiles that may have nearly as many as is allowed. `pairs`: None, as many as there are queues."""
    instance, number = profile["RoutingProfileArn"].partition("/routing-profile")[0], profile["NumberOfAssociatedQueues"]
    request = {"InstanceId": profile["InstanceId"], "RoutingProfileId": profile["RoutingProfileId"], "MaxResults": 100}

    def listed(kind: str, places: list[tuple[Queue, str]], **more: int) -> None:
        recorder.listed(f"List{kind}Queues", request, f"{kind}QueueConfigSummaryList",
                        [{"QueueId": queue.id, "QueueArn": f"{instance}/queue/{queue.id}", "QueueName": queue.name, **more,
                          "Channel": channel} for queue, channel in places], size=100)

    if _is_nearly_full(profile):
        chats = queues[:(pairs or number) - number]
        listed("RoutingProfile", [(queue, "VOICE") for queue in queues[:number]] + [(queue, "CHAT") for queue in chats],
               Priority=1, Delay=0)
    if manual := profile.get("NumberOfAssociatedManualAssignmentQueues"):
        listed("RoutingProfileManualAssignment", [(queue, "CHAT") for queue in queues[:manual]])


def _quick_connects(world: World) -> list[dict]:
    kinds = ("QUEUE", "USER", "PHONE_NUMBER", "FLOW")
    numbered = [f"Quick connect {number:03}" for number in range(1, 105)]
    summaries = [{**summary, "QuickConnectType": kinds[index % len(kinds)]}
                 for index, summary in enumerate(_summaries(world, "transfer-destination", numbered))]
    summaries[-1]["QuickConnectType"] = "WORKFLOW"
    return summaries


def _config_of_quick_connect(world: World, truth: Truth, summary: dict, number: int) -> dict:
    """The first that leads to a queue and the first that leads to a flow cannot be used any more."""
    kind, is_first = summary["QuickConnectType"], number < 4
    flow = {"QUEUE": "Transfer to Queue", "USER": "Transfer to Agent", "FLOW": ARCHIVED_FLOW if is_first else "Ticket Office"}
    queue = DISABLED_QUEUE if is_first else "Escalations EN"
    configs = {
        "QUEUE": {"QueueConfig": {"QueueId": world.uuid("queue", queue)}},
        "USER": {"UserConfig": {"UserId": world.uuid("agent", "aylin.ankerfeld")}},
        "FLOW": {"FlowConfig": {}},
        "PHONE_NUMBER": {"PhoneConfig": {"PhoneNumber": f"+4940555{number:04}"}},
    }
    if is_first and kind in ("QUEUE", "FLOW"):
        truth.finding("quick_connect_targets", summary["Id"], "fail")
    config = configs.get(kind, {})
    for member in config.values():
        member.update({"ContactFlowId": world.uuid("contact-flow", flow[kind])} if kind in flow else {})
    return {"QuickConnectType": kind, **config}


def _record_quick_connects(world: World, recorder: Recorder, truth: Truth) -> None:
    found = [{"QuickConnectARN": summary["Arn"], "QuickConnectId": summary["Id"], "Name": summary["Name"],
              "QuickConnectConfig": _config_of_quick_connect(world, truth, summary, number), "Tags": {}}
             for number, summary in enumerate(_quick_connects(world))]
    recorder.listed("SearchQuickConnects", {"InstanceId": world.instance_id, "MaxResults": 100}, "QuickConnects", found,
                    size=100, ApproximateTotalCount=len(found))


def _record_quick_connects_of_queues(world: World, recorder: Recorder, truth: Truth, queues: list[Queue]) -> None:
    """Each has one or two of those that any queue has."""
    associated = [summary for summary in _quick_connects(world) if summary["Name"] not in _IN_NO_QUEUE]
    for place, queue in enumerate(queues):
        recorder.listed("ListQueueQuickConnects",
                        {"InstanceId": world.instance_id, "QueueId": queue.id, "MaxResults": 100},
                        "QuickConnectSummaryList", associated[place::len(queues)], size=100, **world.modified(queue.name))
    truth.finding("unused_resources", "quick_connects", "info")


def _agent_statuses(world: World) -> list[dict]:
    names = ["Available", "Offline", "Lunch", "Training", "Meeting", "Back Office", "Coaching", "On Deck", "Break"]
    kinds = {"Available": "ROUTABLE", "Offline": "OFFLINE"}
    return [{**summary, "Type": kinds.get(summary["Name"], "CUSTOM")}
            for summary in _summaries(world, "agent-state", names)]


def _hours_details(hours: list[dict]) -> list[dict]:
    """Summer from eight to eight, winter shorter, one holiday line that somebody left without any hours."""
    every_day = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
    seasons = {"Summer": (every_day, 8, 20), "Winter": (every_day[:5], 9, 17), "Holidays": ((), 0, 0),
               "Season": (every_day, 6, 22), "Night": (every_day, 20, 0), "open": (every_day, 0, 0)}
    details = []
    for one in hours:
        days, first, last = seasons[one["Name"].split()[-1]]
        details.append({
            "HoursOfOperationId": one["Id"], "HoursOfOperationArn": one["Arn"], "Name": one["Name"],
            "TimeZone": "Europe/London" if one["Name"].startswith(("Dover", "Harwich")) else "Europe/Berlin",
            "Config": [{"Day": day, "StartTime": {"Hours": first, "Minutes": 0},
                        "EndTime": {"Hours": last, "Minutes": 0}} for day in days]})
    return details


def _record_hours(world: World, recorder: Recorder, hours: list[dict]) -> None:
    """Of the holidays, those in Kiel have an override that opens them."""
    recorder.listed("SearchHoursOfOperations", {"InstanceId": world.instance_id, "MaxResults": 100},
                    "HoursOfOperations", _hours_details(hours), size=100, ApproximateTotalCount=len(hours))
    kiel = next(one for one in hours if one["Name"] == "Kiel Holidays")
    override = {"HoursOfOperationOverrideId": world.uuid("operating-hours-override", "Kiel Week"),
                "HoursOfOperationId": kiel["Id"], "HoursOfOperationArn": kiel["Arn"], "Name": "Kiel Week",
                "OverrideType": "STANDARD", "EffectiveFrom": "2027-06-19", "EffectiveTill": "2027-06-27",
                "Config": [{"Day": "SATURDAY", "StartTime": {"Hours": 9, "Minutes": 0},
                            "EndTime": {"Hours": 18, "Minutes": 0}}]}
    recorder.listed("SearchHoursOfOperationOverrides", {"InstanceId": world.instance_id, "MaxResults": 100},
                    "HoursOfOperationOverrides", [override], size=100, ApproximateTotalCount=1)


def _record_plain_lists(world: World, recorder: Recorder) -> dict[str, int]:
    """Lists of summaries that differ in nothing but their names."""
    hours = [f"{place} {season}" for place, season in
             product(("Hamburg", "Kiel", "Dover", "Calais", "Rostock", "Harwich"),
                     ("Summer", "Winter", "Holidays", "Storm Season", "Night"))] + ["Always open"]
    lists = {
        "security_profiles": ("ListSecurityProfiles", "SecurityProfileSummaryList",
                              _summaries(world, "security-profile", SECURITY_PROFILES)),
        "quick_connects": ("ListQuickConnects", "QuickConnectSummaryList", _quick_connects(world)),
        "hours_of_operation": ("ListHoursOfOperations", "HoursOfOperationSummaryList",
                               _summaries(world, "operating-hours", hours)),
        "prompts": ("ListPrompts", "PromptSummaryList",
                    _summaries(world, "prompt", [f"announcement-{number:03}.wav" for number in range(1, 124)])),
        "agent_statuses": ("ListAgentStatuses", "AgentStatusSummaryList", _agent_statuses(world)),
        "user_hierarchy_groups": ("ListUserHierarchyGroups", "UserHierarchyGroupSummaryList",
                                  _summaries(world, "agent-group", HIERARCHY_GROUPS)),
    }
    for operation, member, items in lists.values():
        recorder.listed(operation, {"InstanceId": world.instance_id, "MaxResults": 1000}, member, items, size=100)
    _record_hours(world, recorder, lists["hours_of_operation"][2])
    return {key: len(items) for key, (_, _, items) in lists.items()}


def _record_bots_and_functions(world: World, recorder: Recorder) -> dict[str, int]:
    first_generation = [{"LexBot": {"Name": name, "LexRegion": REGION}}
                        for name in ("FerryTimes", "LostAndFound", "CargoStatus")]
    alias_arn = f"arn:aws:lex:{REGION}:{ACCOUNT_ID}:bot-alias"
    aliases = [{"LexV2Bot": {"AliasArn": f"{alias_arn}/BOT{number:07}/ALIAS{number:05}"}} for number in range(1, 28)]
    for version, bots in (("V1", first_generation), ("V2", aliases)):
        recorder.listed("ListBots", {"InstanceId": world.instance_id, "LexVersion": version, "MaxResults": 25},
                        "LexBots", bots, size=25)
    topics = ("customer", "cargo", "billing", "timetable", "routing", "survey", "audit")
    functions = [f"arn:aws:lambda:{REGION}:{ACCOUNT_ID}:function:harbour-{topic}-{number:02}"
                 for topic, number in product(topics, range(1, 18))]
    recorder.listed("ListLambdaFunctions", {"InstanceId": world.instance_id, "MaxResults": 25},
                    "LambdaFunctions", functions, size=25)
    return {"lex_bots": len(first_generation), "lex_v2_bot_aliases": len(aliases), "lambda_functions": len(functions)}


def _record_denied_attributes(world: World, recorder: Recorder) -> None:
    caller = f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/connect-ops-review/recording"
    recorder.refused(
        "connect", "ListPredefinedAttributes",
        {"InstanceId": world.instance_id, "MaxResults": 100},
        {"code": "AccessDeniedException", "httpStatus": 403,
         "message": f"User: {caller} is not authorized to perform: connect:ListPredefinedAttributes on resource: "
                    f"{world.instance_arn} because no identity-based policy allows the "
                    "connect:ListPredefinedAttributes action"})


def _record_workspaces_and_mail(world: World, recorder: Recorder) -> dict[str, int]:
    workspaces = _summaries(world, "workspace", ["Service Desk", "Cargo Desk", "Back Office", "Supervisors"])
    recorder.listed("ListWorkspaces", {"InstanceId": world.instance_id, "MaxResults": 100},
                    "WorkspaceSummaryList", workspaces, size=100)
    addresses = []
    for topic in _TOPICS[:12]:
        identity = world.named("email-address", topic)
        mailbox = topic.lower().replace(" ", "-")
        addresses.append({"EmailAddressId": identity["Id"], "EmailAddressArn": identity["Arn"],
                          "EmailAddress": f"{mailbox}@harbour.example", "DisplayName": topic})
    recorder.listed("SearchEmailAddresses", {"InstanceId": world.instance_id, "MaxResults": 100},
                    "EmailAddresses", addresses, size=100, ApproximateTotalCount=len(addresses))
    tables = [world.named("data-table", name) for name in ("Tariffs", "Closing Days")]
    recorder.listed("ListDataTables", {"InstanceId": world.instance_id, "MaxResults": 1000}, "DataTableSummaryList", tables,
                    size=1000)
    return {"workspaces": len(workspaces), "email_addresses": len(addresses), "data_tables": len(tables)}


def plant(world: World, recorder: Recorder, truth: Truth) -> tuple[list[Queue], dict[str, int]]:
    """The standard queues, and how much there is of everything that a quota counts."""
    users = list_users(world)
    queues = _record_queues(world, recorder, users)
    _record_queue_details(world, recorder, truth, queues)
    _record_quick_connects(world, recorder, truth)
    _record_quick_connects_of_queues(world, recorder, truth, queues)
    counts = {
        "queues": len(queues),
        "users": _record_users(world, recorder, users),
        "routing_profiles": _record_routing_profiles(world, recorder, truth, queues),
        "queues_per_routing_profile": _MOST_PAIRS,
        **_record_plain_lists(world, recorder),
        **_record_bots_and_functions(world, recorder),
        **INTEGRATIONS,
    }
    _record_denied_attributes(world, recorder)
    return queues, {**counts, **_record_workspaces_and_mail(world, recorder)}
