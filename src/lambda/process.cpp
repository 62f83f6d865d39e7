#include "lambda/process.hpp"

#include <nlohmann/json.hpp>

#include "app/mute/mutes.hpp"
#include "aws/operations/lambda.hpp"
#include "base/json/canonical.hpp"
#include "base/usage.hpp"

namespace lambda {

store::Store& Process::store() {
  const std::lock_guard lock(mutex_);
  if (!store_) store_ = outputs_.open_store();
  return *store_;
}

std::vector<model::Mute> Process::mutes() const {
  return app::load_mutes_of_function(config_, [this]() -> app::Cloud& { return cloud_; });
}

// Sent once: an event whose answer was lost may have been taken.
app::Means Process::means(const std::string& function_arn) {
  return {.store = store(),
          .config = config_,
          .clock = world_.clock,
          .store_usage = [this] { return cloud_.store_usage(); },
          .metrics = app::MetricLog{function_arn, outputs_.print}};
}

void Process::invoke_later(const std::string& function_arn, const nlohmann::json& event) const {
  if (outputs_.invoke_later) return outputs_.invoke_later(event);
  base::Usage usage;
  auto client = cloud_.client(cloud_.region(), usage);
  client.call(aws::lambda::invoke,
              {{"FunctionName", function_arn}, {"InvocationType", "Event"}, {"Payload", base::canonical(event)}});
}

}  // namespace lambda
