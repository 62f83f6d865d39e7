// Of several that want to review one instance at the same time, on whatever machines, one does: a small document that
// every store keeps for each instance says who has it, and until when at most. The review's deadline is the lock's, so
// that one that died keeps nobody waiting for longer. It is no review's document, and in no list.
//
// One thread an object, and any number of objects and processes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/deadline.hpp"
#include "base/process.hpp"
#include "base/random.hpp"
#include "store/store.hpp"

namespace app {

// Who has the lock, or had it last.
struct LockState {
  std::string holder{};     // an invocation's id, or a process of a host
  base::Process process{};  // of the holder, where that is known
  std::string review_id{};  // empty: it has none yet
  base::Time since{};
  base::Time until{};
  std::int64_t ended_ms = 0;  // epoch milliseconds in which it was released; 0: it is held
  bool handed_over = false;   // who goes on with its review may take it
  std::string token{};        // no two holds have the same
};

// "20260213-090000, by host, process 12, since 2026-02-13 09:00 UTC".
std::string text_of(const LockState& state);

// Whether a process of this machine began this review of the instance and has ended without an end of it: killed, or
// told to end at once.
bool was_left_by_its_process(store::Store& store, const std::string& instance_arn, const std::string& review_id);

class ReviewLock {
 public:
  struct Holder {
    std::string name;         // taken again by the same one, it is what an earlier attempt of it left
    base::Process process{};  // when that has ended, nobody waits for the deadline
  };
  struct Terms {
    base::Time until{};
    std::string resumes{};              // the review that is gone on with, if it was handed over
    std::optional<base::Time> asked{};  // a review that has ended since then is in the way as well: it is the answer
  };

  // Nothing is owned.
  ReviewLock(store::Store& store, base::Clock& clock, base::Random& random, std::string instance_arn, Holder holder);
  ~ReviewLock();  // as release(), and an error is only logged
  ReviewLock(const ReviewLock&) = delete;
  ReviewLock& operator=(const ReviewLock&) = delete;
  ReviewLock(ReviewLock&&) = delete;
  ReviewLock& operator=(ReviewLock&&) = delete;

  // Nothing: it is held from here on, and the review of one that died with it is stored as interrupted. Else what is in
  // the way. Throws as the store does.
  std::optional<LockState> take(const Terms& terms);

  // What others are told to wait for. Without the lock, nobody is.
  void name_review(const std::string& review_id);

  // Leaves it to who goes on with the review, for so long. An error is only logged.
  void hand_over(base::Time until);

  void release();

  // The same of a review that did not come to its end: who waits for it makes one of its own. An error is only logged.
  void give_up();

  // Waits until the review in the way has ended, looking every few seconds, and while `deadline` allows. Then
  // `ended_ms` is not 0. Nothing: whoever had it died, or began no review.
  std::optional<LockState> join(LockState other, const base::Deadline& deadline);

 private:
  bool is_alive(const LockState& state) const;
  bool is_in_the_way(const LockState& state, const Terms& terms) const;
  std::optional<store::Item> stored();
  store::Item item_of(const LockState& state) const;
  void write(const LockState& state);

  store::Store& store_;
  base::Clock& clock_;
  base::Random& random_;
  const std::string instance_arn_, key_;
  const Holder holder_;
  std::optional<store::Item> held_;  // as it is stored, while this has it
};

}  // namespace app
