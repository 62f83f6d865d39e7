#include "collect/flow/block_places.hpp"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

namespace collect {
namespace {

constexpr std::string_view blanks = " \t\r\n";

struct Member {
  std::size_t depth;  // of objects and arrays around it
  std::string_view key;
  std::size_t place;       // of its value
  std::string_view value;  // with its quotes, of a text; else empty
};

// Of a text with its quotes, without them: what a parser makes of it.
std::string decoded(std::string_view text) {
  const auto parsed = nlohmann::json::parse(text, nullptr, false);
  return parsed.is_string() ? parsed.get<std::string>() : std::string();
}

// Goes through the text once and calls visit for each member of an object. What stands in a text is none of its own.
class Scan {
 public:
  Scan(std::string_view content, const std::function<void(const Member&)>& visit) : content_(content), visit_(visit) {
    while (at_ < content_.size()) step();
  }

 private:
  void step() {
    const char c = content_[at_];
    if (c == '{' || c == '[') ++depth_;
    if ((c == '}' || c == ']') && depth_ > 0) --depth_;
    if (c != '"') {
      ++at_;
      return;
    }
    const std::string_view text = text_at(at_);
    at_ += text.size();
    const std::size_t colon = after_blanks(at_);
    if (colon >= content_.size() || content_[colon] != ':') return;
    at_ = after_blanks(colon + 1);
    const bool is_text = at_ < content_.size() && content_[at_] == '"';
    visit_({depth_, text, at_, is_text ? text_at(at_) : std::string_view()});
  }

  std::size_t after_blanks(std::size_t from) const {
    return std::min(content_.find_first_not_of(blanks, from), content_.size());
  }

  std::string_view text_at(std::size_t from) const {
    std::size_t end = from + 1;
    while (end < content_.size() && content_[end] != '"') end += content_[end] == '\\' ? 2 : 1;
    return content_.substr(from, std::min(end + 1, content_.size()) - from);
  }

  std::string_view content_;
  const std::function<void(const Member&)>& visit_;
  std::size_t at_ = 0, depth_ = 0;
};

}  // namespace

std::map<std::string, std::size_t, std::less<>> block_places(std::string_view json, std::size_t depth) {
  std::map<std::string, std::size_t, std::less<>> places;
  bool is_in_list = false;
  Scan(json, [&](const Member& member) {
    if (member.depth == depth + 1) is_in_list = member.key == "\"Actions\"" || member.key == "\"modules\"";
    const bool is_identifier = member.key == "\"Identifier\"" || member.key == "\"id\"";
    if (is_in_list && member.depth == depth + 3 && is_identifier)
      places.try_emplace(decoded(member.value), member.place);
  });
  return places;
}

std::size_t place_of_member(std::string_view json, std::string_view key) {
  std::size_t place = 0;
  Scan(json, [&](const Member& member) {
    if (place == 0 && member.key.size() == key.size() + 2 && member.key.substr(1, key.size()) == key)
      place = member.place;
  });
  return place;
}

}  // namespace collect
