#include "recording/redact.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <openssl/rand.h>

#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/json/read.hpp"
#include "base/text.hpp"
#include "model/alarm.hpp"
#include "model/approved_origin.hpp"
#include "model/flow.hpp"
#include "model/flow_action.hpp"
#include "model/flow_log.hpp"
#include "model/message.hpp"
#include "model/metrics.hpp"
#include "model/metrics_insights.hpp"

namespace recording {
namespace {

using nlohmann::json;
using redaction::Part;
using redaction::Rule;
namespace read = base::read;

constexpr std::size_t shortest_mask = 6;          // hexadecimal digits
constexpr std::size_t max_name_characters = 300;  // as collect::label cuts names

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, base::is_digit);
}

bool is_short_number(const model::MessageWord& word) {
  static constexpr std::string_view digits = "0123456789";
  return word.text.size() <= 3 && all_digits(word.text) &&
         word.before.find_first_of(digits) == std::string_view::npos &&
         word.after.find_first_of(digits) == std::string_view::npos;
}

// A country's calling code is one to three digits long. https://www.itu.int/pub/T-SP-E.164D
std::size_t calling_code_length(std::string_view digits) {
  static constexpr std::string_view two[] = {"20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41",
                                             "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54",
                                             "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66",
                                             "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98"};
  if (digits.starts_with('1') || digits.starts_with('7')) return 1;
  return std::ranges::find(two, digits.substr(0, 2)) != std::end(two) ? 2 : 3;
}

bool is_address(const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> address{};
  return ::inet_pton(AF_INET, text.c_str(), address.data()) == 1 ||
         ::inet_pton(AF_INET6, text.c_str(), address.data()) == 1;
}

// What a mask begins with, for people.
std::string_view sort_of(const std::string& text) {
  if (is_address(text)) return "ip";
  if (text.size() > 60 || text.find('\n') != std::string::npos) return "text";
  return text.find('@') != std::string::npos ? "mail" : "name";
}

// In documents that people write, a long number may be a telephone's or an account's; it counts for nothing there.
json small_number(const json& number) {
  return std::abs(number.get<double>()) < 1e6 ? number : json(0);
}

}  // namespace

base::Secret Redaction::random_key() {
  std::string bytes(32, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), int(bytes.size())) != 1) {
    throw base::Error(base::ErrorKind::internal, "OpenSSL could not make a random key");
  }
  return base::Secret(std::move(bytes));
}

json Redaction::masked(const json& body) {
  return value(body, {});
}

json Redaction::value(const json& body, const Position& position) {
  if (body.is_object()) return object(body, position);
  if (body.is_string()) return text(body.get_ref<const std::string&>(), position);
  if (body.is_number() && position.part != Part::answer) return small_number(body);
  if (!body.is_array()) return body;
  json items = json::array();
  for (const json& item : body) items.push_back(value(item, position));
  return items;
}

json Redaction::object(const json& body, const Position& position) {
  json members = json::object();
  // Operations of AWS's own: that is all that this namespace has.
  const bool counts_calls = read::text(body, "Namespace") == "AWS/Usage";
  const bool metric_group = position.member == "Dimensions" && read::text(body, "Name") == "MetricGroup";
  for (const auto& [key, item] : body.items()) {
    const bool known = redaction::is_known_member(position.part, position.member, key);
    const std::string_view member = known ? std::string_view(key) : std::string_view();
    // A tag of AWS's own stays one.
    json& slot = members[known ? key : key.starts_with("aws:") ? "aws:" + masked_text(key) : masked_text(key)];
    if ((metric_group && key == "Value") || (counts_calls && key == "Dimensions")) {
      slot = item;
    } else if (item.is_string() && redaction::rule_of(position.part, position.member, member) == Rule::outcome) {
      slot = outcome(body, item.get_ref<const std::string&>());
    } else {
      slot = value(item, {redaction::part_below(position.part, member), position.member, member});
    }
  }
  return members;
}

std::string Redaction::text(const std::string& text, const Position& position) {
  switch (redaction::rule_of(position.part, position.parent, position.member)) {
    case Rule::plain: return text;
    case Rule::word: return redaction::is_word(text) ? text : masked_text(text);
    case Rule::document: return document(text);
    case Rule::prompt: return prompt(text);
    case Rule::origin: return origin(text);
    case Rule::path: return path(text);
    case Rule::query: return query(text);
    case Rule::alarms:
      return model::with_alarm_names(text, [this](std::string_view name) { return masked_text(name); });
    case Rule::outcome:
    case Rule::mask: break;
  }
  return masked_text(text);
}

std::string Redaction::document(const std::string& text) {
  // IAM writes policies as they stand in an address.
  if (text.starts_with("%7B")) return base::percent_encode(document(base::percent_decode(text)));
  const auto parsed = read::parse(text);
  if (!parsed || !parsed->is_structured()) return words(text);
  return base::canonical(value(*parsed, {.part = Part::document}));
}

// A result may be what a caller said.
std::string Redaction::outcome(const json& line, const std::string& result) {
  return redaction::same_outcome(read::text(line, "ContactFlowModuleType"), result, words(result),
                                 [&] { return name(result); });
}

// AWS's own words stay, the others are masked one by one. So do short numbers, but not those of a longer one that is
// written in groups.
std::string Redaction::words(std::string_view text) {
  return model::with_words(text, [this](const model::MessageWord& word) {
    const bool stays = redaction::is_message_word(word.text) || is_short_number(word);
    return stays ? std::string(word.text) : masked_text(word.text);
  });
}

std::string Redaction::masked_text(std::string_view text) {
  static constexpr std::string_view saved = ":$SAVED";             // the draft of a flow
  static constexpr std::string_view log_groups = "/aws/connect/";  // before the instance's alias
  // Chosen while a contact runs, or by a deployment: it stays something that names nothing.
  if (model::is_chosen_later(text) || text.find("${") != std::string_view::npos) return attribute(text);
  if (text.starts_with(log_groups)) return std::string(log_groups) + shaped(text.substr(log_groups.size()));
  if (text.ends_with(saved)) return shaped(text.substr(0, text.size() - saved.size())) + std::string(saved);
  return shaped(text);
}

// It stays one of the same sort.
std::string Redaction::attribute(std::string_view path) {
  const std::string_view below = path.substr(path.starts_with("$.") ? 2 : 0);
  const std::string_view root = below.substr(0, below.find('.'));
  if (below.size() == path.size() || !redaction::is_attribute_root(root)) return "$." + name(path);
  const std::string kept = fmt::format("$.{}", root);
  return below.size() == root.size() ? kept : fmt::format("{}.{}", kept, masked_text(below.substr(root.size() + 1)));
}

// Where the namespace is one of AWS's, so are the metric and the dimensions. Tags are always the customer's.
std::string Redaction::query(const std::string& text) {
  if (!model::is_metrics_insights(text)) return masked_text(text);
  const bool is_of_aws = text.find("\"AWS/") != std::string::npos && text.find("tag.") == std::string::npos;
  if (!is_of_aws) return fmt::format("SELECT {}", masked_text(text));
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = std::min(text.find('\'', at), text.size());
    const std::size_t close = std::min(text.find('\'', open + 1), text.size());
    out += text.substr(at, open - at);
    if (open < text.size()) {
      out += fmt::format("'{}'", masked_text(std::string_view(text).substr(open + 1, close - open - 1)));
    }
    at = close + 1;
  }
  return out;
}

std::string Redaction::path(std::string_view text) {
  std::string out;
  for (std::size_t at = 0;;) {
    const std::size_t end = std::min(text.find('/', at), text.size());
    if (end > at) out += masked_text(text.substr(at, end - at));
    if (end == text.size()) return out;
    out += '/';
    at = end + 1;
  }
}

std::string Redaction::prompt(std::string_view text) {
  std::string mask = masked_text(text);
  if (model::is_chosen_later(text)) return mask;
  for (const std::string& path : model::attributes_in(text)) mask += fmt::format(" {}", attribute(path));
  return mask;
}

// It stays one that lets the same sort of sites in.
std::string Redaction::origin(std::string text) {
  const model::OriginKind kind = model::kind_of_origin(text);
  if (kind == model::OriginKind::any_site) return text.substr(0, text.find('*') + 1);
  std::erase_if(text, [](char c) { return c == '*' || c == '[' || c == ']'; });
  const std::string host = name(text);
  switch (kind) {
    case model::OriginKind::site: return fmt::format("https://{}.example", host);
    case model::OriginKind::private_network: return fmt::format("https://{}.internal", host);
    case model::OriginKind::any_subdomain: return fmt::format("https://*.{}.example", host);
    case model::OriginKind::unencrypted: return fmt::format("http://{}.example", host);
    case model::OriginKind::this_machine: return fmt::format("https://{}.localhost", host);
    case model::OriginKind::any_site:
    case model::OriginKind::unreadable: break;
  }
  return host;
}

std::string Redaction::shaped(std::string_view text) {
  if (redaction::is_harmless(text)) return std::string(text);
  if (auto mask = arn(text)) return *std::move(mask);
  if (auto mask = url(text)) return *std::move(mask);
  if (auto mask = number(text)) return *std::move(mask);
  return name(text);
}

// arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE; of the last two, what is not AWS's own.
std::optional<std::string> Redaction::arn(std::string_view text) {
  std::string_view rest = text;
  std::array<std::string_view, 5> parts;
  for (auto& part : parts) {
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    part = rest.substr(0, colon);
    rest.remove_prefix(colon + 1);
  }
  const auto& [scheme, partition, service, region, account] = parts;
  const bool is_region = region.empty() || (redaction::is_word(region) && all_digits(region.substr(region.size() - 1)));
  const bool is_partition = partition == "*" || (partition.starts_with("aws") && redaction::is_word(partition));
  if (scheme != "arn" || !is_partition || !redaction::is_arn_word(service) || !is_region) {
    return std::nullopt;
  }
  const auto mask = [&](std::string_view part) {
    return redaction::is_arn_word(part) ? std::string(part) : masked_text(part);
  };
  std::string out = fmt::format("arn:{}:{}:{}:{}:", partition, service, region, mask(account));
  while (true) {
    const std::size_t end = std::min(rest.find_first_of(":/"), rest.size());
    out += mask(rest.substr(0, end));
    if (end == rest.size()) return out;
    out += rest[end];
    rest.remove_prefix(end + 1);
  }
}

// An instance's own address: its alias before the name of an AWS site.
std::optional<std::string> Redaction::url(std::string_view text) {
  static constexpr std::string_view scheme = "https://";
  static constexpr std::string_view sites[] = {".my.connect.aws", ".sign-in.connect.aws", ".awsapps.com"};
  if (!text.starts_with(scheme)) return std::nullopt;
  text.remove_prefix(scheme.size());
  const std::string_view host = text.substr(0, text.find('/'));
  const std::string_view path = text.substr(host.size());
  const auto site = std::ranges::find_if(sites, [&](auto one) { return host.ends_with(one); });
  const std::string_view kept = site == std::end(sites) ? std::string_view() : *site;
  const bool plain_path = path.empty() || path == "/" || path == "/connect";
  return fmt::format("{}{}{}{}", scheme, masked_text(host.substr(0, host.size() - kept.size())), kept,
                     plain_path ? std::string(path) : fmt::format("/{}", name(path)));
}

// A telephone number keeps its country, and every number its length: an account's has twelve digits.
std::optional<std::string> Redaction::number(std::string_view text) {
  const bool international = text.starts_with('+');
  const std::string_view all = text.substr(international ? 1 : 0);
  if (all.size() < 7 || all.size() > 15 || !all_digits(all)) return std::nullopt;
  const std::string_view kept = text.substr(0, international ? 1 + calling_code_length(all) : 0);
  const std::size_t length = text.size() - kept.size();
  const std::string digest_of_text = digest(text);
  std::uint64_t space = 1, start = 0;
  for (std::size_t i = 0; i < length; ++i) space *= 10;
  for (std::size_t i = 0; i < sizeof start; ++i) start = start << 8U | static_cast<unsigned char>(digest_of_text[i]);
  for (std::uint64_t step = 0; step < space; ++step) {
    std::string mask = fmt::format("{}{:0{}}", kept, (start % space + step) % space, length);
    if (mask != text && claim(mask, digest_of_text)) return mask;
  }
  return std::nullopt;  // every number of this length is taken
}

// What the review looks for in names stays: AWS's own flows, and whether CloudWatch publishes the name.
std::string Redaction::name(std::string_view text) {
  const std::string shown = base::printable(text, text.size());
  if (shown.empty() || model::is_aws_flow_name(shown)) return std::string(text);
  const std::string digest_of_text = digest(shown);
  const std::string hex = base::to_hex(digest_of_text);
  const bool published = model::is_published_name(base::printable(shown, max_name_characters));
  for (std::size_t length = shortest_mask;; ++length) {
    const std::string mask = fmt::format("{}-{}{}", sort_of(shown), hex.substr(0, length), published ? "" : "*");
    if (claim(mask, digest_of_text)) return mask;
  }
}

std::string Redaction::digest(std::string_view text) const {
  return base::hmac_sha256(key_.reveal(), text);
}

// False when another text has this mask.
bool Redaction::claim(const std::string& mask, const std::string& digest) {
  const std::lock_guard lock(mutex_);
  return taken_.try_emplace(mask, digest).first->second == digest;
}

}  // namespace recording
