#include "serve/loopback_server.hpp"

#include <array>
#include <chrono>
#include <future>
#include <gmock/gmock.h>
#include <memory>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "http/curl_client.hpp"

namespace {

using serve::Call;

// Says what it was asked, and why it refuses.
serve::Site site() {
  return {.answer = [](const Call& call) -> http::Response {
            if (call.path == "/broken") throw std::runtime_error("a secret");
            const auto name = call.query.find("name");
            return {200,
                    {{"Content-Type", "text/html"}},
                    call.path + " " + (name == call.query.end() ? "-" : name->second) + " " + call.body + " " +
                        std::to_string(call.body_bytes)};
          },
          .refuse = [](int status, std::string_view why) -> http::Response { return {status, {}, std::string(why)}; },
          .max_body = 4,
          .threads = 2,
          .connections = 20,
          .arrival = std::chrono::milliseconds(300)};
}

// A client that sends what it is told to, and reads nothing until it is asked to.
class SlowClient {
 public:
  explicit SlowClient(const std::string& url) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(std::uint16_t(std::stoi(url.substr(url.rfind(':') + 1))));
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): as the interface has it
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~SlowClient() { ::close(socket_); }
  SlowClient(const SlowClient&) = delete;
  SlowClient& operator=(const SlowClient&) = delete;
  SlowClient(SlowClient&&) = delete;
  SlowClient& operator=(SlowClient&&) = delete;

  bool send(std::string_view text) const {
    return ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) == ssize_t(text.size());
  }
  // All that comes until the other end closes.
  std::string read() const {
    std::string all;
    std::array<char, 1000> some{};
    for (ssize_t count = 0; (count = ::recv(socket_, some.data(), some.size(), 0)) > 0;) {
      all.append(some.data(), std::size_t(count));
    }
    return all;
  }

 private:
  const int socket_;
};

class LoopbackServer : public testing::Test {
 protected:
  LoopbackServer() {
    std::promise<void> ready;
    serving_ = std::thread([this, &ready] { server_.run([&ready] { ready.set_value(); }); });
    ready.get_future().wait();
  }
  void TearDown() override {
    server_.stop();
    serving_.join();
  }

  http::Response ask(const std::string& method, const std::string& path, const std::string& body = "") {
    return client_.send({.method = method, .url = server_.url() + path, .body = body});
  }

  const std::string url() const { return server_.url(); }

 private:
  http::CurlClient client_;
  serve::LoopbackServer server_{site(), 0};
  std::thread serving_;
};

TEST_F(LoopbackServer, HandsOnWhatWasAskedAndAnswersAsTheSiteSays) {
  const auto answer = ask("GET", "/a%20b?name=c%2Fd");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "/a b c/d  0");
  EXPECT_EQ(http::header(answer.headers, "Content-Type"), "text/html");
  EXPECT_EQ(ask("POST", "/", "1234").body, "/ - 1234 4");
}

TEST_F(LoopbackServer, DropsABodyThatIsTooLargeAndSaysHowLargeItWas) {
  EXPECT_EQ(ask("POST", "/", "12345").body, "/ -  5");
}

TEST_F(LoopbackServer, CutsOffWhoSendsNoWholeCallInTime) {
  const SlowClient silent(url()), head(url()), body(url());
  head.send("GET / HTTP/1.1\r\nHost: ");
  body.send("POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\n12");
  EXPECT_EQ(silent.read(), "");
  EXPECT_THAT(head.read(), testing::HasSubstr("no request that can be read"));
  EXPECT_THAT(body.read(), testing::HasSubstr("the payload did not come to its end"));
}

TEST_F(LoopbackServer, CutsOffWhoSendsOneByteAfterTheOther) {
  const SlowClient dripping(url());
  int sent = 0;
  for (dripping.send("GET /"); sent < 100 && dripping.send("a"); ++sent) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_LT(sent, 100);
}

// More than there are threads, so that each waits for the time of those before it unless all have the same.
TEST_F(LoopbackServer, AnswersTheOthersWhenTheTimeOfSlowOnesIsOver) {
  std::vector<std::unique_ptr<SlowClient>> slow;
  for (int i = 0; i < 15; ++i) slow.push_back(std::make_unique<SlowClient>(url()));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(ask("GET", "/a").status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));  // 15 / 2 × 0.3 s otherwise
}

TEST_F(LoopbackServer, TakesNoMoreConnectionsThanItMay) {
  std::vector<std::unique_ptr<SlowClient>> slow;
  for (int i = 0; i < 20; ++i) slow.push_back(std::make_unique<SlowClient>(url()));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(SlowClient(url()).read(), "");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(250)) << "it is closed at once";
}

TEST_F(LoopbackServer, RefusesInTheWordsOfTheSite) {
  const auto method = ask("DELETE", "/");
  EXPECT_EQ(method.status, 405);
  EXPECT_EQ(method.body, "this endpoint takes GET and POST");
  const auto broken = ask("GET", "/broken");
  EXPECT_EQ(broken.status, 500);
  EXPECT_EQ(broken.body, "an error that should not happen");
}

}  // namespace
