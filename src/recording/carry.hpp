// What AWS answered to a review that ran out of time: kept as bytes between two invocations, so that the second one
// goes on where the first one stopped, even within one long list. docs/adr/0017 says why. Any thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "aws/transport.hpp"
#include "base/clock.hpp"
#include "base/deadline.hpp"
#include "base/error.hpp"
#include "base/usage.hpp"

namespace recording {

// Of the file that they are kept in between two invocations: connect-ops-review-ID.carry
inline constexpr std::string_view carry_extension = "carry";

// The answers, compressed one by one in a single buffer that is saved as it is.
class Carry {
 public:
  // Far above what a review asks for in a quarter of an hour; below what a store hands out in one piece.
  static constexpr std::size_t most_bytes = std::size_t{48} << 20U;

  explicit Carry(std::size_t most = most_bytes);

  // Takes what bytes() was. Throws base::Error(corrupt) when it is not that; nothing is carried then.
  void load(std::string bytes);

  // What AWS was asked for the review in all invocations before this one.
  base::Usage spent() const;
  void set_spent(const base::Usage& usage);

  // The same call has the same name.
  static std::string name_of(const aws::Operation& operation, const nlohmann::json& input, std::string_view region);

  // {"output", "bytes"} or {"error"}. What cannot be read is not there.
  std::optional<nlohmann::json> find(const std::string& name) const;
  // What there is no room for is forgotten: it is asked for again.
  void add(const std::string& name, std::string_view outcome);

  bool empty() const;
  bool is_full() const;  // something was forgotten
  // Only while nothing is added.
  const std::string& bytes() const { return bytes_; }

 private:
  struct Extent {
    std::size_t at = 0;      // in bytes_
    std::size_t size = 0;    // there
    std::size_t length = 0;  // once it is inflated
  };

  void read(const std::string& bytes);
  void clear();
  bool append(const nlohmann::json& head, std::string_view body);  // false: there is no room

  const std::size_t most_;
  mutable std::mutex mutex_;  // guards what follows
  std::string bytes_;
  std::unordered_map<std::string, Extent> extents_;
  base::Usage spent_;
  bool full_ = false;
};

// Answers what is carried, and asks `inner` for the rest as long as there is time; what it answers is carried as well,
// refusals that will not pass among it. Of threads that make the same call at once, the first asks and the others wait
// for what is carried then. Nothing is owned.
class CarryingTransport final : public aws::Transport {
 public:
  CarryingTransport(aws::Transport& inner, Carry& carry, std::string region, base::Clock& clock,
                    base::Deadline deadline)
      : inner_(inner), carry_(carry), region_(std::move(region)), clock_(clock), deadline_(deadline) {}

  // Throws base::Error(deadline) when no time is left for it, or for trying again what failed.
  aws::Answer send(const aws::Operation& operation, const nlohmann::json& input) override;

  // Something was not asked for because of that.
  bool out_of_time() const { return out_of_time_; }

  // What a client counted although AWS was not asked now: carried answers, and calls that there was no time for.
  base::Usage not_asked() const;

 private:
  // A thread's, to make a call that nobody else is making.
  class Turn {
   public:
    Turn(CarryingTransport& transport, const std::string& name);
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

   private:
    CarryingTransport& transport_;
    const std::string& name_;
  };

  aws::Answer ask(const aws::Operation& operation, const nlohmann::json& input, const std::string& name);
  aws::Answer serve(const aws::Operation& operation, const nlohmann::json& input, nlohmann::json outcome);
  [[noreturn]] void end(const std::string& why);
  void count(const base::Usage& usage);

  aws::Transport& inner_;
  Carry& carry_;
  const std::string region_;
  base::Clock& clock_;
  const base::Deadline deadline_;
  std::atomic<bool> out_of_time_{false};
  mutable std::mutex mutex_;  // guards what follows
  base::Usage not_asked_;
  std::set<std::string> being_made_;  // names of calls
  std::condition_variable one_was_made_;
};

}  // namespace recording
