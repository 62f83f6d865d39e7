#include "base/digest.hpp"

#include <gtest/gtest.h>

#include "base/encode.hpp"

namespace {

using namespace std::string_literals;

// FIPS 180-2, appendix B, and the digest of nothing.
TEST(Digest, HasTheStandardsVectors) {
  EXPECT_EQ(base::sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(base::sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(base::sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(base::sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Digest, IsOfAllBytes) {
  EXPECT_NE(base::sha256_hex("a\0b"s), base::sha256_hex("a"));
  EXPECT_NE(base::sha256_hex("a\0b"s), base::sha256_hex("a\0c"s));
}

TEST(Digest, WritesBase64) {
  EXPECT_EQ(base::sha256_base64("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

TEST(Digest, GivesTheBytesThatItsDigitsStandFor) {
  EXPECT_EQ(base::sha256("abc").size(), 32);
  EXPECT_EQ(base::to_hex(base::sha256("abc")), base::sha256_hex("abc"));
}

// RFC 4231: a short key, bytes that are no text, and a key longer than SHA-256's block of 64 bytes.
TEST(Digest, HasTheStandardsKeyedVectors) {
  const auto hmac = [](std::string_view key, std::string_view bytes) {
    return base::to_hex(base::hmac_sha256(key, bytes));
  };
  EXPECT_EQ(hmac("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hmac(std::string(20, '\xaa'), std::string(50, '\xdd')),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  EXPECT_EQ(hmac(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Digest, TakesAnEmptyKeyAndNoBytes) {
  EXPECT_EQ(base::to_hex(base::hmac_sha256({}, {})),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

}  // namespace
