#include "http/curl_client.hpp"

#include <algorithm>
#include <array>
#include <climits>
#include <curl/curl.h>
#include <fmt/format.h>
#include <new>
#include <openssl/ssl.h>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "http/url.hpp"

namespace http {
namespace {

using base::Error;
using base::ErrorKind;

// More than any AWS service sends; S3 allows 8 KB of metadata.
constexpr std::size_t max_headers = 200;
constexpr std::size_t max_header_bytes = std::size_t{64} << 10U;

// What libcurl's callbacks fill. They end the transfer by taking fewer bytes than they were given.
struct Answer {
  Response response{};
  std::size_t max_body_bytes = 0;
  std::size_t header_bytes = 0;
  std::string refused{};  // why the transfer was ended from here
};

std::size_t take_body(const char* bytes, std::size_t, std::size_t count, void* to) noexcept {
  auto& answer = *static_cast<Answer*>(to);
  if (count > answer.max_body_bytes - answer.response.body.size()) {
    answer.refused = fmt::format("more than {} bytes", answer.max_body_bytes);
    return 0;
  }
  answer.response.body.append(bytes, count);
  return count;
}

std::string_view trim(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// One line, also of interim answers (1xx), which the final one replaces, and of trailers.
std::size_t take_header(const char* bytes, std::size_t, std::size_t count, void* to) noexcept {
  auto& answer = *static_cast<Answer*>(to);
  auto& headers = answer.response.headers;
  const std::string_view line(bytes, count);
  answer.header_bytes += count;
  if (headers.size() > max_headers || answer.header_bytes > max_header_bytes) {
    answer.refused = "too many headers";
    return 0;
  }
  if (line.starts_with("HTTP/")) {
    headers.clear();
    return count;
  }
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) headers.emplace_back(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
  return count;
}

CURLcode use_authorities(CURL*, void* context, void* authorities) noexcept {
  SSL_CTX_set1_cert_store(static_cast<SSL_CTX*>(context), static_cast<X509_STORE*>(authorities));
  return CURLE_OK;
}

// libcurl asks at least once a second. https://curl.se/libcurl/c/CURLOPT_XFERINFOFUNCTION.html
int ends_transfer(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept {
  return static_cast<const std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

struct FreeHeaders {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeHeaders>;

void append(HeaderList& list, const std::string& line) {
  curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  if (list == nullptr) list.reset(longer);  // else it was appended in place
}

// A line feed in a value would begin another header, a NUL would end it.
void check_header(const std::string& name, const std::string& value) {
  const auto is_control = [](unsigned char c) { return (c < ' ' && c != '\t') || c == 0x7F; };
  const auto is_no_token = [](unsigned char c) { return c <= ' ' || c >= 0x7F || c == ':'; };
  if (name.empty() || std::ranges::any_of(name, is_no_token) || std::ranges::any_of(value, is_control)) {
    throw Error(ErrorKind::config,
                fmt::format("the header {} holds a character that no header may", base::printable(name, 100)));
  }
}

HeaderList header_list(const Headers& headers) {
  HeaderList list;
  for (const auto& [name, value] : headers) {
    check_header(name, value);
    std::string line = name;
    line += value.empty() ? ";" : ": ";  // "Name:" would leave it out
    append(list, line += value);
  }
  // What libcurl would add by itself.
  for (const std::string line : {"Accept:", "Content-Type:", "Expect:"}) {
    if (!header(headers, line.substr(0, line.size() - 1))) append(list, line);
  }
  return list;
}

// This machine and its link, which a proxy cannot know and which credentials come from.
bool is_near(const std::string& host) {
  const auto starts = [&](std::string_view prefix) { return host.starts_with(prefix); };
  if (host == "localhost" || host == "[::1]" || starts("[fe80:") || starts("[fd00:ec2:")) return true;
  const bool is_address = host.find_first_not_of("0123456789.") == std::string::npos;
  return is_address && (starts("127.") || starts("169.254."));
}

std::string within(std::chrono::milliseconds time) {
  return fmt::format(" within {} ms", time.count());
}

}  // namespace

// One easy handle: it keeps its connection between requests.
class CurlClient::Handle {
 public:
  Handle();

  Response send(const Request& request, const Url& url, const Authorities& trusted);

 private:
  struct Close {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  };

  template <typename Value>
  void set(CURLoption option, Value value) {
    const CURLcode code = curl_easy_setopt(curl_.get(), option, value);
    if (code != CURLE_OK) throw Error(ErrorKind::internal, fmt::format("libcurl: {}", curl_easy_strerror(code)));
  }
  template <typename Value>
  Value info(CURLINFO which) const {
    Value value{};
    curl_easy_getinfo(curl_.get(), which, &value);
    return value;
  }

  void set_connection(const Request& request, const Url& url, const Authorities& trusted);
  void set_method(const Request& request);
  Error failure(CURLcode code, const Request& request, const std::string& host) const;
  bool is_connected() const { return info<curl_off_t>(CURLINFO_PRETRANSFER_TIME_T) > 0; }
  Error unconnected(const std::string& host) const;
  static Error unusable_proxy(const std::string& host);
  Error untrusted(const std::string& host) const;
  Error broken(const std::string& host) const;

  std::array<char, CURL_ERROR_SIZE> text_{};  // libcurl's words for the last failure
  std::unique_ptr<CURL, Close> curl_;
};

CurlClient::Handle::Handle() {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready == CURLE_OK) curl_.reset(curl_easy_init());
  if (curl_ == nullptr) throw Error(ErrorKind::internal, "libcurl cannot be started");
}

void CurlClient::Handle::set_connection(const Request& request, const Url& url, const Authorities& trusted) {
  // 0 would be no limit, and more than an int is an error.
  const auto limit = [](std::chrono::milliseconds time) { return std::clamp(long(time.count()), 1L, long(INT_MAX)); };
  set(CURLOPT_URL, to_string(url).c_str());
  set(CURLOPT_PATH_AS_IS, 1L);  // the signature covers the path, dots included
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  // One request at a time goes over a connection, so that HTTP/2 would only add a layer.
  set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  set(CURLOPT_CONNECTTIMEOUT_MS, limit(request.connect_timeout));
  set(CURLOPT_TIMEOUT_MS, limit(request.timeout));
  set(CURLOPT_NOSIGNAL, 1L);    // libcurl 7.88 writes with MSG_NOSIGNAL, TLS too: there is no SIGPIPE to ignore
  set(CURLOPT_QUICK_EXIT, 1L);  // a time-out does not wait for a name server that says nothing
  set(CURLOPT_ERRORBUFFER, text_.data());
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);  // a proxy's
  if (is_near(url.host)) set(CURLOPT_PROXY, "");

  set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  const char* const none = nullptr;
  set(CURLOPT_CAINFO, none);
  set(CURLOPT_CAPATH, none);
  set(CURLOPT_SSL_CTX_FUNCTION, use_authorities);
  set(CURLOPT_SSL_CTX_DATA, trusted.get());
}

void CurlClient::Handle::set_method(const Request& request) {
  const bool has_body = !request.body.empty() || request.method == "POST" || request.method == "PUT";
  if (has_body) {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDS, request.body.c_str());
    set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.size()));
  }
  if (request.method == "HEAD") {
    set(CURLOPT_NOBODY, 1L);
  } else {
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
}

Response CurlClient::Handle::send(const Request& request, const Url& url, const Authorities& trusted) {
  const HeaderList headers = header_list(request.headers);
  Answer answer{.max_body_bytes = request.max_response_bytes};
  curl_easy_reset(curl_.get());  // keeps the connection
  set_connection(request, url, trusted);
  set_method(request);
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_HEADERFUNCTION, take_header);
  set(CURLOPT_HEADERDATA, &answer);
  set(CURLOPT_WRITEFUNCTION, take_body);
  set(CURLOPT_WRITEDATA, &answer);
  if (request.stop.stop_possible()) {
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, ends_transfer);
    set(CURLOPT_XFERINFODATA, &request.stop);
  }
  text_.front() = '\0';

  const CURLcode code = curl_easy_perform(curl_.get());
  if (!answer.refused.empty()) {
    throw Error(ErrorKind::corrupt,
                fmt::format("the answer of {} was not read to its end: {}", authority(url), answer.refused));
  }
  if (code == CURLE_OPERATION_TIMEDOUT && is_connected()) {
    throw TimeOut(fmt::format("no whole answer from {}{}", authority(url), within(request.timeout)));
  }
  if (code != CURLE_OK) throw failure(code, request, authority(url));
  answer.response.status = int(info<long>(CURLINFO_RESPONSE_CODE));
  return std::move(answer.response);
}

Error CurlClient::Handle::failure(CURLcode code, const Request& request, const std::string& host) const {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return {ErrorKind::unavailable,
              fmt::format("no connection to {}{}", host, within(std::min(request.connect_timeout, request.timeout)))};
    case CURLE_ABORTED_BY_CALLBACK:
      return {ErrorKind::deadline, fmt::format("the request to {} was interrupted", host)};
    case CURLE_COULDNT_RESOLVE_HOST:
      return {ErrorKind::unavailable,
              fmt::format("the name of the host {} cannot be resolved: check it and the network", host)};
    case CURLE_COULDNT_CONNECT: return unconnected(host);
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY: return unusable_proxy(host);
    case CURLE_PEER_FAILED_VERIFICATION: return untrusted(host);
    case CURLE_SSL_CONNECT_ERROR:
      return {ErrorKind::unavailable, fmt::format("no TLS connection to {}: is it an HTTPS port?", host)};
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR: return broken(host);
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_OUT_OF_MEMORY:  // of libcurl 7.88 for a header of more than 100 KB
      return {ErrorKind::corrupt, fmt::format("what {} answers is not HTTP, or has a header without end", host)};
    default: return {ErrorKind::internal, fmt::format("the request to {} failed: {}", host, curl_easy_strerror(code))};
  }
}

Error CurlClient::Handle::unconnected(const std::string& host) const {
  // Names the address that was tried, which may be a proxy's. Other words of libcurl can hold a proxy's password.
  const std::string words = base::printable(text_.data(), 200);
  if (!words.starts_with("Failed to connect to ")) return unusable_proxy(host);
  return {ErrorKind::unavailable, fmt::format("no connection to {} ({})", host, words)};
}

Error CurlClient::Handle::unusable_proxy(const std::string& host) {
  return {ErrorKind::config,
          fmt::format("the proxy for {} cannot be used: check HTTPS_PROXY, http_proxy and NO_PROXY", host)};
}

Error CurlClient::Handle::untrusted(const std::string& host) const {
  const long reason = info<long>(CURLINFO_SSL_VERIFYRESULT);
  if (reason == X509_V_OK || reason == X509_V_ERR_UNSPECIFIED) {  // its chain is in order, its name is not
    return {ErrorKind::config,
            fmt::format("the certificate of {} is for another host: check the endpoint and the proxy", host)};
  }
  return {ErrorKind::config,
          fmt::format("the certificate of {} is not trusted ({}): name a file with its authority's certificates in "
                      "AWS_CA_BUNDLE",
                      host, X509_verify_cert_error_string(reason))};
}

Error CurlClient::Handle::broken(const std::string& host) const {
  const long proxy_status = info<long>(CURLINFO_HTTP_CONNECTCODE);
  if (proxy_status < 300)
    return {ErrorKind::unavailable, fmt::format("the connection to {} broke before its end", host)};
  return {proxy_status < 500 ? ErrorKind::config : ErrorKind::unavailable,
          fmt::format("the proxy for {} answered {}: check HTTPS_PROXY and NO_PROXY", host, proxy_status)};
}

CurlClient::CurlClient(std::string ca_bundle) : ca_bundle_(std::move(ca_bundle)) {}

CurlClient::~CurlClient() = default;

Response CurlClient::send(const Request& request) {
  const Url url = parse_url(request.url);
  const std::string origin = fmt::format("{}://{}", url.scheme, authority(url));
  std::unique_ptr<Handle> handle = take(origin);
  const Authorities authorities = url.scheme == "https" ? trusted() : nullptr;
  Response response = handle->send(request, url, authorities);  // a handle that failed is not used again
  give_back(origin, std::move(handle));
  return response;
}

Authorities CurlClient::trusted() {
  const std::lock_guard lock(mutex_);
  if (!trusted_) trusted_ = load_authorities(ca_bundle_);
  return trusted_;
}

std::unique_ptr<CurlClient::Handle> CurlClient::take(const std::string& origin) {
  const std::lock_guard lock(mutex_);
  auto& idle = idle_[origin];
  if (idle.empty()) return std::make_unique<Handle>();
  std::unique_ptr<Handle> handle = std::move(idle.back());  // used last, its connection is the likeliest to live
  idle.pop_back();
  return handle;
}

void CurlClient::give_back(const std::string& origin, std::unique_ptr<Handle> handle) {
  const std::lock_guard lock(mutex_);
  idle_[origin].push_back(std::move(handle));
}

}  // namespace http
