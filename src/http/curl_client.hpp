// HttpClient over libcurl: connections are kept and reused by origin, TLS is verified, proxies come from the usual
// variables (HTTPS_PROXY, http_proxy, NO_PROXY) as libcurl reads them. The only part of the program that knows libcurl.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/authorities.hpp"
#include "http/http.hpp"

namespace http {

// HTTP/1.1, no redirects followed, nothing decompressed. A request is sent as it is given, with Host and Content-Length
// where they belong and no other header added. It is sent again in one case only: the server had closed a kept
// connection, and not a byte of an answer came. This machine and its link (localhost, 127.0.0.0/8, 169.254.0.0/16 with
// the credentials of instances and containers, …) are never asked through a proxy.
class CurlClient final : public HttpClient {
 public:
  // `ca_bundle` is a file of certificates (AWS_CA_BUNDLE), the only ones trusted then; empty: the system's. It is read
  // when it is first needed: that takes as long as a start may.
  explicit CurlClient(std::string ca_bundle = "");
  ~CurlClient() override;

  Response send(const Request& request) override;

 private:
  class Handle;
  std::unique_ptr<Handle> take(const std::string& origin);
  void give_back(const std::string& origin, std::unique_ptr<Handle> handle);

  Authorities trusted();

  const std::string ca_bundle_;
  std::mutex mutex_;  // guards what follows
  Authorities trusted_;
  std::map<std::string, std::vector<std::unique_ptr<Handle>>> idle_;  // by scheme://host:port
};

}  // namespace http
