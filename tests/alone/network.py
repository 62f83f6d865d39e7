"""The static program in a root with nothing but itself: names, proxies and certificates, and that it loads no code of the
system. A network of its own stands in for the world: a name server on port 53, and web servers by name."""

import ctypes
import fcntl
import os
import resource
import shutil
import socket
import socketserver
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "deploy"))

from support.sandbox import found  # noqa: E402

BINARY = Path(os.environ["BINARY"])
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # unshare(2)
UP, GET_FLAGS, SET_FLAGS = 1, 0x8913, 0x8914    # netdevice(7)
A, AAAA = 1, 28
EMPTY = b'<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>false</IsTruncated></ListBucketResult>'
BUNDLES = ("etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Alpine
           "etc/pki/tls/certs/ca-bundle.crt",    # Amazon Linux, Red Hat
           "etc/ssl/ca-bundle.pem",              # SUSE
           "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
           "etc/ssl/cert.pem")


def enter_own_network() -> None:
    """Of this process and all that it starts: there is nothing but the loopback interface."""
    user, group = os.geteuid(), os.getegid()
    if ctypes.CDLL(None, use_errno=True).unshare(NEW_NETWORK | (NEW_USER if user else 0)) != 0:
        raise AssertionError(f"no network of its own: run this test as root, or allow user namespaces ({os.strerror(ctypes.get_errno())})")
    if user:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1", encoding="ascii")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        flags, = struct.unpack_from("16xh", fcntl.ioctl(any_socket, GET_FLAGS, struct.pack("16sh14x", b"lo", 0)))
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", flags | UP))


class Names(socketserver.BaseRequestHandler):
    """A name server: https://www.rfc-editor.org/rfc/rfc1035#section-4."""

    addresses: dict[tuple[str, int], bytes] = {}
    asked: list[tuple[str, int]] = []

    def handle(self) -> None:
        query, answers = self.request
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1:at + 1 + query[at]].decode().lower())
            at += 1 + query[at]
        name, kind = ".".join(labels), struct.unpack_from(">H", query, at + 1)[0]
        self.asked.append((name, kind))
        address = self.addresses.get((name, kind))
        known = any(name == one for one, _ in self.addresses)
        head = query[:2] + struct.pack(">HHHHH", 0x8180 | (0 if known else 3), 1, 1 if address else 0, 0, 0)
        record = struct.pack(">HHHIH", 0xC00C, kind, 1, 60, len(address)) + address if address else b""
        answers.sendto(head + query[12:at + 5] + record, self.client_address)


class Site(ThreadingHTTPServer):
    """Answers as a bucket that is empty, through a proxy's request line too."""

    daemon_threads = True

    def __init__(self, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.asked: list[tuple[str, str]] = []  # Host and the request's target
        super().__init__((address, 0), Answer)
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def __exit__(self, *_) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, *_) -> None:
        pass  # a client that does not trust it hangs up


class Answer(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.headers["Host"], self.path))
        self.send_response(200)
        self.send_header("Content-Length", str(len(EMPTY)))
        self.end_headers()
        self.wfile.write(EMPTY)

    def log_message(self, *_) -> None:
        pass


def certificate(directory: Path, name: str) -> Path:
    """Self-signed, with its key."""
    file = directory / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-keyout", directory / "key.pem",
                    "-out", directory / "only.pem"], check=True, capture_output=True, timeout=60)
    file.write_bytes((directory / "key.pem").read_bytes() + (directory / "only.pem").read_bytes())
    return file


class Network(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        enter_own_network()
        Names.addresses = {("four.test", A): socket.inet_aton("127.0.0.1"),
                           ("six.test", AAAA): socket.inet_pton(socket.AF_INET6, "::1"),
                           ("proxy.test", A): socket.inet_aton("127.0.0.1"),
                           ("host.searched.test", A): socket.inet_aton("127.0.0.1")}
        names = socketserver.ThreadingUDPServer(("127.0.0.1", 53), Names)
        names.daemon_threads = True
        threading.Thread(target=names.serve_forever, daemon=True).start()

    def setUp(self) -> None:
        self.root = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="connect-ops-review-alone-")))
        (self.root / "etc").mkdir()
        shutil.copy(BINARY, self.root / "connect-ops-review")
        self.write("etc/resolv.conf", "nameserver 127.0.0.1\nsearch searched.test\noptions timeout:1 attempts:1\n")
        Names.asked.clear()

    def write(self, path: str, text: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def ask(self, url: str, *before: str, **variables: str) -> subprocess.CompletedProcess:
        """Asks a bucket for its reviews: one request."""
        environment = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "HOME": "/", **variables}
        return subprocess.run([*before, found("chroot"), self.root, "/connect-ops-review", "reviews", "--storage", "s3", "--bucket",
                               "reviews-of-the-test", "--region", "eu-central-1", "--endpoint-url", url], env=environment,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)

    def assert_answered(self, done: subprocess.CompletedProcess) -> None:
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_name_by_the_name_server(self):
        with Site() as site:
            self.assert_answered(self.ask(f"http://four.test:{site.port}"))
            self.assertEqual([host for host, _ in site.asked], [f"four.test:{site.port}"])
        self.assertIn(("four.test", A), Names.asked)

    def test_a_name_that_has_an_ipv6_address_only(self):
        with Site("::1") as site:
            self.assert_answered(self.ask(f"http://six.test:{site.port}"))
            self.assertEqual(len(site.asked), 1)

    def test_an_ipv6_address_as_it_is(self):
        with Site("::1") as site:
            self.assert_answered(self.ask(f"http://[::1]:{site.port}"))

    def test_a_short_name_by_the_search_list(self):
        with Site() as site:
            self.assert_answered(self.ask(f"http://host:{site.port}"))

    def test_a_name_by_the_hosts_file(self):
        self.write("etc/hosts", "127.0.0.1 localhost\n127.0.0.1 hosts.internal alias.internal\n")
        with Site() as site:
            for name in ("hosts.internal", "alias.internal", "localhost"):
                self.assert_answered(self.ask(f"http://{name}:{site.port}"))
        self.assertEqual([name for name, _ in Names.asked if "internal" in name], [])

    def test_localhost_without_any_file(self):
        shutil.rmtree(self.root / "etc")
        with Site() as site:
            self.assert_answered(self.ask(f"http://localhost:{site.port}"))

    def test_a_name_that_nobody_knows_is_said(self):
        done = self.ask("http://nowhere.test:1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("the name of the host nowhere.test:1 cannot be resolved", done.stderr)

    def test_a_proxy_by_its_name(self):
        with Site() as proxy:
            self.assert_answered(self.ask("http://far.test:80", http_proxy=f"http://proxy.test:{proxy.port}"))
            (host, target), = proxy.asked
        self.assertEqual(host, "far.test")
        self.assertTrue(target.startswith("http://far.test/reviews-of-the-test?"), target)
        self.assertNotIn("far.test", {name for name, _ in Names.asked})

    def test_no_proxy_for_a_name_that_is_excepted(self):
        with Site() as site, Site() as proxy:
            self.assert_answered(self.ask(f"http://four.test:{site.port}", http_proxy=f"http://proxy.test:{proxy.port}", NO_PROXY=".test"))
            self.assertEqual((len(site.asked), len(proxy.asked)), (1, 0))

    def test_the_certificates_of_each_distribution(self):
        file = certificate(self.root, "four.test")
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(file)
        with Site(tls=tls) as site:
            url = f"https://four.test:{site.port}"
            untrusted = self.ask(url)
            self.assertEqual(untrusted.returncode, 2)
            self.assertIn("is not trusted", untrusted.stderr)
            for path in BUNDLES:
                with self.subTest(path):
                    self.write(path, (self.root / "only.pem").read_bytes())
                    self.assert_answered(self.ask(url))
                    (self.root / path).unlink()
            self.assert_answered(self.ask(url, AWS_CA_BUNDLE="/only.pem"))

    def test_more_files_are_open_than_select_can_wait_for(self):
        """A descriptor of more than 1024, as a program that was started by a large server has them."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        open_many = 'for ((i = 3; i < 1100; ++i)); do eval "exec $i</dev/null"; done; exec "$@"'
        with Site() as site:
            self.assert_answered(self.ask(f"http://127.0.0.1:{site.port}", found("bash"), "-c", open_many, "bash"))

    def test_it_opens_no_code_of_the_system(self):
        """A root whose files name modules for all that the C library and OpenSSL would load."""
        self.write("etc/nsswitch.conf", "hosts: evil files dns\npasswd: evil\nservices: evil\n")
        self.write("usr/lib/ssl/openssl.cnf", "openssl_conf = i\n[i]\nproviders = p\nengines = e\n[p]\nevil = v\n[e]\nevil = v\n[v]\n"
                                              "module = /evil.so\ndynamic_path = /evil.so\nactivate = 1\n")
        file = certificate(self.root, "four.test")
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(file)
        trace = self.root / "trace"
        with Site(tls=tls) as site:
            done = self.ask(f"https://four.test:{site.port}", found("strace"), "-f", "-e", "trace=execve,open,openat", "-o", str(trace),
                            AWS_CA_BUNDLE="/only.pem", LANG="de_DE.UTF-8", OPENSSL_CONF="/usr/lib/ssl/openssl.cnf")
        self.assert_answered(done)
        before, start, opened = trace.read_text(encoding="utf-8").partition('execve("/connect-ops-review"')
        self.assertIn("libc.so.6", before, "what chroot loads is seen")
        self.assertIn("/only.pem", opened, start)
        self.assertIn("/etc/resolv.conf", opened)
        for what in (".so", "gconv", "openssl.cnf", "/locale"):
            self.assertNotIn(what, opened)


if __name__ == "__main__":
    unittest.main()
