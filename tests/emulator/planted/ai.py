"""The assistant of an instance, its AI agents and what these name, knowledge bases, and what delivers its logs.

https://docs.aws.amazon.com/connect/latest/APIReference/API_Operations_Amazon_Q_Connect.html
"""

from .identity import ACCOUNT, Identity, Size

GUARDRAIL, PROMPT = "House Rules", "Answer"
_BASES = ("Base 0", "Base 1")  # with flaws the source of the second cannot be read
_MADE = 1_700_000_000


def has_assistant(size: Size) -> bool:
    """Where nobody calls, nothing answers for people."""
    return size.busy


def _arn(identity: Identity, resource: str) -> str:
    return f"arn:aws:wisdom:{identity.region}:{ACCOUNT}:{resource}"


def assistant_id(identity: Identity) -> str:
    return identity.uuid("assistant", "Assistant")


def _of_assistant(identity: Identity) -> dict:
    return {"assistantId": assistant_id(identity), "assistantArn": _arn(identity, f"assistant/{assistant_id(identity)}")}


def guardrail_id(identity: Identity) -> str:
    return identity.uuid("ai-guardrail", GUARDRAIL)


def prompt_id(identity: Identity) -> str:
    return identity.uuid("ai-prompt", PROMPT)


def base_id(identity: Identity, name: str = _BASES[0]) -> str:
    return identity.uuid("knowledge-base", name)


def integrations(identity: Identity, size: Size) -> list[dict]:
    if not has_assistant(size):
        return []
    found = []
    for kind, arn in (("WISDOM_ASSISTANT", _of_assistant(identity)["assistantArn"]),
                      ("WISDOM_KNOWLEDGE_BASE", _arn(identity, f"knowledge-base/{base_id(identity)}"))):
        item = identity.named("integration-association", kind)
        found.append({"IntegrationAssociationId": item["Id"], "IntegrationAssociationArn": item["Arn"],
                      "InstanceId": identity.instance_id, "IntegrationType": kind, "IntegrationArn": arn})
    return found


def _encryption(identity: Identity) -> dict:
    return {"kmsKeyId": f"arn:aws:kms:{identity.region}:{ACCOUNT}:key/{identity.uuid('key', 'ai')}"}


def assistant(identity: Identity) -> dict:
    return {**_of_assistant(identity), "name": "Assistant", "type": "AGENT", "status": "ACTIVE",
            "serverSideEncryptionConfiguration": _encryption(identity), "aiAgentConfiguration": {
                "SELF_SERVICE": {"aiAgentId": f"{identity.uuid('ai-agent', 'Booking')}:1"}}}


def agents(identity: Identity, flaws: bool) -> list[dict]:
    """With flaws the one that talks to customers has no guardrail. AWS's own is left out where customers' are asked for."""
    prompt, guardrail = f"{prompt_id(identity)}:1", f"{guardrail_id(identity)}:1"
    settings = {
        "Booking": ("SELF_SERVICE", {"selfServiceAIAgentConfiguration": {
            "selfServiceAnswerGenerationAIPromptId": prompt, **({} if flaws else {"selfServiceAIGuardrailId": guardrail})}}),
        "Notes": ("NOTE_TAKING", {"noteTakingAIAgentConfiguration": {
            "noteTakingAIPromptId": prompt, "noteTakingAIGuardrailId": guardrail}}),
        "Mails": ("EMAIL_RESPONSE", {"emailResponseAIAgentConfiguration": {"emailResponseAIPromptId": prompt}}),
        "Search": ("MANUAL_SEARCH", {"manualSearchAIAgentConfiguration": {}}),
    }
    found = []
    for name, (kind, configuration) in settings.items():
        identifier = identity.uuid("ai-agent", name)
        found.append({**_of_assistant(identity), "aiAgentId": identifier, "name": name, "type": kind, "status": "ACTIVE",
                      "aiAgentArn": _arn(identity, f"ai-agent/{assistant_id(identity)}/{identifier}"),
                      "visibilityStatus": "PUBLISHED", "origin": "SYSTEM" if name == "Search" else "CUSTOMER",
                      "configuration": configuration, "modifiedTime": _MADE})
    return found


def prompts(identity: Identity) -> list[dict]:
    """AWS's own are listed too."""
    found = []
    for name, origin in ((PROMPT, "CUSTOMER"), ("System", "SYSTEM")):
        identifier = identity.uuid("ai-prompt", name)
        found.append({**_of_assistant(identity), "aiPromptId": identifier, "name": name, "origin": origin,
                      "aiPromptArn": _arn(identity, f"ai-prompt/{assistant_id(identity)}/{identifier}"),
                      "type": "SELF_SERVICE_ANSWER_GENERATION", "templateType": "TEXT", "apiFormat": "MESSAGES",
                      "modelId": "amazon.nova-pro-v1:0", "visibilityStatus": "PUBLISHED", "status": "ACTIVE"})
    return found


def prompt(identity: Identity, identifier: str) -> dict | None:
    listed = next((one for one in prompts(identity) if one["aiPromptId"] == identifier), None)
    if listed is None:
        return None
    return {**listed, "templateConfiguration": {"textFullAIPromptEditTemplateConfiguration": {"text": "Answer briefly."}}}


def guardrail(identity: Identity) -> dict:
    return {**_of_assistant(identity), "aiGuardrailId": guardrail_id(identity), "name": GUARDRAIL, "status": "ACTIVE",
            "aiGuardrailArn": _arn(identity, f"ai-guardrail/{assistant_id(identity)}/{guardrail_id(identity)}"),
            "visibilityStatus": "PUBLISHED", "blockedInputMessaging": "No.", "blockedOutputsMessaging": "No.",
            "contentPolicyConfig": {"filtersConfig": [
                {"type": "HATE", "inputStrength": "HIGH", "outputStrength": "HIGH"}]}}


def associations(identity: Identity) -> list[dict]:
    found = []
    for name in _BASES:
        identifier = identity.uuid("assistant-association", name)
        found.append({**_of_assistant(identity), "assistantAssociationId": identifier,
                      "assistantAssociationArn": _arn(identity, f"association/{assistant_id(identity)}/{identifier}"),
                      "associationType": "KNOWLEDGE_BASE", "associationData": {"knowledgeBaseAssociation": {
                          "knowledgeBaseId": base_id(identity, name),
                          "knowledgeBaseArn": _arn(identity, f"knowledge-base/{base_id(identity, name)}")}}})
    return found


def base(identity: Identity, identifier: str, flaws: bool) -> dict | None:
    name = next((one for one in _BASES if base_id(identity, one) == identifier), None)
    if name is None:
        return None
    fails = flaws and name == _BASES[1]
    return {"knowledgeBaseId": identifier, "knowledgeBaseArn": _arn(identity, f"knowledge-base/{identifier}"),
            "name": name, "knowledgeBaseType": "EXTERNAL", "status": "ACTIVE", "lastContentModificationTime": _MADE,
            "serverSideEncryptionConfiguration": _encryption(identity),
            "ingestionStatus": "SYNC_FAILED" if fails else "SYNC_SUCCESS",
            **({"ingestionFailureReasons": ["Access denied"]} if fails else {})}


def bases(identity: Identity) -> list[dict]:
    """As they are listed."""
    return [{"knowledgeBaseId": base_id(identity, name), "name": name, "knowledgeBaseType": "EXTERNAL", "status": "ACTIVE",
             "knowledgeBaseArn": _arn(identity, f"knowledge-base/{base_id(identity, name)}")} for name in _BASES]


def log_sources(identity: Identity, size: Size) -> list[dict]:
    if not has_assistant(size):
        return []
    name = f"{identity.alias}-assistant"
    return [{"name": name, "arn": f"arn:aws:logs:{identity.region}:{ACCOUNT}:delivery-source:{name}",
             "resourceArns": [_of_assistant(identity)["assistantArn"]], "service": "wisdom", "logType": "EVENT_LOGS"}]


def truth(identity: Identity, size: Size) -> dict[str, dict[str, str]]:
    """By check, the status of each finding's resource."""
    checks = ("assistant_state", "ai_encryption", "ai_guardrails", "ai_guardrail_filters", "ai_prompts",
              "knowledge_base_state", "ai_agent_logging")
    if not has_assistant(size):
        return {**{check: {identity.instance_id: "not_applicable"} for check in checks},
                "ended_services": {identity.instance_id: "pass"}}
    found = {check: {identity.instance_id: "pass"} for check in (*checks, "ended_services")}
    found["assistant_state"] = {assistant_id(identity): "pass"}
    if size.flaws:
        found["ai_guardrails"] = {identity.instance_id: "warn"}
        found["knowledge_base_state"] = {base_id(identity, _BASES[1]): "warn"}
    return found
