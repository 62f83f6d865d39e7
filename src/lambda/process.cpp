#include "lambda/process.hpp"

#include <cstdio>

#include "app/place.hpp"
#include "base/error.hpp"
#include "base/usage.hpp"
#include "store/open.hpp"

namespace lambda {

app::AwsAccess& Process::aws() {
  const std::lock_guard lock(mutex_);
  if (!aws_) aws_ = std::make_unique<app::AwsAccess>(config_, environment_, clock_);
  return *aws_;
}

void Process::require_credentials() {
  if (outside_.aws == nullptr) aws().account.credentials_source();
}

aws::Transport& Process::transport(const std::string& region) {
  return outside_.aws != nullptr ? *outside_.aws : aws().account.transport(region);
}

aws::RetryingClient Process::client(const std::string& region, base::Usage& usage) {
  return {transport(region), aws().patience, usage};
}

store::Store& Process::store() {
  if (outside_.store != nullptr) return *outside_.store;
  const std::lock_guard lock(mutex_);
  if (!store_) {
    const store::Location place = app::configured_place(config_, environment_);
    const auto mode = place.backend == "sqlite" ? store::OpenMode::create : store::OpenMode::existing;
    store_ = store::open(place, mode, clock_, [this] { return aws().remote(); });
  }
  return *store_;
}

base::Usage Process::store_usage() {
  const std::lock_guard lock(mutex_);
  return aws_ ? aws_->store_meter.total() : base::Usage{};
}

void Process::print(const std::string& line) {
  if (outside_.print) return outside_.print(line);
  const std::string whole = line + "\n";
  const bool written = std::fwrite(whole.data(), 1, whole.size(), stdout) == whole.size() && std::fflush(stdout) == 0;
  if (!written) throw base::Error(base::ErrorKind::unavailable, "standard output cannot be written");
}

}  // namespace lambda
