"""Quotas of the services beside Amazon Connect, and what of them the instance uses."""

from dataclasses import dataclass

from .recorder import Recorder
from .truth import Truth
from .world import ACCOUNT_ID, REGION, WINDOW_START, World, epoch

_DOMAIN = "harbour-passengers"
_CASES = (("ListFields", "field", "fields", {"type": "Text", "namespace": "Custom"}, 42),
          ("ListTemplates", "template", "templates", {"status": "Active"}, 3),
          ("ListLayouts", "layout", "layouts", {}, 3),
          ("ListCaseRules", "caseRule", "caseRules", {"ruleType": "Required"}, 2))
_DATA_INTEGRATION = "Tariffs"


@dataclass(frozen=True)
class Quota:
    key: str
    code: str
    name: str
    limit: float
    used: int
    expected: str = "pass"


# By the service, as Service Quotas calls it: how a report calls it, and its quotas. Those of "wisdom" are defaults.
SERVICES = {
    "cases": ("Cases", (
        Quota("cases_domains", "L-C2B81BC3", "Domains", 5, 1),
        Quota("cases_fields", "L-C5B69356", "Fields per domain", 50, 42, "warn"),
        Quota("cases_templates", "L-0482161A", "Templates per domain", 100, 3),
        Quota("cases_layouts", "L-D0ED993F", "Layouts per domain", 100, 3),
        Quota("cases_rules", "L-228D6D2D", "Case rules per domain", 50, 2))),
    "profile": ("Customer Profiles", (
        Quota("profile_domains", "L-6603B252", "Amazon Connect Customer Profiles domain count", 100, 1),
        Quota("profile_object_types", "L-14092FF4", "Object types per domain", 100, 2),
        Quota("profile_integrations", "L-4A5ECB8E", "Maximum number of integrations", 50, 1),
        Quota("profile_event_triggers", "L-0A1E1791", "Maximum number of event triggers per domain", 50, 0))),
    "app-integrations": ("AppIntegrations", (
        Quota("app_applications", "L-8C721859", "Applications per Region", 50, 1),
        Quota("app_data_integrations", "L-013E1287", "Data integrations per Region", 20, 1),
        Quota("app_event_integrations", "L-152D3E9E", "Event integrations per Region", 10, 0),
        Quota("app_data_associations", "L-3DEFA101", "Data integration associations per data integration", 10, 1),
        Quota("app_event_associations", "L-C1BC25C8", "Event integration associations per event integration", 10, 0))),
    "wisdom": ("AI agents", (
        Quota("ai_assistants", "L-5558F50C", "Connect AI agent - assistant count", 5, 1),
        Quota("ai_knowledge_bases", "L-B9FB65B0", "Amazon Q in Connect - knowledge base count", 10, 3))),
}
_UNCOUNTED = {"cases": ("L-C1AF8D37", "Related items per case", 200),
              "wisdom": ("L-80B507B3", "Content per knowledge base", 5000)}
_RATES = {"cases": ("L-8FEA710A", "CreateCase rate quota", 2)}


def cases_domain(world: World) -> str:
    return f"arn:aws:cases:{REGION}:{ACCOUNT_ID}:domain/{world.uuid('cases-domain', 'harbour')}"


def _record_cases(world: World, recorder: Recorder) -> None:
    arn = cases_domain(world)
    domain_id = arn.rpartition("/")[2]
    recorder.call("connectcases", "ListDomains", {"maxResults": 10},
                  {"domains": [{"domainId": domain_id, "domainArn": arn, "name": "harbour"}]})
    for operation, kind, member, more, count in _CASES:
        ids = [world.uuid(kind, str(number)) for number in range(count)]
        recorder.call("connectcases", operation, {"domainId": domain_id, "maxResults": 100}, {member: [
            {f"{kind}Id": one, f"{kind}Arn": f"{arn}/{kind}/{one}", "name": f"{kind} {number}", **more}
            for number, one in enumerate(ids)]})


def _record_profiles(world: World, recorder: Recorder) -> None:
    moment = epoch(WINDOW_START)
    integration = {"DomainName": _DOMAIN, "Uri": world.instance_arn, "CreatedAt": moment, "LastUpdatedAt": moment}
    recorder.call("customer-profiles", "ListAccountIntegrations", {"Uri": world.instance_arn, "MaxResults": 100},
                  {"Items": [integration]})
    recorder.call("customer-profiles", "ListIntegrations", {"DomainName": _DOMAIN, "MaxResults": 100}, {"Items": [integration]})
    recorder.call("customer-profiles", "ListEventTriggers", {"DomainName": _DOMAIN, "MaxResults": 100}, {"Items": []})


def _record_integrations(world: World, recorder: Recorder) -> None:
    prefix, identifier = f"arn:aws:app-integrations:{REGION}:{ACCOUNT_ID}", world.uuid("data-integration", _DATA_INTEGRATION)
    arn = f"{prefix}:data-integration/{identifier}"
    recorder.call("appintegrations", "ListDataIntegrations", {"MaxResults": 50}, {"DataIntegrations": [
        {"Arn": arn, "Name": _DATA_INTEGRATION, "SourceURI": "s3://harbour-tariffs"}]})
    recorder.call("appintegrations", "ListDataIntegrationAssociations",
                  {"DataIntegrationIdentifier": identifier, "MaxResults": 50}, {"DataIntegrationAssociations": [
                      {"DataIntegrationArn": arn, "ClientId": "wisdom", "DataIntegrationAssociationArn":
                       f"{prefix}:data-integration-association/{identifier}/{world.uuid('association', arn)}"}]})


def _record_ai(world: World, recorder: Recorder) -> None:
    prefix = f"arn:aws:wisdom:{REGION}:{ACCOUNT_ID}"
    assistant = world.uuid("assistant", "Harbour Assistant")
    recorder.call("qconnect", "ListAssistants", {"maxResults": 100}, {"assistantSummaries": [
        {"assistantId": assistant, "assistantArn": f"{prefix}:assistant/{assistant}", "name": "Harbour Assistant",
         "type": "AGENT", "status": "ACTIVE"}]})
    bases = {name: world.uuid("knowledge-base", name) for name in ("Timetables", "Tariffs", "Message Templates")}
    recorder.call("qconnect", "ListKnowledgeBases", {"maxResults": 100}, {"knowledgeBaseSummaries": [
        {"knowledgeBaseId": one, "knowledgeBaseArn": f"{prefix}:knowledge-base/{one}", "name": name, "status": "ACTIVE",
         "knowledgeBaseType": "EXTERNAL"} for name, one in bases.items()]})


def _entry(service: str, code: str, name: str, value: float, is_applied: bool) -> dict:
    level = {"QuotaAppliedAtLevel": "ACCOUNT"} if is_applied else {}
    return {"ServiceCode": service, "QuotaCode": code, "QuotaName": name, "Value": float(value), "Unit": "None",
            "Adjustable": service != "wisdom", "GlobalQuota": False, **level}


def _record_limits(recorder: Recorder) -> None:
    for service, (_, quotas) in SERVICES.items():
        listed = [(quota.code, quota.name, quota.limit) for quota in quotas]
        listed += [more[service] for more in (_UNCOUNTED, _RATES) if service in more]
        applied = [] if service == "wisdom" else [_entry(service, *one, True) for one in listed]
        recorder.call("service-quotas", "ListServiceQuotas",
                      {"ServiceCode": service, "QuotaAppliedAtLevel": "ALL", "MaxResults": 100}, {"Quotas": applied})
        recorder.call("service-quotas", "ListAWSDefaultServiceQuotas", {"ServiceCode": service, "MaxResults": 100},
                      {"Quotas": [_entry(service, *one, False) for one in listed]})


def plant(world: World, recorder: Recorder, truth: Truth) -> None:
    """Nearly all fields that a domain of Cases may have; all else is far from its limit. There are no campaigns."""
    _record_cases(world, recorder)
    _record_profiles(world, recorder)
    _record_integrations(world, recorder)
    _record_ai(world, recorder)
    _record_limits(recorder)
    for service, (title, quotas) in SERVICES.items():
        for quota in quotas:
            for member, value in {"current": quota.used, "limit": quota.limit}.items():
                truth.list_fact("quota", "/quotas", {"name": f"{title}: {quota.name}"}, member, value)
            truth.finding("peer_quota", quota.key, quota.expected)
    truth.finding("peer_quota", "connect-campaigns", "not_applicable")
