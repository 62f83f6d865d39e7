#!/usr/bin/env python3
"""Writes what src/checks/coverage.json says: docs/coverage.md, what other reviews look at and which checks answer it here, and
src/checks/controls.def, by which findings name the controls of AWS's own frameworks.

    tools/make_coverage.py

The data stands beside checks.def, as who adds a check edits both. A row of it has the `ids` by which the other review knows
what it looks at, `what` that is in our words, and at least one answer:

    checks      ids of ours
    told        what tells it that is no check
    why_not     a reason

With one of the first two and the last it is answered in part. A `note` says more. `only_here` lists the checks that
are in no row. Of a review that is one of AWS's frameworks, `control` is the name before its ids; what stands behind a space in
an id is a part of it. tests/docs/coverage_page.py holds all of this, and fails while a file is not what this writes.
"""

import json
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src/checks/coverage.json"
PAGE = ROOT / "docs/coverage.md"
CONTROLS = ROOT / "src/checks/controls.def"

HEAD = """# Coverage

<!-- Written by tools/make_coverage.py from src/checks/coverage.json. -->

What other reviews of Amazon Connect look at, and which [check](checks.md) answers it here. A row is left out where no API holds
evidence, where AWS has ended what it is about, or where the answer would be the same for every instance.

| review | looks at | answered | in part | left out |
|---|---|---|---|---|
{summary}
"""

TAIL = """## In none of these

{checks}
"""

CONTROLS_HEAD = """// Which controls of AWS's own frameworks ask for what a check looks at. Written by tools/make_coverage.py from
// coverage.json beside it.

"""

KINDS = ("answered", "in part", "left out")


def kind(row):
    answered = "checks" in row or "told" in row
    if "why_not" not in row:
        return "answered"
    return "in part" if answered else "left out"


def links(checks):
    return ", ".join(f"[`{check}`](checks.md#{check})" for check in checks)


def answer(row):
    parts = [links(row["checks"])] if "checks" in row else []
    if "told" in row:
        parts.append(row["told"])
    if "why_not" in row:
        parts.append(f"{kind(row)}: {row['why_not']}")
    if "note" in row:
        parts[0] += f"; {row['note']}"
    return " · ".join(parts)


def section(review):
    rows = [f"| {' '.join(f'`{id}`' for id in row['ids'])} | {row['what']} | {answer(row)} |" for row in review["rows"]]
    return "\n".join([f"## {review['name']}", "", review["about"], "", "| its id | what is looked at | here |", "|---|---|---|", *rows])


def anchor(heading):
    return "".join(c for c in heading.lower() if c.isalnum() or c in "- ").replace(" ", "-")


def summary(review):
    counts = Counter()
    for row in review["rows"]:
        counts[kind(row)] += len(row["ids"])
    numbers = " | ".join(str(counts[one]) for one in KINDS)
    return f"| [{review['name']}](#{anchor(review['name'])}) | {counts.total()} | {numbers} |"


def page(data):
    parts = [HEAD.format(summary="\n".join(map(summary, data["reviews"])))]
    parts += [section(review) for review in data["reviews"]]
    parts += [TAIL.format(checks=links(data["only_here"]))]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def controls(data):
    lines = [f'CONTROL({check}, "{review["control"]} {id.split()[0]}")\n'
             for review in data["reviews"] if "control" in review
             for row in review["rows"] for check in row.get("checks", []) for id in row["ids"]]
    return CONTROLS_HEAD + "".join(dict.fromkeys(lines))


def read():
    return json.loads(DATA.read_text(encoding="utf-8"))


if __name__ == "__main__":
    PAGE.write_text(page(read()), encoding="utf-8")
    CONTROLS.write_text(controls(read()), encoding="utf-8")
