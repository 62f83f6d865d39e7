#include "aws/credentials/sso_token.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

#include "aws/credentials/config_files.hpp"
#include "aws/credentials/reading.hpp"
#include "aws/endpoint.hpp"
#include "aws/error.hpp"
#include "aws/protocol/protocol.hpp"
#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "base/log.hpp"
#include "base/timestamp.hpp"

namespace aws {
namespace {

using nlohmann::json;

constexpr std::size_t max_bytes = std::size_t{256} << 10U;
constexpr std::chrono::minutes renewed_before{15};  // as botocore has it
constexpr std::chrono::seconds longest_wait{40};    // another process asks twice, 15 seconds each
constexpr std::chrono::milliseconds between_looks{100};

constexpr Service service = {"sso-oidc", "sso-oauth", "oidc", "sso-oauth", "2019-06-10", Protocol::rest_json};
constexpr Operation create_token = {.service = service, .name = "CreateToken", .path = "/token"};

struct CachedToken {
  json document;  // as it is in the file
  base::Secret token;
  base::Time expires;
};

base::Error expired(const SsoRole& role, std::string_view but = "") {
  return signed_out(role, fmt::format("the sign-in to IAM Identity Center has expired{}", but));
}

CachedToken read_token(const std::string& file, const SsoRole& role) {
  const auto text = read_bounded(file, max_bytes, "the sign-in token");
  if (!text) throw signed_out(role, "nobody has signed in to IAM Identity Center here");
  auto document = base::read::parse(*text);
  base::Secret token(document ? base::read::text(*document, "accessToken") : "");
  const auto expires = document ? parse_time(base::read::text(*document, "expiresAt")) : std::nullopt;
  if (token.empty() || !expires || !fits_header(token.reveal())) {
    throw signed_out(role, "the sign-in token of IAM Identity Center is damaged");
  }
  return {std::move(*document), std::move(token), *expires};
}

// Tokens of the older way, by start URL, have nothing to be renewed with.
bool is_renewable(const CachedToken& cached, const SsoRole& role, base::Time now) {
  const auto has = [&](const char* key) { return !base::read::text(cached.document, key).empty(); };
  const auto registered = parse_time(base::read::text(cached.document, "registrationExpiresAt"));
  return !role.session.empty() && has("refreshToken") && has("clientId") && has("clientSecret") && registered &&
         *registered > now;
}

base::Error unwritable(const SsoRole& role, const std::string& file, int failure) {
  return expired(role, fmt::format(" and cannot be renewed, since {} cannot be written ({})", shown(file),
                                   std::generic_category().message(failure)));
}

// Held by the one process that renews a token.
class Lock {
 public:
  Lock(const CredentialsContext& context, const SsoRole& role, const std::string& file)
      : file_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (file_ < 0) throw unwritable(role, file, errno);
    for (auto waited = std::chrono::milliseconds(0); ::flock(file_, LOCK_EX | LOCK_NB) != 0; waited += between_looks) {
      if (waited < longest_wait) {
        context.clock.sleep_for(between_looks);
        continue;
      }
      ::close(file_);
      throw base::Error(base::ErrorKind::unavailable,
                        fmt::format("another program keeps {}, and the sign-in to IAM Identity Center is not renewed "
                                    "meanwhile",
                                    shown(file)));
    }
  }
  ~Lock() { ::close(file_); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  Lock(Lock&&) = delete;
  Lock& operator=(Lock&&) = delete;

 private:
  int file_;
};

// What takes the place of a file in one step, or leaves it as it is. For the owner's eyes only.
class Replacement {
 public:
  explicit Replacement(std::string file)
      : file_(std::move(file)),
        temporary_(fmt::format("{}.XXXXXX", file_)),
        to_(::mkostemp(temporary_.data(), O_CLOEXEC)) {}
  ~Replacement() {
    if (to_ < 0) return;
    ::close(to_);
    ::unlink(temporary_.c_str());  // there is none when it was put in place
  }
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;
  Replacement(Replacement&&) = delete;
  Replacement& operator=(Replacement&&) = delete;

  bool is_open() const { return to_ >= 0; }

  bool put(const std::string& text) {
    return ::write(to_, text.data(), text.size()) == ssize_t(text.size()) && ::fsync(to_) == 0 &&
           std::rename(temporary_.c_str(), file_.c_str()) == 0;
  }

 private:
  const std::string file_;
  std::string temporary_;
  int to_;
};

json ask_for_token(const CredentialsContext& context, const SsoRole& role, const json& old) {
  const auto text = [&](const char* key) { return base::read::text(old, key); };
  const json input = {{"grantType", "refresh_token"},
                      {"clientId", text("clientId")},
                      {"clientSecret", text("clientSecret")},
                      {"refreshToken", text("refreshToken")}};
  http::Request request = protocol::build(
      create_token, endpoint_url(service, role.region, endpoint_options(context.environment, context.profile)), input);
  request.timeout = std::chrono::seconds(15);
  request.max_response_bytes = max_bytes;
  const http::Response response = send_twice(context, request);
  try {
    return protocol::parse(create_token, response);
  } catch (const AwsError& error) {
    if (!error.retryable()) throw expired(role, fmt::format(" and is not renewed ({})", shown(error.code())));
    throw base::Error(error.kind(),
                      fmt::format("the sign-in to IAM Identity Center cannot be renewed now: {} (HTTP {})",
                                  shown(error.code()), error.http_status()));
  }
}

// `old` with what AWS answered; what else the file holds stays.
CachedToken renewed(const CredentialsContext& context, const SsoRole& role, const json& old) {
  const json answer = ask_for_token(context, role, old);
  base::Secret token(base::read::text(answer, "accessToken"));
  const auto seconds = base::read::integer(answer, "expiresIn").value_or(0);
  if (token.empty() || !fits_header(token.reveal()) || seconds <= 0) {
    throw expired(role, " and IAM Identity Center answered no new token");
  }
  constexpr std::int64_t week = std::int64_t{7} * 24 * 3600;  // no session lasts as long
  const base::Time expires = context.clock.now() + std::chrono::seconds(std::min(seconds, week));
  json document = old;
  document["startUrl"] = role.start_url;
  document["region"] = role.region;
  document["accessToken"] = token.reveal();
  document["expiresAt"] = base::to_iso8601(expires);
  if (const auto next = base::read::optional_text(answer, "refreshToken")) document["refreshToken"] = *next;
  return {std::move(document), std::move(token), expires};
}

base::Secret renew(const CredentialsContext& context, const SsoRole& role, const std::string& file) {
  const Lock lock(context, role, fmt::format("{}.lock", file));
  const CachedToken cached = read_token(file, role);
  if (cached.expires - context.clock.now() > renewed_before) return cached.token;  // another process did it meanwhile
  // A refresh token is good once: it is not used where its successor cannot be kept.
  Replacement replacement(file);
  if (!replacement.is_open()) throw unwritable(role, file, errno);
  const CachedToken fresh = renewed(context, role, cached.document);
  if (!replacement.put(fresh.document.dump())) {
    base::log::warning(fmt::format("the renewed sign-in to IAM Identity Center could not be kept in {} ({})",
                                   shown(file), std::generic_category().message(errno)));
  }
  return fresh.token;
}

}  // namespace

base::Error signed_out(const SsoRole& role, std::string_view why) {
  return unusable(fmt::format("{}: run aws sso login --profile {}", why, base::shell_quote(shown(role.profile))));
}

std::string sso_cache_file(const base::Environment& environment, const SsoRole& role) {
  const std::string& key = role.session.empty() ? role.start_url : role.session;
  return from_home(environment, fmt::format("~/.aws/sso/cache/{}.json", base::sha1_hex(key)));
}

base::Secret sso_token(const CredentialsContext& context, const SsoRole& role) {
  const std::string file = sso_cache_file(context.environment, role);
  const CachedToken cached = read_token(file, role);
  const base::Time now = context.clock.now();
  const bool is_good = cached.expires > now;
  const bool is_due = cached.expires - now <= renewed_before;
  if (!is_due || (is_good && !is_renewable(cached, role, now))) return cached.token;
  if (!is_renewable(cached, role, now)) throw expired(role);
  try {
    return renew(context, role, file);
  } catch (const base::Error& error) {
    if (!is_good) throw;
    base::log::warning(error.what());
    return cached.token;
  }
}

}  // namespace aws
