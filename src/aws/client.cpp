#include "aws/client.hpp"

#include <fmt/format.h>
#include <unordered_set>

#include "base/error.hpp"
#include "base/json/canonical.hpp"

namespace aws {
namespace {

using nlohmann::json;

base::Error misunderstood(const Operation& operation, const std::string& what) {
  return {base::ErrorKind::corrupt, fmt::format("{} answered {}", action(operation), what)};
}

// Text or, of DynamoDB, a key. Null on the last page.
json next_token(const json& page, const Operation& operation) {
  const auto found = page.find(operation.paging.output_token);
  if (found == page.end() || *found == json("") || *found == json::object()) return nullptr;
  if (!found->is_null() && !found->is_string() && !found->is_object()) {
    throw misunderstood(operation, "a page token that is neither text nor a key");
  }
  return *found;
}

// Tokens are text, or keys. Text may be no UTF-8.
std::string text_of(const json& token) {
  return token.is_string() ? token.get<std::string>() : base::canonical(token);
}

}  // namespace

const json& items_of(const json& page, const Operation& operation) {
  static const json none = json::array();
  if (!page.is_object()) throw misunderstood(operation, "something that is not a JSON object");
  const auto found = page.find(operation.paging.items);
  if (found == page.end() || found->is_null()) return none;
  if (!found->is_array()) throw misunderstood(operation, fmt::format("{} that is not a list", operation.paging.items));
  return *found;
}

void for_each_page(Client& client, const Operation& operation, json input,
                   const std::function<bool(const json& page)>& take) {
  const Paging& paging = operation.paging;
  const std::string input_token(paging.input_token);
  if (!paging.limit.empty()) input[std::string(paging.limit)] = paging.max_items;
  std::unordered_set<std::string> seen;
  while (true) {
    const json page = client.call(operation, input);
    if (!page.is_object()) throw misunderstood(operation, "something that is not a JSON object");
    json token = next_token(page, operation);
    // Before the page is handed on: one that leads to itself came already.
    const bool is_new = token.is_null() || seen.insert(text_of(token)).second;
    if (!is_new) throw misunderstood(operation, "the same page token twice");
    if (!take(page) || token.is_null()) return;
    input[input_token] = std::move(token);
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
