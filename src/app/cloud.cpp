#include "app/cloud.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "app/config/rates.hpp"
#include "aws/credentials/credentials.hpp"
#include "aws/credentials/sources.hpp"
#include "aws/operations/connect.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "http/authorities.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

using base::ErrorKind;

// Given to this program itself, by a flag or its own file. What AWS's variables say is looked at where they are read,
// after what was given. Empty when nothing was.
Value given(const Config& config, OptionId option) {
  const Value& value = config.value(option);
  return value.source.starts_with("the variable") ? Value{} : value;
}

aws::CredentialsContext credentials_context(const World& world, aws::CorrectedClock& clock, const Config& config) {
  aws::CredentialsContext context{world.environment, world.http, clock};
  context.profile = given(config, OptionId::profile).text;
  context.region = config.get(options::region);
  return context;
}

// What an account has, for the role that is assumed with it.
class CredentialsOf final : public aws::CredentialsSource {
 public:
  explicit CredentialsOf(std::shared_ptr<aws::LiveAccount> account) : account_(std::move(account)) {}

  std::optional<aws::Credentials> get() override { return account_->credentials().get(); }
  std::string description() const override { return "this program's own credentials"; }

 private:
  const std::shared_ptr<aws::LiveAccount> account_;
};

aws::EndpointOptions endpoints(const Config& config, const base::Environment& environment) {
  const Value url = given(config, OptionId::endpoint_url);
  const std::string for_all = url.text.empty() ? "" : aws::checked_endpoint_url(url.text, url.source);
  aws::EndpointOptions options = aws::endpoint_options(environment, given(config, OptionId::profile).text, for_all);
  if (config.is_flag(options::endpoint_url)) {
    options.url = for_all;
    options.service_urls.clear();
  }
  return options;
}

// Of the first instance that is named by its ARN.
std::string region_of_instance(const Config& config) {
  for (const std::string& instance : config.get(options::instance)) {
    if (instance.starts_with("arn:")) return model::parse_instance_arn(instance).region;
  }
  return "";
}

// Of one request. None takes more than a half of what start_time() keeps.
std::chrono::milliseconds request_timeout(const Config& config) {
  return std::min<std::chrono::milliseconds>(config.get(options::request_timeout),
                                             std::chrono::milliseconds(config.get(options::max_time)) / 4);
}

aws::AccountSettings account_settings(const World& world, const Config& config) {
  return {{config.get(options::rate_share) / 100, parse_rates(config.get(options::rates))},
          endpoints(config, world.environment),
          request_timeout(config)};
}

// 19 min, 90 s, 2.5 s
std::string length(std::chrono::milliseconds time) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(time);
  if (minutes == time) return fmt::format("{} min", minutes.count());
  return fmt::format("{} s", words::number(std::chrono::duration<double>(time).count(), 1));
}

}  // namespace

std::shared_ptr<aws::LiveAccount> configured_account(const World& world, const Config& config, AskMfa ask_mfa) {
  // The client would say it with its first call only, when a review has begun.
  if (const auto bundle = world.environment.get("AWS_CA_BUNDLE")) http::load_authorities(*bundle);
  auto clock = std::make_unique<aws::CorrectedClock>(world.clock);
  aws::CredentialsContext context = credentials_context(world, *clock, config);
  context.role_arn = config.get(options::role_arn);
  context.external_id = config.get(options::external_id);
  context.ask_mfa = std::move(ask_mfa);
  auto credentials = aws::credentials_chain(context);
  return std::make_shared<aws::LiveAccount>(world.http, std::move(clock), std::move(credentials),
                                            account_settings(world, config));
}

std::shared_ptr<aws::Account> reviewed_account(const World& world, const Config& config,
                                               const std::shared_ptr<aws::LiveAccount>& own) {
  if (config.get(options::review_role_arn).empty()) return nullptr;
  auto clock = std::make_unique<aws::CorrectedClock>(world.clock);
  aws::CredentialsContext context = credentials_context(world, *clock, config);
  context.role_arn = config.get(options::review_role_arn);
  context.external_id = config.get(options::review_external_id);
  auto credentials = aws::assumed_role_source(context, std::make_unique<CredentialsOf>(own));
  return std::make_shared<aws::LiveAccount>(world.http, std::move(clock), std::move(credentials),
                                            account_settings(world, config));
}

void Cloud::set_deadline(base::Deadline deadline) {
  patience_.deadline = deadline;
  account_->set_deadline(deadline);
  reviewed_->set_deadline(deadline);
}

aws::Bounds Cloud::bounds() const {
  const std::chrono::milliseconds timeout = request_timeout(config_);
  aws::Bounds bounds{.longest_silence = timeout * 5 / 2};
  bounds.longest_silence_in_all = std::max(bounds.longest_silence_in_all, timeout * 10 / 3);
  return bounds;
}

aws::Bounds Cloud::start_time() {
  const std::chrono::seconds whole = config_.get(options::max_time);
  const std::chrono::milliseconds reading = whole - 2 * request_timeout(config_);
  const base::Time begin = patience_.clock.now();
  set_deadline(begin + whole);
  aws::Bounds bounds = this->bounds();
  bounds.deadline = begin + reading;
  bounds.when_over = fmt::format("the run's time for reading, {} of {}, was over", length(reading), length(whole));
  return bounds;
}

void Cloud::hear_the_time(const model::InstanceRef& instance) {
  if (patience_.clock.second_opinion()) return;
  try {
    reviewed_->transport(instance.region).send(aws::connect::describe_instance, {{"InstanceId", instance.instance_id}});
  } catch (const base::Error& error) {  // whose answer has the time as well; the review says what is wrong
    base::log::debug(fmt::format("the time was asked for: {}", error.what()));
  }
}

store::Remote Cloud::remote() {
  return {patience_, store_meter_, [this](const std::string& where) -> aws::Transport& { return transport(where); },
          region(),
          [this](const aws::Operation& operation, const nlohmann::json& input, const std::string& where,
                 std::chrono::seconds life) { return account_->presign(operation, input, where, life); }};
}

std::string Cloud::region() const {
  std::string region = config_.get(options::region);
  if (region.empty()) region = aws::profile_region(environment_, config_.get(options::profile)).value_or("");
  if (region.empty()) region = region_of_instance(config_);
  if (region.empty()) {
    throw base::Error(ErrorKind::config,
                      "no AWS region is set: give --region, set AWS_REGION, or name the instance by its ARN");
  }
  aws::check_region(region, "the region");
  return region;
}

}  // namespace app
