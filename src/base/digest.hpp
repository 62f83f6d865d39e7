// SHA-256 over bytes, by OpenSSL. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace base {

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

// Standard Base64 of the 32 bytes, as Content-Security-Policy wants it.
std::string sha256_base64(std::string_view bytes);

}  // namespace base
