"""Service Quotas. https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html"""

from ..errors import Refusal
from ..planted import beside
from . import Backend, Call, Handler, as_json, listed

_LARGEST_PAGE = 100


class ServiceQuotas:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"ListServiceQuotas": self._applied, "ListAWSDefaultServiceQuotas": self._defaults}

    def _of_service(self, call: Call, of_connect: list[dict], is_applied: bool) -> list[dict]:
        service = call.input["ServiceCode"]
        found = of_connect if service == "connect" else beside.quotas(self._backend.world.region, service, is_applied)
        if found is None:
            raise Refusal("NoSuchResourceException", "The specified service does not exist.")
        return found

    def _page(self, call: Call, entries: list[dict]) -> bytes:
        items = [as_json(entry) for entry in entries]
        return listed(self._backend, call, "Quotas", items, call.input.get("MaxResults", _LARGEST_PAGE))

    def _applied(self, call: Call) -> bytes:
        level, code = call.input.get("QuotaAppliedAtLevel", "ACCOUNT"), call.input.get("QuotaCode")
        return self._page(call, [
            entry for entry in self._of_service(call, self._backend.world.applied_quotas, True)
            if level in ("ALL", entry["QuotaAppliedAtLevel"]) and code in (None, entry["QuotaCode"])])

    def _defaults(self, call: Call) -> bytes:
        return self._page(call, self._of_service(call, self._backend.world.default_quotas, False))
