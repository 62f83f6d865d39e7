// The least that a function can do before its first invocation: connect to the Runtime API and ask for it. What
// bench/function.py holds the program's start against; linked statically, without a library but the C library.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
  const char* const api = getenv("AWS_LAMBDA_RUNTIME_API");  // 127.0.0.1:PORT
  const char* const colon = api == NULL ? NULL : strchr(api, ':');
  if (colon == NULL) return 2;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(colon + 1))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(connection, (struct sockaddr*)&address, sizeof address) != 0) return 1;
  char request[200], answer[4096];
  const int length = snprintf(request, sizeof request, "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: %s\r\n\r\n", api);
  if (write(connection, request, (size_t)length) != length) return 1;
  return read(connection, answer, sizeof answer) > 0 ? 0 : 1;
}
