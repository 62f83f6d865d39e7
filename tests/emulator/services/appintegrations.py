"""AppIntegrations. https://docs.aws.amazon.com/appintegrations/latest/APIReference/API_Operations.html"""

from ..errors import Refusal
from ..planted import beside, operations
from . import Backend, Call, Handler, as_json, listed


class AppIntegrations:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"ListApplications": self._applications, "ListEventIntegrations": self._event_integrations,
                "ListTagsForResource": self._tags, "ListDataIntegrations": self._data_integrations,
                "ListEventIntegrationAssociations": self._event_associations,
                "ListDataIntegrationAssociations": self._data_associations}

    def _page(self, call: Call, member: str, items: list[dict]) -> bytes:
        return listed(self._backend, call, member, [as_json(item) for item in items], call.input.get("MaxResults", 50))

    def _applications(self, call: Call) -> bytes:
        return self._page(call, "Applications", operations.applications(self._backend.world.region))

    def _event_integrations(self, call: Call) -> bytes:
        return self._page(call, "EventIntegrations", operations.event_integrations(self._backend.world.region))

    def _data_integrations(self, call: Call) -> bytes:
        return self._page(call, "DataIntegrations", beside.data_integrations(self._backend.world.region))

    def _event_associations(self, call: Call) -> bytes:
        known = operations.event_integrations(self._backend.world.region)
        if not any(one["Name"] == call.input["EventIntegrationName"] for one in known):
            raise Refusal("ResourceNotFoundException", "The event integration was not found", 404)
        return self._page(call, "EventIntegrationAssociations", beside.event_associations(self._backend.world.region))

    def _data_associations(self, call: Call) -> bytes:
        known = beside.data_integrations(self._backend.world.region)
        if not any(one["Arn"].endswith(f"/{call.input['DataIntegrationIdentifier']}") for one in known):
            raise Refusal("ResourceNotFoundException", "The data integration was not found", 404)
        return self._page(call, "DataIntegrationAssociations", beside.data_associations(self._backend.world.region))

    def _tags(self, call: Call) -> bytes:
        known = operations.applications(self._backend.world.region)
        if not any(one["Arn"] == call.input["resourceArn"] for one in known):
            raise Refusal("ResourceNotFoundException", "The resource was not found", 404)
        return as_json({"tags": {"Owner": "crm"}})
