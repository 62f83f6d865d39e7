#include "aws/credentials/assume_role.hpp"
#include "aws/credentials/reading.hpp"
#include "aws/credentials/sources.hpp"

namespace aws {
namespace {

class WebIdentitySource final : public CredentialsSource {
 public:
  explicit WebIdentitySource(const CredentialsContext& context) : context_(context) {}

  std::optional<Credentials> get() override {
    const auto variable = [&](const char* name) { return context_.environment.get(name); };
    const auto token_file = variable("AWS_WEB_IDENTITY_TOKEN_FILE");
    if (!token_file) return std::nullopt;
    const auto arn = variable("AWS_ROLE_ARN");
    if (!arn) throw unusable("the variable AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not: set both");
    const Role role{.arn = *arn, .session_name = variable("AWS_ROLE_SESSION_NAME").value_or("")};
    return assume_role_with_web_identity(context_, role, *token_file, "the variable AWS_WEB_IDENTITY_TOKEN_FILE");
  }

  std::string description() const override { return "the variable AWS_WEB_IDENTITY_TOKEN_FILE"; }

 private:
  CredentialsContext context_;
};

}  // namespace

std::unique_ptr<CredentialsSource> web_identity_source(const CredentialsContext& context) {
  return std::make_unique<WebIdentitySource>(context);
}

}  // namespace aws
