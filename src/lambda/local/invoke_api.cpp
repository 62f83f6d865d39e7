#include "lambda/local/invoke_api.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/text.hpp"

namespace lambda {
namespace {

using nlohmann::json;
using serve::Call;

constexpr std::string_view functions = "/2015-03-31/functions/";
constexpr std::string_view no_account = "000000000000";
constexpr std::string_view version = "$LATEST";
constexpr std::size_t max_name = 170;  // characters of FunctionName, with everything that may be part of it

bool is_word(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return base::is_alphanumeric(c) || c == '-' || c == '_'; });
}

bool is_qualifier(std::string_view text) {
  return text == version || is_word(text);
}

bool is_account(std::string_view text) {
  return text.size() == 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t colon = 0; colon != std::string_view::npos; text.remove_prefix(std::min(colon + 1, text.size()))) {
    colon = text.find(':');
    parts.push_back(text.substr(0, colon));
  }
  return parts;
}

http::Response answer_of(int status, std::string body, http::Headers headers) {
  if (!body.empty()) headers.emplace_back("Content-Type", "application/json");
  return {status, std::move(headers), std::move(body)};
}

// Whoever makes a name of his own resolve to this machine would have a browser send what its user may: only what names
// this machine itself is answered. And a browser says from which page a request comes; AWS's tools are no page.
std::optional<http::Response> refusal(const http::Headers& headers) {
  const std::string host = http::header(headers, "Host").value_or("");
  const std::string name = host.substr(0, host.find(':', host.starts_with('[') ? host.find(']') : 0));
  if (name != "127.0.0.1" && name != "localhost" && name != "[::1]") {
    return api_error(
        403, "AccessDeniedException",
        fmt::format("this endpoint answers to 127.0.0.1 and localhost only, not to {}", base::printable(name, 100)));
  }
  if (!http::header(headers, "Origin")) return std::nullopt;
  return api_error(403, "AccessDeniedException", "this endpoint does not answer to web pages");
}

struct Target {
  std::string_view name, what;  // /functions/NAME/WHAT, or /functions/NAME
};

std::optional<Target> target_of(std::string_view path) {
  if (!path.starts_with(functions)) return std::nullopt;
  path.remove_prefix(functions.size());
  const auto slash = path.find('/');
  if (path.empty() || slash == path.size() - 1) return std::nullopt;
  if (slash == std::string_view::npos) return Target{path, ""};
  return Target{path.substr(0, slash), path.substr(slash + 1)};
}

http::Response too_large(std::size_t bytes, std::string_view type, std::size_t limit) {
  return api_error(413, "RequestEntityTooLargeException",
                   fmt::format("{} bytes are too many for a payload with the invocation type {} (limit {} bytes)",
                               bytes, type, limit));
}

http::Response too_many(std::string_view why) {
  return api_error(429, "TooManyRequestsException", why);
}

// What is wrong with the type and the payload of an invocation, as Lambda checks them.
std::optional<http::Response> complaint(const Call& call, const std::string& type) {
  if (type != "RequestResponse" && type != "Event" && type != "DryRun") {
    return api_error(
        400, "InvalidParameterValueException",
        fmt::format("X-Amz-Invocation-Type is RequestResponse, Event or DryRun, not {}", base::printable(type, 40)));
  }
  const std::size_t limit = type == "Event" ? max_event : max_payload;
  if (call.body_bytes > limit) return too_large(call.body_bytes, type, limit);
  if (!call.body.empty() && !json::accept(call.body)) {
    return api_error(400, "InvalidRequestContentException", "the payload is not JSON");
  }
  return std::nullopt;
}

}  // namespace

http::Response api_error(int status, std::string_view type, std::string_view message) {
  return answer_of(status, base::canonical({{"Type", status < 500 ? "User" : "Service"}, {"message", message}}),
                   {{"x-amzn-ErrorType", std::string(type)}});
}

std::string new_request_id(base::Random& random) {
  std::string hex;
  for (int i = 0; i < 8; ++i) hex += fmt::format("{:04x}", unsigned(random.fraction() * 0x10000));
  hex[12] = '4';
  hex[16] = "89ab"[std::string_view("0123456789abcdef").find(hex[16]) % 4];
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) hex.insert(dash, "-");
  return hex;
}

std::optional<FunctionName> parse_function_name(std::string_view text) {
  if (text.size() > max_name) return std::nullopt;
  auto parts = split(text);
  FunctionName parsed;
  const auto take = [&] {
    const std::string part(parts.front());
    parts.erase(parts.begin());
    return part;
  };
  if (parts.front() == "arn") {
    if (parts.size() < 7 || !parts[1].starts_with("aws") || parts[2] != "lambda" || !is_word(parts[3]) ||
        !is_account(parts[4]) || parts[5] != "function") {
      return std::nullopt;
    }
    parts.erase(parts.begin(), parts.begin() + 3);
    parsed.region = take();
  }
  if (parts.size() > 2 && is_account(parts[0]) && parts[1] == "function") parsed.account = take();
  if (parts.size() > 1 && parts[0] == "function") take();
  parsed.name = take();
  if (!is_word(parsed.name) || parts.size() > 1) return std::nullopt;
  if (parts.empty()) return parsed;
  parsed.qualifier = take();
  if (!is_qualifier(parsed.qualifier)) return std::nullopt;
  return parsed;
}

std::string InvokeApi::arn(const FunctionName& name) const {
  return fmt::format("arn:aws:lambda:{}:{}:function:{}{}{}", name.region.empty() ? function_.region : name.region,
                     name.account.empty() ? no_account : name.account, name.name, name.qualifier.empty() ? "" : ":",
                     name.qualifier);
}

http::Response InvokeApi::answer(const Call& call) {
  if (auto refused = refusal(call.headers)) return *refused;
  const auto target = target_of(call.path);
  const bool invokes = target && target->what == "invocations" && call.method == "POST";
  const bool is_whole = target && target->what.empty();
  const bool looks = target && (is_whole || target->what == "configuration") && call.method == "GET";
  if (!invokes && !looks) {
    return api_error(404, "UnknownOperationException",
                     "this endpoint knows Invoke, GetFunction and GetFunctionConfiguration, and nothing else");
  }
  auto name = parse_function_name(target->name);
  const auto asked = call.query.find("Qualifier");
  const std::string qualifier = asked == call.query.end() ? "" : asked->second;
  if (!name || (!qualifier.empty() && !is_qualifier(qualifier))) {
    return api_error(400, "ValidationException",
                     fmt::format("{} is no name and no ARN of a function, or no version and no alias",
                                 base::printable(name ? qualifier : target->name, 200)));
  }
  if (name->qualifier.empty()) name->qualifier = qualifier;
  if (invokes) return invoke(call, *name);
  const json told = configuration(*name);
  return answer_of(200, base::canonical(is_whole ? json{{"Configuration", told}, {"Tags", json::object()}} : told),
                   {{"x-amzn-RequestId", new_request_id(random_)}});
}

http::Response InvokeApi::invoke(const Call& call, const FunctionName& name) {
  const std::string type = http::header(call.headers, "X-Amz-Invocation-Type").value_or("RequestResponse");
  if (auto complained = complaint(call, type)) return *complained;
  const std::string id = new_request_id(random_);
  http::Headers headers = {{"x-amzn-RequestId", id}, {"X-Amz-Executed-Version", std::string(version)}};
  if (type == "DryRun") return answer_of(204, "", std::move(headers));
  Invocation invocation{id, call.body.empty() ? "{}" : call.body, {}, arn(name), ""};
  if (type == "Event") {
    if (invoker_.later(std::move(invocation))) return answer_of(202, "", std::move(headers));
    return too_many("too many events are waiting");
  }
  auto reply = invoker_.now(std::move(invocation));
  if (!reply) return too_many("no place is free for another invocation (see --concurrency), or the end has come");
  if (reply->failed()) headers.emplace_back("X-Amz-Function-Error", "Unhandled");
  return answer_of(200, std::move(reply->body), std::move(headers));
}

json InvokeApi::configuration(const FunctionName& name) const {
  return {{"FunctionName", name.name},
          {"FunctionArn", arn(name)},
          {"Role", function_.role},
          {"Runtime", "provided.al2023"},
          {"Handler", "bootstrap"},
          {"Timeout", function_.timeout.count()},
          {"Version", version},
          {"PackageType", "Zip"},
          {"State", "Active"},
          {"LastUpdateStatus", "Successful"},
          {"Environment", {{"Variables", function_.variables}}}};
}

void InvokeApi::invoke_later(const json& event) {
  std::string payload = base::canonical(event);
  if (payload.size() > max_event) {
    throw base::Error(base::ErrorKind::internal, fmt::format("an event of {} bytes is too large", payload.size()));
  }
  if (invoker_.later({new_request_id(random_), std::move(payload), {}, arn({.name = function_.name}), ""})) return;
  throw base::Error(base::ErrorKind::unavailable,
                    "the function takes no more events: too many wait, or it is stopping");
}

}  // namespace lambda
