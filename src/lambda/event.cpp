#include "lambda/event.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/json/read.hpp"
#include "base/log.hpp"
#include "base/timestamp.hpp"
#include "model/scene.hpp"
#include "words/nearest.hpp"

namespace lambda {
namespace {

using nlohmann::json;
namespace read = base::read;

constexpr std::size_t max_text = 300;
constexpr std::string_view all_word = "all";
constexpr std::string_view members[] = {"daysBack", "instance", "instances", "resume", "hop", "id", "force"};
constexpr std::string_view remark = "comment";  // the sender's own

base::Error wrong(const std::string& what) {
  return {base::ErrorKind::usage, fmt::format("the event cannot be used: {}", what)};
}

std::string shown(const json& value) {
  return base::printable(base::canonical(value), 60);
}

// A whole number in its bounds; numbers with a fraction and numbers in quotation marks are mistakes, not numbers.
std::optional<int> whole_number(const json& event, const char* key, int least, int most) {
  const auto found = event.find(key);
  if (found == event.end() || found->is_null()) return std::nullopt;
  const auto number = found->is_number_integer() ? read::integer(event, key) : std::nullopt;
  if (!number || *number < least || *number > most) {
    throw wrong(fmt::format("{} is {}, and has to be a whole number from {} to {}", key, shown(*found), least, most));
  }
  return int(*number);
}

bool truth(const json& event, const char* key) {
  const auto found = event.find(key);
  if (found == event.end() || found->is_null()) return false;
  if (!found->is_boolean()) throw wrong(fmt::format("{} is {}, and has to be true or false", key, shown(*found)));
  return found->get<bool>();
}

std::string text(const json& value, const char* key) {
  const auto* one = value.get_ptr<const std::string*>();
  if (one == nullptr || one->empty() || one->size() > max_text || base::printable(*one, max_text) != *one) {
    throw wrong(fmt::format("{} has {}, which is no name, id or ARN", key, shown(value)));
  }
  return *one;
}

void add_instance(Event& event, const json& value, const char* key) {
  const std::string one = text(value, key);
  if (one == all_word) throw wrong(fmt::format("\"all\" stands alone, not in a list of {}", key));
  if (one.starts_with("arn:")) model::parse_instance_arn(one);
  if (std::ranges::find(event.instances, one) == event.instances.end()) event.instances.push_back(one);
}

void read_instances(Event& event, const json& body) {
  const bool one = body.contains("instance"), several = body.contains("instances");
  if (one && several) throw wrong("it has both instance and instances; leave one out");
  if (!one && !several) return;
  const char* key = one ? "instance" : "instances";
  const json& value = body.at(key);
  if (value == all_word) {
    event.all_instances = true;
  } else if (!value.is_array()) {
    add_instance(event, value, key);
  } else if (value.empty() || value.size() > max_instances) {
    throw wrong(fmt::format("{} lists {} instances; 1 to {} can be", key, value.size(), max_instances));
  } else {
    for (const json& entry : value) add_instance(event, entry, key);
  }
}

void read_resume(Event& event, const json& body) {
  const auto hop = whole_number(body, "hop", 0, max_hops);
  if (!body.contains("resume")) {
    if (hop) throw wrong("hop says how often a review went on, and there is no resume that names one");
    return;
  }
  event.resume = text(body.at("resume"), "resume");
  event.hop = hop.value_or(0);
  if (!base::from_review_id(event.resume)) {
    throw wrong(fmt::format("resume is '{}', which is no review id; expected YYYYMMDD-HHMMSS",
                            base::printable(event.resume, 60)));
  }
  if (event.days || event.force || event.all_instances || !event.instances.empty()) {
    throw wrong("a review goes on with the instance and days that it began with; leave the others out beside resume");
  }
}

// A schedule's own event says when, not what.
bool is_scheduled(const json& body) {
  return body.contains("detail-type") || read::text(body, "source").starts_with("aws.");
}

// A member that is mistyped would change what is reviewed without anybody noticing. What is close to none is a word of
// the sender's own.
void require_members(const json& body) {
  for (const auto& [key, unused] : body.items()) {
    if (key != remark && std::ranges::find(members, key) == std::end(members)) {
      if (const auto meant = words::did_you_mean(key, members); !meant.empty()) {
        throw wrong(fmt::format("it has no member {}{}", base::printable(key, 60), meant));
      }
      base::log::warning(fmt::format("the event's {} means nothing here and is left out", base::printable(key, 60)));
    }
  }
}

}  // namespace

Event parse_event(std::string_view payload) {
  if (payload.size() > max_event_bytes) {
    throw wrong(fmt::format("it has {} bytes; {} are taken", payload.size(), max_event_bytes));
  }
  if (payload.find_first_not_of(" \t\r\n") == std::string_view::npos) return {};
  const auto body = read::parse(payload);
  if (!body) throw wrong("it is not JSON; send an object like {\"daysBack\": 14}");
  if (body->is_null()) return {};
  if (!body->is_object()) throw wrong("it is not a JSON object; send one like {\"daysBack\": 14}");
  Event event;
  if (body->contains("id")) event.id = text(body->at("id"), "id");
  if (is_scheduled(*body)) return event;
  event.days = whole_number(*body, "daysBack", 1, model::max_days);
  event.force = truth(*body, "force");
  read_instances(event, *body);
  read_resume(event, *body);
  require_members(*body);
  return event;
}

json instance_event(const std::string& arn, const Event& event, const std::string& id) {
  json one = {{"instance", arn}};
  if (event.days) one["daysBack"] = *event.days;
  if (event.force) one["force"] = true;
  if (!id.empty()) one["id"] = id;
  return one;
}

json resume_event(const std::string& review_id, int hop) {
  return {{"resume", review_id}, {"hop", hop}};
}

}  // namespace lambda
