"""Every command on stores in AWS: S3 as Ceph's gateway has it, which checks signatures, and DynamoDB as moto has it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

import boto3
from botocore.config import Config

from support.live import lasting, no_limits
from support.program import COMPONENTS, HARBOUR, SOURCE_DIR, ProgramTest

from emulator import Emulator, Fault, make_world
from emulator.signature import Key

sys.path.append(str(SOURCE_DIR / "tests" / "servers"))

from server import ACCESS_KEY, SECRET_KEY  # noqa: E402

SERVER = SOURCE_DIR / "tests" / "servers" / "server.py"
REGION = "us-east-1"  # the only one that Ceph has
OLD_REVIEW = "20260213-090000"
FAR_AWAY = 4_000_000_000  # of ttl

# What the application that this one replaces has left: no schemaVersion, numbers as they came, a state without a type.
OLD_DOCUMENTS = {
    "quota": {"quotas": [{"name": "Users per instance", "limit": 500, "current": 490, "percentage": 98.0,
                          "color": "#FF0000", "status": "critical"}],
              "summary": {"total_analyzed": 1, "critical": 1, "warning": 0, "normal": 0}},
    "metrics": {"concurrent_calls": {"period_average": 12.53472, "absolute_peak": 41.0, "data_points": 336},
                "missed_calls": {"total": 96, "daily_average": 6.857142857142857, "days_analyzed": 14},
                "days_analyzed": 14},
    "phone": {"total_numbers": 1, "by_type": {"DID": 1}, "toll_free_percentage": 0.0, "did_percentage": 100.0,
              "phone_numbers": [{"phone_number": "+4940555000", "type": "DID", "country": "DE",
                                 "carrier": "Größte Köln"}]},
    "logs": {"error": "analyze() takes 4 positional arguments but 5 were given"},
}

urls: dict[str, str] = {}


def setUpModule() -> None:
    home = Path(tempfile.mkdtemp(prefix="connect-ops-review-"))
    unittest.addModuleCleanup(shutil.rmtree, home)
    for name, variable in (("ceph", "CONTRACT_S3_CEPH_URL"), ("moto", "CONTRACT_S3_MOTO_URL")):
        subprocess.run([sys.executable, SERVER, "start", name, home / name], check=True, stdout=subprocess.DEVNULL)
        unittest.addModuleCleanup(subprocess.run, [sys.executable, SERVER, "stop", home / name], check=True)
        urls[name] = json.loads((home / name / "variables.json").read_text(encoding="utf-8"))[variable]


def client(service: str, server: str):
    return boto3.client(service, endpoint_url=urls[server], region_name=REGION, aws_access_key_id=ACCESS_KEY,
                        aws_secret_access_key=SECRET_KEY, config=Config(s3={"addressing_style": "path"}))


class RemoteTest(ProgramTest):
    """Gives every test a bucket and a table of its own, made by the program."""

    names = 0

    def setUp(self) -> None:
        super().setUp()
        RemoteTest.names += 1
        self.bucket, self.table = f"reports-{RemoteTest.names}", f"results-{RemoteTest.names}"
        self.s3, self.dynamodb = client("s3", "ceph"), client("dynamodb", "moto")
        self.variables = {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY, "AWS_REGION": REGION,
                          "AWS_EC2_METADATA_DISABLED": "true", "AWS_ENDPOINT_URL": urls["moto"],
                          "AWS_ENDPOINT_URL_S3": urls["ceph"]}
        self.stores = {"s3": ("--storage", "s3", "--bucket", self.bucket),
                       "dynamodb": ("--storage", "dynamodb", "--table", self.table, "--bucket", self.bucket)}

    def create(self) -> None:
        for options in self.stores.values():
            self.done("storage", "info", "--create", *options)
        self.open_to_ceph(self.bucket)

    def open_to_ceph(self, bucket: str) -> None:
        """This gateway (16.2) takes every write for one with a public ACL, and refuses it when those are blocked."""
        self.s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration={"BlockPublicAcls": False})

    def ask(self, *arguments: str | Path, **variables: str | None) -> subprocess.CompletedProcess:
        """A variable that is None is not set."""
        chosen = self.variables | variables
        return self.run_program(*arguments, env={name: value for name, value in chosen.items() if value is not None})

    def done(self, *arguments: str | Path, **variables: str | None) -> str:
        done = self.ask(*arguments, **variables)
        said = [line for line in done.stderr.splitlines() if not line.startswith("Looking up carriers costs")]
        self.assertEqual((done.returncode, said), (0, []), done.stdout)
        return done.stdout

    def answer(self, *arguments: str | Path, **variables: str | None):
        return json.loads(self.done(*arguments, "--json", **variables))

    def reviewed(self, options: tuple[str, ...], *more: str) -> dict:
        return self.answer("run", "--recording", HARBOUR, *options, *more)

    def keys(self) -> set[str]:
        return {one["Key"] for one in self.s3.list_objects_v2(Bucket=self.bucket).get("Contents", [])}

    def items(self) -> int:
        return self.dynamodb.scan(TableName=self.table, Select="COUNT")["Count"]

    def document(self, component: str, body: dict) -> dict:
        """One of the old ones."""
        return {"reviewId": OLD_REVIEW, "componentType": component, "data": body, "ttl": FAR_AWAY}

    def plant_old(self) -> None:
        for component, data in OLD_DOCUMENTS.items():
            self.s3.put_object(Bucket=self.bucket, Key=f"reviews/{OLD_REVIEW}/{component}.json",
                               Body=json.dumps(self.document(component, data)))
        state = {"reviewId": OLD_REVIEW, "status": "completed", "message": "6 of 6",
                 "updatedAt": "2026-02-13T09:00:41.123456"}
        self.s3.put_object(Bucket=self.bucket, Key=f"reviews/{OLD_REVIEW}/STATUS.json", Body=json.dumps(state))
        self.s3.put_object(Bucket=self.bucket, Key=f"connect-ops-review-{OLD_REVIEW}.html", Body=b"<html>old</html>")


class EveryCommand(RemoteTest):
    def test_a_review_is_stored_and_read(self):
        self.create()
        for backend, options in self.stores.items():
            with self.subTest(backend):
                answer = self.reviewed(options)
                review_id = answer["reviewId"]
                self.assertEqual((answer["analyzersCompleted"], answer["analyzersFailed"]), (len(COMPONENTS), 0))
                (listed,) = self.answer("reviews", *options)["reviews"]
                self.assertEqual((listed["reviewId"], listed["findings"]), (review_id, answer["findings"]))
                shown = {component: json.loads(self.done("show", review_id, component, "--format", "json", *options))
                         for component in COMPONENTS}
                self.assertEqual({document["componentType"] for document in shown.values()}, set(COMPONENTS))
                self.assertEqual({document["reviewId"] for document in shown.values()}, {review_id})
                self.assertIn("Flow", self.done("show", "latest", *options))
                measured = self.answer("trend", "quota.users.current", *options)
                self.assertEqual([point["reviewId"] for point in measured["points"]], [review_id])
                self.done("storage", "remove", review_id, "--yes", *options)
                self.assertEqual(self.answer("reviews", *options)["reviews"], [])
                self.assertEqual(self.keys(), set())
        self.assertEqual(self.items(), 0)

    def test_the_documents_are_those_of_sqlite(self):
        self.create()
        local = self.reviewed(("--database", str(self.database)))["reviewId"]
        wanted = {component: self.shown(local, component, "--database", str(self.database)) for component in COMPONENTS}
        for backend, options in self.stores.items():
            review_id = self.reviewed(options)["reviewId"]
            for component in COMPONENTS:
                with self.subTest(backend, component=component):
                    self.assertEqual(lasting(self.shown(review_id, component, *options)), lasting(wanted[component]))

    def shown(self, review_id: str, component: str, *options: str) -> dict:
        return json.loads(self.done("show", review_id, component, "--format", "json", *options))

    def test_two_reviews_of_the_same_differ_in_nothing(self):
        self.create()
        for backend, options in self.stores.items():
            with self.subTest(backend):
                first, second = (self.reviewed(options)["reviewId"] for _ in range(2))
                self.assertNotEqual(first, second)
                counts = self.answer("diff", *options)["counts"]
                self.assertGreater(counts.pop("same"), 0)
                self.assertEqual(set(counts.values()), {0})

    def test_a_link_opens_the_report(self):
        self.create()
        for backend, options in self.stores.items():
            with self.subTest(backend):
                answer = self.reviewed(options, "--link-hours", "1")
                for link in (answer["reportUrl"], self.done("report", answer["reviewId"], *options).strip()):
                    with urllib.request.urlopen(link, timeout=30) as opened:
                        self.assertEqual(opened.headers["Content-Type"], "text/html; charset=utf-8")
                        self.assertIn("<!doctype html", opened.read(200).decode().lower())
                self.assertIn("X-Amz-Expires=3600&", answer["reportUrl"])
                self.assertNotIn(SECRET_KEY, answer["reportUrl"])

    def test_objects_and_items_are_where_users_look_for_them(self):
        self.create()
        review_id = self.reviewed(self.stores["s3"])["reviewId"]
        self.assertEqual(self.keys(), {f"reviews/{review_id}/{component}.json" for component in (*COMPONENTS, "STATUS")}
                         | {f"connect-ops-review-{review_id}.html",
                            *(f"connect-ops-review-{review_id}/connect-ops-review-{review_id}-{file}"
                              for file in ("flows.jsonl.gz", "maps.html"))})
        head = self.s3.head_object(Bucket=self.bucket, Key=f"reviews/{review_id}/quota.json")
        self.assertEqual(head["ContentType"], "application/json")
        other = self.reviewed(self.stores["dynamodb"])["reviewId"]
        items = self.dynamodb.query(TableName=self.table, KeyConditionExpression="reviewId = :rid",
                                    ExpressionAttributeValues={":rid": {"S": other}})["Items"]
        self.assertEqual({item["componentType"]["S"] for item in items}, {*COMPONENTS, "STATUS"})
        for item in items:
            self.assertGreater(int(item["ttl"]["N"]), time.time() + 89 * 86400)
            self.assertTrue("M" in item["data"] if item["componentType"]["S"] != "STATUS" else "data" not in item)


    def test_objects_are_encrypted_with_the_key_that_is_named(self):
        there = {"AWS_ENDPOINT_URL_S3": urls["moto"]}  # Ceph encrypts too, but does not say so
        self.done("storage", "info", "--create", *self.stores["s3"], **there)
        for more, wanted in (((), ("AES256", None)), (("--kms-key", "alias/reviews"), ("aws:kms", "alias/reviews"))):
            answer = self.answer("run", "--recording", HARBOUR, *self.stores["s3"], *more, **there)
            for key in (f"reviews/{answer['reviewId']}/quota.json", f"connect-ops-review-{answer['reviewId']}.html"):
                head = client("s3", "moto").head_object(Bucket=self.bucket, Key=key)
                self.assertEqual((head["ServerSideEncryption"], head.get("SSEKMSKeyId")), wanted)

    def test_the_kms_default_of_a_bucket_is_kept_unless_another_encryption_is_asked_for(self):
        there = {"AWS_ENDPOINT_URL_S3": urls["moto"]}
        self.done("storage", "info", "--create", *self.stores["s3"], **there)
        client("s3", "moto").put_bucket_encryption(Bucket=self.bucket, ServerSideEncryptionConfiguration={"Rules": [
            {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "key-1"}}]})
        for more, wanted in (((), "aws:kms"), (("--sse", "aes256"), "AES256"), (("--sse", "kms"), "aws:kms")):
            answer = self.answer("run", "--recording", HARBOUR, *self.stores["s3"], *more, **there)
            head = client("s3", "moto").head_object(Bucket=self.bucket, Key=f"reviews/{answer['reviewId']}/quota.json")
            self.assertEqual(head["ServerSideEncryption"], wanted, more)
        info = self.answer("storage", "info", *self.stores["s3"], **there)
        self.assertEqual(info["properties"]["encryption"], "aws:kms with key-1, the bucket's default")


class Mutes(RemoteTest):
    def test_they_are_edited_and_honoured_as_an_object(self):
        place = f"s3://{self.bucket}/mutes.toml"
        signed = ("--reason", "known", "--owner", "anna", "--expires", "30d", "--mutes", place)
        run = ("run", "--recording", HARBOUR, "--database", self.database, "--mutes", place)
        self.create()
        self.assert_refused(self.ask(*run), 2, "there is no file of mutes s3://")
        self.done("mute", "add", "check=flow_*", *signed)
        self.done("mute", "add", "check=queue_wait", *signed)
        text = self.s3.get_object(Bucket=self.bucket, Key="mutes.toml")["Body"].read().decode()
        self.assertEqual(text.count("[[mute]]"), 2)
        self.assertGreater(self.answer(*run)["findings"]["muted"], 0)
        self.done("mute", "remove", "1", "--mutes", place)
        listed = self.answer("mute", "list", "--mutes", place)
        self.assertEqual([one["check"] for one in listed], ["queue_wait"])
        self.assertEqual(listed[0]["source"], place)


class Info(RemoteTest):
    def test_says_which_store_is_active_and_why(self):
        self.create()
        self.reviewed(self.stores["s3"])
        named = self.answer("storage", "info", *self.stores["s3"])
        self.assertEqual((named["backend"], named["activeBecause"], named["reviews"], named["documents"]),
                         ("s3", "--storage", 1, len(COMPONENTS) + 1))
        self.assertGreater(named["bytes"], 100_000)
        by_variable = self.answer("storage", "info", STORAGE_BACKEND="dynamodb", RESULTS_TABLE=self.table,
                                  S3_REPORTING_BUCKET=self.bucket)
        self.assertEqual((by_variable["backend"], by_variable["activeBecause"], by_variable["reviews"]),
                         ("dynamodb", "the variable STORAGE_BACKEND", 0))

    def test_creates_what_the_template_does_and_nothing_twice(self):
        for _ in range(2):
            self.create()
            rules = self.s3.get_bucket_lifecycle_configuration(Bucket=self.bucket)["Rules"]
            self.assertEqual({rule["ID"]: (rule["Filter"]["Prefix"], rule["Expiration"]["Days"]) for rule in rules},
                             {"connect-ops-review-results": ("reviews/", 90),
                              "connect-ops-review-reports": ("connect-ops-review-", 90)})
        table = self.dynamodb.describe_table(TableName=self.table)["Table"]
        self.assertEqual(table["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST")
        self.assertEqual([index["IndexName"] for index in table["GlobalSecondaryIndexes"]],
                         ["componentType-reviewId-index"])
        ttl = self.dynamodb.describe_time_to_live(TableName=self.table)["TimeToLiveDescription"]
        self.assertEqual((ttl["TimeToLiveStatus"], ttl["AttributeName"]), ("ENABLED", "ttl"))
        properties = self.answer("storage", "info", *self.stores["dynamodb"])["properties"]
        self.assertEqual((properties["TTL"], properties["point-in-time recovery"], properties["billing"]),
                         ("on", "on", "on demand"))
        properties = self.answer("storage", "info", *self.stores["s3"])["properties"]
        self.assertIn("deleted after 90 days", properties["reviews"])

    def test_leaves_the_rules_of_others_alone(self):
        self.s3.create_bucket(Bucket=self.bucket)
        theirs = {"ID": "theirs", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 3}}
        self.s3.put_bucket_lifecycle_configuration(Bucket=self.bucket, LifecycleConfiguration={"Rules": [theirs]})
        self.done("storage", "info", "--create", *self.stores["s3"])
        rules = {rule["ID"]: rule for rule in self.s3.get_bucket_lifecycle_configuration(Bucket=self.bucket)["Rules"]}
        self.assertEqual((len(rules), rules["theirs"]), (3, theirs))

    def test_what_its_rules_delete_is_gone_and_nothing_else(self):
        """This gateway's day has ten seconds; of the rules only the number of days is changed."""
        self.create()
        self.reviewed(self.stores["s3"])
        self.s3.put_object(Bucket=self.bucket, Key="other/kept.json", Body=b"{}")
        rules = self.s3.get_bucket_lifecycle_configuration(Bucket=self.bucket)["Rules"]
        self.assertEqual([rule["Expiration"] for rule in rules], 2 * [{"Days": 90}])
        for rule in rules:
            rule["Expiration"] = {"Days": 1}
        self.s3.put_bucket_lifecycle_configuration(Bucket=self.bucket, LifecycleConfiguration={"Rules": rules})
        until = time.monotonic() + 90
        while self.keys() != {"other/kept.json"} and time.monotonic() < until:
            time.sleep(1)
        self.assertEqual(self.keys(), {"other/kept.json"})
        self.assertEqual(self.answer("reviews", *self.stores["s3"])["reviews"], [])

    def test_looks_and_makes_nothing(self):
        for backend, options in self.stores.items():
            self.assert_refused(self.ask("storage", "info", *options), 1, "there is no", "storage info --create")
        self.assertNotIn(self.bucket, [one["Name"] for one in self.s3.list_buckets()["Buckets"]])
        self.assertNotIn(self.table, self.dynamodb.list_tables()["TableNames"])


class Switching(RemoteTest):
    def test_the_old_reviews_stay_where_they_are_and_readable(self):
        self.create()
        names = {"RESULTS_TABLE": self.table, "S3_REPORTING_BUCKET": self.bucket}
        ids = {}
        for backend in ("s3", "dynamodb", "sqlite"):
            ids[backend] = self.answer("run", "--recording", HARBOUR, STORAGE_BACKEND=backend, **names)["reviewId"]
            time.sleep(1.1)  # an id is a second, of which each store has its own
        for backend, review_id in ids.items():
            with self.subTest(backend):
                listed = self.answer("reviews", STORAGE_BACKEND=backend, **names)["reviews"]
                self.assertEqual([review["reviewId"] for review in listed], [review_id])
                # By name, whatever is configured.
                listed = self.answer("reviews", "--storage", backend, STORAGE_BACKEND="s3", **names)["reviews"]
                self.assertEqual([review["reviewId"] for review in listed], [review_id])
                other = next(one for one in ids if one != backend)
                self.assert_refused(self.ask("show", review_id, "--storage", other, **names), 1, review_id,
                                    "in this store")


class Moving(RemoteTest):
    def place(self, backend: str) -> str:
        return {"s3": f"s3:{self.bucket}", "dynamodb": f"dynamodb:{self.table}",
                "sqlite": f"sqlite:{self.database}"}[backend]

    def move(self, verb: str, source: str, destination: str, *options: str) -> dict:
        return self.answer("storage", verb, "--from", self.place(source), "--to", self.place(destination),
                           "--bucket", self.bucket, *options)

    def test_old_data_goes_all_the_way_and_stays_the_same(self):
        self.create()
        self.plant_old()
        sums = set()
        for source, destination in (("s3", "dynamodb"), ("dynamodb", "sqlite")):
            told = self.move("copy", source, destination)
            self.assertEqual((told["reviews"], told["documents"], told["broken"], told["failed"]),
                             (1, len(OLD_DOCUMENTS) + 1, [], []))
            self.assertTrue(told["verified"]["same"])
            self.assertTrue(self.move("verify", source, destination)["same"])
            again = self.move("copy", source, destination)
            self.assertEqual((again["documents"], again["reports"]), (0, 0))
            sums |= {told["verified"]["sourceSha256"], told["verified"]["destinationSha256"]}
        self.assertEqual(len(sums), 1)
        self.assertTrue(self.move("verify", "s3", "sqlite")["same"])
        for component, data in OLD_DOCUMENTS.items():
            for options in (*self.stores.values(), ("--database", str(self.database))):
                shown = json.loads(self.done("show", OLD_REVIEW, component, "--format", "json", *options))
                self.assertEqual(shown, self.document(component, data), options)
        reports = list((self.home / "reports").rglob("*.html"))
        self.assertEqual([report.read_bytes() for report in reports], [b"<html>old</html>"])

    def test_old_data_is_shown_as_it_was_stored(self):
        self.create()
        self.plant_old()
        self.move("copy", "s3", "dynamodb")
        for backend, options in self.stores.items():
            with self.subTest(backend):
                (listed,) = self.answer("reviews", *options)["reviews"]
                self.assertEqual((listed["reviewId"], listed["status"]), (OLD_REVIEW, "completed"))
                shown = self.done("show", OLD_REVIEW, *options)
                self.assertIn("Users per instance, share of the quota: 98 %", shown)
                self.assertIn("Users per instance, in use: 490 of 500", shown)
                self.assertIn("application that this one replaces", shown)
                self.assertEqual(json.loads(self.done("show", OLD_REVIEW, "--format", "json", *options))["status"],
                                 "completed")

    def test_new_reviews_go_there_and_back(self):
        self.create()
        review_id = self.reviewed(("--database", str(self.database)))["reviewId"]
        before = {component: self.done("show", review_id, component, "--format", "json",
                                       "--database", str(self.database))
                  for component in COMPONENTS}
        self.assertTrue(self.move("copy", "sqlite", "dynamodb")["verified"]["same"])
        self.done("storage", "remove", review_id, "--yes", "--database", str(self.database))
        self.assertTrue(self.move("copy", "dynamodb", "s3")["verified"]["same"])
        self.assertTrue(self.move("copy", "s3", "sqlite")["verified"]["same"])
        for component, document in before.items():
            after = self.done("show", review_id, component, "--format", "json", "--database", str(self.database))
            self.assertEqual(json.loads(after), json.loads(document))

    def test_a_dry_run_writes_nothing(self):
        self.create()
        self.plant_old()
        keys = self.keys()
        told = self.move("copy", "s3", "dynamodb", "--dry-run")
        self.assertEqual((told["dryRun"], told["documents"]), (True, len(OLD_DOCUMENTS) + 1))
        self.assertEqual((self.items(), self.keys()), (0, keys))

    def test_verify_names_what_is_missing(self):
        self.create()
        self.plant_old()
        done = self.ask("storage", "verify", "--from", self.place("s3"), "--to", self.place("dynamodb"),
                        "--bucket", self.bucket, "--json")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(json.loads(done.stdout)["missing"]), len(OLD_DOCUMENTS) + 1)
        self.assertEqual(self.items(), 0)

    def test_without_a_bucket_for_its_reports_nothing_is_written(self):
        self.create()
        self.plant_old()
        done = self.ask("storage", "copy", "--from", self.place("s3"), "--to", self.place("dynamodb"))
        self.assert_refused(done, 2, "--bucket", "S3_REPORTING_BUCKET")
        self.assertEqual(self.items(), 0)


class Interrupted(RemoteTest):
    """A live review whose program is killed or interrupted, and that another run takes up."""

    def setUp(self) -> None:
        super().setUp()
        self.create()
        self.world = make_world("small")
        self.emulator = self.enterContext(Emulator(self.world, rates=False))
        self.emulator.keys.add(Key(ACCESS_KEY, SECRET_KEY, arn=self.emulator.keys.permanent.arn))
        self.variables |= {"AWS_ENDPOINT_URL": self.emulator.url, "AWS_ENDPOINT_URL_DYNAMODB": urls["moto"]}

    def stored(self, backend: str) -> set[tuple[str, str]]:
        """Review and component of every document."""
        if backend == "s3":
            keys = (key.split("/") for key in self.keys() if key.startswith("reviews/2"))
            return {(review_id, name.removesuffix(".json")) for _, review_id, name in keys}
        items = self.dynamodb.scan(TableName=self.table, ProjectionExpression="reviewId,componentType")["Items"]
        return {(item["reviewId"]["S"], item["componentType"]["S"]) for item in items if item["componentType"]["S"] != "LOCK"}

    def ended_after(self, backend: str, wanted: int, by: signal.Signals) -> tuple[str, int]:
        """The id of a review that a signal ended as soon as so many of its components were stored, and the exit code."""
        before = self.stored(backend)
        self.emulator.set_faults([Fault("hang", "logs")])  # so that the review does not end by itself
        command = (os.environ["BINARY"], "run", "--instance", self.world.instance.arn, *no_limits(), *self.stores[backend])
        with subprocess.Popen(command, env={"HOME": str(self.home), "PATH": os.environ["PATH"], **self.variables},
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
            try:
                give_up = time.monotonic() + 60
                while len(found := self.stored(backend) - before) < wanted + 1:  # STATUS is the first
                    self.assertIsNone(program.poll(), "the review ended before it could be interrupted")
                    self.assertLess(time.monotonic(), give_up)
                    time.sleep(0.02)
            finally:
                program.send_signal(by)
        self.emulator.set_faults([])
        (review_id,) = {review_id for review_id, _ in found}
        return review_id, program.returncode

    def test_what_is_stored_stays_and_the_rest_is_fetched(self):
        for backend, options in self.stores.items():
            for wanted, by, code in ((0, signal.SIGKILL, -signal.SIGKILL), (2, signal.SIGKILL, -signal.SIGKILL),
                                     (1, signal.SIGINT, 130)):
                with self.subTest(backend, components=wanted, by=by.name):
                    review_id, ended_with = self.ended_after(backend, wanted, by)
                    self.assertEqual(ended_with, code)
                    listed = self.answer("reviews", *options)["reviews"]
                    self.assertEqual([one["status"] for one in listed if one["reviewId"] == review_id], ["interrupted"])
                    state = json.loads(self.done("show", review_id, "STATUS", "--format", "json", *options))
                    self.assertEqual(state["status"], "interrupted" if by == signal.SIGINT else "in_progress")
                    before = {component: self.done("show", review_id, component, "--format", "json", *options)
                              for one, component in self.stored(backend) if one == review_id and component != "STATUS"}
                    self.assertGreaterEqual(len(before), wanted)
                    answer = self.answer("run", "--resume", review_id, *no_limits(), *options)
                    self.assertEqual((answer["reviewId"], answer["status"]), (review_id, "completed"))
                    for component, document in before.items():
                        after = self.done("show", review_id, component, "--format", "json", *options)
                        self.assertEqual(after, document)
                    components = {component for one, component in self.stored(backend) if one == review_id}
                    self.assertEqual(components, {*COMPONENTS, "STATUS"})
                    self.assertIn(f"connect-ops-review-{review_id}.html", self.keys())
        stats = self.emulator.stats()
        self.assertEqual((stats["violations"], stats["unauthenticated"]), ([], []))


class BadInput(RemoteTest):
    def setUp(self) -> None:
        super().setUp()
        self.review = ("run", "--recording", HARBOUR)

    def assert_nothing_written(self) -> None:
        self.assertEqual((self.keys(), self.items()), (set(), 0))
        self.assertFalse((self.home / ".local").exists())

    def test_what_is_not_there(self):
        self.create()

        def in_dynamodb(table: str, bucket: str, *more: str) -> tuple[str, ...]:
            return "--storage", "dynamodb", "--table", table, "--bucket", bucket, *more

        for options, words in (
                (("--storage", "s3", "--bucket", "absent-bucket"), ("'absent-bucket'", "storage info --create")),
                (in_dynamodb("absent-table", self.bucket), ("'absent-table'", REGION)),
                (in_dynamodb(self.table, self.bucket, "--region", "eu-west-1"),
                 (f"'{self.table}'", "eu-west-1", "--region")),
                (in_dynamodb(self.table, "absent-bucket"), ("'absent-bucket'", "storage info --create"))):
            with self.subTest(options=options):
                self.assert_refused(self.ask(*self.review, *options), 1, *words)
                self.assert_nothing_written()

    def test_no_bucket_is_named(self):
        self.create()
        for options in (("--storage", "s3"), ("--storage", "dynamodb", "--table", self.table)):
            with self.subTest(options=options):
                self.assert_refused(self.ask(*self.review, *options), 2, "no bucket is named", "S3_REPORTING_BUCKET")
        done = self.ask(*self.review, "--storage", "dynamodb", "--bucket", self.bucket)
        self.assert_refused(done, 2, "RESULTS_TABLE")
        self.assert_nothing_written()

    def test_names_that_cannot_be(self):
        for options, word in ((("--storage", "s3", "--bucket", "My_Bucket"), "'My_Bucket'"),
                              (("--storage", "dynamodb", "--table", "my table", "--bucket", "my-bucket"), "'my table'"),
                              (("--storage", "s3", "--bucket", "my-bucket", "--bucket-owner", "me"), "'me'"),
                              (("--storage", "redis"), "'redis'")):
            with self.subTest(options=options):
                self.assert_refused(self.ask(*self.review, *options), 2, word)

    def test_a_table_with_other_keys(self):
        self.create()
        self.dynamodb.create_table(TableName="other-keys", BillingMode="PAY_PER_REQUEST",
                                   KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                                   AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
        self.addCleanup(self.dynamodb.delete_table, TableName="other-keys")
        options = ("--storage", "dynamodb", "--table", "other-keys", "--bucket", self.bucket)
        for command in (self.review, ("storage", "info", "--create")):
            with self.subTest(command=command):
                self.assert_refused(self.ask(*command, *options), 2, "'other-keys'", "reviewId", "--table")
        self.assertEqual(self.dynamodb.scan(TableName="other-keys")["Items"], [])

    def test_a_table_with_the_partition_key_alone(self):
        """It would keep one document of each review, and refuse none."""
        self.create()
        self.reviewed(("--database", str(self.database)))
        self.dynamodb.create_table(TableName="one-key", BillingMode="PAY_PER_REQUEST",
                                   KeySchema=[{"AttributeName": "reviewId", "KeyType": "HASH"}],
                                   AttributeDefinitions=[{"AttributeName": "reviewId", "AttributeType": "S"}])
        self.addCleanup(self.dynamodb.delete_table, TableName="one-key")
        options = ("--storage", "dynamodb", "--table", "one-key", "--bucket", self.bucket)
        copy = ("storage", "copy", "--from", f"sqlite:{self.database}", "--to", "dynamodb:one-key", "--bucket", self.bucket)
        for command in ((*self.review, *options), copy):
            with self.subTest(command=command):
                self.assert_refused(self.ask(*command), 2, "'one-key'", "componentType", "--table")
        doctor = self.ask("doctor", *options)
        self.assertNotEqual(doctor.returncode, 0)
        self.assertIn("'one-key' has other keys", doctor.stdout)
        self.assertEqual(self.dynamodb.scan(TableName="one-key")["Items"], [])

    def test_a_wrong_secret(self):
        self.create()
        secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYWRONGKEY00"
        # The answer to HeadBucket, which --create begins with, has no body that could say why.
        for command, word in ((self.review, "SignatureDoesNotMatch"), (("reviews",), "SignatureDoesNotMatch"),
                              (("show", "latest"), "SignatureDoesNotMatch"),
                              (("storage", "info", "--create"), "denied")):
            with self.subTest(command=command):
                done = self.ask(*command, *self.stores["s3"], AWS_SECRET_ACCESS_KEY=secret)
                self.assert_refused(done, 1, f"'{self.bucket}'", word)
                self.assertNotIn(secret, done.stderr)
        self.assert_nothing_written()

    def test_a_denied_permission(self):
        self.create()
        self.s3.put_bucket_policy(Bucket=self.bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
             "Resource": f"arn:aws:s3:::{self.bucket}/*"}]}))
        for backend, options in self.stores.items():
            with self.subTest(backend):
                done = self.ask(*self.review, *options)
                if backend == "s3":
                    self.assert_refused(done, 1, "s3:PutObject", f"'{self.bucket}'", "allow it")
                    continue
                # The documents are kept, and told; the report's bucket is what is closed.
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn("Amazon Connect operational review", done.stdout)
                for word in ("s3:PutObject", f"'{self.bucket}'", "allow it"):
                    self.assertIn(word, done.stderr)
        self.assertEqual(self.keys(), set())

    def test_no_region_and_no_credentials(self):
        for options in self.stores.values():
            self.assert_refused(self.ask(*self.review, *options, AWS_REGION=None), 2, "--region", "AWS_REGION")
            done = self.ask(*self.review, *options, AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None)
            self.assert_refused(done, 1, "no AWS credentials")

    def test_a_bucket_is_found_from_another_region(self):
        self.create()
        review_id = self.reviewed(self.stores["s3"])["reviewId"]
        (listed,) = self.answer("reviews", *self.stores["s3"], AWS_REGION="eu-west-1")["reviews"]
        self.assertEqual(listed["reviewId"], review_id)
        link = self.done("report", review_id, *self.stores["s3"], AWS_REGION="eu-west-1").strip()
        self.assertEqual(urllib.request.urlopen(link, timeout=30).status, 200)

    def test_an_object_that_is_not_json_hides_no_other(self):
        self.create()
        self.plant_old()
        self.s3.put_object(Bucket=self.bucket, Key=f"reviews/{OLD_REVIEW}/quota.json", Body=b"<html>")
        self.assert_refused(self.ask("show", OLD_REVIEW, "quota", "--format", "json", *self.stores["s3"]), 1,
                            f"{OLD_REVIEW}/quota", "cannot be read", "not JSON")
        shown = self.ask("show", OLD_REVIEW, "metrics", "--format", "json", *self.stores["s3"])
        self.assertEqual((shown.returncode, json.loads(shown.stdout)["data"]), (0, OLD_DOCUMENTS["metrics"]))
        whole = self.ask("show", OLD_REVIEW, *self.stores["s3"])
        self.assertEqual(whole.returncode, 0, whole.stderr)
        self.assertIn("quota cannot be read", whole.stdout)
        told = json.loads(self.ask("storage", "copy", "--from", f"s3:{self.bucket}", "--to", f"sqlite:{self.database}",
                                   "--json").stdout)
        self.assertEqual([one["what"] for one in told["broken"]], [f"{OLD_REVIEW}/quota"])
        self.assertEqual(told["documents"], len(OLD_DOCUMENTS))

    def test_a_review_that_is_not_there(self):
        self.create()
        for options in self.stores.values():
            self.assert_refused(self.ask("show", "20200101-000000", *options), 1, "20200101-000000")
            self.assert_refused(self.ask("run", "--resume", "20200101-000000", *options), 2, "20200101-000000")
            self.assert_refused(self.ask("show", "latest", *options), 1, "no stored review")


if __name__ == "__main__":
    unittest.main()
