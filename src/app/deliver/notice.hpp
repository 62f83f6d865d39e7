// Telling people what a review found that no earlier one did, and what got worse: one message a review, nothing when
// there is no such news. Any thread.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "app/history/news.hpp"
#include "model/review.hpp"
#include "store/store.hpp"

namespace app {

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

// Tells each of them the news, once: the STATUS document says so before it is sent, so that a crash in between loses a
// message rather than sending it twice. Throws what went wrong; when nobody could be told, it is told with the next
// review.
void announce(store::Store& store, model::Review& review, const News& news, std::span<const Tell> to);

}  // namespace app
