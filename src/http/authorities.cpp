#include "http/authorities.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <new>
#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <system_error>

#include "base/error.hpp"

namespace http {
namespace {

// Where distributions keep their bundle: Debian, Red Hat and Amazon Linux, SUSE, Alpine. As Go's crypto/x509 has them
// (root_linux.go). libcurl knows only that of the system on which it was built, Lambda's is another one.
constexpr const char* system_bundles[] = {"/etc/ssl/certs/ca-certificates.crt",
                                          "/etc/pki/tls/certs/ca-bundle.crt",
                                          "/etc/ssl/ca-bundle.pem",
                                          "/etc/pki/tls/cacert.pem",
                                          "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
                                          "/etc/ssl/cert.pem"};

bool is_there(const char* file) {
  std::error_code error;
  return std::filesystem::exists(file, error);
}

// Empty when there is none.
std::string system_bundle() {
  const auto* const found = std::ranges::find_if(system_bundles, is_there);
  return found == std::end(system_bundles) ? "" : *found;
}

}  // namespace

Authorities load_authorities(const std::string& file) {
  const std::string bundle = file.empty() ? system_bundle() : file;
  Authorities store(X509_STORE_new(), X509_STORE_free);
  if (store == nullptr) throw std::bad_alloc();
  if (!bundle.empty() && X509_STORE_load_file(store.get(), bundle.c_str()) != 1) {
    ERR_clear_error();
    throw base::Error(base::ErrorKind::config,
                      fmt::format("no certificates can be read from {}: AWS_CA_BUNDLE must name a PEM file", bundle));
  }
  // As libcurl has it: an authority in between may be trusted without the one that signed it.
  X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN);
  return store;
}

}  // namespace http
