// What keeps the static program from loading code of the system that it is run on, which belongs to another C library,
// and from doing at its start what it may never need: the linker puts these in the place of other functions (alone()
// and at_fixed_address() in CMakeLists.txt; docs/adr/0031). Any thread.
#include <cstdint>
#include <netdb.h>
#include <openssl/crypto.h>
#include <openssl/ssl.h>

// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): the linker's names
extern "C" {

int __real_getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** found);
int __wrap_getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** found);
void* __wrap_dlopen(const char* file, int flags);
int __real_OPENSSL_init_crypto(std::uint64_t options, const OPENSSL_INIT_SETTINGS* settings);
int __wrap_OPENSSL_init_crypto(std::uint64_t options, const OPENSSL_INIT_SETTINGS* settings);
int __real_OPENSSL_init_ssl(std::uint64_t options, const OPENSSL_INIT_SETTINGS* settings);
int __wrap_OPENSSL_init_ssl(std::uint64_t options, const OPENSSL_INIT_SETTINGS* settings);
void __wrap___register_frame_info(const void* begin, void* object);
void* __wrap___deregister_frame_info(const void* begin);

// For addresses alone, such as the one that is listened on: names would be looked up by the modules of
// /etc/nsswitch.conf. What is sent goes to where c-ares, in libcurl, finds it.
int __wrap_getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** found) {
  addrinfo of_numbers = hints == nullptr ? addrinfo{} : *hints;
  of_numbers.ai_flags |= AI_NUMERICHOST | AI_NUMERICSERV;
  return __real_getaddrinfo(node, service, &of_numbers, found);
}

// OpenSSL's engines and providers and SQLite's extensions: none is asked for.
void* __wrap_dlopen(const char*, int) {
  return nullptr;
}

// Without the system's openssl.cnf, which is written for the system's OpenSSL and may name modules of it.
int __wrap_OPENSSL_init_crypto(std::uint64_t options, const OPENSSL_INIT_SETTINGS* settings) {
  const std::uint64_t asked = options & ~std::uint64_t{OPENSSL_INIT_LOAD_CONFIG};
  return __real_OPENSSL_init_crypto(asked | OPENSSL_INIT_NO_LOAD_CONFIG, settings);
}

// libcurl asks for this, with the engines that there are, before its first request, which in Lambda has no TLS. OpenSSL
// does it with the first TLS context by itself.
int __wrap_OPENSSL_init_ssl(std::uint64_t options, const OPENSSL_INIT_SETTINGS* settings) {
  if ((options & OPENSSL_INIT_ENGINE_ALL_BUILTIN) != 0) return 1;
  return __real_OPENSSL_init_ssl(options, settings);
}

// GCC's start file for programs at a fixed address hands over the tables for unwinding, all of which the first
// exception would then sort. Where they are not handed over, the linker's index of them is looked up instead.
void __wrap___register_frame_info(const void*, void*) {}
void* __wrap___deregister_frame_info(const void*) {
  return nullptr;
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
