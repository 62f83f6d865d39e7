// Simple Notification Service: whether anybody listens to the topics that alarms tell, and to tell people what a review
// found. https://docs.aws.amazon.com/sns/latest/api/API_Operations.html
#pragma once

#include "aws/operation.hpp"

namespace aws::sns {

inline constexpr Service service = {"sns", "sns", "sns", "sns", "2010-03-31", Protocol::query};

inline constexpr std::string_view topic_arns[] = {"arn:{partition}:sns:{region}:{account}:{topic}"};
inline constexpr Resources the_topic = {ResourceScope::region, "Topic", topic_arns};

// Which topics alarms tell is not known before they are read.
inline constexpr std::string_view alarm_topic_arns[] = {"arn:{partition}:sns:{region}:{account}:*"};
inline constexpr Resources alarm_topics = {ResourceScope::region, "AlarmTopics", alarm_topic_arns};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/sns.def"
#undef OPERATION

}  // namespace aws::sns
