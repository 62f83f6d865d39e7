#include "app/instances.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>

#include "aws/error.hpp"
#include "aws/operations/connect.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "base/log.hpp"
#include "base/text.hpp"

namespace app {
namespace {

using base::ErrorKind;
using model::InstanceRef;
using nlohmann::json;
namespace connect = aws::connect;
namespace read = base::read;

constexpr std::size_t max_names_shown = 10;

// https://docs.aws.amazon.com/connect/latest/APIReference/API_InstanceSummary.html
struct Listed {
  std::string id;
  std::string arn;
  std::string alias;
  std::string status;

  const std::string& name() const { return alias.empty() ? id : alias; }
};

Listed listed_from(const json& item) {
  return {read::text(item, "Id"), read::text(item, "Arn"), read::text(item, "InstanceAlias"),
          read::text(item, "InstanceStatus")};
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return base::lower(a) == base::lower(b);
}

// 8-4-4-4-12 hexadecimal digits.
bool is_id(std::string_view text) {
  static constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::ranges::equal(text, shape,
                            [](char c, char expected) { return expected == '-' ? c == '-' : base::is_hex(c); });
}

// What AWS answered, as opposed to what a person typed.
InstanceRef instance_of(const Listed& listed) {
  if (!listed.status.empty() && listed.status != "ACTIVE") {
    base::log::warning(fmt::format("the instance {} is not active: its status is {}",
                                   base::printable(listed.name(), 60), base::printable(listed.status, 40)));
  }
  try {
    return model::parse_instance_arn(listed.arn);
  } catch (const base::Error& error) {
    throw base::Error(ErrorKind::corrupt,
                      fmt::format("AWS named an instance in a way it should not: {}", error.what()));
  }
}

std::vector<Listed> list_all(aws::Client& client) {
  std::vector<Listed> all;
  try {
    aws::for_each_item(client, connect::list_instances, json::object(),
                       [&](const json& item) { all.push_back(listed_from(item)); });
  } catch (const aws::AwsError& error) {
    if (error.kind() != ErrorKind::denied) throw;
    throw base::Error(ErrorKind::denied, fmt::format("the caller is not allowed to list the instances; name the "
                                                     "instance by its ARN, which needs no look-up, or {}",
                                                     aws::advice_on_denial(error)));
  }
  std::ranges::sort(all, {}, [](const Listed& one) { return std::pair(one.name(), one.arn); });
  return all;
}

InstanceRef describe(aws::Client& client, const std::string& id) {
  try {
    const json answer = client.call(connect::describe_instance, {{"InstanceId", id}});
    return instance_of(listed_from(read::object(answer, "Instance")));
  } catch (const aws::AwsError& error) {
    if (error.kind() == ErrorKind::not_found) {
      throw base::Error(ErrorKind::not_found,
                        fmt::format("there is no instance with the id {} in this account and region", id));
    }
    if (error.kind() != ErrorKind::denied) throw;
    throw base::Error(ErrorKind::denied, fmt::format("the caller is not allowed to look up the instance {}; name it by "
                                                     "its ARN, which needs no look-up, or {}",
                                                     id, aws::advice_on_denial(error)));
  }
}

std::string names_of(const std::vector<Listed>& instances) {
  std::vector<std::string> names;
  for (const Listed& one : instances) {
    if (names.size() < max_names_shown) names.push_back(base::printable(one.name(), 60));
  }
  const std::size_t more = instances.size() - names.size();
  return fmt::format("{}{}", fmt::join(names, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
}

// Exactly, or else ignoring case.
InstanceRef by_alias(const std::vector<Listed>& all, const std::string& alias) {
  std::vector<Listed> matches;
  std::ranges::copy_if(all, std::back_inserter(matches), [&](const Listed& one) { return one.alias == alias; });
  if (matches.empty()) {
    std::ranges::copy_if(all, std::back_inserter(matches),
                         [&](const Listed& one) { return same_ignoring_case(one.alias, alias); });
  }
  if (matches.size() == 1) return instance_of(matches.front());
  const std::string shown = base::printable(alias, 60);
  if (!matches.empty()) {
    throw base::Error(ErrorKind::usage, fmt::format("'{}' is the alias of several instances ({}); name one by its ARN",
                                                    shown, names_of(matches)));
  }
  if (all.empty()) {
    throw base::Error(ErrorKind::not_found, fmt::format("there is no instance '{}': this account has no Amazon Connect "
                                                        "instance in this region; --region names another",
                                                        shown));
  }
  throw base::Error(ErrorKind::not_found,
                    fmt::format("there is no instance '{}' in this account and region; there {} {}", shown,
                                all.size() == 1 ? "is" : "are", names_of(all)));
}

// Looks entries up; the list of instances is read once, for the first alias.
class Finder {
 public:
  explicit Finder(const ClientOfRegion& client) : client_(client) {}

  InstanceRef find(const std::string& wanted) {
    if (wanted.starts_with("arn:")) return model::parse_instance_arn(wanted);
    if (is_id(wanted)) return describe(client_(), wanted);
    return by_alias(list(), wanted);
  }

 private:
  const std::vector<Listed>& list() {
    if (failure_) throw base::Error(*failure_);
    try {
      if (!list_) list_ = list_all(client_());
    } catch (const base::Error& error) {
      failure_ = error;
      throw;
    }
    return *list_;
  }

  const ClientOfRegion& client_;
  std::optional<std::vector<Listed>> list_;
  std::optional<base::Error> failure_;
};

template <typename Find>
FoundInstance found(const std::string& wanted, Find find) {
  try {
    return {wanted, find()};
  } catch (const base::Error& error) {
    return {wanted, error};
  }
}

}  // namespace

const InstanceRef& FoundInstance::instance() const {
  if (const auto* error = std::get_if<base::Error>(&result)) throw base::Error(*error);
  return std::get<InstanceRef>(result);
}

std::vector<FoundInstance> find_instances(const std::vector<std::string>& wanted, const ClientOfRegion& client) {
  Finder finder(client);
  std::vector<FoundInstance> all;
  for (const std::string& one : wanted) all.push_back(found(one, [&] { return finder.find(one); }));
  return all;
}

std::vector<FoundInstance> all_instances(aws::Client& client) {
  std::vector<FoundInstance> all;
  for (const Listed& one : list_all(client)) {
    all.push_back(found(base::printable(one.name(), 60), [&] { return instance_of(one); }));
  }
  return all;
}

std::vector<FoundInstance> look_up_instances(Cloud& cloud, bool all, const std::vector<std::string>& wanted) {
  base::Usage usage;  // nobody asks
  std::optional<aws::RetryingClient> client;
  const auto client_of_region = [&]() -> aws::Client& {
    if (!client) client.emplace(cloud.reviewed().transport(cloud.region()), cloud.patience(), usage);
    return *client;
  };
  return all ? all_instances(client_of_region()) : find_instances(wanted, client_of_region);
}

}  // namespace app
