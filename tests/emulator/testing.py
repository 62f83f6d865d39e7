"""What the emulator's own tests share: boto3 as the client, one attempt a call."""

import json
import re
import socket
from urllib.request import urlopen

import botocore.session
from botocore.awsrequest import AWSRequest
from botocore.client import BaseClient
from botocore.config import Config
from botocore.loaders import Loader

from emulator import Emulator
from emulator.signature import GLOBAL_REGIONS, Key


class _JsonFirst(Loader):
    """botocore would ask CloudWatch in CBOR; this program asks in JSON, which the service takes as well."""

    def load_service_model(self, service_name: str, type_name: str, api_version: str | None = None) -> dict:
        model = super().load_service_model(service_name, type_name, api_version)
        if service_name == "cloudwatch" and type_name == "service-2":
            model["metadata"] |= {"protocol": "json", "protocols": ["json"]}
        return model


_LOADER = _JsonFirst(include_default_search_paths=True)


def client(emulator: Emulator, service: str, key: Key | None = None, region: str | None = None,
           read_timeout: float = 5, **options: object) -> BaseClient:
    key = key or emulator.keys.permanent
    region = region or GLOBAL_REGIONS.get(service, emulator.world.region)
    session = botocore.session.Session()
    session.register_component("data_loader", _LOADER)
    session.set_credentials(key.access_key, key.secret, key.token)
    config = Config(retries={"total_max_attempts": 1, "mode": "standard"}, read_timeout=read_timeout,
                    parameter_validation=False, **options)
    client = session.create_client(service, region_name=region, endpoint_url=emulator.url, config=config)
    client.meta.events.register("before-sign.s3-control", _at_no_account)
    return client


def _at_no_account(request: AWSRequest, **_: object) -> None:
    """An account's id before a loopback address is no name that could be looked up."""
    request.url = re.sub(r"//\d{12}\.", "//", request.url)


def control(emulator: Emulator, path: str, body: object = None) -> dict:
    data = None if body is None else json.dumps(body).encode()
    with urlopen(f"{emulator.url}/__control__/{path}", data=data, timeout=5) as answer:
        return json.load(answer)


def exchange(emulator: Emulator, request: bytes) -> bytes:
    """What comes back on a connection that is then closed."""
    with socket.create_connection(("127.0.0.1", emulator.port), timeout=5) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))
