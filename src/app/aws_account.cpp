#include "app/aws_account.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "aws/operations/all.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"

namespace app {
namespace {

using base::ErrorKind;

aws::CredentialsContext credentials_context(const Config& config, const base::Environment& environment,
                                            http::HttpClient& http, base::Clock& clock,
                                            std::function<std::string(const std::string&)> ask_mfa) {
  aws::CredentialsContext context{environment, http, clock};
  // A profile from the environment is what the chain looks at by itself; one that was named comes first.
  if (config.is_flag(options::profile)) context.profile = config.get(options::profile);
  context.region = config.get(options::region);
  context.role_arn = config.get(options::role_arn);
  context.external_id = config.get(options::external_id);
  context.ask_mfa = std::move(ask_mfa);
  return context;
}

aws::EndpointOptions endpoints(const Config& config, const base::Environment& environment) {
  aws::EndpointOptions options = aws::endpoint_options(environment);
  const Value& url = config.value(options::endpoint_url);
  if (url.source.starts_with("--")) {
    options.url = aws::checked_endpoint_url(url.text, url.source);
    options.service_urls.clear();
  }
  return options;
}

std::optional<double> positive(std::string_view text) {
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = failure == std::errc() && end == text.data() + text.size();
  return whole && std::isfinite(number) && number > 0 && number <= 10'000 ? std::optional(number) : std::nullopt;
}

bool is_action(std::string_view name) {
  const auto& all = aws::operations();
  return std::any_of(all.begin(), all.end(), [&](const auto* operation) { return aws::action(*operation) == name; });
}

// Of the first instance that is named by its ARN.
std::string region_of_instance(const Config& config) {
  for (const std::string& instance : config.get(options::instance)) {
    if (instance.starts_with("arn:")) return model::parse_instance_arn(instance).region;
  }
  return "";
}

}  // namespace

std::map<std::string, aws::Rate> parse_rates(const std::vector<std::string>& entries) {
  std::map<std::string, aws::Rate> rates;
  for (const std::string& entry : entries) {
    const auto equals = entry.find('=');
    const std::string name = entry.substr(0, equals);
    const std::string_view numbers =
        equals == std::string::npos ? std::string_view() : std::string_view(entry).substr(equals + 1);
    const auto slash = numbers.find('/');
    const auto rate = positive(numbers.substr(0, slash));
    const auto burst = slash == std::string_view::npos ? rate : positive(numbers.substr(slash + 1));
    if (!is_action(name) || !rate || !burst) {
      throw base::Error(
          ErrorKind::usage,
          fmt::format("rates must be a list like connect:ListUsers=4/10 (calls a second / at once; `checks "
                      "operations` lists the names), not '{}'",
                      base::printable(entry, 60)));
    }
    rates[name] = {*rate, int(std::ceil(*burst))};
  }
  return rates;
}

AwsAccount::AwsAccount(const Config& config, const base::Environment& environment, http::HttpClient& http,
                       base::Clock& clock, std::function<std::string(const std::string&)> ask_mfa)
    : config_(config),
      environment_(environment),
      source_(aws::credentials_chain(credentials_context(config, environment, http, clock, std::move(ask_mfa)))),
      credentials_(*source_, clock),
      rates_(aws::RateSettings{config.get(options::rate_share) / 100, parse_rates(config.get(options::rates))}, clock),
      account_{
          http, credentials_, rates_, clock, endpoints(config, environment), config.get(options::request_timeout)} {}

aws::LiveTransport& AwsAccount::transport(const std::string& region) {
  const std::lock_guard lock(mutex_);
  auto& transport = transports_[region];
  if (!transport) transport = std::make_unique<aws::LiveTransport>(account_, region);
  return *transport;
}

std::string AwsAccount::region() const {
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
