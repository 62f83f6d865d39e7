"""Contact flows and modules of every sort: logging, half logging, not logging, unreadable, drafts and AWS's own."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from itertools import product

from . import flow_content
from .recorder import Recorder
from .truth import Truth
from .world import RECORDED_AT, REGION, World, epoch, is_published_name

# What is planned for a flow's logging, and what the review must call it.
_LOGGING = {
    "on": "on",
    "off": "off",
    "error branch without": "partly",
    "condition without": "partly",
    "switched off later": "partly",
    "out of reach": "off",
    "fails to describe": "not_assessed",
    "not JSON": "not_assessed",
}
_STATUSES = {"on": "pass", "partly": "warn", "not_assessed": "not_assessed"}
_FAILS_WITHOUT_LOGGING = {"CONTACT_FLOW", "CAMPAIGN"}

# Flows that other subjects of the sample refer to by name.
MAIN_MENU = "Main Menu"
PAYMENT_LINE = "Payment Line"
CARGO_TRACKING = "Cargo Tracking"
MUNICH = "Begrüßung München"
CALLBACK = "☎️ Rückruf"
FLOWS_WITHOUT_DATA = {"Press Office", "Storm Announcement", "Harwich Night Service", "Le Havre Night Service"}

_PORTS = ("Hamburg", "Kiel", "Dover", "Calais", "Rostock", "Travemuende", "Harwich", "Le Havre")
_CONTACT_FLOWS = {
    MAIN_MENU: "on",
    PAYMENT_LINE: "on",
    CARGO_TRACKING: "on",
    MUNICH: "on",
    CALLBACK: "on",
    "\"VIP\" 'Gold' Line": "on",
    "خط الطوارئ": "on",
    "Sammelruf (alt)": "on",
    "Defaulting Payments": "on",
    "Samples Desk": "off",
    "<script>alert(1)</script>": "off",
    "Lost Property": "off",
    "Storm Announcement": "off",
    "Press Office": "off",
    "Timetable Info 24/7": "out of reach",
    "Ticket Office": "error branch without",
    "קו חירום לילה": "error branch without",
    "Refund Hotline": "condition without",
    "Claims Intake": "switched off later",
    "Crew Rota": "fails to describe",
    "Legacy IVR 2019": "not JSON",
    **{f"{port} {service}": "on" for port, service in product(_PORTS, ("Welcome", "Cargo", "Night Service"))},
}
_OTHER_FLOWS = {
    "CUSTOMER_QUEUE": {"Queue Music": "on", "Queue with Callback": "on", "Cargo Queue": "on", "Night Queue": "on",
                       "Claims Queue": "condition without"},
    "CUSTOMER_HOLD": {"Hold Sea Shanty": "on", "Hold Quiet": "on", "Hold Cargo": "off"},
    "CUSTOMER_WHISPER": {"Recording Notice": "on", "Survey Notice": "on", "Premium Notice": "switched off later"},
    "AGENT_HOLD": {"Agent Hold Music": "on", "Agent Hold Quiet": "on"},
    "AGENT_WHISPER": {"Whisper Queue Name": "on", "Whisper Language": "off", "Whisper VIP": "off"},
    "OUTBOUND_WHISPER": {"Outbound Greeting": "on", "Outbound Dunning": "off"},
    "AGENT_TRANSFER": {"Transfer to Agent": "on", "Transfer to Supervisor": "on"},
    "QUEUE_TRANSFER": {"Transfer to Queue": "on"},
    "CAMPAIGN": {"Winter Timetable Campaign": "on", "Cabin Offer Campaign": "off"},
}
# What is wrong with a flow, and the check that must say so. Numbers lead to those that a number must lead to for that.
_DEFECTS = {
    "Defaulting Payments": ("queue is gone, bot of Lex V1", {"flow_dangling": "fail"}),
    "Travemuende Welcome": ("queue that nobody serves", {"flow_unserved_queues": "warn"}),
    "Le Havre Welcome": ("queue that is disabled", {"flow_disabled_queues": "fail"}),
    "Rostock Welcome": ("function is gone", {}),
    "Rostock Cargo": ("function lets nobody call", {}),
    "Harwich Welcome": ("no kind can be used", {"flow_dangling": "fail"}),
    "Sammelruf (alt)": ("target is archived, hook of another type, Voice ID", {"flow_dangling": "fail"}),
    "Travemuende Night Service": ("all kinds can be used", {}),
    "Kiel Welcome": ("dead end", {"flow_dead_ends": "fail"}),
    "Dover Cargo": ("no error branch", {"flow_error_branches": "warn"}),
    "Calais Welcome": ("silent loop", {"flow_loops": "fail"}),
    "Rostock Night Service": ("loop that speaks", {"flow_loops": "warn"}),
    "Hamburg Cargo": ("silent hang-up", {"flow_silent_hang_ups": "warn", "flow_lambda_silence": "warn"}),
    "Kiel Cargo": ("queue not set", {"flow_queue_not_set": "warn"}),
    "Dover Welcome": ("closed without a word", {"flow_closed_message": "warn"}),
    "Hamburg Night Service": ("hours never open", {"flow_closed_hours": "warn"}),
    "Harwich Night Service": ("hours opened by an override", {}),
    "Calais Cargo": ("hours not checked", {"flow_unchecked_hours": "info"}),
    "Travemuende Cargo": ("dials input", {"flow_dialled_numbers": "fail"}),
    "Harwich Cargo": ("stores input", {"flow_sensitive_input": "warn"}),
    "Le Havre Cargo": ("reads back", {"flow_read_back": "warn"}),
    "Hamburg Welcome": ("SSML from attribute", {"flow_dynamic_ssml": "warn"}),
    "Kiel Night Service": ("authenticates some", {"flow_unauthenticated": "warn"}),
    "Dover Night Service": ("records unannounced", {"flow_unannounced_recording": "info"}),
    "Calais Night Service": ("records nobody", {"flow_unrecorded": "info"}),
    "Press Office": ("queue that nobody calls", {}),
}
SAMPLE_WITH_A_NUMBER = "Sample inbound flow (first contact experience)"
FLOWS_WITH_A_NUMBER = ("Hamburg Cargo", "Kiel Cargo", "Calais Cargo", "Harwich Cargo", "Kiel Night Service",
                       "Dover Night Service", "Calais Night Service", SAMPLE_WITH_A_NUMBER, "Press Office")
_CHECKS_OF_GRAPHS = sorted({check for _, checks in _DEFECTS.values() for check in checks})
_DRAFTS = ("Main Menu 2027", "Chat Pilot", "Cruise Terminal Welcome", "Survey after Call", "Cargo Bot Trial",
           "Emergency Broadcast")
# What a draft lacks before it can be published.
_DRAFT_DEFECTS = {"Chat Pilot": "no error branch", "Cruise Terminal Welcome": "dead end"}
_ARCHIVED = {"Main Menu 2019": "PUBLISHED", "Main Menu 2021": "PUBLISHED", "Pandemic Notice": "PUBLISHED",
             "Old Night Service": "PUBLISHED", "Unfinished Chat": "SAVED"}
_AWS_SAMPLES = {
    "Default agent hold": "AGENT_HOLD", "Default agent transfer": "AGENT_TRANSFER",
    "Default agent whisper": "AGENT_WHISPER", "Default customer hold": "CUSTOMER_HOLD",
    "Default customer queue": "CUSTOMER_QUEUE", "Default customer whisper": "CUSTOMER_WHISPER",
    "Default outbound": "OUTBOUND_WHISPER", "Default queue transfer": "QUEUE_TRANSFER",
    "Sample AB test": "CONTACT_FLOW", "Sample disconnect flow": "CONTACT_FLOW",
    "Sample inbound flow (first contact experience)": "CONTACT_FLOW", "Sample queue customer": "CONTACT_FLOW",
}
_MODULES = {"Authenticate": "on", "Consent": "on", "Find Booking": "on", "Opening Hours": "on", "Survey": "on",
            "Take Payment": "on", "Übergabe an Agent": "on", "Language Choice": "off", "Weather Notice": "off",
            "Cargo Lookup": "switched off later"}
_DRAFT_MODULE = "Cruise Check-in"
# What was saved of a flow or module and never published: days before the recording. After 30 it is a warning; of a
# module AWS does not say when. Those of a flow lack a branch.
_UNPUBLISHED_CHANGES = {"Lost Property": 44, "Press Office": 12, "Weather Notice": None}
_ARCHIVED_MODULE = "Authenticate 2020"

_TOO_MANY = {"code": "TooManyRequestsException", "httpStatus": 429, "message": "Too Many Requests"}
_INTERNAL = {"code": "InternalServiceException", "httpStatus": 500, "message": "The service failed to answer."}
_THROTTLED_TWICE = MAIN_MENU
_ATTEMPTS = 5


@dataclass(frozen=True)
class Flow:
    id: str
    arn: str
    name: str
    kind: str
    plan: str
    state: str = "ACTIVE"
    status: str = "PUBLISHED"
    is_aws_sample: bool = False
    has_number: bool = False  # of AWS's: it is nobody's sample any more

    @property
    def is_draft(self) -> bool:
        return self.state == "ACTIVE" and self.status == "SAVED"

    @property
    def is_live(self) -> bool:
        return self.is_run and (not self.is_aws_sample or self.has_number)

    @property
    def is_run(self) -> bool:
        """Whether contacts can run through it, AWS's own among them."""
        return self.state == "ACTIVE" and self.status == "PUBLISHED"

    @property
    def is_published(self) -> bool:
        return is_published_name(self.name)


def _flow(world: World, name: str, kind: str, plan: str, **rest: str | bool) -> Flow:
    identity = world.named("contact-flow", name)
    return Flow(identity["Id"], identity["Arn"], name, kind, plan, **rest)


def _flows(world: World) -> list[Flow]:
    by_kind = {"CONTACT_FLOW": _CONTACT_FLOWS, **_OTHER_FLOWS}
    flows = [_flow(world, name, kind, plan) for kind, plans in by_kind.items() for name, plan in plans.items()]
    flows += [_flow(world, name, "CONTACT_FLOW", "off", status="SAVED") for name in _DRAFTS]
    flows += [_flow(world, name, "CONTACT_FLOW", "off", state="ARCHIVED", status=status)
              for name, status in _ARCHIVED.items()]
    flows += [_flow(world, name, kind, "on", is_aws_sample=True, has_number=name == SAMPLE_WITH_A_NUMBER)
              for name, kind in _AWS_SAMPLES.items()]
    world.rng("flow order").shuffle(flows)
    return flows


def _record_list(world: World, recorder: Recorder, flows: list[Flow]) -> None:
    summaries = [{"Id": flow.id, "Arn": flow.arn, "Name": flow.name, "ContactFlowType": flow.kind,
                  "ContactFlowState": flow.state, "ContactFlowStatus": flow.status} for flow in flows]
    recorder.listed("ListContactFlows", {"InstanceId": world.instance_id, "MaxResults": 1000},
                    "ContactFlowSummaryList", summaries, size=60)


def _content(world: World, flow: Flow) -> str:
    if flow.plan == "fails to describe":
        return ""
    if flow.plan == "not JSON":
        return flow_content.write(world, flow.kind, flow.name, "on")[:400]
    defect, _ = _DEFECTS.get(flow.name, (_DRAFT_DEFECTS.get(flow.name), {}))
    return flow_content.write(world, flow.kind, flow.name, flow.plan, defect)


def _description(world: World, flow: Flow) -> dict:
    content = _content(world, flow)
    return {
        "Arn": flow.arn,
        "Id": flow.id,
        "Name": flow.name,
        "Type": flow.kind,
        "State": flow.state,
        "Status": flow.status,
        "Content": content,
        "Tags": {},
        "FlowContentSha256": hashlib.sha256(content.encode()).hexdigest(),
        "LastModifiedTime": epoch(RECORDED_AT) - world.rng(f"modified/{flow.id}").randrange(86400, 365 * 86400),
        "LastModifiedRegion": REGION,
    }


def _saved(world: World, kind: str, description: dict, digest: str) -> dict:
    """What is answered to the alias $SAVED: what is published, or changes to it."""
    name = description["Name"]
    if name not in _UNPUBLISHED_CHANGES:
        return {**description, "Status": "SAVED"}
    days, defect = _UNPUBLISHED_CHANGES[name], None if kind == "MODULE" else "no error branch"
    content = flow_content.write(world, kind, f"{name}, soon", "on", defect)
    times = {"LastModifiedTime": epoch(RECORDED_AT) - days * 86400} if days else {}
    return {**description, **times, "Status": "SAVED", "Content": content,
            digest: hashlib.sha256(content.encode()).hexdigest()}


def _record_saved_flow(world: World, recorder: Recorder, flow: Flow) -> None:
    recorder.call("connect", "DescribeContactFlow",
                  {"InstanceId": world.instance_id, "ContactFlowId": f"{flow.id}:$SAVED"},
                  {"ContactFlow": _saved(world, flow.kind, _description(world, flow), "FlowContentSha256")})


def _is_sparse(flow: Flow) -> bool:
    """Whether the search leaves the flow's content out, so that it has to be described."""
    return flow.plan in ("fails to describe", "not JSON") or flow.name == _THROTTLED_TWICE or int(flow.id[0], 16) < 4


def _record_search(world: World, recorder: Recorder, flows: list[Flow]) -> None:
    found = []
    for flow in flows:
        description = _description(world, flow)
        found.append({**description, "Content": ""} if _is_sparse(flow) else description)
    recorder.listed("SearchContactFlows", {"InstanceId": world.instance_id, "MaxResults": 100}, "ContactFlows", found,
                    size=50, ApproximateTotalCount=len(found))


def _record_description(world: World, recorder: Recorder, flow: Flow) -> None:
    identifier = f"{flow.id}:$SAVED" if flow.is_draft else flow.id
    request = {"InstanceId": world.instance_id, "ContactFlowId": identifier}
    if flow.plan == "fails to describe":
        for _ in range(_ATTEMPTS):
            recorder.refused("connect", "DescribeContactFlow", request, _INTERNAL)
        return
    if flow.name == _THROTTLED_TWICE:
        for _ in range(2):
            recorder.refused("connect", "DescribeContactFlow", request, _TOO_MANY)
    recorder.call("connect", "DescribeContactFlow", request, {"ContactFlow": _description(world, flow)})


def _module(world: World, name: str) -> dict:
    state = "ARCHIVED" if name == _ARCHIVED_MODULE else "ACTIVE"
    return {**world.named("flow-module", name), "State": state}


def _module_description(world: World, module: dict) -> dict:
    name = module["Name"]
    content = flow_content.write(world, "MODULE", name, _MODULES.get(name, "off"))
    return {**module, "Content": content, "Status": "SAVED" if name == _DRAFT_MODULE else "PUBLISHED", "Tags": {},
            "FlowModuleContentSha256": hashlib.sha256(content.encode()).hexdigest()}


def _record_modules(world: World, recorder: Recorder) -> int:
    modules = [_module(world, name) for name in sorted([*_MODULES, _DRAFT_MODULE, _ARCHIVED_MODULE])]
    recorder.listed("ListContactFlowModules", {"InstanceId": world.instance_id, "MaxResults": 1000},
                    "ContactFlowModulesSummaryList", modules, size=100)
    descriptions = [_module_description(world, module) for module in modules]
    recorder.listed("SearchContactFlowModules", {"InstanceId": world.instance_id, "MaxResults": 100},
                    "ContactFlowModules", descriptions, size=100, ApproximateTotalCount=len(modules))
    for module, description in zip(modules, descriptions):
        if module["State"] != "ACTIVE":
            continue
        identifier = module["Id"]
        if module["Name"] != _DRAFT_MODULE:
            identifier += ":$SAVED"
            description = _saved(world, "MODULE", description, "FlowModuleContentSha256")
        recorder.call("connect", "DescribeContactFlowModule",
                      {"InstanceId": world.instance_id, "ContactFlowModuleId": identifier},
                      {"ContactFlowModule": description})
    return len(modules)


def _finding(truth: Truth, key: str, kind: str, plan: str) -> None:
    without = "fail" if kind in _FAILS_WITHOUT_LOGGING else "info"
    truth.finding("flow_logging", key, _STATUSES.get(_LOGGING[plan], without))


def _state_truth(world: World, truth: Truth, flows: list[Flow]) -> None:
    live = [flow for flow in flows if flow.is_live]
    for flow in live:
        _finding(truth, flow.id, flow.kind, flow.plan)
    for name, plan in _MODULES.items():
        _finding(truth, world.uuid("flow-module", name), "MODULE", plan)
    for flow in live:
        _, found = _DEFECTS.get(flow.name, (None, {}))
        for check, status in found.items():
            truth.finding(check, flow.id, status)
    truth.finding("flow_unpublished_changes", world.uuid("contact-flow", "Lost Property"), "warn")
    truth.finding("flow_unpublished_changes", world.uuid("flow-module", "Weather Notice"), "info")
    for name in (*_DRAFT_DEFECTS, *(changed for changed, days in _UNPUBLISHED_CHANGES.items() if days)):
        truth.finding("flow_drafts", world.uuid("contact-flow", name), "info")
    for check in [*_CHECKS_OF_GRAPHS, "flow_functions", "flow_unpublished_changes", "flow_drafts", "unused_resources"]:
        truth.finding(check, "unread", "not_assessed")
    truth.finding("flow_shape", world.instance_id, "not_assessed")  # what could not be read may be larger
    truth.finding("unused_resources", "queues", "pass")
    for kind in ("functions", "hours", "prompts", "modules", "flows"):  # those that could not be read may use them
        truth.finding("unused_resources", kind, "not_assessed")
    sample = next(flow for flow in flows if flow.has_number)
    truth.finding("number_sample_flows", sample.id, "info")
    truth.facts("flow", "", {"total_flows": len(flows), "live_flows": len(live), "draft_flows": len(_DRAFTS),
                             "archived_flows": len(_ARCHIVED), "aws_sample_flows": len(_AWS_SAMPLES) - 1})
    for pointer, plans in (("/logging", [flow.plan for flow in live]), ("/modules/logging", list(_MODULES.values()))):
        counted = Counter(_LOGGING[plan] for plan in plans)
        truth.facts("flow", pointer, {kind: counted[kind] for kind in ("on", "partly", "off", "not_assessed")})


def plant(world: World, recorder: Recorder, truth: Truth) -> tuple[list[Flow], dict[str, int]]:
    """The flows in the order of their list, and how many flows and modules a quota counts."""
    flows = _flows(world)
    _record_list(world, recorder, flows)
    _record_search(world, recorder, flows)
    for flow in flows:
        if flow.is_draft or (flow.state == "ACTIVE" and _is_sparse(flow)):
            _record_description(world, recorder, flow)
    for flow in flows:
        if flow.is_live and flow.plan != "fails to describe":
            _record_saved_flow(world, recorder, flow)
    modules = _record_modules(world, recorder)
    _state_truth(world, truth, flows)
    return flows, {"contact_flows": len(flows), "flow_modules": modules}
