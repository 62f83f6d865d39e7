// Messages of AWS, in which people's words may stand: what a caller said or typed, whom a block was about. AWS's own
// words are known and stay; the list is the one that redacted recordings and kept lines of the flow log share. Pure
// functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace model {

// A word that AWS uses in its messages; any case. Numbers are none.
bool is_message_word(std::string_view word);

// One word of a message without the marks around it, and the words beside it; empty at the ends.
struct MessageWord {
  std::string_view before;
  std::string_view text;
  std::string_view after;
};

// The message with each word replaced by what `other` makes of it; marks and spaces stay.
std::string with_words(std::string_view message, const std::function<std::string(const MessageWord&)>& other);

// AWS's own words, and of all others the shape: "Order 4711 of Zoë not found" becomes "Xxxxx 0000 of Xxx not found".
// Masked again, it stays the same. There is no key to it, so that the same message is masked the same in every review,
// and none that could be guessed.
std::string masked_message(std::string_view message);

}  // namespace model
