#!/usr/bin/env python3
"""Writes docs/checks.md from what the program says of its checks.

    tools/make_checks_page.py [PROGRAM]     (build/release/connect-ops-review)

tests/docs/checks_page.py fails while the page is not what this writes.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/checks.md"

HEAD = """# Checks

<!-- Written by tools/make_checks_page.py from `connect-ops-review checks list --json`. -->

What a review looks at, {count} checks in {components} components. `connect-ops-review checks show ID` says the same in the terminal.

A check passes only on data that was read. Without a permission that it needs it is *not assessed*, and its finding names the
permission; `connect-ops-review iam-policy` writes the policy with all of them. [Coverage](coverage.md) says what other reviews
look at, and which of these checks answers it.
"""


def row(check):
    name = check["title"].replace("|", "\\|")
    return f"| [{name}](#{check['id']}) | `{check['id']}` | {check['severity']} | {check['pillar'].replace('_', ' ')} |"


def section(check):
    lines = [f"### {check['id']}", "", f"**{check['title']}.** {check['why']}", "",
             f"*What to do:* {check['remedy']}", ""]
    if check["controls"]:
        lines += [f"*Asked for by:* {', '.join(check['controls'])}", ""]
    permissions = ", ".join(f"`{permission}`" for permission in check["permissions"])
    lines += [f"Severity {check['severity']} · pillar {check['pillar'].replace('_', ' ')} · needs {permissions or 'no permission'}"]
    lines += [""] + [f"- <{link}>" for link in check["links"]]
    return "\n".join(lines)


def page(checks):
    components = list(dict.fromkeys(check["component"] for check in checks))
    parts = [HEAD.format(count=len(checks), components=len(components))]
    for component in components:
        own = [check for check in checks if check["component"] == component]
        parts.append("\n".join([f"## {component}", "", "| check | id | severity | pillar |", "|---|---|---|---|", *map(row, own)]))
        parts += [section(check) for check in own]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def made_by(program):
    answer = subprocess.run([program, "checks", "list", "--json"], check=True, capture_output=True, text=True).stdout
    return page(json.loads(answer))


if __name__ == "__main__":
    PAGE.write_text(made_by(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/release/connect-ops-review"))
