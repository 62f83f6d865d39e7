"""Amazon Q in Connect. https://docs.aws.amazon.com/connect/latest/APIReference/API_Operations_Amazon_Q_Connect.html"""

from ..errors import Refusal
from ..planted import ai
from ..world import Instance
from . import Backend, Call, Handler, as_json, listed


def _gone(what: str) -> Refusal:
    return Refusal("ResourceNotFoundException", f"{what} was not found", 404)


class QConnect:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"GetAssistant": self._assistant, "ListAIAgents": self._agents, "ListAIPrompts": self._prompts,
                "GetAIPrompt": self._prompt, "GetAIGuardrail": self._guardrail,
                "ListAssistantAssociations": self._associations, "GetKnowledgeBase": self._base,
                "ListAssistants": self._all_assistants, "ListKnowledgeBases": self._all_bases}

    def _having(self) -> list[Instance]:
        return [one for one in self._backend.world.instances if not one.is_broken and ai.has_assistant(one.size)]

    def _instance(self, call: Call) -> Instance:
        wanted = call.input["assistantId"]
        found = next((one for one in self._having() if ai.assistant_id(one.identity) == wanted), None)
        if found is None:
            raise _gone("The assistant")
        return found

    def _listed(self, call: Call, member: str, items: list[dict]) -> bytes:
        rendered = [as_json(item) for item in items if call.input.get("origin") in (None, item.get("origin"))]
        return listed(self._backend, call, member, rendered, call.input.get("maxResults", 50))

    def _assistant(self, call: Call) -> bytes:
        return as_json({"assistant": ai.assistant(self._instance(call).identity)})

    def _agents(self, call: Call) -> bytes:
        instance = self._instance(call)
        return self._listed(call, "aiAgentSummaries", ai.agents(instance.identity, instance.size.flaws))

    def _prompts(self, call: Call) -> bytes:
        return self._listed(call, "aiPromptSummaries", ai.prompts(self._instance(call).identity))

    def _prompt(self, call: Call) -> bytes:
        found = ai.prompt(self._instance(call).identity, call.input["aiPromptId"].partition(":")[0])
        if found is None:
            raise _gone("The AI prompt")
        return as_json({"aiPrompt": found})

    def _guardrail(self, call: Call) -> bytes:
        instance, (wanted, _, version) = self._instance(call), call.input["aiGuardrailId"].partition(":")
        if wanted != ai.guardrail_id(instance.identity):
            raise _gone("The AI guardrail")
        return as_json({"aiGuardrail": ai.guardrail(instance.identity), **({"versionNumber": 1} if version else {})})

    def _associations(self, call: Call) -> bytes:
        return self._listed(call, "assistantAssociationSummaries", ai.associations(self._instance(call).identity))

    def _all_assistants(self, call: Call) -> bytes:
        return self._listed(call, "assistantSummaries", [ai.assistant(one.identity) for one in self._having()])

    def _all_bases(self, call: Call) -> bytes:
        return self._listed(call, "knowledgeBaseSummaries", [base for one in self._having() for base in ai.bases(one.identity)])

    def _base(self, call: Call) -> bytes:
        for instance in self._having():
            found = ai.base(instance.identity, call.input["knowledgeBaseId"], instance.size.flaws)
            if found is not None:
                return as_json({"knowledgeBase": found})
        raise _gone("The knowledge base")
