// Roles from the Security Token Service: with keys that are at hand, or with a token that another identity provider
// signed. One thread at a time.
#pragma once

#include <optional>
#include <string>

#include "aws/credentials/credentials.hpp"

namespace aws {

struct Role {
  std::string arn;
  std::string session_name{};  // as CloudTrail shows it; empty: connect-ops-review
  std::string external_id{};
  std::string mfa_serial{};               // asked for through CredentialsContext::ask_mfa
  std::optional<int> duration_seconds{};  // none: what AWS chooses, an hour
};

// Throws base::Error(credentials), or the kind of a fault that may pass. `source` is Credentials::source.
Credentials assume_role(const CredentialsContext& context, const Role& role, const Credentials& with,
                        std::string source);
Credentials assume_role_with_web_identity(const CredentialsContext& context, const Role& role,
                                          const std::string& token_file, std::string source);

}  // namespace aws
