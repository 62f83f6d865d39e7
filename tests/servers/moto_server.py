"""moto's server: S3 and DynamoDB without signatures."""

import sys

import server


def start(one: server.Server) -> dict[str, str]:
    port = one.free_port()
    one.spawn("moto", sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", port)
    url = f"http://127.0.0.1:{port}"
    one.wait_for(url + "/moto-api/")
    return {"CONTRACT_S3_MOTO_URL": url, "CONTRACT_DYNAMODB_MOTO_URL": url}
