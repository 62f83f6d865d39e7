"""The recipe of docs/cloudshell.md, word for word: a terminal like CloudShell's, whose credentials come from its container, and
Amazon Connect as the emulator has it."""

import json
import os
import re
import sys
import tarfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
sys.path += [str(SOURCE_DIR / "tests"), str(SOURCE_DIR / "tests" / "cli")]

from support.live import Emulated  # noqa: E402
from support.terminal import Terminal  # noqa: E402

PAGE = (SOURCE_DIR / "docs" / "cloudshell.md").read_text(encoding="utf-8")
NAME = "connect-ops-review-0.1.0-linux-x86_64"
TOKEN = "a-token-of-the-container"


class Container(BaseHTTPRequestHandler):
    """Hands out the emulator's key to who has the token."""

    keys: dict[str, str] = {}

    def do_GET(self) -> None:
        is_allowed = self.headers["Authorization"] == TOKEN
        body = json.dumps(self.keys if is_allowed else {}).encode()
        self.send_response(200 if is_allowed else 401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Recipe(Emulated):
    def setUp(self) -> None:
        super().setUp()
        server = self.enterContext(ThreadingHTTPServer(("127.0.0.1", 0), Container))
        self.addCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        given = self.emulator.environment()
        Container.keys = {"AccessKeyId": given.pop("AWS_ACCESS_KEY_ID"), "SecretAccessKey": given.pop("AWS_SECRET_ACCESS_KEY"),
                          "Token": "", "Expiration": "2099-01-01T00:00:00Z"}
        self.environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], "TMPDIR": str(self.home), "PS1": "$ ", "TERM": "dumb",
                            "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"http://127.0.0.1:{server.server_address[1]}/credentials",
                            "AWS_CONTAINER_AUTHORIZATION_TOKEN": TOKEN, **given}
        with tarfile.open(self.home / f"{NAME}.tar.gz", "w:gz", compresslevel=1) as archive:
            archive.add(os.environ["BINARY"], f"{NAME}/connect-ops-review")

    def test_it_leads_to_a_report(self):
        commands = [line for block in re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
        self.assertEqual(len(commands), 6)
        with Terminal(["bash", "--norc", "--noprofile"], cwd=self.home, env=self.environment) as terminal:
            for command in commands:
                terminal.wait_for(r"\$ $", 120)
                terminal.type(command + "\n")
                terminal.wait_for(re.escape(command))
                if command.endswith(" init"):
                    for offered in (rf"contact centre in\? \[{self.world.region}\] $", r"Instance: \[1\] $", r"Storage: \[1\] $",
                                    r"0 looks up none\. \[1\.00\] $"):
                        terminal.wait_for(offered)
                        terminal.type("\n")
            terminal.wait_for(r"\.html\r?\n\$ $", 120)
            text = terminal.text().replace("\r\n", "\n")
        self.assertIn("there is no desktop here; open ", text)  # after the demo
        self.assertNotIn("Which profile", text)
        self.assertIn("config.toml written", text)
        path = text.split("\n")[-2].strip()
        self.assertEqual(Path(path).parent, self.home)
        self.assertIn(self.instance.arn, Path(path).read_text(encoding="utf-8"))

    def test_it_is_one_screen(self):
        self.assertLess(len(PAGE.splitlines()), 50)


if __name__ == "__main__":
    unittest.main()
