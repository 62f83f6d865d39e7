"""Lambda. https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html"""

from ..errors import Refusal
from ..planted import functions
from ..world import Instance
from . import Backend, Call, Handler, as_json


class Lambda:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"GetFunctionConfiguration": self._configuration, "GetPolicy": self._policy}

    def _found(self, call: Call) -> tuple[Instance, str]:
        function = call.input["FunctionName"]
        for instance in self._backend.world.instances:
            if not instance.is_broken and function in instance.lists["ListLambdaFunctions"]:
                return instance, function
        raise Refusal("ResourceNotFoundException", f"Function not found: {function}", 404)

    def _configuration(self, call: Call) -> bytes:
        return as_json(functions.configuration(self._found(call)[1]))

    def _policy(self, call: Call) -> bytes:
        instance, function = self._found(call)
        return as_json(functions.policy(function, instance.arn))
