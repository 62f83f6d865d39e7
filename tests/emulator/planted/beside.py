"""What an instance has in the services beside Amazon Connect: a domain of Cases, campaigns, associations of integrations; and
the limits of these services, all of which are the account's.

https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
"""

from dataclasses import dataclass

from . import operations
from .identity import ACCOUNT, Identity, Size

_MADE = 1_700_000_000
_STATES = ("Running", "Paused", "Completed")  # of the campaigns


@dataclass(frozen=True)
class Limit:
    key: str
    code: str
    name: str
    value: float


# By the service, as Service Quotas calls it. Of AI agents only the defaults are listed.
_LIMITS = {
    "cases": (Limit("cases_domains", "L-C2B81BC3", "Domains", 5), Limit("cases_fields", "L-C5B69356", "Fields per domain", 500),
              Limit("cases_templates", "L-0482161A", "Templates per domain", 100),
              Limit("cases_layouts", "L-D0ED993F", "Layouts per domain", 100),
              Limit("cases_rules", "L-228D6D2D", "Case rules per domain", 50),
              Limit("", "L-C1AF8D37", "Related items per case", 200), Limit("", "L-8FEA710A", "CreateCase rate quota", 2)),
    "profile": (Limit("profile_domains", "L-6603B252", "Amazon Connect Customer Profiles domain count", 100),
                Limit("profile_object_types", "L-14092FF4", "Object types per domain", 100),
                Limit("profile_integrations", "L-4A5ECB8E", "Maximum number of integrations", 50),
                Limit("profile_event_triggers", "L-0A1E1791", "Maximum number of event triggers per domain", 50)),
    "app-integrations": (Limit("app_applications", "L-8C721859", "Applications per Region", 50),
                         Limit("app_data_integrations", "L-013E1287", "Data integrations per Region", 20),
                         Limit("app_event_integrations", "L-152D3E9E", "Event integrations per Region", 10),
                         Limit("app_data_associations", "L-3DEFA101", "Data integration associations per data integration", 10),
                         Limit("app_event_associations", "L-C1BC25C8", "Event integration associations per event integration",
                               10)),
    "connect-campaigns": (Limit("campaigns_active", "L-7F7B4C39", "Active campaigns per instance", 50),
                          Limit("campaigns_total", "L-31C1321D", "Total campaigns per instance", 500)),
    "wisdom": (Limit("ai_assistants", "L-5558F50C", "Connect AI agent - assistant count", 5),
               Limit("ai_knowledge_bases", "L-B9FB65B0", "Amazon Q in Connect - knowledge base count", 10)),
}
_FIELDS, _LAYOUTS, _TEMPLATES, _RULES = 12, 2, 3, 1


def is_used(size: Size) -> bool:
    """Where nobody calls, nothing is kept of callers."""
    return size.busy


def quotas(region: str, service: str, is_applied: bool) -> list[dict] | None:
    """What Service Quotas lists of a service; nothing where it knows no such service."""
    if service not in _LIMITS:
        return None
    if is_applied and service == "wisdom":
        return []
    owner = ACCOUNT if is_applied else ""
    level = {"QuotaAppliedAtLevel": "ACCOUNT"} if is_applied else {}
    return [{"ServiceCode": service, "ServiceName": service, "QuotaCode": limit.code, "QuotaName": limit.name, **level,
             "QuotaArn": f"arn:aws:servicequotas:{region}:{owner}:{service}/{limit.code}", "Value": float(limit.value),
             "Unit": "None", "Adjustable": True, "GlobalQuota": False} for limit in _LIMITS[service]]


def domain_id(identity: Identity) -> str:
    return identity.uuid("domain", "Cases")


def _domain_arn(identity: Identity) -> str:
    return f"arn:aws:cases:{identity.region}:{ACCOUNT}:domain/{domain_id(identity)}"


def integrations(identity: Identity, size: Size) -> list[dict]:
    if not is_used(size):
        return []
    item = identity.named("integration-association", "CASES_DOMAIN")
    return [{"IntegrationAssociationId": item["Id"], "IntegrationAssociationArn": item["Arn"],
             "InstanceId": identity.instance_id, "IntegrationType": "CASES_DOMAIN", "IntegrationArn": _domain_arn(identity)}]


def domain(identity: Identity) -> dict:
    return {"domainId": domain_id(identity), "domainArn": _domain_arn(identity), "name": identity.alias}


def of_domain(identity: Identity) -> dict[str, list[dict]]:
    """By operation what a domain of Cases has."""
    def ids(kind: str, count: int) -> list[tuple[str, str, str]]:
        found = [(identity.uuid(kind, str(number)), f"{kind} {number}") for number in range(count)]
        return [(one, f"{_domain_arn(identity)}/{kind}/{one}", name) for one, name in found]
    return {
        "ListFields": [{"fieldId": one, "fieldArn": arn, "name": name, "type": "Text", "namespace": "Custom"}
                       for one, arn, name in ids("field", _FIELDS)],
        "ListLayouts": [{"layoutId": one, "layoutArn": arn, "name": name} for one, arn, name in ids("layout", _LAYOUTS)],
        "ListTemplates": [{"templateId": one, "templateArn": arn, "name": name, "status": "Active"}
                          for one, arn, name in ids("template", _TEMPLATES)],
        "ListCaseRules": [{"caseRuleId": one, "caseRuleArn": arn, "name": name, "ruleType": "Required"}
                          for one, arn, name in ids("case-rule", _RULES)],
    }


def campaigns(identity: Identity, size: Size) -> list[dict]:
    found = []
    for number in range(len(_STATES) if is_used(size) else 0):
        identifier = identity.uuid("campaign", str(number))
        found.append({"id": identifier, "arn": f"arn:aws:connect-campaigns:{identity.region}:{ACCOUNT}:campaign/{identifier}",
                      "name": f"Campaign {number}", "connectInstanceId": identity.instance_id,
                      "channelSubtypes": ["TELEPHONY"]})
    return found


def state(identity: Identity, campaign_id: str) -> str | None:
    return next((state for number, state in enumerate(_STATES) if identity.uuid("campaign", str(number)) == campaign_id), None)


def account_integrations(identity: Identity, size: Size) -> list[dict]:
    return profile_integrations(identity)[:1] if is_used(size) else []


def profile_integrations(identity: Identity) -> list[dict]:
    return [{"DomainName": operations.DOMAIN, "Uri": uri, "CreatedAt": _MADE, "LastUpdatedAt": _MADE}
            for uri in (identity.instance_arn, f"arn:aws:appflow:{identity.region}:{ACCOUNT}:flow/orders")]


def event_triggers() -> list[dict]:
    return [{"ObjectTypeName": "Order", "EventTriggerName": "order-is-late", "CreatedAt": _MADE, "LastUpdatedAt": _MADE}]


def data_integrations(region: str) -> list[dict]:
    return [{"Arn": f"arn:aws:app-integrations:{region}:{ACCOUNT}:data-integration/00000000-0000-4000-8000-0000000000d1",
             "Name": "articles", "SourceURI": "s3://articles"}]


def data_associations(region: str) -> list[dict]:
    (integration,) = data_integrations(region)
    return [{"DataIntegrationArn": integration["Arn"], "ClientId": "wisdom", "DataIntegrationAssociationArn":
             f"{integration['Arn'].replace('data-integration/', 'data-integration-association/')}/1"}]


def event_associations(region: str) -> list[dict]:
    prefix = f"arn:aws:app-integrations:{region}:{ACCOUNT}:event-integration-association/shop"
    return [{"EventIntegrationAssociationArn": f"{prefix}/{number}", "EventIntegrationName": "shop", "ClientId": "connect",
             "EventIntegrationAssociationId": f"00000000-0000-4000-8000-0000000000e{number}",
             "EventBridgeRuleName": f"rule-{number}"} for number in range(2)]


def truth(size: Size, instances: int) -> dict[str, dict]:
    """What is used of each quota, as quotas.truth() says it. `instances`: of the account, that use these services."""
    used = {"app_applications": 1, "app_data_integrations": 1, "app_event_integrations": 1, "app_data_associations": 1,
            "app_event_associations": 2}
    if is_used(size):
        used |= {"cases_domains": instances, "cases_fields": _FIELDS, "cases_templates": _TEMPLATES, "cases_layouts": _LAYOUTS,
                 "cases_rules": _RULES, "profile_domains": 1, "profile_object_types": 2, "profile_integrations": 2,
                 "profile_event_triggers": 1, "campaigns_active": 2, "campaigns_total": len(_STATES),
                 "ai_assistants": instances, "ai_knowledge_bases": 2 * instances}
    return {limit.key: {"used": used[limit.key], "limit": limit.value,
                        "source": "aws_default" if service == "wisdom" else "account_applied"}
            for service, limits in _LIMITS.items() for limit in limits if limit.key in used}
