"""Customer Profiles. https://docs.aws.amazon.com/customerprofiles/latest/APIReference/API_Operations.html"""

from ..errors import Refusal
from ..planted import operations
from . import Backend, Call, Handler, as_json, listed


class CustomerProfiles:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"ListDomains": self._domains, "ListProfileObjectTypes": self._object_types}

    def _page(self, call: Call, items: list[dict]) -> bytes:
        return listed(self._backend, call, "Items", [as_json(item) for item in items], call.input.get("MaxResults", 100))

    def _domains(self, call: Call) -> bytes:
        return self._page(call, operations.domains(self._backend.world.instance.size.flaws))

    def _object_types(self, call: Call) -> bytes:
        if call.input["DomainName"] != operations.DOMAIN:
            raise Refusal("ResourceNotFoundException", "The domain was not found", 404)
        return self._page(call, operations.object_types())
