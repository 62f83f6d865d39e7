"""The documents of the sample, and those of earlier versions, against docs/schema with a validator that is not ours."""

import json
import os
import sqlite3
import subprocess
import tempfile
import unittest
from pathlib import Path

import jsonschema

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
SCHEMAS = {path.stem: json.loads(path.read_text()) for path in (SOURCE_DIR / "docs/schema").glob("*.json")}


def sample_documents():
    with tempfile.TemporaryDirectory() as home:
        database = Path(home, "reviews.db")
        subprocess.run(
            [os.environ["BINARY"], "run", "--recording", SOURCE_DIR / "samples/harbour", "--database", database,
             "--output-dir", home, "--quiet"],
            check=True, env={"HOME": home}, stdout=subprocess.DEVNULL)
        with sqlite3.connect(database) as stored:
            return {name: json.loads(body) for name, body in stored.execute("select component, body from documents")}


class Schema(unittest.TestCase):
    def check(self, documents):
        for name, document in documents.items():
            with self.subTest(document=name):
                jsonschema.Draft202012Validator(SCHEMAS[name]).validate(document)

    def test_every_schema_is_one(self):
        for schema in SCHEMAS.values():
            jsonschema.Draft202012Validator.check_schema(schema)

    def test_the_samples_documents_keep_to_it(self):
        documents = sample_documents()
        self.assertEqual(set(documents), set(SCHEMAS))
        self.check(documents)

    def test_so_do_those_of_earlier_versions(self):
        folder = SOURCE_DIR / "tests/data/documents-0.1.0"
        documents = {path.stem: json.loads(path.read_text()) for path in folder.glob("*.json")}
        self.assertLessEqual({"instance", "quota", "metrics", "phone", "flow", "cloudtrail", "logs"}, set(documents))
        self.check(documents)

    def test_a_document_that_does_not_keep_to_it_is_found(self):
        document = sample_documents()["quota"]
        document["data"]["quotas"][0]["status"] = "full"
        with self.assertRaises(jsonschema.ValidationError):
            jsonschema.Draft202012Validator(SCHEMAS["quota"]).validate(document)


if __name__ == "__main__":
    unittest.main()
