#include "serve/loopback_server.hpp"

#include <future>
#include <gmock/gmock.h>
#include <stdexcept>
#include <string>
#include <thread>

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
          .max_body = 4};
}

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

TEST_F(LoopbackServer, RefusesInTheWordsOfTheSite) {
  const auto method = ask("DELETE", "/");
  EXPECT_EQ(method.status, 405);
  EXPECT_EQ(method.body, "this endpoint takes GET and POST");
  const auto broken = ask("GET", "/broken");
  EXPECT_EQ(broken.status, 500);
  EXPECT_EQ(broken.body, "an error that should not happen");
}

}  // namespace
