// One AWS operation as a row of data. Requests, pages, least privilege and the recording all read these rows; there is
// no class per operation. Constant data, any thread.
#pragma once

#include <string>
#include <string_view>

namespace aws {

// How an operation that answers in pages is asked for the next one. Names are members of its input and output.
struct Paging {
  std::string_view input_token;  // empty: it has no pages
  std::string_view output_token;
  std::string_view items;  // the member that holds the list
  std::string_view limit;  // the input member for the page size
  int max_items = 0;       // the largest page that AWS allows
};

struct Operation {
  std::string_view service;     // as botocore and the recording name it: service-quotas
  std::string_view iam_prefix;  // of the permission: servicequotas
  std::string_view name;        // ListServiceQuotas
  Paging paging{};
};

// "servicequotas:ListServiceQuotas": the permission that the call needs, and how findings name it.
std::string action(const Operation& operation);

}  // namespace aws
