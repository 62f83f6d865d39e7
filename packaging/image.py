"""A container image with nothing but the program in it, as an archive that podman, skopeo and docker load.

An OCI image layout (https://github.com/opencontainers/image-spec/blob/v1.0.2/image-layout.md), and beside it the
manifest.json that docker load reads (before its version 25 nothing else).
"""

import hashlib
import json
from datetime import datetime, timezone
from pathlib import Path

from program import NAME, PROCESSORS, Program
from tree import Directory, File, Tree, gz, tar

USER = 65532  # nobody's number on any distribution
HOME = "home/review"


def authorities(certificates: Path) -> bytes:
    """Those of Debian's package, and not what the machine trusts besides."""
    return b"".join(path.read_bytes().strip() + b"\n"
                    for path in sorted((certificates / "usr/share/ca-certificates/mozilla").glob("*.crt")))


def root(program: Program, bundle: bytes, notices: Tree) -> Tree:
    return {
        **notices,
        f"usr/bin/{NAME}": File(program.content, 0o755),
        "etc/ssl/certs/ca-certificates.crt": File(bundle),
        "etc/passwd": File(f"root:x:0:0::/:/sbin/nologin\nreview:x:{USER}:{USER}::/{HOME}:/sbin/nologin\n".encode()),
        "etc/group": File(f"root:x:0:\nreview:x:{USER}:\n".encode()),
        HOME: Directory(owner=USER),
        "tmp": Directory(mode=0o1777),
    }


def archive(program: Program, bundle: bytes, notices: Tree, version: str, date: int) -> bytes:
    tag = f"{version}-{program.processor}"  # images for several processors have a place beside each other
    layer = tar(root(program, bundle, notices), date)
    blobs: dict[str, bytes] = {}

    def descriptor(kind: str, content: bytes, **more: object) -> dict:
        digest = hashlib.sha256(content).hexdigest()
        blobs[f"blobs/sha256/{digest}"] = content
        return {"mediaType": f"application/vnd.oci.image.{kind}", "digest": f"sha256:{digest}", "size": len(content), **more}

    def text(value: object) -> bytes:
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()

    platform = {"architecture": PROCESSORS[program.processor], "os": "linux"}
    if program.processor == "arm64":
        platform["variant"] = "v8"
    created = datetime.fromtimestamp(date, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    labels = {"org.opencontainers.image.title": NAME, "org.opencontainers.image.version": version,
              "org.opencontainers.image.created": created, "org.opencontainers.image.licenses": "Apache-2.0",
              "org.opencontainers.image.description": "Operational review of Amazon Connect contact centres"}
    config = descriptor("config.v1+json", text({
        **platform,
        "created": created,
        "config": {"Entrypoint": [f"/usr/bin/{NAME}"], "Cmd": ["--help"], "User": f"{USER}:{USER}", "WorkingDir": f"/{HOME}",
                   "Env": ["PATH=/usr/bin", f"HOME=/{HOME}"], "Labels": labels},
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{hashlib.sha256(layer).hexdigest()}"]},
        "history": [{"created": created, "created_by": "script/release"}],
    }))
    layers = [descriptor("layer.v1.tar+gzip", gz(layer))]
    manifest = descriptor("manifest.v1+json", text({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": config, "layers": layers,
        "annotations": labels,
    }), platform=platform, annotations={"org.opencontainers.image.ref.name": tag,
                                        "io.containerd.image.name": f"docker.io/library/{NAME}:{tag}"})
    def at(one: dict) -> str:
        return f"blobs/{one['digest'].replace(':', '/')}"

    return tar({
        "oci-layout": File(text({"imageLayoutVersion": "1.0.0"})),
        "index.json": File(text({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json",
                                 "manifests": [manifest]})),
        "manifest.json": File(text([{"Config": at(config), "RepoTags": [f"{NAME}:{tag}"], "Layers": [at(one) for one in layers]}])),
        **{path: File(content) for path, content in blobs.items()},
    }, date)
