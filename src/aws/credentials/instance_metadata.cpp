#include <fmt/format.h>

#include "aws/credentials/reading.hpp"
#include "aws/credentials/sources.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "base/log.hpp"
#include "base/timestamp.hpp"

namespace aws {
namespace {

constexpr const char* disabled = "AWS_EC2_METADATA_DISABLED";
// How long keys are used that had expired when they were handed out. As botocore has it, which AWS calls static
// stability: what hands out newer ones may be down, and AWS goes on taking the old ones meanwhile.
constexpr std::chrono::minutes beyond_expiry{15};
constexpr const char* role_path = "/latest/meta-data/iam/security-credentials/";

bool is_true(std::string_view text) {
  return text.size() == 4 && (text[0] | 0x20) == 't' && (text[1] | 0x20) == 'r' && (text[2] | 0x20) == 'u' &&
         (text[3] | 0x20) == 'e';
}

// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
class InstanceMetadataSource final : public CredentialsSource {
 public:
  explicit InstanceMetadataSource(const CredentialsContext& context) : context_(context) {}

  std::optional<Credentials> get() override {
    if (is_disabled()) return std::nullopt;
    const auto token = session_token();
    if (!token) return std::nullopt;
    const auto roles = read(role_path, *token);
    if (!roles) return std::nullopt;  // an instance without a role
    const std::string role = roles->substr(0, roles->find('\n'));
    if (role.empty()) return std::nullopt;
    const auto text = read(role_path + base::percent_encode(role), *token);
    const auto answer = text ? base::read::parse(*text) : std::nullopt;
    if (!answer)
      throw unusable(fmt::format("the instance metadata service answered no credentials for the role {}", shown(role)));
    if (const std::string code = base::read::text(*answer, "Code"); code != "Success" && !code.empty()) {
      throw unusable(fmt::format("the instance metadata service has no credentials for the role {}: {}", shown(role),
                                 shown(code)));
    }
    Credentials credentials =
        read_credentials(*answer, {.session_token = "Token"}, fmt::format("the instance's role {}", shown(role)));
    keep_usable(credentials);
    check_usable(credentials, context_.clock.now(), "");
    return credentials;
  }

  std::string description() const override {
    if (is_disabled()) return fmt::format("not the instance metadata service, which {} switches off", disabled);
    return fmt::format("the instance metadata service of EC2{}", fault_);
  }

 private:
  void keep_usable(Credentials& credentials) const {
    const base::Time now = context_.clock.now();
    if (!credentials.expires || *credentials.expires > now) return;
    base::log::warning(
        fmt::format("the instance metadata service hands out credentials that expired at {}: they are "
                    "used, and asked for again in {} minutes",
                    base::to_iso8601(*credentials.expires), beyond_expiry.count()));
    credentials.expires = now + beyond_expiry;
  }

  bool is_disabled() const { return is_true(context_.environment.get(disabled).value_or("")); }

  http::Request request(const char* method, const std::string& path) const {
    std::string base = context_.environment.get("AWS_EC2_METADATA_SERVICE_ENDPOINT").value_or("http://169.254.169.254");
    while (base.ends_with('/')) base.pop_back();
    http::Request request{.method = method, .url = base + path};
    request.connect_timeout = request.timeout = std::chrono::seconds(1);
    request.max_response_bytes = std::size_t{64} << 10U;
    return request;
  }

  // Of a metadata session; nothing where no such service answers.
  std::optional<base::Secret> session_token() {
    http::Request asking = request("PUT", "/latest/api/token");
    asking.headers.emplace_back("X-aws-ec2-metadata-token-ttl-seconds", "60");
    fault_.clear();
    try {
      const http::Response response = send_twice(context_, asking);
      const std::string token = response.body.substr(0, response.body.find_first_of("\r\n"));
      if (response.status == 200 && !token.empty() && fits_header(token)) return base::Secret(token);
    } catch (const http::TimeOut&) {
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
      fault_ =
          " (it takes the connection and does not answer: in a container the likely cause is a hop limit of 1; "
          "allow 2 with aws ec2 modify-instance-metadata-options --http-put-response-hop-limit 2 --instance-id …)";
    } catch (const base::Error& error) {
      // Whatever else goes wrong at this address is another network's doing.
      if (error.kind() == base::ErrorKind::config) throw unusable(error.what());
    }
    return std::nullopt;
  }

  // Nothing for what is not there.
  std::optional<std::string> read(const std::string& path, const base::Secret& token) const {
    http::Request asking = request("GET", path);
    asking.headers.emplace_back("X-aws-ec2-metadata-token", token.reveal());
    http::Response response = send_twice(context_, asking);
    if (response.status == 404) return std::nullopt;
    if (response.status != 200) {
      throw refusal(response.status, fmt::format("the instance metadata service answered HTTP {}", response.status));
    }
    return std::move(response.body);
  }

  CredentialsContext context_;
  std::string fault_{};  // for people: why the last try gave nothing, where that can be told
};

}  // namespace

std::unique_ptr<CredentialsSource> instance_metadata_source(const CredentialsContext& context) {
  return std::make_unique<InstanceMetadataSource>(context);
}

}  // namespace aws
