#include "aws/credentials/process.hpp"

#include <gtest/gtest.h>
#include <signal.h>

#include "base/error.hpp"
#include "fakes/spawn.hpp"

namespace aws {
namespace {

std::string error_of(const std::vector<std::string>& words, const ProcessLimits& limits = {}) {
  try {
    run_process(words, limits);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::credentials);
    return error.what();
  }
  ADD_FAILURE() << "nothing was thrown";
  return "";
}

TEST(RunProcess, AnswersWhatTheProgramPrints) {
  EXPECT_EQ(run_process({"printf", "%s|", "a b", "$HOME", "*"}).reveal(), "a b|$HOME|*|");
  EXPECT_EQ(run_process({"true"}).reveal(), "");
}

TEST(RunProcess, ReadsMoreThanAPipeHoldsAtOnce) {
  const ProcessLimits limits{.max_output_bytes = 1 << 20};
  EXPECT_EQ(run_process({"head", "-c", "300000", "/dev/zero"}, limits).reveal().size(), 300'000U);
}

TEST(RunProcess, DropsWhatGoesToStandardError) {
  EXPECT_EQ(run_process({"sh", "-c", "echo MARK >&2; echo out"}).reveal(), "out\n");
}

TEST(RunProcess, SaysThatThereIsNoSuchProgram) {
  EXPECT_EQ(error_of({"/no/such/program", "--password", "MARK"}),
            fakes::credential_process_is_not_there("/no/such/program"));
}

TEST(RunProcess, DoesNotNameWhatLooksLikeAVariable) {
  EXPECT_EQ(error_of({"TOKEN=MARK", "program"}), fakes::credential_process_is_not_there("TOKEN"));
}

TEST(RunProcess, SaysHowItEndedAndNothingOfItsArguments) {
  EXPECT_EQ(error_of({"sh", "-c", "echo MARK; echo MARK >&2; exit 3"}),
            "the credential process sh ended with status 3; run it in a shell to see why");
  EXPECT_EQ(error_of({"sh", "-c", "kill -9 $$"}),
            "the credential process sh was ended by signal 9; run it in a shell to see why");
}

// What this program blocks, to see to it itself, is not kept from the other one.
TEST(RunProcess, LetsCtrlCThrough) {
  sigset_t interrupts, before;
  ::sigemptyset(&interrupts);
  ::sigaddset(&interrupts, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &interrupts, &before);
  EXPECT_EQ(error_of({"sh", "-c", "kill -TERM $$; echo it goes on"}),
            "the credential process sh was ended by signal 15; run it in a shell to see why");
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

TEST(RunProcess, EndsWhatPrintsTooMuch) {
  EXPECT_EQ(error_of({"cat", "/dev/zero"}), "the credential process cat printed more than 64 KiB");
}

TEST(RunProcess, EndsWhatTakesTooLong) {
  const ProcessLimits impatient{.timeout = std::chrono::milliseconds(1)};
  EXPECT_EQ(error_of({"sleep", "60"}, impatient), "the credential process sleep did not end within 1 s");
  EXPECT_EQ(error_of({"sh", "-c", "exec >&-; exec sleep 60"}, {.timeout = std::chrono::milliseconds(50)}),
            "the credential process sh did not end within 1 s");
}

}  // namespace
}  // namespace aws
