#include <nlohmann/json.hpp>

#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace connect = aws::connect;
namespace read = base::read;
using model::EvaluationForms;
using nlohmann::json;

Dataset<EvaluationForms> fetch_evaluation_forms(Source& source) {
  EvaluationForms found;
  aws::for_each_item(source.client, connect::list_evaluation_forms,
                     {{"InstanceId", source.given.instance_ref.instance_id}}, [&](const json& item) {
                       model::EvaluationForm& form = found.emplace_back();
                       form.id = needed(item, "EvaluationFormId", connect::list_evaluation_forms);
                       form.title = label(item, "Title");
                       form.active_version = read::integer(item, "ActiveVersion");
                       form.was_active = form.active_version || !read::member(item, "LastActivatedTime").is_null();
                     });
  return Dataset<EvaluationForms>::of(std::move(found));
}

}  // namespace

const Collector collectors::evaluation_forms =
    collector<&Inventory::evaluation_forms, fetch_evaluation_forms>("operations", {&connect::list_evaluation_forms});

}  // namespace collect
