// Telling people what a review found that no earlier one did: one message a review, nothing when nothing is new, and
// no finding twice. Any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "model/review.hpp"
#include "store/store.hpp"

namespace app {

// What is new in a review, worst first, and what became of the rest since the one before.
struct News {
  std::vector<model::Finding> appeared;
  std::string since;  // id of the review before; empty: there is none
  std::ptrdiff_t worse = 0;
  std::ptrdiff_t better = 0;
  std::ptrdiff_t fixed = 0;
  std::ptrdiff_t cannot_tell = 0;  // were open before
  std::ptrdiff_t same = 0;

  std::ptrdiff_t still_open() const { return worse + better + same; }
};

// A finding counts as new when the latest earlier review that could tell about it did not have it: one that was open,
// and could not be assessed for a while, does not. Looks back over `max_look_back` reviews. A review whose news could
// not be told is passed over, so that they are told now.
inline constexpr std::size_t max_look_back = 10;
News news_of(store::Store& store, const model::Review& review);

// The instance's, in one line.
std::string instance_name(const model::Review& review);

// Plain text. The subject has at most 100 ASCII characters, the message far less than the 256 KB that SNS takes.
struct Notice {
  std::string subject;
  std::string message;
};

// `link` leads to the report; may be empty.
Notice notice_of(const News& news, const model::Review& review, const std::string& link);

// Tells somebody. Throws base::Error when that could not be done.
using Tell = std::function<void(const News&)>;

// Tells each of them what is new, once: the STATUS document says so before it is sent, so that a crash in between loses
// a message rather than sending it twice. Throws what went wrong; when nobody could be told, it is told with the next
// review.
void announce(store::Store& store, model::Review& review, std::span<const Tell> to);

}  // namespace app
