#include <algorithm>

#include "aws/credentials/sources.hpp"

namespace aws {
namespace {

class Chain final : public CredentialsSource {
 public:
  using Sources = std::vector<std::unique_ptr<CredentialsSource>>;

  explicit Chain(Sources sources) : sources_(std::move(sources)) {}

  std::optional<Credentials> get() override {
    for (const auto& source : sources_) {
      if (auto found = source->get()) return found;
    }
    return std::nullopt;
  }

  std::string description() const override {
    std::string all;
    for (const auto& source : sources_) all += (all.empty() ? "" : "; ") + source->description();
    return all;
  }

 private:
  Sources sources_;
};

}  // namespace

std::unique_ptr<CredentialsSource> credentials_chain(const CredentialsContext& context) {
  Chain::Sources sources;
  if (context.profile.empty()) {
    sources.push_back(environment_source(context));
    sources.push_back(web_identity_source(context));
  }
  sources.push_back(profile_source(context));
  sources.push_back(container_source(context));
  sources.push_back(instance_metadata_source(context));
  auto chain = std::make_unique<Chain>(std::move(sources));
  if (context.role_arn.empty()) return chain;
  return assumed_role_source(context, std::move(chain));
}

}  // namespace aws
