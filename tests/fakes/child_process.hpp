// A forked child that runs one function and reports through a pipe: for what only a second process can show (locks,
// kill -9, another user). Fork while the test has no other thread. One thread.
#pragma once

#include <exception>
#include <functional>
#include <signal.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

namespace fakes {

class ChildProcess {
 public:
  // What the child calls to send bytes; whole lines arrive whole.
  using Say = std::function<void(std::string_view)>;

  explicit ChildProcess(const std::function<void(const Say&)>& work) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    process_ = ::fork();
    if (process_ < 0) throw std::runtime_error("no fork");
    if (process_ == 0) {
      ::close(ends[0]);
      run(work, ends[1]);
    }
    ::close(ends[1]);
    pipe_ = ends[0];
  }
  ~ChildProcess() {
    kill();
    ::close(pipe_);
  }
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ChildProcess(ChildProcess&&) = delete;
  ChildProcess& operator=(ChildProcess&&) = delete;

  // Waits until it has said something; empty when it has ended.
  std::string next() {
    char bytes[4096];
    const ssize_t got = ::read(pipe_, bytes, sizeof bytes);
    return std::string(bytes, got > 0 ? std::size_t(got) : 0);
  }

  // All that it says (or said) until its end.
  std::string rest() {
    std::string all;
    for (std::string more = next(); !more.empty(); more = next()) all += more;
    return all;
  }

  // kill -9, and wait until it is gone.
  void kill() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
  }

 private:
  [[noreturn]] static void run(const std::function<void(const Say&)>& work, int pipe) {
    const auto say = [pipe](std::string_view text) {
      if (::write(pipe, text.data(), text.size()) != ssize_t(text.size())) ::_exit(1);
    };
    try {
      work(say);
    } catch (const std::exception& error) {
      say(std::string("error: ") + error.what() + "\n");
    }
    ::_exit(0);  // not the parent's destructors, nor the test framework's
  }

  pid_t process_ = -1;
  int pipe_ = -1;
};

}  // namespace fakes
