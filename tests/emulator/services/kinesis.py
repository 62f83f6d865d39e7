"""Kinesis Data Streams. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html"""

from ..errors import Refusal
from ..planted import storage
from . import Backend, Call, Handler, as_json


class Kinesis:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"DescribeStreamSummary": self._describe}

    def _describe(self, call: Call) -> bytes:
        instance = self._backend.world.instance
        if call.input.get("StreamARN") != storage.stream_arn(instance.identity):
            raise Refusal("ResourceNotFoundException", "Stream not found")
        return as_json({"StreamDescriptionSummary": storage.stream(instance.identity, instance.size.flaws)})
