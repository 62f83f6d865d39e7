// Takes people, numbers and accounts out of what AWS answered, so that a recording can be shown to others and still
// reviews the same. The same text gets the same mask wherever it stands, so that what belongs together stays together;
// two texts never get the same one. Any thread.
#pragma once

#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/secret.hpp"
#include "recording/redact_rules.hpp"

namespace recording {

class Redaction {
 public:
  // Without the key, masks cannot be compared with guesses. One key for each recording.
  explicit Redaction(base::Secret key) : key_(std::move(key)) {}

  static base::Secret random_key();  // 32 bytes from OpenSSL

  // A request, an answer, or a whole line of a recording. Numbers of AWS, enumerations, times, page tokens and ids
  // stay; every other text is masked.
  nlohmann::json masked(const nlohmann::json& body);

  // One text on its own: the same mask as anywhere inside a body.
  std::string masked_text(std::string_view text);

 private:
  // Where a value stands: in the member `member` of an object that is itself the member `parent`.
  struct Position {
    redaction::Part part = redaction::Part::answer;
    std::string_view parent{};
    std::string_view member{};
  };

  nlohmann::json value(const nlohmann::json& body, const Position& position);
  nlohmann::json object(const nlohmann::json& body, const Position& position);
  std::string text(const std::string& text, const Position& position);
  std::string document(const std::string& text);
  std::string outcome(const nlohmann::json& line, const std::string& result);
  std::string words(std::string_view text);

  std::string attribute(std::string_view path);
  std::string query(const std::string& text);
  std::string path(std::string_view text);
  std::string prompt(std::string_view text);
  std::string origin(std::string text);
  std::string shaped(std::string_view text);
  std::optional<std::string> arn(std::string_view text);
  std::optional<std::string> url(std::string_view text);
  std::optional<std::string> number(std::string_view text);
  std::string name(std::string_view text);

  std::string digest(std::string_view text) const;
  bool claim(const std::string& mask, const std::string& digest);

  const base::Secret key_;
  std::mutex mutex_;                                    // guards taken_
  std::unordered_map<std::string, std::string> taken_;  // masks, with the digest of the text behind each
};

}  // namespace recording
