#include "aws/credentials/reading.hpp"
#include "aws/credentials/sources.hpp"

namespace aws {
namespace {

class EnvironmentSource final : public CredentialsSource {
 public:
  explicit EnvironmentSource(const CredentialsContext& context) : context_(context) {}

  std::optional<Credentials> get() override {
    const auto variable = [&](const char* name) { return context_.environment.get(name); };
    const auto id = variable("AWS_ACCESS_KEY_ID");
    if (!id) return std::nullopt;
    const auto secret = variable("AWS_SECRET_ACCESS_KEY");
    if (!secret) {
      throw unusable("the variable AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not: set both or neither");
    }
    const auto token = variable("AWS_SESSION_TOKEN");
    Credentials credentials{*id,
                            base::Secret(*secret),
                            base::Secret(token ? *token : variable("AWS_SECURITY_TOKEN").value_or("")),
                            {},
                            "the variable AWS_ACCESS_KEY_ID"};
    // As `aws configure export-credentials --format env` writes it.
    if (const auto expires = variable("AWS_CREDENTIAL_EXPIRATION")) {
      credentials.expires = parse_time(*expires);
      if (!credentials.expires) throw unusable("the variable AWS_CREDENTIAL_EXPIRATION is no time in ISO 8601");
    }
    check_usable(credentials, context_.clock.now(), "set newer ones");
    return credentials;
  }

  std::string description() const override { return "the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"; }

 private:
  CredentialsContext context_;
};

}  // namespace

std::unique_ptr<CredentialsSource> environment_source(const CredentialsContext& context) {
  return std::make_unique<EnvironmentSource>(context);
}

}  // namespace aws
