#include "recording/carry.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <zlib.h>

#include "aws/error.hpp"
#include "aws/price.hpp"
#include "aws/retry.hpp"
#include "base/digest.hpp"
#include "base/json/canonical.hpp"
#include "base/json/read.hpp"
#include "base/usage.hpp"

namespace recording {
namespace {

using base::ErrorKind;
using nlohmann::json;
namespace read = base::read;

constexpr int format = 1;
constexpr int quick = 3;                                        // of zlib's levels: JSON shrinks to a tenth with it
constexpr std::size_t longest_answer = std::size_t{64} << 20U;  // as much as is taken over HTTP

base::Error unreadable() {
  return {ErrorKind::corrupt, "what was carried over from the invocation before cannot be read"};
}

std::string deflated(std::string_view text) {
  uLongf size = ::compressBound(uLong(text.size()));
  std::string bytes(size, '\0');
  const int result = ::compress2(reinterpret_cast<Bytef*>(bytes.data()), &size,
                                 reinterpret_cast<const Bytef*>(text.data()), uLong(text.size()), quick);
  if (result != Z_OK) throw base::Error(ErrorKind::internal, "an answer could not be compressed");
  bytes.resize(size);
  return bytes;
}

std::optional<std::string> inflated(std::string_view bytes, std::size_t length) {
  std::string text(length, '\0');
  uLongf size = uLong(length);
  const int result = ::uncompress(reinterpret_cast<Bytef*>(text.data()), &size,
                                  reinterpret_cast<const Bytef*>(bytes.data()), uLong(bytes.size()));
  return result == Z_OK && size == length ? std::optional(std::move(text)) : std::nullopt;
}

// What would be answered the same way a minute later.
bool will_not_pass(const base::Error& error) {
  return !error.retryable() && error.kind() != ErrorKind::credentials;
}

// Written out at once: a copy of the answer as JSON would be many times as large.
std::string outcome_of(const aws::Answer& answer) {
  return fmt::format(R"({{"bytes":{},"output":{}}})", answer.bytes, base::canonical(answer.output));
}

std::string outcome_of(const aws::AwsError& error) {
  return base::canonical({{"error",
                           {{"code", error.code()},
                            {"httpStatus", error.http_status()},
                            {"message", error.message()},
                            {"requestId", error.request_id()}}}});
}

aws::AwsError error_from(const aws::Operation& operation, const json& error) {
  return {operation,
          read::text(error, "code"),
          int(read::integer(error, "httpStatus").value_or(500)),
          read::text(error, "message"),
          {.request_id = read::text(error, "requestId")}};
}

}  // namespace

Carry::Carry(std::size_t most) : most_(most) {
  clear();
}

void Carry::clear() {
  bytes_.clear();
  extents_.clear();
  spent_ = {};
  append({{"format", format}}, "");
}

// Heads are JSON lines; {"name", "size", "length"} is followed by so many bytes.
bool Carry::append(const json& head, std::string_view body) {
  const std::string line = fmt::format("{}\n", head.dump());
  if (bytes_.size() + line.size() + body.size() > most_) return false;
  bytes_ += line;
  bytes_ += body;
  return true;
}

void Carry::load(std::string bytes) {
  const std::lock_guard lock(mutex_);
  clear();
  try {
    read(bytes);
  } catch (const base::Error&) {
    clear();
    throw;
  }
  bytes_ = std::move(bytes);
}

void Carry::read(const std::string& bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto end = bytes.find('\n', at);
    if (end == std::string::npos) throw unreadable();
    const auto head = read::parse(std::string_view(bytes).substr(at, end - at));
    if (!head || (at == 0 && read::integer(*head, "format") != format)) throw unreadable();
    at = end + 1;
    if (head->contains("spent")) base::fields::read(head->at("spent"), spent_);
    const std::string name = read::text(*head, "name");
    if (name.empty()) continue;
    const auto size = read::integer(*head, "size").value_or(-1), length = read::integer(*head, "length").value_or(-1);
    const bool fits =
        size >= 0 && std::size_t(size) <= bytes.size() - at && length >= 0 && std::size_t(length) <= longest_answer;
    if (!fits) throw unreadable();
    extents_[name] = {at, std::size_t(size), std::size_t(length)};
    at += std::size_t(size);
  }
}

base::Usage Carry::spent() const {
  const std::lock_guard lock(mutex_);
  return spent_;
}

// The last one counts when it is read.
void Carry::set_spent(const base::Usage& usage) {
  const std::lock_guard lock(mutex_);
  spent_ = usage;
  bytes_ += fmt::format("{}\n", json{{"spent", base::fields::write(usage)}}.dump());
}

std::string Carry::name_of(const aws::Operation& operation, const json& input, std::string_view region) {
  return base::sha256_hex(
      fmt::format("{}\n{}\n{}\n{}", region, operation.service.name, operation.name, base::canonical(input)));
}

std::optional<json> Carry::find(const std::string& name) const {
  std::string bytes;
  std::size_t length = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = extents_.find(name);
    if (found == extents_.end()) return std::nullopt;
    bytes = bytes_.substr(found->second.at, found->second.size);
    length = found->second.length;
  }
  const auto text = inflated(bytes, length);
  return text ? read::parse(*text) : std::nullopt;
}

void Carry::add(const std::string& name, std::string_view outcome) {
  const std::string body = deflated(outcome);
  const std::lock_guard lock(mutex_);
  if (extents_.contains(name)) return;
  if (append({{"name", name}, {"size", body.size()}, {"length", outcome.size()}}, body)) {
    extents_[name] = {bytes_.size() - body.size(), body.size(), outcome.size()};
  } else {
    full_ = true;
  }
}

bool Carry::empty() const {
  const std::lock_guard lock(mutex_);
  return extents_.empty();
}

bool Carry::is_full() const {
  const std::lock_guard lock(mutex_);
  return full_;
}

CarryingTransport::Turn::Turn(CarryingTransport& transport, const std::string& name)
    : transport_(transport), name_(name) {
  std::unique_lock lock(transport.mutex_);
  transport.one_was_made_.wait(lock, [&] { return transport.being_made_.insert(name).second; });
}

CarryingTransport::Turn::~Turn() {
  {
    const std::lock_guard lock(transport_.mutex_);
    transport_.being_made_.erase(name_);
  }
  transport_.one_was_made_.notify_all();
}

aws::Answer CarryingTransport::send(const aws::Operation& operation, const json& input) {
  const std::string name = Carry::name_of(operation, input, region_);
  const Turn turn(*this, name);
  if (auto outcome = carry_.find(name)) return serve(operation, input, *std::move(outcome));
  if (!deadline_.has_passed(clock_)) return ask(operation, input, name);
  count({.calls = 1});
  end("no time was left for it");
}

aws::Answer CarryingTransport::ask(const aws::Operation& operation, const json& input, const std::string& name) {
  try {
    aws::Answer answer = inner_.send(operation, input);
    carry_.add(name, outcome_of(answer));
    return answer;
  } catch (const base::Error& error) {
    const auto* refusal = dynamic_cast<const aws::AwsError*>(&error);
    if (refusal != nullptr && will_not_pass(error)) carry_.add(name, outcome_of(*refusal));
    if (error.kind() == ErrorKind::deadline) out_of_time_ = true;
    if (!error.retryable()) throw;
    // Nobody would try it again after the wait, and then the fault would seem to be the reason.
    if (!deadline_.allows(clock_, aws::longest_retry_wait(error)))
      end(fmt::format("no time was left to try it again: {}", error.what()));
    throw;
  }
}

aws::Answer CarryingTransport::serve(const aws::Operation& operation, const json& input, json outcome) {
  aws::Answer answer;
  const json& error = read::object(outcome, "error");
  if (error.empty()) answer = {std::move(outcome["output"]), read::integer(outcome, "bytes").value_or(0)};
  count({.calls = 1,
         .bytes = answer.bytes,
         .cost_usd = error.empty() ? cost_usd(operation.charge, input, answer.output) : 0});
  if (!error.empty()) throw error_from(operation, error);
  return answer;
}

void CarryingTransport::end(const std::string& why) {
  out_of_time_ = true;
  throw base::Error(ErrorKind::deadline, why);
}

void CarryingTransport::count(const base::Usage& usage) {
  const std::lock_guard lock(mutex_);
  not_asked_ += usage;
}

base::Usage CarryingTransport::not_asked() const {
  const std::lock_guard lock(mutex_);
  return not_asked_;
}

}  // namespace recording
