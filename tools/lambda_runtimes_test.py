"""The table of Lambda's runtimes says what cfn-lint knows of them."""

import importlib.resources
import json
import re
import unittest
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "src/model/lambda_runtimes.def"


class Runtimes(unittest.TestCase):
    def test_each_is_deprecated_when_cfn_lint_says(self):
        file = importlib.resources.files("cfnlint.data.AdditionalSpecs") / "LmbdRuntimeLifecycle.json"
        known = {name: row["deprecated"] for name, row in json.loads(file.read_text(encoding="utf-8")).items()}
        ours = dict(re.findall(r'^RUNTIME\("(\S+)", "(\d{4}-\d\d-\d\d)"\)$', TABLE.read_text(encoding="ascii"), re.MULTILINE))
        self.assertEqual(ours, known)


if __name__ == "__main__":
    unittest.main()
