// AWS credentials and where they come from: one source a file, and a chain that asks them in the order of the AWS
// command line. Secrets never appear in an error. Sources are asked by one thread at a time; see CachedCredentials.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "aws/corrected_clock.hpp"
#include "base/clock.hpp"
#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/secret.hpp"
#include "http/http.hpp"

namespace aws {

struct Credentials {
  std::string access_key_id;
  base::Secret secret_access_key;
  base::Secret session_token;         // empty: long-lived keys
  std::optional<base::Time> expires;  // none: never
  std::string source;                 // for people: "the variable AWS_ACCESS_KEY_ID", "profile ops (assume role)"
};

class CredentialsSource {
 public:
  virtual ~CredentialsSource() = default;

  // Nothing when this source is not set up here. Throws base::Error(credentials) with one line that says what to do
  // when it is set up but cannot be used; what may pass, and a region or endpoint that cannot be used, keeps its kind.
  virtual std::optional<Credentials> get() = 0;

  // What was looked at, for the line that says that nothing was found: "the variables AWS_ACCESS_KEY_ID and …".
  virtual std::string description() const = 0;
};

// What sources need of the world; nothing is owned.
struct CredentialsContext {
  const base::Environment& environment;
  http::HttpClient& http;
  CorrectedClock& clock;
  std::string profile{};      // --profile: before the environment's keys; empty: the variables', else default
  std::string region{};       // for STS; empty: the profile's, else us-east-1
  std::string role_arn{};     // --role-arn: assumed with what the chain finds
  std::string external_id{};  // --external-id
  // Asks the person for the code of an MFA device; unset when nobody watches.
  std::function<std::string(const std::string& serial)> ask_mfa{};
};

// The chain of the AWS tools: environment, web identity, profile (with everything that a profile can say), container,
// instance metadata; and on top of it role_arn when one is given. A profile that the variables choose comes before web
// identity, one named with --profile before the environment.
std::unique_ptr<CredentialsSource> credentials_chain(const CredentialsContext& context);

// Keeps what its source gave until 5 minutes before it expires, or the last tenth of a shorter life. While nothing
// newer can be had, what has not expired is still handed out, and the source is asked no more than once a minute. Any
// thread.
class CachedCredentials {
 public:
  CachedCredentials(CredentialsSource& source, base::Clock& clock) : source_(source), clock_(clock) {}

  // Throws base::Error(credentials) that names everything that was tried when there are none, and what the source
  // throws.
  Credentials get();

  // AWS refused them as expired: the next get() asks the source again. Credentials of another key stay.
  void expire(const std::string& access_key_id);

 private:
  bool is_good(base::Time now) const;
  void ask(base::Time now);

  CredentialsSource& source_;
  base::Clock& clock_;
  std::mutex mutex_;  // guards what follows
  std::optional<Credentials> current_;
  std::optional<base::Error> failure_;  // thrown again until next_ask_
  base::Time next_ask_;
};

// The region of the profile (empty: the variables', else default), from the files that the sources read too; nothing
// when there is none. Throws base::Error(credentials) for a file that cannot be read.
std::optional<std::string> profile_region(const base::Environment& environment, const std::string& profile);

}  // namespace aws
