"""Cases. https://docs.aws.amazon.com/connect/latest/APIReference/API_Operations_Amazon_Connect_Cases.html"""

from ..errors import Refusal
from ..planted import beside
from . import Backend, Call, Handler, as_json, listed

_MEMBERS = {"ListFields": "fields", "ListLayouts": "layouts", "ListTemplates": "templates", "ListCaseRules": "caseRules"}


class ConnectCases:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"ListDomains": self._domains, **{operation: self._of_domain for operation in _MEMBERS}}

    def _page(self, call: Call, member: str, items: list[dict], largest: int) -> bytes:
        return listed(self._backend, call, member, [as_json(item) for item in items], call.input.get("maxResults", largest))

    def _domains(self, call: Call) -> bytes:
        return self._page(call, "domains", [beside.domain(one.identity) for one in self._backend.world.having_beside], 10)

    def _of_domain(self, call: Call) -> bytes:
        wanted = call.input["domainId"]
        found = next((one for one in self._backend.world.having_beside if beside.domain_id(one.identity) == wanted), None)
        if found is None:
            raise Refusal("ResourceNotFoundException", "The domain was not found", 404)
        return self._page(call, _MEMBERS[call.operation], beside.of_domain(found.identity)[call.operation], 100)
