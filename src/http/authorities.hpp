// The certificates that TLS trusts, read once and shared by all connections: libcurl would read the system's again for
// each, which takes about 20 ms. Immutable once made, any thread.
#pragma once

#include <memory>
#include <string>

struct x509_store_st;  // OpenSSL's X509_STORE

namespace http {

using Authorities = std::shared_ptr<x509_store_st>;

// Those of `file` (PEM) and no others; without a file, the system's, which may have none. Throws base::Error(config)
// when the file cannot be read or holds no certificate.
Authorities load_authorities(const std::string& file);

}  // namespace http
