// What Lambda starts. The program brings its own C library, as Debian's is newer than Amazon Linux's; so it is started
// through the loader that belongs to it. Linked statically, this needs neither a shell nor a library of the system.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int failed(const char* what) {
  perror(what);
  return 127;
}

// LOADER is lib/ and the loader's name. The system's cache of libraries must not add its own to ours.
static char* const program[] = {LOADER,    "--inhibit-cache",    "--library-path",      "lib",
                                "--argv0", "connect-ops-review", "./connect-ops-review"};
enum { fixed = sizeof program / sizeof *program };

// Its arguments are the program's, for trying out the package; Lambda gives none.
int main(int count, char** arguments) {
  char** command = calloc(fixed + (size_t)count + 1, sizeof *command);
  if (command == NULL) return failed("bootstrap");
  memcpy(command, program, sizeof program);
  command[fixed] = "lambda";
  if (count > 1) memcpy(command + fixed, arguments + 1, (size_t)(count - 1) * sizeof *command);

  const char* root = getenv("LAMBDA_TASK_ROOT");
  if (root != NULL && chdir(root) != 0) return failed(root);
  execv(LOADER, command);
  return failed(LOADER);
}
