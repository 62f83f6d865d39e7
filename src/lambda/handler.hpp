// What the Lambda function does with an event: reviews an instance, goes on with a review that ran out of time, or has
// several instances reviewed by as many invocations. Reviews of an account take turns; a recording may be reviewed by
// any thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/cloud.hpp"
#include "app/config/config.hpp"
#include "app/world.hpp"
#include "lambda/invocation.hpp"
#include "store/store.hpp"

namespace lambda {

// Where results go.
struct Outputs {
  std::function<std::unique_ptr<store::Store>()> open_store;  // called once, when it is first needed
  std::function<void(const std::string& line)> print;         // metrics: CloudWatch reads them from standard output
  InvokeLater invoke_later{};                                 // empty: Lambda is asked to invoke the function
};

// The handler keeps the open store from one invocation to the next. Its answer is {"statusCode": 200, "body": JSON as
// text}, with "joined" for a review that another invocation makes or made meanwhile; it throws base::Error for an event
// that cannot be used, before anything is written, and for a review that could not be done. The references have to
// outlive the handler.
Handler make_handler(const app::World& world, const app::Config& config, app::Cloud& cloud, Outputs outputs);

}  // namespace lambda
