#include <algorithm>
#include <fmt/format.h>

#include "aws/credentials/assume_role.hpp"
#include "aws/credentials/config_files.hpp"
#include "aws/credentials/process.hpp"
#include "aws/credentials/reading.hpp"
#include "aws/credentials/shell_words.hpp"
#include "aws/credentials/sources.hpp"
#include "aws/credentials/sso.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "base/text.hpp"

namespace aws {
namespace {

constexpr std::size_t max_chain = 10;  // profiles that name each other

// What a profile can say without asking for credentials of some kind. Beside them there are the keys of the AWS command
// line itself (cli_…) and nested blocks. https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
constexpr std::string_view plain_settings[] = {
    "account_id_endpoint_mode",
    "api_versions",
    "auth_scheme_preference",
    "aws_account_id",
    "ca_bundle",
    "defaults_mode",
    "disable_request_compression",
    "duration_seconds",
    "ec2_metadata_service_endpoint",
    "ec2_metadata_service_endpoint_mode",
    "ec2_metadata_v1_disabled",
    "endpoint_discovery_enabled",
    "endpoint_url",
    "external_id",
    "ignore_configured_endpoint_urls",
    "max_attempts",
    "metadata_service_num_attempts",
    "metadata_service_timeout",
    "mfa_serial",
    "output",
    "parameter_validation",
    "region",
    "request_checksum_calculation",
    "request_min_compression_size_bytes",
    "response_checksum_validation",
    "retry_mode",
    "role_session_name",
    "s3_disable_express_session_auth",
    "s3_disable_multiregion_access_points",
    "s3_us_east_1_regional_endpoint",
    "s3_use_arn_region",
    "sdk_ua_app_id",
    "services",
    "sigv4a_signing_region_set",
    "sts_regional_endpoints",
    "tcp_keepalive",
    "use_dualstack_endpoint",
    "use_fips_endpoint",
    "user_agent_appid",
    "user_agent_extra",
};

// Half of a way to credentials, and the half that it needs. `aws configure export-credentials` lacks it as well.
struct Half {
  std::string_view key, needed, advice;
};

constexpr Half halves[] = {
    {"aws_secret_access_key", "aws_access_key_id", ""},
    {"aws_session_token", "aws_access_key_id", ""},
    {"aws_security_token", "aws_access_key_id", ""},
    {"source_profile", "role_arn", ""},
    {"credential_source", "role_arn", ""},
    {"sso_session", "sso_account_id and no sso_role_name", ": run aws configure sso"},
    {"sso_start_url", "sso_account_id and no sso_role_name", ": run aws configure sso"},
};

// What one reading of the files gives. Each of the ways looks at a profile's section, answers nothing when the section
// does not ask for it, and throws when it does and cannot be used.
class ProfileReading {
 public:
  ProfileReading(const CredentialsContext& context, const ConfigFiles& files) : context_(context), files_(files) {}

  // In the order in which the AWS command line looks.
  std::optional<Credentials> credentials(const std::string& name) {
    const ConfigSection& section = files_.profiles.find(name)->second;
    // A profile that names itself as its source has the keys for its role.
    const bool is_source =
        std::ranges::find(visited_, name) != visited_.end() || (!visited_.empty() && has_keys(section));
    visited_.push_back(name);
    if (!is_source) {
      if (auto found = role(name, section)) return found;
    }
    if (auto found = web_identity(section)) return found;
    if (auto found = sso(name, section)) return found;
    if (auto found = keys(section)) return found;
    if (auto found = process(section)) return found;
    refuse_halves(section);
    refuse_other_kinds(name, section);
    return std::nullopt;
  }

 private:
  static void refuse_halves(const ConfigSection& section) {
    const auto* half = std::ranges::find_if(halves, [&](const Half& one) { return section.has(one.key); });
    if (half == std::end(halves)) return;
    throw unusable(fmt::format("{} has {}, but no {}{}", section.title, half->key, half->needed, half->advice));
  }

  // Whoever chose the profile did not choose the container or the machine that would be asked next.
  static void refuse_other_kinds(const std::string& name, const ConfigSection& section) {
    std::vector<std::string> other;
    for (const auto& [key, value] : section.values) {
      const bool is_plain = value.empty() || value.starts_with('\n') || key.starts_with("cli_") ||
                            std::ranges::binary_search(plain_settings, key);
      if (!is_plain) other.push_back(key == "login_session" ? "login_session (of aws login)" : shown(key));
    }
    if (other.empty()) return;
    throw unusable(
        fmt::format("{} has {}, but no credentials that this program can read: add to it credential_process = "
                    "aws configure export-credentials --profile {} --format process",
                    section.title, fmt::join(other, ", "), base::shell_quote(shown(name))));
  }

  static bool has_keys(const ConfigSection& section) { return section.has("aws_access_key_id"); }

  std::optional<Credentials> keys(const ConfigSection& section) const {
    if (!has_keys(section)) return std::nullopt;
    if (!section.has("aws_secret_access_key")) {
      throw unusable(fmt::format("{} has aws_access_key_id, but no aws_secret_access_key", section.title));
    }
    Credentials found{section.text("aws_access_key_id"),
                      base::Secret(section.text("aws_secret_access_key")),
                      base::Secret(section.has("aws_session_token") ? section.text("aws_session_token")
                                                                    : section.text("aws_security_token")),
                      {},
                      section.title};
    check_usable(found, context_.clock.now(), "");
    return found;
  }

  std::optional<Credentials> role(const std::string& name, const ConfigSection& section) {
    if (!section.has("role_arn") || section.has("web_identity_token_file")) return std::nullopt;
    const Role role{.arn = section.text("role_arn"),
                    .session_name = section.text("role_session_name"),
                    .external_id = section.text("external_id"),
                    .mfa_serial = section.text("mfa_serial"),
                    .duration_seconds = duration(section)};
    const Credentials with = role_credentials(name, section);
    return assume_role(context_, role, with, fmt::format("{} (assume role)", section.title));
  }

  static std::optional<int> duration(const ConfigSection& section) {
    const auto text = section.get("duration_seconds");
    if (!text) return std::nullopt;
    const auto seconds = base::number_in<int>(*text);
    if (!seconds || *seconds < 900 || *seconds > 43'200) {
      throw unusable(fmt::format("duration_seconds of {} must be a whole number from 900 to 43200", section.title));
    }
    return seconds;
  }

  // What the role of this profile is assumed with.
  Credentials role_credentials(const std::string& name, const ConfigSection& section) {
    const auto profile = section.get("source_profile");
    const auto place = section.get("credential_source");
    if (profile.has_value() == place.has_value()) {
      throw unusable(fmt::format("{} has a role_arn and {} source_profile {} credential_source: it needs one of them",
                                 section.title, profile ? "both" : "neither", profile ? "and" : "nor"));
    }
    return profile ? from_profile(name, section, *profile) : from_place(section, *place);
  }

  Credentials from_profile(const std::string& name, const ConfigSection& section, const std::string& source) {
    const auto next = files_.profiles.find(source);
    if (next == files_.profiles.end()) {
      throw unusable(fmt::format("the source_profile '{}' of {} does not exist", shown(source), section.title));
    }
    const bool is_itself = source == name && has_keys(section);
    if (!is_itself && std::ranges::find(visited_, source) != visited_.end()) {
      throw unusable(fmt::format("the profiles {} are a loop of source_profile: one of them must have keys of its own",
                                 chain_to(source)));
    }
    if (visited_.size() == max_chain) {
      throw unusable(fmt::format("more than {} profiles name each other as source_profile, from {}", max_chain,
                                 shown(visited_.front())));
    }
    auto found = credentials(source);
    if (!found) {
      throw unusable(fmt::format("the source_profile '{}' of {} has no credentials", shown(source), section.title));
    }
    return std::move(*found);
  }

  std::string chain_to(const std::string& last) const {
    std::string all;
    for (const std::string& name : visited_) all += fmt::format("{} → ", shown(name));
    return all + shown(last);
  }

  Credentials from_place(const ConfigSection& section, const std::string& place) const {
    std::unique_ptr<CredentialsSource> source;
    if (place == "Environment") source = environment_source(context_);
    if (place == "Ec2InstanceMetadata") source = instance_metadata_source(context_);
    if (place == "EcsContainer") source = container_source(context_);
    if (!source) {
      throw unusable(
          fmt::format("the credential_source '{}' of {} is not Environment, Ec2InstanceMetadata or "
                      "EcsContainer",
                      shown(place), section.title));
    }
    auto found = source->get();
    if (!found) {
      throw unusable(fmt::format("the credential_source {} of {} has no credentials: looked at {}", place,
                                 section.title, source->description()));
    }
    return std::move(*found);
  }

  std::optional<Credentials> web_identity(const ConfigSection& section) const {
    const auto token_file = section.get("web_identity_token_file");
    if (!token_file) return std::nullopt;
    if (!section.has("role_arn")) {
      throw unusable(fmt::format("{} has web_identity_token_file, but no role_arn", section.title));
    }
    const Role role{.arn = section.text("role_arn"),
                    .session_name = section.text("role_session_name"),
                    .duration_seconds = duration(section)};
    return assume_role_with_web_identity(context_, role, from_home(context_.environment, *token_file),
                                         fmt::format("{} (web identity)", section.title));
  }

  std::optional<Credentials> sso(const std::string& name, const ConfigSection& section) const {
    if (!section.has("sso_account_id") && !section.has("sso_role_name")) return std::nullopt;
    const auto session_name = section.get("sso_session");
    const ConfigSection* session = &section;
    if (session_name) {
      const auto found = files_.sso_sessions.find(*session_name);
      if (found == files_.sso_sessions.end()) {
        throw unusable(fmt::format("the sso_session '{}' of {} does not exist", shown(*session_name), section.title));
      }
      session = &found->second;
      for (const char* key : {"sso_start_url", "sso_region"}) {
        if (!section.has(key) || section.text(key) == session->text(key)) continue;
        throw unusable(fmt::format("{} of {} is not that of its {}", key, section.title, session->title));
      }
    }
    const auto needed = [](const ConfigSection& place, const char* key) {
      if (!place.has(key)) throw unusable(fmt::format("{} has no {}: run aws configure sso", place.title, key));
      return place.text(key);
    };
    const SsoRole role{.profile = name,
                       .session = session_name.value_or(""),
                       .start_url = needed(*session, "sso_start_url"),
                       .region = needed(*session, "sso_region"),
                       .account_id = needed(section, "sso_account_id"),
                       .role_name = needed(section, "sso_role_name")};
    return sso_credentials(context_, role, fmt::format("{} (IAM Identity Center)", section.title));
  }

  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
  std::optional<Credentials> process(const ConfigSection& section) const {
    const auto found = section.values.find("credential_process");
    if (found == section.values.end()) return std::nullopt;
    const auto words = shell_words(found->second);
    if (!words || words->empty()) {
      throw unusable(fmt::format("credential_process of {} is no command: see its quotes", section.title));
    }
    const auto answer = base::read::parse(run_process(*words).reveal());
    if (!answer) throw unusable(fmt::format("credential_process of {} printed no JSON", section.title));
    if (base::read::integer(*answer, "Version") != 1) {
      throw unusable(fmt::format("credential_process of {} printed no \"Version\": 1", section.title));
    }
    Credentials credentials = read_credentials(*answer, {}, fmt::format("{} (credential_process)", section.title));
    check_usable(credentials, context_.clock.now(), "see what its credential_process keeps");
    return credentials;
  }

  const CredentialsContext& context_;
  const ConfigFiles& files_;
  std::vector<std::string> visited_;  // from the profile that was asked for to where the reading is
};

class ProfileSource final : public CredentialsSource {
 public:
  explicit ProfileSource(const CredentialsContext& context) : context_(context) {}

  std::optional<Credentials> get() override {
    const ConfigFiles files = read_config_files(context_.environment);
    const std::string name = profile_name(context_.environment, context_.profile);
    if (files.profiles.contains(name)) return ProfileReading(context_, files).credentials(name);
    if (name == "default") return std::nullopt;
    throw unusable(
        fmt::format("there is no profile '{}': aws configure list-profiles shows which there are", shown(name)));
  }

  std::string description() const override {
    return fmt::format("the profile {} of ~/.aws/config and ~/.aws/credentials",
                       shown(profile_name(context_.environment, context_.profile)));
  }

 private:
  CredentialsContext context_;
};

}  // namespace

std::unique_ptr<CredentialsSource> profile_source(const CredentialsContext& context) {
  return std::make_unique<ProfileSource>(context);
}

}  // namespace aws
