"""dynalite: a DynamoDB that refuses what DynamoDB refuses, without TTL and backups. `npm ci` in this directory gets it.

https://github.com/architect/dynalite
"""

from pathlib import Path

import server

PROGRAM = Path(__file__).parent / "node_modules" / "dynalite" / "cli.js"


def start(one: server.Server) -> dict[str, str]:
    if not PROGRAM.exists():
        raise server.Failure(f"dynalite is not installed: run `npm ci --prefix {PROGRAM.parents[2]}`")
    port = one.free_port()
    one.spawn("dynalite", "node", PROGRAM, "--host", "127.0.0.1", "--port", port, "--createTableMs", 0)
    url = f"http://127.0.0.1:{port}"
    one.wait_for(url)
    return {"CONTRACT_DYNAMODB_DYNALITE_URL": url}
