// SHA-256, HMAC-SHA-256 and SHA-1 over bytes, by OpenSSL. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace base {

// The 32 bytes themselves.
std::string sha256(std::string_view bytes);
std::string hmac_sha256(std::string_view key, std::string_view bytes);

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

// 40 hexadecimal digits, for names that others make so; it protects nothing.
std::string sha1_hex(std::string_view bytes);

// Standard Base64 of the 32 bytes, as Content-Security-Policy wants it.
std::string sha256_base64(std::string_view bytes);

}  // namespace base
