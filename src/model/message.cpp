#include "model/message.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"

namespace model {
namespace {

constexpr std::string_view message_words[] = {
    // of errors
    "a", "access", "accessdeniedexception", "account", "action", "allowed", "allows", "an", "and", "answer", "are",
    "at", "attempts", "authorized", "be", "because", "been", "by", "call", "caller", "calls", "could", "created",
    "denied", "do", "does", "error", "exceeded", "exist", "explicit", "failed", "for", "found", "has", "have",
    "identity-based", "in", "instance", "internal", "internalserviceexception", "invalid", "is", "later", "limit",
    "many", "no", "not", "of", "on", "or", "perform", "permission", "please", "policy", "rate", "request", "requests",
    "resource", "resource-based", "resourcenotfoundexception", "role", "service", "service-linked", "session", "the",
    "this", "throttled", "throttlingexception", "to", "too", "toomanyrequestsexception", "try", "unavailable", "user",
    "was", "with",
    // of phone numbers and replication
    "carrier", "claimed", "number", "phone", "ported", "refused", "region", "replica", "replication",
    // of blocks in the flow log
    "attribute", "capacity", "code", "complete", "concurrent", "disconnected", "flow", "full", "function", "id",
    "inputtimelimitexceeded", "lambda", "multiplefound", "nonefound", "nomatchingcondition", "nomatchingerror",
    "notdone", "out", "prompt", "provided", "queue", "reached", "returned", "ssml", "status", "success", "thread",
    "timed", "timeout", "transfer", "unsupported"};

// Without the marks around it; empty when there is nothing else.
std::string_view core_of(std::string_view word) {
  static constexpr std::string_view before = "([\"'", after = ".,:;)]\"'!?";
  const std::size_t start = word.find_first_not_of(before);
  if (start == std::string_view::npos) return {};
  const std::size_t end = word.find_last_not_of(after) + 1;
  return end <= start ? std::string_view() : word.substr(start, end - start);
}

std::vector<std::string_view> words_of(std::string_view message) {
  static constexpr std::string_view spaces = " \t\r\n";
  std::vector<std::string_view> words;
  for (std::size_t at = message.find_first_not_of(spaces); at != std::string_view::npos;) {
    const std::size_t end = std::min(message.find_first_of(spaces, at), message.size());
    if (const auto core = core_of(message.substr(at, end - at)); !core.empty()) words.push_back(core);
    at = message.find_first_not_of(spaces, end);
  }
  return words;
}

std::string shape_of(std::string_view text) {
  std::string shape;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) continue;  // within a character of UTF-8
    shape += base::is_digit(c) ? '0' : base::is_upper(c) ? 'X' : base::is_lower(c) || byte >= 0x80U ? 'x' : c;
  }
  return shape;
}

}  // namespace

bool is_message_word(std::string_view word) {
  return std::ranges::find(message_words, base::lower(word)) != std::end(message_words);
}

std::string with_words(std::string_view message, const std::function<std::string(const MessageWord&)>& other) {
  const std::vector<std::string_view> words = words_of(message);
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t start = std::size_t(words[i].data() - message.data());
    out += message.substr(at, start - at);
    out += other({i > 0 ? words[i - 1] : "", words[i], i + 1 < words.size() ? words[i + 1] : ""});
    at = start + words[i].size();
  }
  out += message.substr(at);
  return out;
}

std::string masked_message(std::string_view message) {
  return with_words(message, [](const MessageWord& word) {
    return is_message_word(word.text) ? std::string(word.text) : shape_of(word.text);
  });
}

}  // namespace model
