#include <arpa/inet.h>
#include <array>
#include <fmt/format.h>

#include "aws/credentials/reading.hpp"
#include "aws/credentials/sources.hpp"
#include "base/json/read.hpp"
#include "http/url.hpp"

namespace aws {
namespace {

constexpr const char* relative_uri = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
constexpr const char* full_uri = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
constexpr const char* token_file = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
constexpr const char* token_text = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

// Without TLS only what stays on this machine: loopback, and the addresses of the agents of ECS and EKS.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
bool stays_here(std::string host) {
  if (host == "localhost" || host == "169.254.170.2" || host == "169.254.170.23") return true;
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET, host.c_str(), bytes.data()) == 1) return bytes[0] == 127;
  if (!host.starts_with('[') || !host.ends_with(']')) return false;
  static constexpr std::array<unsigned char, 16> loopback = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  static constexpr std::array<unsigned char, 16> eks = {0xFD, 0, 0x0E, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x23};
  host = host.substr(1, host.size() - 2);
  return inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1 && (bytes == loopback || bytes == eks);
}

class ContainerSource final : public CredentialsSource {
 public:
  explicit ContainerSource(const CredentialsContext& context) : context_(context) {}

  std::optional<Credentials> get() override {
    const auto url = address();
    if (!url) return std::nullopt;
    http::Request request{.url = *url, .headers = {{"Accept", "application/json"}}};
    request.connect_timeout = std::chrono::seconds(1);
    request.timeout = std::chrono::seconds(5);
    request.max_response_bytes = std::size_t{64} << 10U;
    if (const base::Secret token = authorization(); !token.empty()) {
      request.headers.emplace_back("Authorization", token.reveal());
    }
    const http::Response response = send_twice(context_, request);
    if (response.status != 200) {
      throw refusal(response.status, fmt::format("the container's credentials endpoint answered HTTP {}; see that the "
                                                 "task or pod has a role",
                                                 response.status));
    }
    const auto answer = base::read::parse(response.body);
    if (!answer) throw unusable("the container's credentials endpoint answered something that is not JSON");
    Credentials credentials =
        read_credentials(*answer, {.session_token = "Token"}, "the container's credentials endpoint");
    check_usable(credentials, context_.clock.now(), "the task or pod must be started again");
    return credentials;
  }

  std::string description() const override { return fmt::format("the variables {} and {}", relative_uri, full_uri); }

 private:
  std::optional<std::string> address() const {
    if (const auto path = context_.environment.get(relative_uri)) {
      if (!path->starts_with('/')) throw unusable(fmt::format("the variable {} must start with /", relative_uri));
      return "http://169.254.170.2" + *path;
    }
    auto url = context_.environment.get(full_uri);
    if (!url) return std::nullopt;
    const http::Url parts = parse(*url);
    if (parts.scheme != "https" && !stays_here(parts.host)) {
      throw unusable(
          fmt::format("the variable {} names the host {}: without https only this machine and the addresses "
                      "of ECS and EKS are asked for credentials",
                      full_uri, shown(parts.host)));
    }
    return url;
  }

  // The URL's text may hold a secret, so what is wrong with it is not said.
  static http::Url parse(const std::string& url) {
    try {
      return http::parse_url(url);
    } catch (const base::Error&) {
      throw unusable(fmt::format("the variable {} is no URL", full_uri));
    }
  }

  base::Secret authorization() const {
    if (const auto file = context_.environment.get(token_file)) return read_token(*file, "the container's token file");
    base::Secret token(context_.environment.get(token_text).value_or(""));
    if (!fits_header(token.reveal()))
      throw unusable(fmt::format("the variable {} holds more than a token", token_text));
    return token;
  }

  CredentialsContext context_;
};

}  // namespace

std::unique_ptr<CredentialsSource> container_source(const CredentialsContext& context) {
  return std::make_unique<ContainerSource>(context);
}

}  // namespace aws
