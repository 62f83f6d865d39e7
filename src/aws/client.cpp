#include "aws/client.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/error.hpp"

namespace aws {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

constexpr milliseconds first_wait{500};
constexpr milliseconds longest_wait{8000};

base::Error misunderstood(const Operation& operation, const std::string& what) {
  return {base::ErrorKind::corrupt, action(operation) + " answered " + what};
}

}  // namespace

json RetryingClient::call(const Operation& operation, const json& input) {
  milliseconds wait = first_wait;
  for (int attempt = 1;; ++attempt) {
    ++usage_.calls;
    try {
      return inner_.call(operation, input);
    } catch (const base::Error& error) {
      if (error.kind() == base::ErrorKind::throttled) ++usage_.throttles;
      if (!error.retryable() || attempt == max_attempts) throw;
    }
    ++usage_.retries;
    clock_.sleep_for(wait);
    wait = std::min(wait * 2, longest_wait);
  }
}

const json& items_of(const json& page, const Operation& operation) {
  static const json none = json::array();
  if (!page.is_object()) throw misunderstood(operation, "something that is not a JSON object");
  const auto found = page.find(operation.paging.items);
  if (found == page.end() || found->is_null()) return none;
  if (!found->is_array()) throw misunderstood(operation, std::string(operation.paging.items) + " that is not a list");
  return *found;
}

void for_each_page(Client& client, const Operation& operation, json input,
                   const std::function<bool(const json& page)>& take) {
  const Paging& paging = operation.paging;
  const std::string output_token(paging.output_token), input_token(paging.input_token);
  if (!paging.limit.empty()) input[std::string(paging.limit)] = paging.max_items;
  std::unordered_set<std::string> seen;
  while (true) {
    const json page = client.call(operation, input);
    if (!page.is_object()) throw misunderstood(operation, "something that is not a JSON object");
    if (!take(page)) return;
    const auto found = page.find(output_token);
    if (found == page.end() || found->is_null()) return;
    if (!found->is_string()) throw misunderstood(operation, "a page token that is not text");
    auto token = found->get<std::string>();
    if (token.empty()) return;
    input[input_token] = token;
    if (!seen.insert(std::move(token)).second) throw misunderstood(operation, "the same page token twice");
  }
}

void for_each_item(Client& client, const Operation& operation, json input,
                   const std::function<void(const json& item)>& take) {
  for_each_page(client, operation, std::move(input), [&](const json& page) {
    for (const auto& item : items_of(page, operation)) take(item);
    return true;
  });
}

}  // namespace aws
