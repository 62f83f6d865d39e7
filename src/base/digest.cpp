#include "base/digest.hpp"

#include <array>
#include <limits>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/encode.hpp"
#include "base/error.hpp"

namespace base {

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw Error(ErrorKind::internal, "OpenSSL could not compute a SHA-256 digest");
  }
  return {reinterpret_cast<const char*>(out.data()), size};
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

std::string sha256_base64(std::string_view bytes) {
  return to_base64(sha256(bytes));
}

}  // namespace base
