#include <algorithm>

#include "aws/credentials/config_files.hpp"
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
  const bool is_given = !context.profile.empty();
  const bool is_chosen = is_given || chosen_profile(context.environment).has_value();
  Chain::Sources sources;
  if (!is_given) sources.push_back(environment_source(context));
  // A pod has its own identity in its variables; whoever chooses a profile there wants another one.
  if (is_chosen) sources.push_back(profile_source(context));
  if (!is_given) sources.push_back(web_identity_source(context));
  if (!is_chosen) sources.push_back(profile_source(context));
  sources.push_back(container_source(context));
  sources.push_back(instance_metadata_source(context));
  auto chain = std::make_unique<Chain>(std::move(sources));
  if (context.role_arn.empty()) return chain;
  return assumed_role_source(context, std::move(chain));
}

}  // namespace aws
