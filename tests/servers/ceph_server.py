"""Ceph's RADOS gateway: a real S3 that checks signatures. One monitor, one object store in memory, one gateway.

https://docs.ceph.com/en/pacific/install/manual-deployment/
"""

import base64
import uuid

import server

CONFIGURATION = """\
[global]
fsid = {fsid}
mon host = [v2:127.0.0.1:{mon},v1:127.0.0.1:{mon_v1}]
public network = 127.0.0.0/8
ms bind ipv6 = false
keyring = {directory}/keyring
admin socket =
run dir = {directory}
crash dir = {directory}
log to stderr = true
log to file = false
mon cluster log to file = false


mon data = {directory}/mon
mon allow pool size one = true
mon max pg per osd = 2000
mon data avail crit = 1
mon warn on pool no redundancy = false
auth allow insecure global id reclaim = false

osd data = {directory}/osd
osd objectstore = memstore
memstore device bytes = 8G
osd crush chooseleaf type = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pg autoscale mode = off
osd max object name len = 2048

rgw frontends = beast endpoint=127.0.0.1:{rgw}
rgw crypt require ssl = false
rgw crypt default encryption key = {key}
rgw dynamic resharding = false
rgw gc obj min wait = 5
rgw gc processor period = 5
# A day of the lifecycle.
rgw lc debug interval = 10
"""


def start(one: server.Server) -> dict[str, str]:
    port, fsid = one.free_port(), uuid.uuid4()
    mon, mon_v1 = one.free_port(), one.free_port()
    directory = one.directory
    configuration = directory / "ceph.conf"
    configuration.write_text(CONFIGURATION.format(fsid=fsid, directory=directory, mon=mon, mon_v1=mon_v1, rgw=port,
                                                  key=base64.b64encode(bytes(range(32))).decode()), encoding="utf-8")
    for data in ("mon", "osd"):
        (directory / data).mkdir()
    make_keys(one)
    one.run("monmaptool", "--create", "--fsid", fsid, "--addv", "a",
            f"[v2:127.0.0.1:{mon},v1:127.0.0.1:{mon_v1}]", "monmap")
    one.run("ceph-mon", "-c", configuration, "--mkfs", "-i", "a", "--monmap", "monmap", "--keyring", "keyring")
    one.spawn("mon", "ceph-mon", "-c", configuration, "-f", "-i", "a")
    osd = uuid.uuid4()
    one.run("ceph", "-c", configuration, "--connect-timeout", "60", "osd", "create", osd)
    one.run("ceph-osd", "-c", configuration, "--mkfs", "-i", "0", "--osd-uuid", osd)
    one.spawn("osd", "ceph-osd", "-c", configuration, "-f", "-i", "0")
    one.run("radosgw-admin", "-c", configuration, "user", "create", "--uid", "contract", "--display-name", "Contract",
            "--access-key", server.ACCESS_KEY, "--secret-key", server.SECRET_KEY)
    one.spawn("rgw", "radosgw", "-c", configuration, "-f", "-n", "client.admin")
    url = f"http://127.0.0.1:{port}"
    one.wait_for(url)
    return {"CONTRACT_S3_CEPH_URL": url}


def make_keys(one: server.Server) -> None:
    one.run("ceph-authtool", "--create-keyring", "keyring", "--gen-key", "-n", "mon.", "--cap", "mon", "allow *")
    for name, caps in (("client.admin", "allow *"), ("osd.0", "allow profile osd")):
        one.run("ceph-authtool", "keyring", "--gen-key", "-n", name, "--cap", "mon", caps, "--cap", "osd", "allow *",
                "--cap", "mgr", caps)
