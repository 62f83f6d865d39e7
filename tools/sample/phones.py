"""Phone numbers of every type, all in ranges that are set aside for fiction wherever a country has one."""

from collections import Counter
from dataclasses import dataclass

from .flows import FLOWS_WITH_A_NUMBER, Flow
from .people import ARCHIVED_FLOW
from .recorder import Recorder
from .truth import Truth
from .world import ACCOUNT_ID, REGION, World

_NEVER_LOOKED_UP = {"SHORT_CODE", "UIFN"}
_CALLING_CODES = {"DE": "49", "GB": "44", "FR": "33", "US": "1", "IE": "353", "SE": "46"}
_NUMERIC_CODES = {"DE": "276", "GB": "826", "FR": "250", "US": "840", "IE": "372", "SE": "752"}
_COUNTRY_NAMES = {"DE": "Germany", "GB": "United Kingdom", "FR": "France", "US": "United States", "IE": "Ireland",
                  "SE": "Sweden"}
_RESILIENT_GROUP = "harbour-resilient"


@dataclass(frozen=True)
class Number:
    id: str
    e164: str
    country: str
    kind: str
    carrier: str | None
    group: str | None


@dataclass(frozen=True)
class Block:
    """Consecutive numbers of one kind."""

    first: str
    size: int
    country: str
    kind: str
    carriers: tuple[str | None, ...]  # taken in turn; None: not known
    group: str | None = None


_BLOCKS = (
    Block("+493023125000", 20, "DE", "DID", ("Elbkabel Telefon",)),
    Block("+493023125900", 2, "DE", "THIRD_PARTY_DID", ("Elbkabel Telefon",)),
    Block("+442079460100", 12, "GB", "DID", ("Albion Voice", "Thames Telecom")),
    Block("+448081570100", 5, "GB", "TOLL_FREE", ("Albion Voice",)),
    Block("+448081570900", 1, "GB", "THIRD_PARTY_TF", ("Thames Telecom",)),
    Block("+443069990100", 1, "GB", "SHARED", ("Albion Voice",)),
    Block("+80055501990", 1, "GB", "UIFN", (None,)),
    Block("+33199000100", 6, "FR", "DID", ("Ligne Claire", "Ligne Claire", None)),
    Block("+33805990100", 2, "FR", "TOLL_FREE", (None,)),
    Block("+12025550100", 2, "US", "DID", ("Potomac Exchange",)),
    Block("72345", 1, "US", "SHORT_CODE", (None,)),
    Block("+353209120100", 1, "IE", "DID", ("Liffey Line",)),
    Block("+46846500400", 3, "SE", "DID", (None,)),
    Block("+493023125500", 2, "DE", "DID", ("Elbkabel Telefon",), _RESILIENT_GROUP),
    Block("+442079460900", 2, "GB", "DID", ("Thames Telecom",), _RESILIENT_GROUP),
)
_FAILED = "+493023125007"
_IN_PROGRESS = "+33199000104"
_UNUSED = ("+493023125019", "+442079460111")
_DIVERSITY = {"DE": "warn", "GB": "pass", "FR": "not_assessed", "US": "warn", "IE": "not_applicable",
              "SE": "not_assessed"}


def _numbers(world: World) -> list[Number]:
    numbers = []
    for block in _BLOCKS:
        plus, first = "+" * block.first.startswith("+"), int(block.first)
        for index in range(block.size):
            e164 = f"{plus}{first + index}"
            carrier = block.carriers[index % len(block.carriers)]
            identifier = world.uuid("phone-number", e164)
            numbers.append(Number(identifier, e164, block.country, block.kind, carrier, block.group))
    return numbers


def groups(world: World) -> list[dict]:
    found = []
    for name, is_default in ((_RESILIENT_GROUP, False), ("harbour-default", True)):
        identifier = world.uuid("traffic-distribution-group", name)
        found.append({"Id": identifier, "Arn": world.account_arn(f"traffic-distribution-group/{identifier}"),
                      "Name": name, "InstanceArn": world.instance_arn, "Status": "ACTIVE", "IsDefault": is_default})
    return found


def _source_arn(world: World, number: Number) -> str:
    """Of the number in AWS End User Messaging, which it was imported from."""
    return f"arn:aws:sms-voice:{REGION}:{ACCOUNT_ID}:phone-number/phone-{number.id.replace('-', '')}"


def _summary(world: World, number: Number, target_arn: str) -> dict:
    summary = {
        "PhoneNumberId": number.id,
        "PhoneNumberArn": world.account_arn(f"phone-number/{number.id}"),
        "PhoneNumber": number.e164,
        "PhoneNumberCountryCode": number.country,
        "PhoneNumberType": number.kind,
        "TargetArn": target_arn,
    }
    if number.kind == "SHORT_CODE":
        summary["SourcePhoneNumberArn"] = _source_arn(world, number)
    return summary if number.group else {**summary, "InstanceId": world.instance_id}


def _record_numbers(world: World, recorder: Recorder, numbers: list[Number]) -> list[dict]:
    all_groups = groups(world)
    recorder.listed("ListTrafficDistributionGroups", {"InstanceId": world.instance_id, "MaxResults": 10},
                    "TrafficDistributionGroupSummaryList", all_groups, size=10)
    targets = [(None, world.instance_arn), *((group["Name"], group["Arn"]) for group in all_groups)]
    everything = []
    for group, arn in targets:
        summaries = [_summary(world, number, arn) for number in numbers if number.group == group]
        recorder.listed("ListPhoneNumbersV2", {"TargetArn": arn, "MaxResults": 1000},
                        "ListPhoneNumbersSummaryList", summaries, size=40)
        everything += summaries
    return everything


def _record_states(recorder: Recorder, summaries: list[dict]) -> None:
    states = {
        _FAILED: {"Status": "FAILED", "Message": "The number could not be ported: the carrier refused the request."},
        _IN_PROGRESS: {"Status": "IN_PROGRESS", "Message": ""},
    }
    for summary in summaries:
        state = states.get(summary["PhoneNumber"], {"Status": "CLAIMED"})
        is_of_group = "InstanceId" not in summary
        identifier = summary["PhoneNumberArn" if is_of_group else "PhoneNumberId"]
        recorder.call("connect", "DescribePhoneNumber", {"PhoneNumberId": identifier},
                      {"ClaimedPhoneNumberSummary": {**summary, "Tags": {}, "PhoneNumberStatus": state}})


def _record_associations(world: World, recorder: Recorder, truth: Truth, numbers: list[Number], flows: list[Flow]) -> None:
    rng = world.rng("flow associations")
    entry_flows = [flow for flow in flows if flow.is_live and flow.kind == "CONTACT_FLOW"]
    attached = [{"ResourceId": world.account_arn(f"phone-number/{number.id}"), "FlowId": rng.choice(entry_flows).arn,
                 "ResourceType": "VOICE_PHONE_NUMBER"}
                for number in numbers if number.kind != "SHORT_CODE" and number.e164 not in _UNUSED]
    for association, name in zip(attached, FLOWS_WITH_A_NUMBER):
        association["FlowId"] = next(flow.arn for flow in entry_flows if flow.name == name)
    attached[-1]["FlowId"] = world.arn(f"contact-flow/{world.uuid('contact-flow', ARCHIVED_FLOW)}")
    truth.finding("number_targets", attached[-1]["ResourceId"].rpartition("/")[2], "fail")
    recorder.listed("ListFlowAssociations",
                    {"InstanceId": world.instance_id, "ResourceType": "VOICE_PHONE_NUMBER", "MaxResults": 1000},
                    "FlowAssociationSummaryList", attached, size=40)
    cargo = world.named("email-address", "Cargo Booking")
    recorder.listed("ListFlowAssociations",
                    {"InstanceId": world.instance_id, "ResourceType": "INBOUND_EMAIL", "MaxResults": 1000},
                    "FlowAssociationSummaryList",
                    [{"ResourceId": cargo["Arn"], "FlowId": attached[0]["FlowId"], "ResourceType": "INBOUND_EMAIL"}],
                    size=100)
    for number in numbers:
        if number.kind == "SHORT_CODE":
            source = _source_arn(world, number)
            recorder.call("connect", "GetFlowAssociation",
                          {"InstanceId": world.instance_id, "ResourceId": source, "ResourceType": "SMS_PHONE_NUMBER"},
                          {"ResourceId": source, "FlowId": rng.choice(entry_flows).arn,
                           "ResourceType": "SMS_PHONE_NUMBER"})


def _validation(number: Number) -> dict:
    calling_code = _CALLING_CODES[number.country]
    found = {
        "CleansedPhoneNumberE164": number.e164,
        "CleansedPhoneNumberNational": number.e164.removeprefix(f"+{calling_code}"),
        "Country": _COUNTRY_NAMES[number.country],
        "CountryCodeIso2": number.country,
        "CountryCodeNumeric": _NUMERIC_CODES[number.country],
        "OriginalCountryCodeIso2": number.country,
        "OriginalPhoneNumber": number.e164,
        "PhoneType": "LANDLINE" if number.kind in ("DID", "THIRD_PARTY_DID") else "VOIP",
        "PhoneTypeCode": 1 if number.kind in ("DID", "THIRD_PARTY_DID") else 2,
    }
    return {"Carrier": number.carrier, **found} if number.carrier else found


def _record_carriers(recorder: Recorder, numbers: list[Number]) -> None:
    for number in numbers:
        if number.kind not in _NEVER_LOOKED_UP:
            recorder.call("pinpoint", "PhoneNumberValidate",
                          {"NumberValidateRequest": {"PhoneNumber": number.e164, "IsoCountryCode": number.country}},
                          {"NumberValidateResponse": _validation(number)})


def _state_truth(world: World, truth: Truth, numbers: list[Number]) -> None:
    truth.finding("phone_number_state", world.uuid("phone-number", _FAILED), "fail")
    truth.finding("phone_number_state", world.uuid("phone-number", _IN_PROGRESS), "warn")
    truth.finding("phone_number_state", world.instance_id, "pass")
    for e164 in _UNUSED:
        truth.finding("unused_phone_numbers", world.uuid("phone-number", e164), "warn")
    for country, status in _DIVERSITY.items():
        truth.finding("carrier_diversity", country, status)
    truth.finding("number_mix", world.instance_id, "info")

    by_type = Counter(number.kind for number in numbers)
    total = len(numbers)
    truth.fact("phone", "/total_numbers", total)
    truth.facts("phone", "/by_type", dict(sorted(by_type.items())))
    truth.facts("phone", "/by_country", dict(sorted(Counter(number.country for number in numbers).items())))
    truth.facts("cost", "", {"toll_free_numbers": by_type["TOLL_FREE"], "claimed_numbers": total - sum(
        by_type[kind] for kind in ("THIRD_PARTY_DID", "THIRD_PARTY_TF", "SHORT_CODE"))})
    for pointer, kinds in (("/toll_free_percentage", ("TOLL_FREE", "THIRD_PARTY_TF")),
                           ("/did_percentage", ("DID", "THIRD_PARTY_DID"))):
        truth.fact("phone", pointer, 100 * 100 * sum(by_type[kind] for kind in kinds) // total / 100)


def plant(world: World, recorder: Recorder, truth: Truth, flows: list[Flow]) -> int:
    """Answers how many numbers the instance itself has."""
    numbers = _numbers(world)
    summaries = _record_numbers(world, recorder, numbers)
    _record_states(recorder, summaries)
    _record_associations(world, recorder, truth, numbers, flows)
    _record_carriers(recorder, numbers)
    _state_truth(world, truth, numbers)
    return sum(number.group is None for number in numbers)
