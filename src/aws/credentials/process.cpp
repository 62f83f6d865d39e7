#include "aws/credentials/process.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

#include "aws/credentials/reading.hpp"

namespace aws {
namespace {

using Clock = std::chrono::steady_clock;  // a program of the machine takes the machine's time

// Without what follows =, since NAME=secret before the program is a slip that a shell would take.
std::string program_name(const std::vector<std::string>& words) {
  return shown(words[0].substr(0, words[0].find('=')));
}

// A program that runs, and the end of the pipe that it writes to. Killed when it is not waited for.
class Process {
 public:
  explicit Process(const std::vector<std::string>& words) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw unusable("no pipe could be made to run a credential process");
    output_ = pipe[0];
    const int failure = spawn(words, pipe[1]);
    ::close(pipe[1]);
    if (failure != 0) {
      ::close(output_);
      throw unusable(fmt::format("the credential process {} cannot be started: {}", program_name(words),
                                 std::generic_category().message(failure)));
    }
  }
  ~Process() {
    ::close(output_);
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  Process(Process&&) = delete;
  Process& operator=(Process&&) = delete;

  int output() const { return output_; }

  // True when it has ended; `status` is as waitpid has it.
  bool has_ended(int& status) {
    if (::waitpid(pid_, &status, WNOHANG) != pid_) return false;
    pid_ = -1;
    return true;
  }

 private:
  int spawn(const std::vector<std::string>& words, int write_end) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, write_end, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    // This program may block signals that the other one has to have: Ctrl-C ends both.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    ::sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    const int failure = ::posix_spawnp(&pid_, arguments[0], &actions, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) pid_ = -1;
    return failure;
  }

  pid_t pid_ = -1;
  int output_ = -1;
};

int milliseconds_left(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
  return int(std::max<std::chrono::milliseconds::rep>(0, left.count()));
}

// False when it is not at its end by the deadline.
bool read_all(int file, std::string& text, std::size_t max_bytes, Clock::time_point deadline) {
  std::array<char, 4096> bytes{};
  while (text.size() <= max_bytes) {
    pollfd waiting{file, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, milliseconds_left(deadline));
    if (ready == 0) return false;
    const ssize_t got = ready < 0 ? -1 : ::read(file, bytes.data(), bytes.size());
    if (got == 0) return true;
    if (got < 0 && errno != EINTR) return true;
    if (got > 0) text.append(bytes.data(), std::size_t(got));
  }
  return true;
}

// Nothing when it has not ended by the deadline. It closed its output already, so this is short.
std::optional<int> wait_for_end(Process& process, Clock::time_point deadline) {
  int status = 0;
  while (!process.has_ended(status)) {
    const int left = milliseconds_left(deadline);
    if (left == 0) return std::nullopt;
    ::poll(nullptr, 0, std::min(left, 5));
  }
  return status;
}

}  // namespace

base::Secret run_process(const std::vector<std::string>& words, const ProcessLimits& limits) {
  const auto deadline = Clock::now() + limits.timeout;
  Process process(words);
  std::string text;
  const bool is_whole = read_all(process.output(), text, limits.max_output_bytes, deadline);
  const std::string name = program_name(words);
  if (text.size() > limits.max_output_bytes) {
    throw unusable(
        fmt::format("the credential process {} printed more than {} KiB", name, limits.max_output_bytes >> 10U));
  }
  const auto status = is_whole ? wait_for_end(process, deadline) : std::nullopt;
  if (!status) {
    throw unusable(fmt::format("the credential process {} did not end within {} s", name,
                               std::chrono::ceil<std::chrono::seconds>(limits.timeout).count()));
  }
  if (!WIFEXITED(*status) || WEXITSTATUS(*status) != 0) {
    const std::string how = WIFEXITED(*status) ? fmt::format("ended with status {}", WEXITSTATUS(*status))
                                               : fmt::format("was ended by signal {}", WTERMSIG(*status));
    throw unusable(fmt::format("the credential process {} {}; run it in a shell to see why", name, how));
  }
  return base::Secret(std::move(text));
}

}  // namespace aws
