#!/usr/bin/env python3
"""How long stored reviews take to read over a link with latency, against one request after the other. README.md says
how to read it."""

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import boto3
from botocore.config import Config

SOURCE_DIR = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(SOURCE_DIR / "tests" / "servers"))
import server  # noqa: E402  (the servers of the tests)

PROGRAM = Path(os.environ.get("BINARY", SOURCE_DIR / "build" / "release" / "connect-ops-review"))
REGION = "us-east-1"
NAME = "bench-reviews"  # of the bucket and of the table
AIMS = "aims: one latency to load from DynamoDB, two from S3; at least 5 times faster than one request after the other on S3"


async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
    """Bytes arrive `delay` seconds after they were sent, however many are on the way."""
    loop = asyncio.get_running_loop()
    while data := await reader.read(1 << 16):
        loop.call_later(delay, writer.write, data)
    loop.call_later(delay, writer.close)


def slow_link(target_port: int, latency: float, ports: multiprocessing.Queue) -> None:
    """A port that is the other one, but half a latency away in each direction."""
    async def serve() -> None:
        async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            there_reader, there_writer = await asyncio.open_connection("127.0.0.1", target_port)
            with contextlib.suppress(ConnectionError):
                await asyncio.gather(forward(reader, there_writer, latency / 2),
                                     forward(there_reader, writer, latency / 2))

        listening = await asyncio.start_server(connect, "127.0.0.1", 0)
        ports.put(listening.sockets[0].getsockname()[1])
        await listening.serve_forever()

    asyncio.run(serve())


@contextlib.contextmanager
def linked(url: str, latency: float):
    ports = multiprocessing.Queue()
    link = multiprocessing.Process(target=slow_link, args=(int(url.rpartition(":")[2]), latency, ports), daemon=True)
    link.start()
    try:
        yield f"http://127.0.0.1:{ports.get(timeout=10)}"
    finally:
        link.terminate()


@contextlib.contextmanager
def started(name: str, directory: Path):
    server.start(name, directory)
    try:
        yield next(iter(json.loads((directory / "variables.json").read_text(encoding="utf-8")).values()))
    finally:
        server.stop(directory)


def client(service: str, url: str):
    return boto3.client(service, endpoint_url=url, region_name=REGION, aws_access_key_id=server.ACCESS_KEY,
                        aws_secret_access_key=server.SECRET_KEY,
                        config=Config(retries={"max_attempts": 1}, s3={"addressing_style": "path"}))


def environment(url: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "AWS_ENDPOINT_URL": url, "AWS_REGION": REGION,
            "AWS_ACCESS_KEY_ID": server.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": server.SECRET_KEY}


def run(arguments: list[str], url: str) -> float:
    begin = time.perf_counter()
    subprocess.run([PROGRAM, *arguments], env=environment(url), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def median(measure, times: int) -> float:
    return statistics.median(measure() for _ in range(times))


def sample_documents(database: Path) -> dict[str, dict]:
    """The documents of a review of the sample, by component; it stays in the database."""
    subprocess.run([PROGRAM, "run", "--recording", SOURCE_DIR / "samples" / "harbour", "--database", database, "--json"],
                   check=True, stdout=subprocess.DEVNULL, env=environment(""))
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return {name: json.loads(body) for name, body in
                connection.execute("SELECT component, body FROM documents")}


def review_ids(count: int) -> list[str]:
    """Spread over the last 80 days, newest first."""
    now = datetime.now(timezone.utc)
    return [(now - timedelta(minutes=5) - i * timedelta(days=80) / count).strftime("%Y%m%d-%H%M%S")
            for i in range(count)]


def fill_bucket(s3, documents: dict[str, dict], ids: list[str]) -> None:
    s3.create_bucket(Bucket=NAME)

    def put(review_id: str, component: str) -> None:
        body = documents[component] | {"reviewId": review_id}
        s3.put_object(Bucket=NAME, Key=f"reviews/{review_id}/{component}.json", Body=json.dumps(body).encode())

    with ThreadPoolExecutor(8) as pool:
        for component in documents:
            pool.submit(put, ids[0], component)
        for review_id in ids[1:]:
            for component in ("STATUS", "quota"):
                pool.submit(put, review_id, component)


def get_one_after_the_other(s3, keys: list[str]) -> float:
    begin = time.perf_counter()
    for key in keys:
        json.loads(s3.get_object(Bucket=NAME, Key=key)["Body"].read())
    return time.perf_counter() - begin


def list_keys(s3, prefix: str) -> list[str]:
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=NAME, Prefix=prefix)
    return [one["Key"] for page in pages for one in page.get("Contents", [])]


def load_sequentially(s3, review_id: str) -> float:
    begin = time.perf_counter()
    keys = list_keys(s3, f"reviews/{review_id}/")
    return time.perf_counter() - begin + get_one_after_the_other(s3, keys)


def row(what: str, ours: float, start: float, latency: float, sequential: float | None) -> None:
    spent = ours - start
    ratio = f"{sequential / spent:6.1f}" if sequential else "     –"
    one_by_one = f"{sequential * 1000:9.0f}" if sequential else "        –"
    print(f"| {what:<38} | {spent * 1000:7.0f} | {spent / latency:9.1f} | {one_by_one} | {ratio} |")


def bench_s3(directory: Path, documents: dict[str, dict], arguments: argparse.Namespace, start: float) -> None:
    latency = arguments.latency / 1000
    ids = review_ids(arguments.reviews)
    with started("ceph", directory / "ceph") as url:
        fill_bucket(client("s3", url), documents, ids)
        with linked(url, latency) as slow:
            s3 = client("s3", slow)
            place = ["--storage", "s3", "--bucket", NAME]
            ours = median(lambda: run(["show", ids[0], "--format", "json", *place], slow), 9)
            row(f"S3: load {len(documents)} documents", ours, start, latency,
                median(lambda: load_sequentially(s3, ids[0]), 3))
            ours = median(lambda: run(["trend", "quota.users.current", "--json", *place], slow), 3)
            keys = [f"reviews/{review_id}/quota.json" for review_id in ids]
            row(f"S3: history of {len(ids)} reviews", ours, start, latency, get_one_after_the_other(s3, keys))


def bench_dynamodb(directory: Path, arguments: argparse.Namespace, start: float) -> None:
    latency = arguments.latency / 1000
    with started("dynamodb_dynalite", directory / "dynalite") as url:
        place = ["--storage", "dynamodb", "--table", NAME]
        run(["storage", "info", "--create", *place], url)
        run(["run", "--recording", SOURCE_DIR / "samples" / "harbour", "--output-dir", directory / "out", *place], url)
        listed = subprocess.run([PROGRAM, "reviews", "--json", *place], env=environment(url), check=True, capture_output=True)
        review_id = json.loads(listed.stdout)["reviews"][0]["reviewId"]
        with linked(url, latency) as slow:
            ours = median(lambda: run(["show", review_id, "--format", "json", *place], slow), 9)
            row("DynamoDB: load a review", ours, start, latency, None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, epilog=AIMS)
    parser.add_argument("--latency", type=float, default=30, help="milliseconds that each request takes [30]")
    parser.add_argument("--reviews", type=int, default=1000, help="whose history is read [1000]")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="connect-ops-review-bench-") as temporary:
        directory = Path(temporary)
        database = directory / "reviews.db"
        documents = sample_documents(database)
        review_id = documents["STATUS"]["reviewId"]
        start = median(lambda: run(["show", review_id, "--format", "json", "--database", database], ""), 9)
        print(f"start of the program and reading the same from a file: {start * 1000:.0f} ms, taken off below\n")
        print("| what | ms | latencies | one by one ms | times faster |\n|---|---|---|---|---|")
        bench_s3(directory, documents, arguments, start)
        bench_dynamodb(directory, arguments, start)
    print("\n" + AIMS)


if __name__ == "__main__":
    main()
