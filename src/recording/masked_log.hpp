// Lines of the flow log without what callers said or typed, for answers that are kept between two invocations: of a
// line stays what the review reads, and of its result what it is taken for. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "aws/transport.hpp"

namespace recording {

// One line: of JSON the members that the review reads, of anything else AWS's own words.
std::string masked_log_line(std::string_view line);

// Asks `inner`, and masks every line of the flow log that it answers. Nothing is owned.
class MaskedLogTransport final : public aws::Transport {
 public:
  explicit MaskedLogTransport(aws::Transport& inner) : inner_(inner) {}

  aws::Answer send(const aws::Operation& operation, const nlohmann::json& input) override;

 private:
  aws::Transport& inner_;
};

}  // namespace recording
