#include "base/digest.hpp"

#include <array>
#include <openssl/evp.h>

#include "base/encode.hpp"
#include "base/error.hpp"

namespace base {
namespace {

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw Error(ErrorKind::internal, "OpenSSL could not compute a SHA-256 digest");
  }
  return {reinterpret_cast<const char*>(out.data()), size};
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  return to_hex(sha256(bytes));
}

std::string sha256_base64(std::string_view bytes) {
  return to_base64(sha256(bytes));
}

}  // namespace base
