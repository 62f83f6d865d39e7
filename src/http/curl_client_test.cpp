#include "http/curl_client.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <stdlib.h>
#include <thread>

#include "base/error.hpp"
#include "fakes/loopback_server.hpp"
#include "fakes/self_signed.hpp"
#include "fakes/temporary_directory.hpp"

namespace {

using base::ErrorKind;
using fakes::Behaviour;
using fakes::LoopbackServer;
using http::CurlClient;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

// A request with a secret wherever one can be.
http::Request secret_request(const std::string& base) {
  return {.method = "POST",
          .url = base + "path?X-Amz-Signature=s3cret",
          .headers = {{"Authorization", "s3cret"}},
          .body = "s3cret",
          .timeout = milliseconds(5'000)};
}

struct Failure {
  ErrorKind kind = ErrorKind::internal;
  std::string text;
};

// How the request fails. No failure shows a secret.
Failure failure_of(CurlClient& client, const http::Request& request) {
  try {
    client.send(request);
  } catch (const base::Error& error) {
    EXPECT_THAT(error.what(), Not(HasSubstr("s3cret")));
    return {error.kind(), error.what()};
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

// What the server saw of a request to it.
http::Request sent(const http::Request& request, LoopbackServer& server) {
  CurlClient client;
  client.send(request);
  return server.asked().back();
}

// NOLINTBEGIN(concurrency-mt-unsafe): these tests have no other thread that asks for a variable
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    if (const char* before = getenv(name)) before_ = before;
    setenv(name, value.c_str(), 1);
  }
  ~Variable() { before_ ? setenv(name_, before_->c_str(), 1) : unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  Variable(Variable&&) = delete;
  Variable& operator=(Variable&&) = delete;

 private:
  const char* name_;
  std::optional<std::string> before_;
};
// NOLINTEND(concurrency-mt-unsafe)

TEST(CurlClient, SendsARequestAsItIsGivenAndNoMore) {
  LoopbackServer server;
  const std::string body(std::size_t{2} << 20U, 'x');  // libcurl asks for a 100 Continue from 1 MiB on
  const auto request = sent({.method = "POST",
                             .url = server.url("/a/../b%2f%7e//c?z=1&a=%2B&a"),
                             .headers = {{"x-amz-date", "20260213T090000Z"}, {"X-Empty", ""}},
                             .body = body},
                            server);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "/a/../b%2f%7e//c?z=1&a=%2B&a");
  EXPECT_TRUE(request.body == body);
  EXPECT_THAT(request.headers,
              testing::UnorderedElementsAre(Pair("Host", server.authority()), Pair("x-amz-date", "20260213T090000Z"),
                                            Pair("X-Empty", ""), Pair("Content-Length", "2097152")));
}

TEST(CurlClient, SendsAnyMethodWithABodyOrWithout) {
  LoopbackServer server;
  for (const char* method : {"GET", "PUT", "POST", "PATCH", "DELETE"}) {
    const auto with = sent({.method = method, .url = server.url(), .body = std::string("a\0b", 3)}, server);
    EXPECT_EQ(with.method, method);
    EXPECT_EQ(with.body, std::string("a\0b", 3)) << method;
    const auto without = sent({.method = method, .url = server.url()}, server);
    EXPECT_EQ(without.method, method);
    EXPECT_EQ(without.body, "");
  }
  EXPECT_EQ(http::header(sent({.method = "PUT", .url = server.url()}, server).headers, "Content-Length"), "0");
  EXPECT_EQ(http::header(sent({.method = "DELETE", .url = server.url()}, server).headers, "Content-Length"),
            std::nullopt);
}

TEST(CurlClient, KeepsTheHeadersThatLibcurlKnowsAsWell) {
  LoopbackServer server;
  const http::Headers headers = {{"Content-Type", "application/json"}, {"Accept", "a/b"}, {"Host", "signed.test"}};
  const auto request = sent({.method = "POST", .url = server.url(), .headers = headers}, server);
  for (const auto& [name, value] : headers) EXPECT_EQ(http::header(request.headers, name), value);
  EXPECT_EQ(request.headers.size(), 4U);  // and Content-Length
}

TEST(CurlClient, RefusesHeadersThatWouldBecomeOthers) {
  CurlClient client;
  for (const auto& [name, value] : http::Headers{{"X-A", "s3cret\r\nX-B: c"},
                                                 {"X-A", "s3cret\n"},
                                                 {"X-A", std::string("s3cret\0", 7)},
                                                 {"X A", "s3cret"},
                                                 {"X:A", "s3cret"},
                                                 {"", "s3cret"},
                                                 {"X-\xC3\xA9", "s3cret"}}) {
    EXPECT_EQ(failure_of(client, {.url = "http://127.0.0.1:1/", .headers = {{name, value}}}).kind, ErrorKind::config);
  }
}

TEST(CurlClient, GivesWhateverTheServerAnswers) {
  LoopbackServer server([](const http::Request& request) -> http::Response {
    return {request.url == "/moved" ? 302 : 503, {{"Location", "/"}, {"x-n", " 1 "}, {"x-n", "2"}}, "<Error/>"};
  });
  CurlClient client;
  const auto response = client.send({.url = server.url()});
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.body, "<Error/>");
  EXPECT_THAT(response.headers,
              ElementsAre(Pair("Location", "/"), Pair("x-n", "1"), Pair("x-n", "2"), Pair("Content-Length", "8")));
  EXPECT_EQ(client.send({.url = server.url("/moved")}).status, 302);
  EXPECT_EQ(server.asked().size(), 2U);
}

TEST(CurlClient, TakesNoBodyForAHead) {
  LoopbackServer server([](const http::Request&) -> http::Response { return {200, {{"ETag", "x"}}, "0123456789"}; });
  CurlClient client;
  const auto response = client.send({.method = "HEAD", .url = server.url(), .max_response_bytes = 1});
  EXPECT_EQ(server.asked().back().method, "HEAD");
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(http::header(response.headers, "content-length"), "10");
  EXPECT_EQ(client.send({.url = server.url()}).body, "0123456789");
  EXPECT_EQ(server.connections(), 1U);
}

TEST(CurlClient, LeavesOutTheHeadersOfAnInterimAnswer) {
  LoopbackServer server;
  server.always(Behaviour::interim_answer_first);
  CurlClient client;
  const auto response = client.send({.url = server.url()});
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.headers, ElementsAre(Pair("Content-Length", "2")));
}

TEST(CurlClient, KeepsItsConnection) {
  LoopbackServer server;
  CurlClient client;
  EXPECT_EQ(client.send({.url = server.url()}).body, "ok");
  EXPECT_EQ(client.send({.method = "POST", .url = server.url("/b"), .body = "c"}).body, "ok");
  EXPECT_EQ(server.connections(), 1U);
}

TEST(CurlClient, KeepsOneConnectionAThread) {
  LoopbackServer server([](const http::Request& request) -> http::Response { return {200, {}, request.url}; });
  CurlClient client;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 10; ++j) {
        const std::string target = "/" + std::to_string(i) + "/" + std::to_string(j);
        EXPECT_EQ(client.send({.url = server.url(target)}).body, target);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(server.asked().size(), 80U);
  EXPECT_LE(server.connections(), 8U);
}

TEST(CurlClient, SendsAgainWhenTheServerHadClosedAKeptConnection) {
  LoopbackServer server;
  CurlClient client;
  server.next(Behaviour::answer_and_close);
  EXPECT_EQ(client.send({.url = server.url()}).body, "ok");
  EXPECT_EQ(client.send({.url = server.url()}).body, "ok");
  server.next(Behaviour::close);  // this time only after it has seen the request
  EXPECT_EQ(client.send({.method = "POST", .url = server.url(), .body = "again"}).body, "ok");
  EXPECT_EQ(server.asked().back().body, "again");
  EXPECT_EQ(server.connections(), 3U);
}

TEST(CurlClient, DoesNotUseAConnectionAgainThatFailed) {
  LoopbackServer server;
  CurlClient client;
  server.next(Behaviour::hang);
  EXPECT_THROW(client.send({.url = server.url(), .timeout = milliseconds(200)}), base::Error);
  EXPECT_EQ(client.send({.url = server.url()}).body, "ok");
  EXPECT_EQ(server.connections(), 2U);
}

TEST(CurlClient, TakesNoMoreThanItWasTold) {
  LoopbackServer server([](const http::Request&) -> http::Response { return {200, {}, std::string(1000, 'x')}; });
  CurlClient client;
  auto request = secret_request(server.url());
  request.max_response_bytes = 1000;
  EXPECT_EQ(client.send(request).body.size(), 1000U);
  request.max_response_bytes = 999;
  const Failure failure = failure_of(client, request);
  EXPECT_EQ(failure.kind, ErrorKind::corrupt);
  EXPECT_THAT(failure.text, HasSubstr(server.authority()));
  EXPECT_THAT(failure.text, HasSubstr("999 bytes"));
  server.always(Behaviour::endless_body);
  EXPECT_EQ(failure_of(client, request).kind, ErrorKind::corrupt);
}

TEST(CurlClient, TakesNoHeadersWithoutEnd) {
  LoopbackServer server([](const http::Request& request) -> http::Response {
    return {200, http::Headers(std::stoul(request.body), {"x", "y"}), ""};  // and Content-Length
  });
  CurlClient client;
  EXPECT_EQ(client.send({.url = server.url(), .body = "199"}).headers.size(), 200U);
  EXPECT_EQ(failure_of(client, {.url = server.url(), .body = "200"}).kind, ErrorKind::corrupt);
  for (const Behaviour behaviour : {Behaviour::endless_headers, Behaviour::long_header}) {
    server.next(behaviour);
    EXPECT_EQ(failure_of(client, {.url = server.url(), .body = "0"}).kind, ErrorKind::corrupt);
  }
}

TEST(CurlClient, GivesUpInTime) {
  LoopbackServer server;
  CurlClient client;
  for (const Behaviour behaviour : {Behaviour::hang, Behaviour::drip}) {
    server.next(behaviour);
    auto request = secret_request(server.url());
    request.timeout = milliseconds(200);
    const Failure failure = failure_of(client, request);
    EXPECT_EQ(failure.kind, ErrorKind::unavailable);
    EXPECT_EQ(failure.text, "no whole answer from " + server.authority() + " within 200 ms");
  }
}

TEST(CurlClient, GivesUpWhatNobodyWantsAnyMore) {
  LoopbackServer server;
  CurlClient client;
  server.next(Behaviour::hang);
  std::stop_source stop;
  auto request = secret_request(server.url());
  request.stop = stop.get_token();
  std::jthread later([&stop] {
    std::this_thread::sleep_for(milliseconds(100));
    stop.request_stop();
  });
  const auto begun = std::chrono::steady_clock::now();
  const Failure failure = failure_of(client, request);
  EXPECT_EQ(failure.kind, ErrorKind::deadline);
  EXPECT_EQ(failure.text, "the request to " + server.authority() + " was interrupted");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
}

TEST(CurlClient, TellsASilentServerFromNone) {
  LoopbackServer server;
  CurlClient client;
  server.next(Behaviour::hang);
  http::Request request{.url = server.url(), .timeout = milliseconds(200)};
  EXPECT_THROW(client.send(request), http::TimeOut);
}

TEST(CurlClient, TakesAnyTimeLimit) {
  LoopbackServer server;
  CurlClient client;
  const http::Request request{
      .url = server.url(), .connect_timeout = milliseconds::max(), .timeout = milliseconds::max()};
  EXPECT_EQ(client.send(request).body, "ok");
}

TEST(CurlClient, GivesUpAtOnceWhenThereIsNoTimeLeft) {
  LoopbackServer server;
  server.always(Behaviour::hang);
  CurlClient client;
  for (const milliseconds none : {milliseconds(0), milliseconds(-5)}) {
    EXPECT_EQ(failure_of(client, {.url = server.url(), .timeout = none}).kind, ErrorKind::unavailable);
  }
}

// A socket that listens but whose queue is full takes no more connections; the kernel drops what comes.
TEST(CurlClient, GivesUpConnectingInTime) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  ASSERT_EQ(::bind(listener, any, size), 0);
  ASSERT_EQ(::listen(listener, 0), 0);
  ASSERT_EQ(::getsockname(listener, any, &size), 0);
  const int waiting = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ASSERT_EQ(::connect(waiting, any, size), 0);

  const std::string authority = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  auto request = secret_request("http://" + authority + "/");
  request.connect_timeout = milliseconds(100);
  CurlClient client;
  const Failure failure = failure_of(client, request);
  EXPECT_EQ(failure.kind, ErrorKind::unavailable);
  EXPECT_EQ(failure.text, "no connection to " + authority + " within 100 ms");
  ::close(waiting);
  ::close(listener);
}

TEST(CurlClient, RefusesAnAnswerThatIsNotWhole) {
  LoopbackServer server([](const http::Request&) -> http::Response { return {200, {}, "0123456789"}; });
  CurlClient client;
  const std::pair<Behaviour, ErrorKind> cases[] = {{Behaviour::cut_body, ErrorKind::unavailable},
                                                   {Behaviour::close, ErrorKind::unavailable},
                                                   {Behaviour::garbage, ErrorKind::corrupt}};
  for (const auto& [behaviour, kind] : cases) {
    server.next(behaviour);
    const Failure failure = failure_of(client, secret_request(server.url()));
    EXPECT_EQ(failure.kind, kind);
    EXPECT_THAT(failure.text, HasSubstr(server.authority()));
  }
}

TEST(CurlClient, NamesTheHostThatCannotBeReached) {
  CurlClient client;
  const std::string gone = LoopbackServer().authority();
  const Failure refused = failure_of(client, secret_request("http://" + gone + "/"));
  EXPECT_EQ(refused.kind, ErrorKind::unavailable);
  EXPECT_THAT(refused.text, HasSubstr("no connection to " + gone));

  auto request = secret_request("https://connect.nowhere.invalid/");
  request.connect_timeout = milliseconds(200);  // where a name server is asked in vain
  const Failure unknown = failure_of(client, request);
  EXPECT_EQ(unknown.kind, ErrorKind::unavailable);
  EXPECT_THAT(unknown.text, HasSubstr("connect.nowhere.invalid"));
}

TEST(CurlClient, SpeaksHttpOnly) {
  CurlClient client;
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:1/x", "127.0.0.1", ""}) {
    EXPECT_EQ(failure_of(client, {.url = url}).kind, ErrorKind::config) << url;
  }
}

class CurlClientTls : public testing::Test {
 protected:
  // The path of a file with that text.
  std::string file(const std::string& text) {
    std::ofstream(directory / "bundle.pem") << text;
    return directory / "bundle.pem";
  }

  fakes::TemporaryDirectory directory;
  fakes::SelfSigned identity;
};

TEST_F(CurlClientTls, RefusesACertificateThatNobodyKnows) {
  LoopbackServer server(LoopbackServer::ok, &identity);
  CurlClient client;
  const Failure failure = failure_of(client, secret_request(server.url()));
  EXPECT_EQ(failure.kind, ErrorKind::config);
  EXPECT_THAT(failure.text, HasSubstr(server.authority()));
  EXPECT_THAT(failure.text, HasSubstr("self-signed"));
  EXPECT_THAT(failure.text, HasSubstr("AWS_CA_BUNDLE"));
  EXPECT_TRUE(server.asked().empty());
}

TEST_F(CurlClientTls, TakesItWithItsBundleAndKeepsTheConnection) {
  LoopbackServer server(LoopbackServer::ok, &identity);
  CurlClient client(file(identity.pem()));
  EXPECT_EQ(client.send({.url = server.url()}).body, "ok");
  EXPECT_EQ(client.send({.url = server.url()}).body, "ok");
  EXPECT_EQ(server.connections(), 1U);
}

TEST_F(CurlClientTls, RefusesACertificateOfAnotherHost) {
  const fakes::SelfSigned other("127.0.0.2");
  LoopbackServer server(LoopbackServer::ok, &other);
  CurlClient client(file(other.pem()));
  const Failure failure = failure_of(client, secret_request(server.url()));
  EXPECT_EQ(failure.kind, ErrorKind::config);
  EXPECT_THAT(failure.text, HasSubstr("certificate of " + server.authority() + " is for another host"));
  EXPECT_TRUE(server.asked().empty());
}

TEST_F(CurlClientTls, TrustsNothingButItsBundle) {
  const fakes::SelfSigned other;
  LoopbackServer server(LoopbackServer::ok, &identity);
  CurlClient client(file(other.pem()));
  EXPECT_EQ(failure_of(client, secret_request(server.url())).kind, ErrorKind::config);
}

TEST_F(CurlClientTls, SaysThatABundleCannotBeRead) {
  for (const std::string& bundle : {directory / "missing.pem", file("no certificate"), directory.path().string()}) {
    CurlClient client(bundle);
    const Failure failure = failure_of(client, secret_request("https://127.0.0.1:1/"));
    EXPECT_EQ(failure.kind, ErrorKind::config);
    EXPECT_THAT(failure.text, HasSubstr(bundle));
    EXPECT_THAT(failure.text, HasSubstr("AWS_CA_BUNDLE"));
  }
}

TEST_F(CurlClientTls, SaysThatAServerSpeaksNoTls) {
  LoopbackServer server;
  CurlClient client;
  const Failure failure = failure_of(client, secret_request("https://" + server.authority() + "/"));
  EXPECT_EQ(failure.kind, ErrorKind::unavailable);
  EXPECT_THAT(failure.text, HasSubstr("TLS connection to " + server.authority()));
}

// TLS says farewell to a connection that is gone: a SIGPIPE would end this program.
TEST_F(CurlClientTls, SurvivesAServerThatIsGone) {
  CurlClient client(file(identity.pem()));
  {
    LoopbackServer server(LoopbackServer::ok, &identity);
    server.always(Behaviour::answer_and_reset);
    EXPECT_EQ(client.send({.url = server.url()}).body, "ok");
  }
}

TEST(CurlClientProxy, IsUsedForWhatIsFarAway) {
  LoopbackServer proxy;
  const Variable variable("http_proxy", proxy.url());
  const auto request = sent({.url = "http://service.test/path?a=b"}, proxy);
  EXPECT_EQ(request.url, "http://service.test/path?a=b");
  EXPECT_EQ(http::header(request.headers, "Host"), "service.test");
}

TEST(CurlClientProxy, IsNotUsedForThisMachine) {
  LoopbackServer proxy, server;
  const Variable variable("http_proxy", proxy.url());
  CurlClient client;
  client.send({.url = server.url()});
  EXPECT_EQ(server.connections(), 1U);
  EXPECT_EQ(proxy.connections(), 0U);
}

TEST(CurlClientProxy, IsNamedWhenItRefuses) {
  for (const auto& [status, kind] : {std::pair(407, ErrorKind::config), std::pair(503, ErrorKind::unavailable)}) {
    LoopbackServer proxy([answer = status](const http::Request&) -> http::Response { return {answer, {}, ""}; });
    const Variable variable("https_proxy", "http://user:s3cret@" + proxy.authority());
    CurlClient client;
    const Failure failure = failure_of(client, secret_request("https://service.test/"));
    EXPECT_EQ(proxy.asked().at(0).method, "CONNECT");
    EXPECT_EQ(failure.kind, kind);
    EXPECT_THAT(failure.text, HasSubstr("proxy for service.test answered " + std::to_string(status)));
  }
}

TEST(CurlClientProxy, IsNamedWhenItCannotBeUsed) {
  CurlClient client;
  for (const char* proxy : {"nonsense://user:s3cret@proxy", "http://user:s3cret@:x", "http://user:s3cret@/"}) {
    const Variable variable("https_proxy", proxy);
    const Failure failure = failure_of(client, secret_request("https://service.test/"));
    EXPECT_EQ(failure.kind, ErrorKind::config) << failure.text;
    EXPECT_THAT(failure.text, HasSubstr("proxy for service.test cannot be used"));
  }
}

TEST(CurlClientProxy, IsNamedWhenItIsNotThere) {
  const std::string gone = LoopbackServer().authority();
  const Variable variable("https_proxy", "http://user:s3cret@" + gone);
  CurlClient client;
  const Failure failure = failure_of(client, secret_request("https://service.test/"));
  EXPECT_EQ(failure.kind, ErrorKind::unavailable);
  EXPECT_THAT(failure.text, HasSubstr("no connection to service.test (Failed to connect to 127.0.0.1 port"));
}

}  // namespace
