// What the tests of credentials start from: no variables, an empty home directory, scripted HTTP, a clock that stands.
// One thread.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <string>

#include "aws/credentials/credentials.hpp"
#include "base/error.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/scripted_http.hpp"
#include "fakes/temporary_directory.hpp"
#include "fakes/variables.hpp"

namespace aws {

class World : public testing::Test {
 protected:
  World() { set("HOME", home_.path().string()); }

  void set(const std::string& name, const std::string& value) { variables_.values[name] = value; }

  // A file under the home directory; answers its path.
  std::string write(const std::string& name, const std::string& text) {
    const std::filesystem::path path = home_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }
  void config(const std::string& text) { write(".aws/config", text); }

  CredentialsContext context() { return {variables_, http_, corrected_}; }

  static http::Response ok(std::string body) { return {200, {}, std::move(body)}; }

  // What STS answers to AssumeRole…; in an hour they expire.
  static http::Response role_answer(const std::string& operation, const std::string& id) {
    return ok("<" + operation + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" + operation +
              "Result><Credentials><AccessKeyId>" + id + "</AccessKeyId><SecretAccessKey>secret-of-" + id +
              "</SecretAccessKey><SessionToken>token-of-" + id +
              "</SessionToken><Expiration>2026-02-13T10:00:00Z</Expiration></Credentials></" + operation + "Result></" +
              operation + "Response>");
  }

  static base::Error error_of(const std::function<void()>& work) {
    try {
      work();
    } catch (const base::Error& error) {
      return error;
    }
    ADD_FAILURE() << "nothing was thrown";
    return {base::ErrorKind::internal, "nothing was thrown"};
  }
  static base::Error error_of(CredentialsSource& source) {
    return error_of([&] { source.get(); });
  }

  std::string header(std::size_t request, std::string_view name) const {
    return http::header(http_.asked().at(request).headers, name).value_or("");
  }

  fakes::TemporaryDirectory home_;
  fakes::Variables variables_;
  fakes::ScriptedHttp http_;
  fakes::ManualClock clock_;  // 2026-02-13T09:00:00Z
  CorrectedClock corrected_{clock_};
};

}  // namespace aws
