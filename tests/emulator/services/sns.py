"""SNS's GetTopicAttributes. https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html"""

from ..errors import Refusal
from ..planted import alarms
from . import Backend, Call, Handler
from .xml import answer


class Sns:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"GetTopicAttributes": self._attributes}

    def _attributes(self, call: Call) -> bytes:
        arn = call.input["TopicArn"]
        for instance in self._backend.world.instances:
            confirmed = alarms.topics(instance.identity).get(arn)
            if confirmed is not None:
                entries = [{"key": key, "value": value}
                           for key, value in alarms.topic_attributes(arn, confirmed).items()]
                return answer(call, {"Attributes": {"entry": entries}})
        raise Refusal("NotFound", "Topic does not exist", 404)
