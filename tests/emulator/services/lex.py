"""Amazon Lex V2. https://docs.aws.amazon.com/lexv2/latest/APIReference/API_DescribeBotAlias.html"""

from ..errors import Refusal
from ..planted import targets
from . import Backend, Call, Handler, as_json


class Lex:
    def __init__(self, _: Backend) -> None:
        pass

    def handlers(self) -> dict[str, Handler]:
        return {"DescribeBotAlias": self._describe}

    @staticmethod
    def _describe(call: Call) -> bytes:
        found = targets.bot_alias(call.input["botId"], call.input["botAliasId"])
        if found is None:
            raise Refusal("ResourceNotFoundException", "Alias was not found", 404)
        return as_json(found)
