"""PhoneNumberValidate. https://docs.aws.amazon.com/pinpoint/latest/apireference/phone-number-validate.html"""

import re

from ..errors import Refusal
from ..planted import phones
from . import Backend, Call, Handler, as_json

_E164 = re.compile(r"\+[1-9][0-9]{1,14}")


class Pinpoint:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"PhoneNumberValidate": self._validate}

    def _validate(self, call: Call) -> bytes:
        number = call.input["NumberValidateRequest"].get("PhoneNumber", "")
        if not _E164.fullmatch(number):
            raise Refusal("BadRequestException", "The phone number is not in E.164 format")
        return as_json(phones.validation(number, self._backend.world.instance.size.flaws))
