"""Phone numbers of the instance and of a traffic distribution group, with their states, flows and carriers.

The numbers are in ranges that are set aside for fiction, or follow them where a world needs more than a range holds.
"""

from collections import Counter
from dataclasses import dataclass

from .flows import Flow
from .identity import ACCOUNT, Identity

COUNTRIES = {"DE": (493023125000, "49", "276", "Germany"), "GB": (442079460000, "44", "826", "United Kingdom"),
             "US": (12025550000, "1", "840", "United States")}
_KINDS = ("DID", "TOLL_FREE", "DID", "UIFN", "DID", "THIRD_PARTY_DID", "SHARED", "DID")
_SOURCES = ("sms-voice:{}:phone-number/phone-{}", "social-messaging:{}:phone-number-id/{}")
_CARRIERS = ("Elbkabel Telefon", "Albion Voice", None)


@dataclass(frozen=True)
class Number:
    index: int
    country: str
    kind: str
    in_group: bool
    flaws: bool = True

    @property
    def e164(self) -> str:
        return f"+{COUNTRIES[self.country][0] + self.index}"

    @property
    def status(self) -> dict:
        if not self.flaws:
            return {"Status": "CLAIMED"}
        if self.index % 20 == 7:
            return {"Status": "FAILED", "Message": "The carrier refused the request."}
        return {"Status": "IN_PROGRESS" if self.index % 50 == 10 else "CLAIMED"}

    @property
    def has_flow(self) -> bool:
        """Whether calls lead to a flow."""
        return self.source is None and not (self.flaws and self.index % 9 == 1)

    @property
    def source(self) -> str | None:
        """What it was imported from, for SMS or for WhatsApp."""
        return _SOURCES[self.index // 9 % 2] if self.index % 9 == 4 else None

    @property
    def has_message_flow(self) -> bool:
        return self.source is not None and not (self.flaws and self.index // 9 % 3 == 2)

    @property
    def carrier(self) -> str | None:
        if not self.flaws:  # several in each country
            return _CARRIERS[self.index // len(COUNTRIES) % 2]
        return _CARRIERS[self.index % len(_CARRIERS)]


def numbers(count: int, flaws: bool = True) -> list[Number]:
    countries = tuple(COUNTRIES)
    return [Number(index, countries[index % len(countries)], _KINDS[index % len(_KINDS)], index % 8 == 6, flaws)
            for index in range(count)]


def group(identity: Identity) -> dict:
    identifier = identity.uuid("traffic-distribution-group", "resilient")
    return {"Id": identifier, "Arn": identity.account_arn(f"traffic-distribution-group/{identifier}"),
            "Name": "resilient", "InstanceArn": identity.instance_arn, "Status": "ACTIVE", "IsDefault": False}


def number_id(identity: Identity, number: Number) -> str:
    return identity.uuid("phone-number", number.e164)


def source_arn(identity: Identity, number: Number) -> str:
    identifier = number_id(identity, number).replace("-", "")
    return "arn:aws:" + str(number.source).format(f"{identity.region}:{ACCOUNT}", identifier)


def summary(identity: Identity, number: Number) -> dict:
    identifier = number_id(identity, number)
    found = {"PhoneNumberId": identifier, "PhoneNumberArn": identity.account_arn(f"phone-number/{identifier}"),
             "PhoneNumber": number.e164, "PhoneNumberCountryCode": number.country, "PhoneNumberType": number.kind}
    if number.source:
        found["SourcePhoneNumberArn"] = source_arn(identity, number)
    if number.in_group:
        return {**found, "TargetArn": group(identity)["Arn"]}
    return {**found, "TargetArn": identity.instance_arn, "InstanceId": identity.instance_id}


def associations(identity: Identity, found: list[Number], flows: list[Flow]) -> list[dict]:
    live = [flow for flow in flows if flow.is_live]
    return [{"ResourceId": identity.account_arn(f"phone-number/{number_id(identity, number)}"),
             "FlowId": live[number.index % len(live)].arn, "ResourceType": "VOICE_PHONE_NUMBER"}
            for number in found if number.has_flow and live]


def message_association(identity: Identity, found: list[Number], flows: list[Flow], resource: str,
                        kind: str) -> dict | None:
    """The flow that messages lead to; none where the resource is of another kind, or leads nowhere."""
    live = [flow for flow in flows if flow.is_live]
    wanted = "SMS_PHONE_NUMBER" if ":sms-voice:" in resource else "WHATSAPP_MESSAGING_PHONE_NUMBER"
    for number in found:
        if live and kind == wanted and number.has_message_flow and source_arn(identity, number) == resource:
            return {"ResourceId": resource, "FlowId": live[number.index % len(live)].arn, "ResourceType": kind}
    return None


def validation(e164: str, flaws: bool = True) -> dict:
    """What PhoneNumberValidate answers."""
    for country, (first, calling_code, numeric, name) in COUNTRIES.items():
        index = int(e164) - first
        if 0 <= index < 1_000_000:
            number = Number(index, country, "DID", False, flaws)
            answer = {"CleansedPhoneNumberE164": e164,
                      "CleansedPhoneNumberNational": e164.removeprefix(f"+{calling_code}"), "Country": name,
                      "CountryCodeIso2": country, "CountryCodeNumeric": numeric,
                      "OriginalPhoneNumber": e164, "PhoneType": "LANDLINE", "PhoneTypeCode": 1}
            return {**answer, "Carrier": number.carrier} if number.carrier else answer
    return {"OriginalPhoneNumber": e164, "PhoneType": "INVALID", "PhoneTypeCode": 3}


def truth(found: list[Number]) -> dict:
    return {"total": len(found), "of_instance": sum(not number.in_group for number in found),
            "by_type": dict(sorted(Counter(number.kind for number in found).items())),
            "by_country": dict(sorted(Counter(number.country for number in found).items())),
            "failed": sum(number.status["Status"] == "FAILED" for number in found),
            "in_progress": sum(number.status["Status"] == "IN_PROGRESS" for number in found),
            "without_flow": sum(not (number.has_flow or number.has_message_flow) for number in found)}
