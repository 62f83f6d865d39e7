// An instance with flows and numbers that lead to them, for tests of what is told of it. For tests only.
#pragma once

#include <gtest/gtest.h>
#include <string>

#include "analysis/flow_graph_for_test.hpp"

namespace app::test {

class FlowsOfInstance : public testing::Test {
 protected:
  FlowsOfInstance() {
    instance.flows.gap.reset();
    instance.modules.gap.reset();
  }

  void number(const std::string& e164, const std::string& flow) {
    model::PhoneNumber one;
    one.id = "id of " + e164;
    one.arn = "arn of " + e164;
    one.e164 = e164;
    numbers.numbers.push_back(one);
    if (flow.empty()) return;
    associations["arn of " + e164] = "arn:aws:connect:r:1:instance/i/contact-flow/" + flow;
    instance.entries.insert(flow);
  }

  model::Inventory inventory() const {
    model::Inventory all;
    all.instance_ref.instance_id = "i";
    all.flows = instance.flows;
    all.modules = instance.modules;
    all.flow_contents = instance.contents;
    all.module_contents = instance.module_contents;
    all.phone_numbers = model::Dataset<model::PhoneNumbers>::of(numbers);
    all.flow_associations = model::Dataset<model::FlowAssociations>::of(associations);
    all.message_flows = model::Dataset<model::MessageFlows>::of(messages);
    all.queues = model::Dataset<model::Queues>::of({{"q", "arn/q", "Sales"}});
    all.prompts = model::Dataset<model::Prompts>::of({});
    all.hours = model::Dataset<model::HoursOfOperations>::of({});
    all.queue_details = model::Dataset<model::QueueDetails>::of(queues);
    all.quick_connects = model::Dataset<model::QuickConnects>::of(quick_connects);
    all.task_templates = instance.task_templates;
    return all;
  }

  analysis::test::Instance instance;
  model::PhoneNumbers numbers;
  model::FlowAssociations associations;
  model::MessageFlows messages;
  model::QueueDetails queues;
  model::QuickConnects quick_connects;
};

}  // namespace app::test
