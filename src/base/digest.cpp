#include "base/digest.hpp"

#include <array>
#include <fmt/format.h>
#include <limits>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/encode.hpp"
#include "base/error.hpp"

namespace base {

namespace {

std::string digest(std::string_view bytes, const EVP_MD* algorithm) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, algorithm, nullptr) != 1) {
    throw Error(ErrorKind::internal, fmt::format("OpenSSL could not compute a {} digest", EVP_MD_get0_name(algorithm)));
  }
  return {reinterpret_cast<const char*>(out.data()), size};
}

}  // namespace

std::string sha256(std::string_view bytes) {
  return digest(bytes, EVP_sha256());
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  // OpenSSL counts a key's bytes in an int.
  if (key.size() > std::size_t(std::numeric_limits<int>::max())) {
    throw Error(ErrorKind::internal, "the key of an HMAC is too long");
  }
  const char* key_bytes = key.empty() ? "" : key.data();  // OpenSSL takes a null pointer for no key at all
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (HMAC(EVP_sha256(), key_bytes, int(key.size()), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
           out.data(), &size) == nullptr) {
    throw Error(ErrorKind::internal, "OpenSSL could not compute an HMAC");
  }
  return {reinterpret_cast<const char*>(out.data()), size};
}

std::string sha256_hex(std::string_view bytes) {
  return to_hex(sha256(bytes));
}

std::string sha1_hex(std::string_view bytes) {
  return to_hex(digest(bytes, EVP_sha1()));
}

std::string sha256_base64(std::string_view bytes) {
  return to_base64(sha256(bytes));
}

}  // namespace base
