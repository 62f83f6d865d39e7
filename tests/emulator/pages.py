"""Page tokens: random, and good for nothing but the request that they were issued for. Thread-safe."""

import base64
import json
import secrets
import threading
from collections import OrderedDict
from typing import Any

from . import errors

MAX_TOKENS = 100_000


class Tokens:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._issued: OrderedDict[str, tuple[str, Any]] = OrderedDict()

    @staticmethod
    def _bound_to(action: str, arguments: dict, token_member: str) -> str:
        return f"{action} {json.dumps({**arguments, token_member: None}, sort_keys=True)}"

    def issue(self, action: str, arguments: dict, token_member: str, position: Any) -> str:
        """25 bytes in base64: characters that must be encoded in a query are common in it."""
        token = base64.b64encode(secrets.token_bytes(25)).decode()
        with self._lock:
            self._issued[token] = (self._bound_to(action, arguments, token_member), position)
            if len(self._issued) > MAX_TOKENS:
                self._issued.popitem(last=False)
        return token

    def position(self, service: str, action: str, arguments: dict, token_member: str, first: Any) -> Any:
        """Where the page begins that the request asks for; `first` when it has no token."""
        token = arguments.get(token_member)
        if token is None:
            return first
        with self._lock:
            bound_to, position = self._issued.get(token, ("", None))
        if bound_to != self._bound_to(action, arguments, token_member):
            raise errors.bad_token(service)
        return position
