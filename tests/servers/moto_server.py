"""moto's server: S3 and DynamoDB without signatures."""

import sys
from pathlib import Path

import server


def start(one: server.Server) -> dict[str, str]:
    port = one.free_port()
    one.spawn("moto", sys.executable, Path(__file__).with_name("moto_in_turn.py"), port)
    url = f"http://127.0.0.1:{port}"
    one.wait_for(url + "/moto-api/")
    return {"CONTRACT_S3_MOTO_URL": url, "CONTRACT_DYNAMODB_MOTO_URL": url}
