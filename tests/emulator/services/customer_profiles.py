"""Customer Profiles. https://docs.aws.amazon.com/customerprofiles/latest/APIReference/API_Operations.html"""

from ..errors import Refusal
from ..planted import beside, operations
from . import Backend, Call, Handler, as_json, listed


class CustomerProfiles:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"ListDomains": self._domains, "ListProfileObjectTypes": self._object_types,
                "ListAccountIntegrations": self._account_integrations, "ListIntegrations": self._integrations,
                "ListEventTriggers": self._event_triggers}

    def _page(self, call: Call, items: list[dict]) -> bytes:
        return listed(self._backend, call, "Items", [as_json(item) for item in items], call.input.get("MaxResults", 100))

    def _domains(self, call: Call) -> bytes:
        return self._page(call, operations.domains(self._backend.world.instance.size.flaws))

    def _of_domain(self, call: Call, items: list[dict]) -> bytes:
        if call.input["DomainName"] != operations.DOMAIN:
            raise Refusal("ResourceNotFoundException", "The domain was not found", 404)
        return self._page(call, items)

    def _object_types(self, call: Call) -> bytes:
        return self._of_domain(call, operations.object_types())

    def _account_integrations(self, call: Call) -> bytes:
        instance = self._backend.world.find(call.input["Uri"])
        return self._page(call, beside.account_integrations(instance.identity, instance.size) if instance else [])

    def _integrations(self, call: Call) -> bytes:
        return self._of_domain(call, beside.profile_integrations(self._backend.world.instance.identity))

    def _event_triggers(self, call: Call) -> bytes:
        return self._of_domain(call, beside.event_triggers())
