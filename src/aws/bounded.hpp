// What a review may take of its time: no call is begun once that is over or it was interrupted, nor to a service that
// keeps silent. A transport of its own for each review, since the next one may find the service awake. Any thread.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>

#include "aws/transport.hpp"
#include "base/clock.hpp"
#include "base/deadline.hpp"
#include "base/error.hpp"

namespace aws {

struct Bounds {
  base::Deadline deadline{};
  std::string when_over = "no time was left for it";  // the reason of what was not asked by then
  // So long may a service, or one of its operations, be asked without an answer. A little less than three requests that
  // time out after the other, as clocks are read between them.
  std::chrono::milliseconds longest_silence{75'000};
  // And so long all of them together; then what keeps silent once is not asked again.
  std::chrono::milliseconds longest_silence_in_all{100'000};
  std::stop_token stop{};  // once it is asked for, no call is begun
};

class BoundedTransport final : public Transport {
 public:
  // Transport and clock are not owned.
  BoundedTransport(Transport& inner, Bounds bounds, base::Clock& clock)
      : inner_(inner), bounds_(std::move(bounds)), clock_(clock) {}

  // Throws base::Error(deadline) for what is not asked, or could not be asked again in time.
  Answer send(const Operation& operation, const nlohmann::json& input) override;

 private:
  // Of calls beside each other each moment counts once.
  struct Silence {
    std::chrono::milliseconds length{0};
    base::Time until{};
    std::string last{};  // what became of the last call
    std::set<std::string_view> operations{};

    void add(base::Time start, base::Time end, const Operation& operation, const std::string& why);
  };

  void require_time_after(const base::Error& error) const;
  void require_voice(const Operation& operation);
  void require_patience(const Operation& operation) const;  // under the mutex
  void heard(const Operation& operation);
  void unheard(const Operation& operation, base::Time asked_at, const base::Error& error);

  Transport& inner_;
  const Bounds bounds_;
  base::Clock& clock_;
  std::mutex mutex_;                                      // guards what follows
  Silence in_all_;                                        // never ends
  std::map<std::string, Silence, std::less<>> silences_;  // by service and by action, since they were last heard
};

}  // namespace aws
