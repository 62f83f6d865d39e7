#include "lambda/local/invoker.hpp"

#include <fmt/format.h>
#include <utility>

#include "base/log.hpp"

namespace lambda {

Invoker::~Invoker() {
  stop();
  finish();
}

void Invoker::start(Handler handler) {
  handler_ = std::move(handler);
  events_ = std::thread([this] { run_events(); });
}

std::optional<Reply> Invoker::now(Invocation invocation) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_ || free_ == 0) return std::nullopt;
    --free_;
  }
  return run(std::move(invocation));
}

bool Invoker::later(Invocation invocation) {
  {
    const std::lock_guard lock(mutex_);
    const std::size_t bytes = waiting_bytes_ + invocation.payload.size();
    if (stopped_ || waiting_.size() == limits_.waiting || bytes > limits_.waiting_bytes) return false;
    waiting_bytes_ = bytes;
    waiting_.push_back(std::move(invocation));
  }
  changed_.notify_all();
  return true;
}

std::size_t Invoker::stop() {
  std::size_t dropped = 0;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    dropped = waiting_.size();
    waiting_.clear();
    waiting_bytes_ = 0;
  }
  changed_.notify_all();
  return dropped;
}

void Invoker::finish() {
  if (events_.joinable()) events_.join();
}

// With a place taken for it; nothing when it has been stopped.
std::optional<Invocation> Invoker::next_event() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopped_ || (free_ > 0 && !waiting_.empty()); });
  if (stopped_) return std::nullopt;
  Invocation event = std::move(waiting_.front());
  waiting_.pop_front();
  waiting_bytes_ -= event.payload.size();
  --free_;
  return event;
}

void Invoker::run_events() {
  while (auto event = next_event()) run(std::move(*event));
}

Reply Invoker::run(Invocation invocation) {
  invocation.deadline = clock_.now() + limits_.timeout;
  base::log::info(fmt::format("invocation {} begins", invocation.request_id));
  Reply reply = perform(handler_, invocation);
  if (reply.failed()) {
    base::log::error(fmt::format("invocation {} failed: {}", invocation.request_id, reply.message));
  } else {
    base::log::info(fmt::format("invocation {} is done", invocation.request_id));
  }
  {
    const std::lock_guard lock(mutex_);
    ++free_;
  }
  changed_.notify_all();
  return reply;
}

}  // namespace lambda
