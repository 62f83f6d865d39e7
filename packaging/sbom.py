"""The list of what is in a released file, as SPDX 2.3 (https://spdx.github.io/spdx-spec/v2.3/)."""

import hashlib
import json
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import quote

from program import NAME, PROCESSORS, Library

# By Debian source package. A library that is new has to be added: its notice is read by a person, once.
LICENCES = {
    "c-ares": "MIT",
    "ca-certificates": "MPL-2.0",
    "cli11": "BSD-3-Clause",
    "cpp-httplib": "MIT",
    "curl": "curl",
    "fmtlib": "MIT",
    "gcc-12": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "gcc-12-cross": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "glibc": "LGPL-2.1-or-later",
    "cross-toolchain-base": "LGPL-2.1-or-later",
    "graphviz": "EPL-1.0",
    "libkainjow-mustache": "BSL-1.0",
    "nghttp2": "MIT",
    "nlohmann-json3": "MIT",
    "openssl": "Apache-2.0",
    "pugixml": "MIT",
    "simdjson": "Apache-2.0",
    "spdlog": "MIT",
    "sqlite3": "blessing",
    "tomlplusplus": "MIT",
    "utf8proc": "MIT",
    "zlib": "Zlib",
}
PURPOSES = {".gz": "ARCHIVE", ".zip": "ARCHIVE", ".deb": "INSTALL", ".tar": "CONTAINER"}


def _escaped(text: str) -> str:
    return quote(text, safe="~")


def _library(library: Library, processor: str, identifier: str) -> dict:
    if library.source not in LICENCES:
        raise ValueError(f"packaging/sbom.py does not say what the licence of {library.source} is")
    architecture = PROCESSORS[processor]
    return {
        "SPDXID": identifier,
        "name": library.name,
        "versionInfo": library.version,
        "supplier": "Organization: Debian",
        "downloadLocation": f"https://snapshot.debian.org/package/{_escaped(library.source)}/{_escaped(library.source_version)}/",
        "sourceInfo": f"Debian source package {library.source} {library.source_version}",
        "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": LICENCES[library.source],
        "copyrightText": "NOASSERTION",
        "primaryPackagePurpose": "LIBRARY",
        "externalRefs": [{
            "referenceCategory": "PACKAGE-MANAGER",
            "referenceType": "purl",
            "referenceLocator": f"pkg:deb/debian/{_escaped(library.name)}@{_escaped(library.version)}"
                                f"?arch={architecture}&distro=debian-12&upstream={_escaped(library.source)}",
        }],
    }


def document(name: str, content: bytes, version: str, date: int, libraries: dict[str, list[Library]]) -> bytes:
    """Of a file: its digest, and the libraries in it by the processor that they are for."""
    digest = hashlib.sha256(content).hexdigest()
    packages = [{
        "SPDXID": "SPDXRef-Release",
        "name": NAME,
        "versionInfo": version,
        "packageFileName": name,
        "checksums": [{"algorithm": "SHA256", "checksumValue": digest}],
        "supplier": "NOASSERTION",
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": "Apache-2.0",
        "copyrightText": "NOASSERTION",
        "primaryPackagePurpose": PURPOSES[Path(name).suffix],
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                          "referenceLocator": f"pkg:generic/{NAME}@{_escaped(version)}"}],
    }]
    relationships = [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-Release"}]
    for processor, rows in libraries.items():
        for library in rows:
            identifier = f"SPDXRef-{processor.replace('_', '-')}-{library.name.replace('_', '-').replace('+', 'p')}"
            packages.append(_library(library, processor, identifier))
            linked = library.source != "ca-certificates"
            relationships.append({"spdxElementId": "SPDXRef-Release", "relationshipType": "STATIC_LINK" if linked else "CONTAINS",
                                  "relatedSpdxElement": identifier})
    return json.dumps({
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": name,
        "documentNamespace": f"https://spdx.org/spdxdocs/{_escaped(name)}-{digest}",
        "creationInfo": {"created": datetime.fromtimestamp(date, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
                         "creators": [f"Tool: {NAME}-release-{version}"]},
        "packages": packages,
        "relationships": relationships,
    }, indent=1).encode() + b"\n"
