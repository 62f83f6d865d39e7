"""Whose identity the whole program takes, and which place it asks: profiles, sign-ins and clocks as people have them, and a
server on this machine in the place of AWS that writes down what it is asked."""

import hashlib
import json
import re
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from support.program import ProgramTest

INSTANCE = "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
CALLER = """<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::111122223333:user/ada</Arn><UserId>AIDA</UserId><Account>111122223333</Account></GetCallerIdentityResult>
</GetCallerIdentityResponse>"""
HOST_KEYS = {"AccessKeyId": "ASIAHOST", "SecretAccessKey": "x", "Token": "y", "Expiration": "2099-01-01T00:00:00Z"}
SESSION = "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\n"


def keys(name: str) -> str:
    return f"aws_access_key_id = {name}\naws_secret_access_key = x\n"


class Aws(ThreadingHTTPServer):
    """Says who is calling, and refuses what a test does not set; `ahead` is how far its clock is from this machine's."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Requests)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.lock = threading.Lock()
        self.seen: list[tuple[str, str, str]] = []  # method, path, the key that signed it
        self.answers: dict[str, dict | str] = {"/": CALLER}  # by the path, or its beginning
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def signers(self) -> set[str]:
        return {key for _, _, key in self.seen if key}

    def asked(self, path: str) -> int:
        return sum(one.startswith(path) for _, one, _ in self.seen)


class Requests(BaseHTTPRequestHandler):
    server: Aws

    def log_message(self, *_) -> None:
        pass

    def date_time_string(self, timestamp=None) -> str:
        return format_datetime(self.server.now(), usegmt=True)

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        signer = re.search("Credential=([^/]+)/", self.headers.get("Authorization", ""))
        with self.server.lock:
            self.server.seen.append((self.command, self.path, signer[1] if signer else ""))
        found = next((body for path, body in self.server.answers.items()
                      if self.path == path or (path != "/" and self.path.startswith(path))), None)
        status = 200 if found else 403
        if self.signed_late():
            status, found = 403, {"__type": "InvalidSignatureException", "message": "Signature expired: it is of another time"}
        body = (found if isinstance(found, str) else json.dumps(found or {"message": "no"})).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def signed_late(self) -> bool:
        signed = self.headers.get("X-Amz-Date")
        if not signed:
            return False
        at = datetime.strptime(signed, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return abs(self.server.now() - at) > timedelta(minutes=5)

    do_GET = do_PUT = do_POST = answer


class Identity(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        self.aws, self.elsewhere = self.server(), self.server()

    def server(self) -> Aws:
        server = Aws()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server

    def config(self, text: str) -> None:
        (self.home / ".aws").mkdir(exist_ok=True)
        (self.home / ".aws" / "config").write_text(text, encoding="utf-8")

    def doctor(self, *arguments: str, **variables: str):
        return self.run_program("doctor", "--instance", INSTANCE, "--only", "instance", "--request-timeout", "3", *arguments,
                                env={"AWS_EC2_METADATA_DISABLED": "true", **variables})

    def credentials(self, *arguments: str, **variables: str) -> tuple[str, str]:
        """What doctor says of them: state and reason."""
        done = self.doctor(*arguments, "--json", AWS_ENDPOINT_URL=self.aws.url, **variables)
        line = next(one for one in json.loads(done.stdout)["findings"] if one["what"] == "credentials")
        return line["state"], line["reason"]


class Profiles(Identity):
    def test_no_host_stands_in_for_a_profile_that_cannot_be_read(self):
        self.config("[profile console]\nlogin_session = arn:aws:iam::111122223333:user/ada\nregion = eu-central-1\n")
        self.aws.answers["/keys"] = HOST_KEYS
        host = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": self.aws.url + "/keys"}
        for arguments, variables in ((("--profile", "console"), {}), ((), {"AWS_PROFILE": "console"}),
                                     ((), {"AWS_DEFAULT_PROFILE": "console"})):
            state, reason = self.credentials(*arguments, **host, **variables)
            self.assertEqual(state, "missing")
            for words in ("profile console", "login_session",
                          "credential_process = aws configure export-credentials --profile console --format process"):
                self.assertIn(words, reason)
        self.assertEqual(self.aws.seen, [])
        self.assertEqual(self.credentials(**host), ("ok", "the container's credentials endpoint"))

    def test_the_profile_that_is_chosen_signs(self):
        names = ("default", "profile old", "profile new", "profile own", "profile given")
        self.config("".join(f"[{name}]\nregion = eu-central-1\n{keys('AKIA' + name.split()[-1].upper())}" for name in names))
        own = self.home / "own.toml"
        own.write_text('profile = "own"\n', encoding="utf-8")
        chosen = {"AWS_PROFILE": "new", "AWS_DEFAULT_PROFILE": "old"}
        for arguments, variables, signer in (((), {}, "AKIADEFAULT"), ((), {"AWS_PROFILE": "new"}, "AKIANEW"),
                                             ((), {"AWS_DEFAULT_PROFILE": "old"}, "AKIAOLD"), ((), chosen, "AKIAOLD"),
                                             (("--config", str(own)), {}, "AKIAOWN"),
                                             (("--config", str(own)), chosen, "AKIAOLD"),
                                             (("--config", str(own), "--profile", "given"), chosen, "AKIAGIVEN")):
            self.aws.seen.clear()
            self.assertEqual(self.credentials(*arguments, **variables)[0], "ok")
            self.assertEqual(self.aws.signers(), {signer}, (arguments, variables))


class Places(Identity):
    def test_a_profile_says_where(self):
        self.config(f"[profile near]\nendpoint_url = {self.aws.url}\nservices = own\n{keys('AKIANEAR')}"
                    f"[services own]\nsts =\n  endpoint_url = {self.elsewhere.url}\n")
        self.doctor(AWS_PROFILE="near")
        self.assertEqual((self.aws.signers(), self.elsewhere.signers()), ({"AKIANEAR"}, {"AKIANEAR"}))
        self.assertEqual({path for _, path, _ in self.elsewhere.seen}, {"/"})
        self.assertTrue(self.aws.asked("/instance/"))

    def test_what_was_given_goes_first(self):
        self.config(f"[default]\nendpoint_url = {self.elsewhere.url}\n{keys('AKIANEAR')}")
        own = self.home / "own.toml"
        own.write_text(f'endpoint_url = "{self.aws.url}"\n', encoding="utf-8")
        for arguments, variables in ((("--endpoint-url", self.aws.url), {"AWS_ENDPOINT_URL": self.elsewhere.url}),
                                     (("--config", str(own)), {}), ((), {"AWS_ENDPOINT_URL": self.aws.url})):
            self.aws.seen.clear()
            self.doctor(*arguments, **variables)
            self.assertTrue(self.aws.seen, arguments)
        self.assertEqual(self.elsewhere.seen, [])

    def test_a_place_that_is_not_there_is_said(self):
        self.config(f"[default]\nservices = gone\n{keys('AKIANEAR')}")
        self.assert_refused(self.doctor(), 2, "services 'gone' of profile default")


class SignIn(Identity):
    def setUp(self) -> None:
        super().setUp()
        self.config(f"[default]\nregion = eu-central-1\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Ops\n{SESSION}")
        self.token = self.home / ".aws" / "sso" / "cache" / (hashlib.sha1(b"corp").hexdigest() + ".json")
        self.token.parent.mkdir(parents=True)
        self.sign_in(refreshToken="first")
        self.aws.answers |= {"/token": {"accessToken": "new", "expiresIn": 3600, "refreshToken": "second"},
                            "/federation": {"roleCredentials": {"accessKeyId": "ASIASSO", "secretAccessKey": "x", "sessionToken": "y",
                                                                "expiration": 4070908800000}}}

    def sign_in(self, **more: str) -> None:
        """Long ago, as `aws sso login` leaves it."""
        self.token.write_text(json.dumps({
            "startUrl": "https://corp.awsapps.com/start", "region": "eu-central-1", "accessToken": "old",
            "expiresAt": "2020-01-01T00:00:00Z", "clientId": "c", "clientSecret": "s",
            "registrationExpiresAt": "2099-01-01T00:00:00Z", **more}), encoding="utf-8")

    def test_it_is_renewed_once_whoever_asks(self):
        with ThreadPoolExecutor(4) as pool:
            states = list(pool.map(lambda _: self.credentials()[0], range(4)))
        self.assertEqual(states, ["ok"] * 4)
        self.assertEqual(self.aws.asked("/token"), 1)
        kept = json.loads(self.token.read_text(encoding="utf-8"))
        self.assertEqual((kept["accessToken"], kept["refreshToken"], kept["clientId"]), ("new", "second", "c"))
        self.assertEqual(self.token.stat().st_mode & 0o777, 0o600)

    def test_without_a_way_to_renew_it_the_person_is_told_to_sign_in(self):
        self.sign_in()
        state, reason = self.credentials()
        self.assertEqual(state, "missing")
        self.assertIn("has expired: run aws sso login --profile default", reason)
        self.assertEqual(self.aws.seen, [])


class Clocks(Identity):
    def test_a_clock_that_is_wrong_is_said_and_made_up_for(self):
        self.config(f"[default]\nregion = eu-central-1\n{keys('AKIACLOCK')}")
        self.aws.ahead = timedelta(hours=2)
        self.aws.answers["/instance/"] = {"Instance": {"Id": INSTANCE.rsplit("/", 1)[1], "Arn": INSTANCE, "InstanceAlias": "quay"}}
        done = self.doctor("--json", AWS_ENDPOINT_URL=self.aws.url)
        found = {one["what"]: one for one in json.loads(done.stdout)["findings"]}
        self.assertEqual(found["instance"]["state"], "ok", done.stderr)
        said = re.findall(r"the clock of this machine says (\S+)Z, AWS's says (\S+)Z", done.stderr)
        self.assertEqual(len(said), 1, done.stderr)
        here, there = map(datetime.fromisoformat, said[0])
        self.assertLess(abs(there - here - self.aws.ahead), timedelta(minutes=1))


if __name__ == "__main__":
    unittest.main()
