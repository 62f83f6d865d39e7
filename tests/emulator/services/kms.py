"""KMS. https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html"""

from ..errors import Refusal
from ..planted import keys
from . import Backend, Call, Handler, as_json


class Kms:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"DescribeKey": self._describe}

    def _describe(self, call: Call) -> bytes:
        for instance in self._backend.world.instances:
            key = keys.keys(instance.identity).get(call.input["KeyId"])
            if key is not None:
                return as_json({"KeyMetadata": key.metadata()})
        raise Refusal("NotFoundException", f"Key '{call.input['KeyId']}' does not exist")
