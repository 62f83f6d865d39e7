"""Outbound campaigns.
https://docs.aws.amazon.com/connect/latest/APIReference/API_Operations_Amazon_Connect_Outbound_Campaigns_V2.html"""

from ..planted import beside
from . import Backend, Call, Handler, as_json, listed


class ConnectCampaigns:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"ListCampaigns": self._campaigns, "GetCampaignStateBatch": self._states}

    def _campaigns(self, call: Call) -> bytes:
        wanted = call.input.get("filters", {}).get("instanceIdFilter", {}).get("value")
        found = [campaign for one in self._backend.world.having_beside if wanted in (None, one.id)
                 for campaign in beside.campaigns(one.identity, one.size)]
        return listed(self._backend, call, "campaignSummaryList", [as_json(item) for item in found],
                      call.input.get("maxResults", 50))

    def _states(self, call: Call) -> bytes:
        found, failed = [], []
        for campaign_id in call.input["campaignIds"]:
            states = (beside.state(one.identity, campaign_id) for one in self._backend.world.having_beside)
            state = next(filter(None, states), None)
            if state is None:
                failed.append({"campaignId": campaign_id, "failureCode": "ResourceNotFound"})
            else:
                found.append({"campaignId": campaign_id, "state": state})
        return as_json({"successfulRequests": found, "failedRequests": failed})
