"""Amazon Lex V2.

https://docs.aws.amazon.com/lexv2/latest/APIReference/API_DescribeBotAlias.html
https://docs.aws.amazon.com/lexv2/latest/APIReference/API_ListBotReplicas.html
"""

from ..errors import Refusal
from ..planted import resilience, targets
from . import Backend, Call, Handler, as_json


class Lex:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"DescribeBotAlias": self._describe, "ListBotReplicas": self._replicas}

    def _replicas(self, call: Call) -> bytes:
        return as_json(resilience.bot_replicas(self._backend.world.region, call.input["botId"]))

    @staticmethod
    def _describe(call: Call) -> bytes:
        found = targets.bot_alias(call.input["botId"], call.input["botAliasId"])
        if found is None:
            raise Refusal("ResourceNotFoundException", "Alias was not found", 404)
        return as_json(found)
