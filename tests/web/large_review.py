#!/usr/bin/env python3
"""Makes the only review of a database large: large_review.py DATABASE FLOWS QUEUES

It gets so many flows, every sixth of them without logging, and so many queues that CloudWatch has data of, the longest
wait first. What it is made of are the review's own documents, so that it holds what a document of today holds.
"""

import contextlib
import copy
import hashlib
import json
import sqlite3
import sys


def copies(originals: list[dict], count: int) -> list[dict]:
    return [copy.deepcopy(originals[n % len(originals)]) for n in range(count)]


def grow_flows(document: dict, count: int) -> None:
    findings = document["findings"]
    logging = [finding for finding in findings if finding["checkId"] == "flow_logging"]
    by_status = {status: [one for one in logging if one["status"] == status] for status in ("fail", "warn", "pass")}
    grown = []
    for n in range(count):
        status = "pass" if n % 6 else ("fail" if n % 12 else "warn")
        one = copy.deepcopy(by_status[status][n % len(by_status[status])])
        one["resource"] |= {"key": f"flow-{n}", "name": f"Flow {n} of the {count}"}
        one["id"] = hashlib.sha256(one["resource"]["key"].encode()).hexdigest()[:16]
        grown.append(one)
    document["findings"] = [one for one in findings if one["checkId"] != "flow_logging"] + grown
    data = document["data"]
    data["flows"] = [flow | {"name": f"Flow {n}"} for n, flow in enumerate(copies(data["flows"], count))]


def grow_queues(document: dict, count: int) -> None:
    queues = document["data"]["queues"]
    with_data = [queue for queue in queues if queue.get("longest_wait_seconds")]
    document["data"]["queues"] = [queue | {"name": f"Queue {n}"} for n, queue in enumerate(copies(with_data, count))]


def main() -> None:
    database, flows, queues = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        for component, grow, count in (("flow", grow_flows, flows), ("metrics", grow_queues, queues)):
            (body,) = connection.execute("SELECT body FROM documents WHERE component = ?", (component,)).fetchone()
            document = json.loads(body)
            grow(document, count)
            del document["sha256"]  # the seal of what it was
            connection.execute("UPDATE documents SET body = ? WHERE component = ?",
                               (json.dumps(document, ensure_ascii=False), component))


if __name__ == "__main__":
    main()
