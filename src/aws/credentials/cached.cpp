#include <algorithm>
#include <fmt/format.h>

#include "aws/credentials/credentials.hpp"
#include "base/error.hpp"
#include "base/log.hpp"

namespace aws {
namespace {

constexpr std::chrono::minutes longest_margin{5};
constexpr std::chrono::minutes between_asks{1};

base::Time refresh_time(base::Time expires, base::Time now) {
  return expires - std::min<base::Time::duration>(longest_margin, (expires - now) / 10);
}

}  // namespace

bool CachedCredentials::is_good(base::Time now) const {
  return current_ && (!current_->expires || now < *current_->expires);
}

void CachedCredentials::ask(base::Time now) {
  failure_.reset();
  next_ask_ = now + between_asks;
  try {
    auto found = source_.get();
    if (!found) {
      throw base::Error(base::ErrorKind::credentials,
                        fmt::format("no AWS credentials were found: run aws configure, or set AWS_ACCESS_KEY_ID and "
                                    "AWS_SECRET_ACCESS_KEY. Looked at {}",
                                    source_.description()));
    }
    current_ = std::move(found);
    if (current_->expires) next_ask_ = std::max(next_ask_, refresh_time(*current_->expires, now));
  } catch (const base::Error& error) {
    // A fault that may pass is not kept: whoever asks again has waited.
    if (!error.retryable()) failure_ = error;
    if (!is_good(now)) throw;
    base::log::warning(fmt::format("AWS credentials could not be refreshed: {}", error.what()));
  }
}

Credentials CachedCredentials::get() {
  const std::lock_guard lock(mutex_);
  const base::Time now = clock_.now();
  if (is_good(now) && (!current_->expires || now < next_ask_)) return *current_;
  if (failure_ && !is_good(now) && now < next_ask_) throw base::Error(*failure_);
  ask(now);
  return *current_;
}

void CachedCredentials::expire(const std::string& access_key_id) {
  const std::lock_guard lock(mutex_);
  if (!current_ || current_->access_key_id != access_key_id) return;
  current_.reset();
  failure_.reset();
}

}  // namespace aws
