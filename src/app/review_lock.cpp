#include "app/review_lock.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/fields.hpp"
#include "base/log.hpp"
#include "base/timestamp.hpp"
#include "model/document.hpp"
#include "model/life.hpp"
#include "model/scene.hpp"
#include "store/document.hpp"

namespace app {

template <typename Visit>
void describe(LockState& state, Visit&& field) {
  field("holder", state.holder);
  field("process", state.process.pid);
  field("place", state.process.place);
  field("runs", state.review_id);
  field("since", state.since);
  field("until", state.until);
  field("endedMs", state.ended_ms);
  field("handedOver", state.handed_over, base::fields::omitted_if_false);
  field("token", state.token);
}

namespace {

using base::ErrorKind;
using nlohmann::json;

constexpr std::chrono::seconds between_looks{2};

std::string key_of(const std::string& instance_arn) {
  return fmt::format("{}{}", store::lock_prefix, model::parse_instance_arn(instance_arn).instance_id);
}

LockState state_of(const store::Item& item) {
  LockState state;
  base::fields::Reader reader(item.body);
  describe(state, reader);
  return state;
}

// The end that whoever died could not write: with the lock goes what told that nobody is at it. An error is only
// logged.
void end_abandoned(store::Store& store, const std::string& review_id) {
  try {
    const auto item = store.get(review_id, model::status_component);
    if (!item) return;
    model::StatusDocument status = model::status_from_json(item->body);
    if (status.status != model::ReviewStatus::in_progress) return;
    status = model::left_unfinished(std::move(status), {});
    store.replace(*item, {review_id, std::string(model::status_component), model::to_json(status)});
  } catch (const base::Error& error) {
    base::log::warning(fmt::format("that {} was interrupted is not stored: {}", review_id, error.what()));
  }
}

// Of one that was killed before it could name its review, that is any which began since it had the lock.
bool is_its_review(const LockState& state, const std::string& review_id) {
  if (!state.review_id.empty()) return state.review_id == review_id;
  const auto begun = base::from_review_id(review_id);
  return begun && *begun >= std::chrono::floor<std::chrono::seconds>(state.since);
}

}  // namespace

std::string text_of(const LockState& state) {
  return fmt::format("{}, by {}, since {}", state.review_id.empty() ? "it begins" : state.review_id,
                     base::printable(state.holder, 80), base::to_minute_text(state.since));
}

bool was_left_by_its_process(store::Store& store, const std::string& instance_arn, const std::string& review_id) {
  const auto item = store.get(key_of(instance_arn), store::lock_component);
  if (!item) return false;
  const LockState state = state_of(*item);
  return is_its_review(state, review_id) && state.ended_ms == 0 && base::has_ended(state.process);
}

ReviewLock::ReviewLock(store::Store& store, base::Clock& clock, base::Random& random, std::string instance_arn,
                       Holder holder)
    : store_(store),
      clock_(clock),
      random_(random),
      instance_arn_(std::move(instance_arn)),
      key_(key_of(instance_arn_)),
      holder_(std::move(holder)) {}

ReviewLock::~ReviewLock() {
  try {
    release();
  } catch (const base::Error& error) {
    base::log::warning(fmt::format("the lock of {} stays until its time is over: {}", instance_arn_, error.what()));
  }
}

// One that cannot be read holds nobody: it is written over.
std::optional<store::Item> ReviewLock::stored() {
  try {
    return store_.get(key_, store::lock_component);
  } catch (const base::Error& error) {
    if (error.kind() != ErrorKind::corrupt) throw;
    base::log::warning(error.what());
    store_.put(item_of({.ended_ms = 1}));
    return store_.get(key_, store::lock_component);
  }
}

store::Item ReviewLock::item_of(const LockState& state) const {
  json body = base::fields::write(state);
  body["reviewId"] = key_;
  body["componentType"] = store::lock_component;
  body["instanceArn"] = instance_arn_;
  body["ttl"] = model::ttl_from(clock_.now());
  return {key_, std::string(store::lock_component), model::sealed(std::move(body))};
}

bool ReviewLock::is_alive(const LockState& state) const {
  return state.ended_ms == 0 && clock_.now() < state.until && !base::has_ended(state.process);
}

bool ReviewLock::is_in_the_way(const LockState& state, const Terms& terms) const {
  if (state.ended_ms > 0) {
    return !state.review_id.empty() && terms.asked && state.ended_ms > base::to_epoch_milliseconds(*terms.asked);
  }
  const bool is_left_to_us = state.handed_over && !terms.resumes.empty() && state.review_id == terms.resumes;
  return is_alive(state) && state.holder != holder_.name && !is_left_to_us;
}

std::optional<LockState> ReviewLock::take(const Terms& terms) {
  constexpr int most_rounds = 5;  // each one lost is another's hold
  for (int round = 0; round < most_rounds; ++round) {
    const auto before = stored();
    LockState state = before ? state_of(*before) : LockState{};
    if (before && is_in_the_way(state, terms)) return state;
    const LockState mine{.holder = holder_.name,
                         .process = holder_.process,
                         .review_id = terms.resumes,
                         .since = clock_.now(),
                         .until = terms.until,
                         .token = fmt::format("{}-{}", random_.fraction(), random_.fraction())};
    const store::Item item = item_of(mine);
    if (before ? store_.replace(*before, item) : store_.claim(item)) {
      held_ = item;
      const bool is_abandoned = before && state.ended_ms == 0 && !state.review_id.empty();
      if (is_abandoned && state.holder != holder_.name && state.review_id != terms.resumes) {
        end_abandoned(store_, state.review_id);
      }
      return std::nullopt;
    }
  }
  throw base::Error(ErrorKind::unavailable, "others keep taking and releasing the instance; try again");
}

// What others hold by now was taken over after its time: then it is theirs.
void ReviewLock::write(const LockState& state) {
  if (!held_) return;
  store::Item item = item_of(state);
  if (store_.replace(*held_, item)) {
    held_ = std::move(item);
  } else {
    base::log::warning(fmt::format("another review of {} has begun meanwhile", instance_arn_));
    held_.reset();
  }
}

void ReviewLock::name_review(const std::string& review_id) {
  if (!held_) return;
  LockState state = state_of(*held_);
  state.review_id = review_id;
  write(state);
}

void ReviewLock::hand_over(base::Time until) {
  if (!held_) return;
  LockState state = state_of(*held_);
  state.until = until;
  state.process = {};
  state.handed_over = true;
  try {
    store_.replace(*held_, item_of(state));  // or the other has it already
  } catch (const base::Error& error) {
    base::log::warning(fmt::format("the lock of {} was not handed over: {}", instance_arn_, error.what()));
  }
  held_.reset();
}

void ReviewLock::release() {
  if (!held_) return;
  LockState state = state_of(*held_);
  state.ended_ms = base::to_epoch_milliseconds(clock_.now());
  write(state);
  held_.reset();
}

void ReviewLock::give_up() {
  if (!held_) return;
  LockState state = state_of(*held_);
  state.review_id.clear();
  state.ended_ms = base::to_epoch_milliseconds(clock_.now());
  try {
    write(state);
  } catch (const base::Error& error) {
    base::log::warning(fmt::format("the lock of {} stays until its time is over: {}", instance_arn_, error.what()));
  }
  held_.reset();
}

std::optional<LockState> ReviewLock::join(LockState other, const base::Deadline& deadline) {
  while (is_alive(other)) {
    if (!deadline.allows(clock_, between_looks)) return other;
    clock_.sleep_for(between_looks);
    const auto item = stored();
    if (!item) return std::nullopt;
    LockState now = state_of(*item);
    const bool is_another = now.token != other.token && now.review_id != other.review_id;
    if (is_another && !other.review_id.empty()) {
      other.ended_ms = base::to_epoch_milliseconds(clock_.now());
    } else {
      other = std::move(now);
    }
  }
  return other.ended_ms > 0 && !other.review_id.empty() ? std::optional(std::move(other)) : std::nullopt;
}

}  // namespace app
