"""The assistant of the instance, its AI agents and what these name, knowledge bases, and what delivers its logs."""

from datetime import timedelta

from .beside import cases_domain
from .recorder import Recorder
from .truth import Truth
from .world import ACCOUNT_ID, RECORDED_AT, REGION, World, epoch

_KEY = f"arn:aws:kms:{REGION}:{ACCOUNT_ID}:key/5d0c2f0e-6f5c-4c8c-9d0b-3f1f3a1c7e55"
_UNGUARDED = "Crew Notes"
_UNREADABLE = "Tariffs"  # the knowledge base whose bucket nobody lets AWS read any more
# What a quota counts of them.
INTEGRATIONS = {"application_integrations": 2, "event_integrations": 0, "knowledge_base_integrations": 1}
_MODEL, _SMALL_MODEL = "eu.amazon.nova-pro-v1:0", "eu.amazon.nova-lite-v1:0"

# name: type, settings' members that name prompts, and the one that names a guardrail
_AGENTS = {
    "Ferry Booking": ("SELF_SERVICE", "selfService", {"selfServicePreProcessingAIPromptId": "Understand Travellers",
                                                      "selfServiceAnswerGenerationAIPromptId": "Answer Travellers"},
                      "selfServiceAIGuardrailId"),
    _UNGUARDED: ("NOTE_TAKING", "noteTaking", {"noteTakingAIPromptId": "Note Taking"}, None),
    "Mail Drafts": ("EMAIL_RESPONSE", "emailResponse", {"emailResponseAIPromptId": "Answer Mails"}, None),
}
# name: type, model, origin
_PROMPTS = {
    "Understand Travellers": ("SELF_SERVICE_PRE_PROCESSING", _SMALL_MODEL, "CUSTOMER"),
    "Answer Travellers": ("SELF_SERVICE_ANSWER_GENERATION", _MODEL, "CUSTOMER"),
    "Answer Mails": ("EMAIL_RESPONSE", _MODEL, "CUSTOMER"),
    "Note Taking": ("NOTE_TAKING", _SMALL_MODEL, "SYSTEM"),
}
# name: type, what became of its source
_BASES = {"Timetables": ("EXTERNAL", "SYNC_SUCCESS"), _UNREADABLE: ("EXTERNAL", "SYNC_FAILED"),
          "Message Templates": ("MESSAGE_TEMPLATES", None)}


def _arn(resource: str) -> str:
    return f"arn:aws:wisdom:{REGION}:{ACCOUNT_ID}:{resource}"


def _assistant_id(world: World) -> str:
    return world.uuid("assistant", "Harbour Assistant")


def _of_assistant(world: World) -> dict:
    identifier = _assistant_id(world)
    return {"assistantId": identifier, "assistantArn": _arn(f"assistant/{identifier}")}


def _version(world: World, kind: str, name: str) -> str:
    return f"{world.uuid(kind, name)}:2"


def _base_arn(world: World, name: str) -> str:
    return _arn(f"knowledge-base/{world.uuid('knowledge-base', name)}")


def _record_integrations(world: World, recorder: Recorder) -> None:
    integrated = (("APPLICATION", f"arn:aws:app-integrations:{REGION}:{ACCOUNT_ID}:application/crew-desk"),
                  ("APPLICATION", f"arn:aws:app-integrations:{REGION}:{ACCOUNT_ID}:application/ship-finder"),
                  ("CASES_DOMAIN", cases_domain(world)),
                  ("WISDOM_ASSISTANT", _of_assistant(world)["assistantArn"]),
                  ("WISDOM_KNOWLEDGE_BASE", _base_arn(world, "Timetables")),
                  ("Q_MESSAGE_TEMPLATES", _base_arn(world, "Message Templates")))
    found = []
    for kind, arn in integrated:
        identifier = world.uuid("integration-association", arn)
        found.append({"IntegrationAssociationId": identifier, "InstanceId": world.instance_id, "IntegrationType": kind,
                      "IntegrationAssociationArn": world.arn(f"integration-association/{identifier}"),
                      "IntegrationArn": arn})
    recorder.listed("ListIntegrationAssociations", {"InstanceId": world.instance_id, "MaxResults": 100},
                    "IntegrationAssociationSummaryList", found, size=100)


def _record_assistant(world: World, recorder: Recorder) -> None:
    set_agents = {"SELF_SERVICE": {"aiAgentId": _version(world, "ai-agent", "Ferry Booking")},
                  "NOTE_TAKING": {"aiAgentId": _version(world, "ai-agent", _UNGUARDED)},
                  "MANUAL_SEARCH": {"aiAgentId": _version(world, "ai-agent", "Manual Search")}}  # AWS's own
    recorder.call("qconnect", "GetAssistant", {"assistantId": _assistant_id(world)}, {"assistant": {
        **_of_assistant(world), "name": "Harbour Assistant", "type": "AGENT", "status": "ACTIVE",
        "serverSideEncryptionConfiguration": {"kmsKeyId": _KEY}, "aiAgentConfiguration": set_agents}})


def _agent(world: World, name: str) -> dict:
    kind, settings, prompts, guardrail = _AGENTS[name]
    members = {member: _version(world, "ai-prompt", prompt) for member, prompt in prompts.items()}
    if guardrail:
        members[guardrail] = _version(world, "ai-guardrail", "House Rules")
    identifier = world.uuid("ai-agent", name)
    assistant = _of_assistant(world)
    return {**assistant, "aiAgentId": identifier, "name": name, "type": kind, "origin": "CUSTOMER", "status": "ACTIVE",
            "aiAgentArn": _arn(f"ai-agent/{assistant['assistantId']}/{identifier}"), "visibilityStatus": "PUBLISHED",
            "configuration": {f"{settings}AIAgentConfiguration": members}}


def _prompt(world: World, name: str) -> dict:
    kind, model, origin = _PROMPTS[name]
    identifier = world.uuid("ai-prompt", name)
    assistant = _of_assistant(world)
    return {**assistant, "aiPromptId": identifier, "name": name, "type": kind, "modelId": model, "origin": origin,
            "aiPromptArn": _arn(f"ai-prompt/{assistant['assistantId']}/{identifier}"), "templateType": "TEXT",
            "apiFormat": "MESSAGES", "visibilityStatus": "PUBLISHED", "status": "ACTIVE"}


def _record_agents(world: World, recorder: Recorder) -> None:
    asked = {"assistantId": _assistant_id(world)}
    recorder.call("qconnect", "ListAIAgents", {**asked, "origin": "CUSTOMER", "maxResults": 100},
                  {"aiAgentSummaries": [_agent(world, name) for name in _AGENTS]})
    recorder.call("qconnect", "ListAIPrompts", {**asked, "maxResults": 100},
                  {"aiPromptSummaries": [_prompt(world, name) for name in _PROMPTS]})
    identifier = world.uuid("ai-guardrail", "House Rules")
    filters = [{"type": kind, "inputStrength": "HIGH", "outputStrength": strength}
               for kind, strength in (("HATE", "HIGH"), ("INSULTS", "HIGH"), ("PROMPT_ATTACK", "NONE"))]
    recorder.call("qconnect", "GetAIGuardrail", {**asked, "aiGuardrailId": f"{identifier}:2"}, {"aiGuardrail": {
        **_of_assistant(world), "aiGuardrailId": identifier, "name": "House Rules", "status": "ACTIVE",
        "aiGuardrailArn": _arn(f"ai-guardrail/{asked['assistantId']}/{identifier}"), "visibilityStatus": "PUBLISHED",
        "blockedInputMessaging": "I cannot talk about that.", "blockedOutputsMessaging": "I cannot answer that.",
        "contentPolicyConfig": {"filtersConfig": filters},
        "sensitiveInformationPolicyConfig": {"piiEntitiesConfig": [{"type": "PASSWORD", "action": "BLOCK"}]},
        "contextualGroundingPolicyConfig": {"filtersConfig": [{"type": "GROUNDING", "threshold": 0.7}]}}})


def _record_bases(world: World, recorder: Recorder) -> None:
    assistant = _of_assistant(world)
    associations = []
    for name in ("Timetables", _UNREADABLE):
        identifier = world.uuid("assistant-association", name)
        associations.append({
            **assistant, "assistantAssociationId": identifier, "associationType": "KNOWLEDGE_BASE",
            "assistantAssociationArn": _arn(f"association/{assistant['assistantId']}/{identifier}"),
            "associationData": {"knowledgeBaseAssociation": {
                "knowledgeBaseId": world.uuid("knowledge-base", name), "knowledgeBaseArn": _base_arn(world, name)}}})
    recorder.call("qconnect", "ListAssistantAssociations", {"assistantId": assistant["assistantId"], "maxResults": 100},
                  {"assistantAssociationSummaries": associations})
    for name, (kind, ingestion) in sorted(_BASES.items(), key=lambda base: _base_arn(world, base[0])):
        arn = _base_arn(world, name)
        source = {"ingestionStatus": ingestion} if ingestion else {}
        if name == _UNREADABLE:
            source["ingestionFailureReasons"] = ["The data integration is not allowed to read the bucket"]
        recorder.call("qconnect", "GetKnowledgeBase", {"knowledgeBaseId": arn.rpartition("/")[2]}, {"knowledgeBase": {
            "knowledgeBaseId": arn.rpartition("/")[2], "knowledgeBaseArn": arn, "name": name, "knowledgeBaseType": kind,
            "status": "ACTIVE", "serverSideEncryptionConfiguration": {"kmsKeyId": _KEY},
            "lastContentModificationTime": epoch(RECORDED_AT - timedelta(days=47)), **source}})


def _record_log_sources(world: World, recorder: Recorder) -> None:
    recorder.call("logs", "DescribeDeliverySources", {"limit": 50}, {"deliverySources": [{
        "name": "harbour-assistant", "arn": f"arn:aws:logs:{REGION}:{ACCOUNT_ID}:delivery-source:harbour-assistant",
        "resourceArns": [_of_assistant(world)["assistantArn"]], "service": "wisdom", "logType": "EVENT_LOGS"}]})


def plant(world: World, recorder: Recorder, truth: Truth) -> None:
    """One AI agent without a guardrail, a knowledge base whose source cannot be read; all else is fine."""
    _record_integrations(world, recorder)
    _record_assistant(world, recorder)
    _record_agents(world, recorder)
    _record_bases(world, recorder)
    _record_log_sources(world, recorder)
    truth.finding("ended_services", world.instance_id, "pass")
    truth.finding("ai_guardrails", world.instance_id, "warn")
    truth.finding("knowledge_base_state", world.uuid("knowledge-base", _UNREADABLE), "warn")
    for check in ("assistant_state", "ai_encryption", "ai_guardrail_filters", "ai_prompts", "ai_agent_logging"):
        truth.finding(check, "", "pass")
    for check in ("bot_versions", "bot_conversation_logs"):  # flows that cannot be read may name other bots
        truth.finding(check, world.instance_id, "not_assessed")
    truth.fact("ai", "/agents_without_guardrail", 1)
