"""Firehose. https://docs.aws.amazon.com/firehose/latest/APIReference/API_DescribeDeliveryStream.html"""

from ..errors import Refusal
from ..planted import storage
from . import Backend, Call, Handler, as_json


class Firehose:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"DescribeDeliveryStream": self._describe}

    def _describe(self, call: Call) -> bytes:
        if call.input["DeliveryStreamName"] != storage.FIREHOSE:
            raise Refusal("ResourceNotFoundException", f"Firehose {call.input['DeliveryStreamName']} not found")
        instance = self._backend.world.instance
        return as_json({"DeliveryStreamDescription": storage.firehose(instance.identity, instance.size.flaws)})
