// What a check is: a pure function from the datasets that it names to judgements, with the words that explain it. One
// check a file, listed in checks.def.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/finding.hpp"
#include "model/inventory.hpp"

namespace checks {

using model::Dataset;
using model::Gap;
using model::Inventory;
using model::Pillar;
using model::Resource;
using model::Scene;
using model::Severity;
using model::Status;

// What a check says of one resource; the registry adds what all findings of the check share.
struct Judgement {
  Status status = Status::not_assessed;
  Resource resource{};
  std::string headline{};  // of a fail or warn, which must have one: the problem, with its number and its resource
  std::string observed{};
  std::optional<model::Measured> measured{};  // the number that the status rests on, if it rests on one
  std::string limit{};
  std::string evidence{};
  std::string remedy{};   // empty: the check's, when something has to be done
  std::string action{};   // the same in a few words; empty: the check's
  std::string command{};  // an AWS CLI command line, every value in it shell-quoted
  std::string console_url{};
  std::string reason{};                // why not assessed
  std::string permission{};            // that is missing
  std::optional<Severity> severity{};  // when it is not the check's
  std::vector<model::WantedAlarm> alarms{};
};

using Judgements = std::vector<Judgement>;

// A number that a check judges by. People may set another: [checks.missed_calls] warn = 20 in the configuration.
struct Threshold {
  std::string_view check;  // its id
  std::string_view id;     // "warn"; one that is an option's key is set as that option
  double value;            // unless somebody sets another
  std::string_view unit;   // "missed calls in an hour"
  std::string_view what;   // it means: "More is a warning"
  double least = 0, most = 1e9;

  std::string key() const;  // missed_calls.warn
  double in(const Scene& scene) const;
};

// The words of a check.
struct About {
  std::string_view id;
  std::string_view component;
  std::string_view title;  // a short statement of what is looked at: "Flow logging"
  Pillar pillar;
  Severity severity;          // of a fail or warn, unless the judgement says another
  std::string_view why;       // what goes wrong for callers and agents when this is not right
  std::string_view remedy;    // what to do
  std::string_view action{};  // the same in a few words, for the first screen: "Ask AWS for a higher quota"
  std::vector<std::string_view> links;
  std::vector<Threshold> thresholds{};  // in the order in which they get worse
};

// A dataset that a check may read. One that it needs: without it the check is not assessed, cut short nothing that is
// said of the whole instance stands: no pass, and no "there are none". The others it is given as they are, and looks
// itself.
struct Read {
  model::DatasetId dataset;
  bool is_needed = false;
  bool is_by_part = false;
};

// True of a dataset whose parts each say why they are not known. Checks look at the parts that they read, and what
// others lack takes back nothing: a queue's metric that CloudWatch did not answer says nothing of missed calls.
template <typename AnyDataset>
inline constexpr bool is_by_part = false;
template <>
inline constexpr bool is_by_part<Dataset<model::Metrics>> = true;

// Asked before any need is looked at: why the question does not arise for this instance, if that is known.
struct Moot {
  std::vector<Read> reads{};
  std::optional<Judgement> (*ask)(const Scene&, const Inventory&) = nullptr;
};

// What checks of one component make of the same datasets, made once for all of them: a judge that takes it names what
// makes it (on_made). Lives while they judge one inventory; for one thread.
class Workings {
 public:
  template <typename Maker>
  const auto& of(const Scene& scene, const Inventory& inventory) {
    using Made = decltype(Maker::call(scene, inventory));
    static constexpr char key = 0;  // one for each maker
    std::shared_ptr<void>& made = made_[&key];
    if (made == nullptr) made = std::shared_ptr<Made>(new Made(Maker::call(scene, inventory)));
    return *static_cast<const Made*>(made.get());
  }

 private:
  std::map<const void*, std::shared_ptr<void>> made_;
};

struct Check {
  About about;
  std::vector<Read> reads;  // all of them, those of `moot` among them
  // Called only when all that is needed is known (at least in part). At least one judgement, or the registry throws.
  Judgements (*judge)(const Scene&, const Inventory&, Workings&) = nullptr;
  std::optional<Judgement> (*moot)(const Scene&, const Inventory&) = nullptr;
};

// ---- a function's parameters are what it may read ----

// A dataset that is there at least in part, for a check that looks at the gap itself.
template <typename T>
struct Known {
  const Dataset<T>& dataset;

  const T& operator*() const { return *dataset.value; }
  const T* operator->() const { return &*dataset.value; }
};

// A parameter `const Dataset<T>&` takes a dataset as it is. `const T&` takes its value and `Known<T>` both: the check
// needs them.
template <typename T>
struct Passing {
  static constexpr bool is_needed = true;
  template <typename D>
  static T from(const D& dataset) {
    return *dataset.value;
  }
};
template <typename T>
struct Passing<Known<T>> {
  static constexpr bool is_needed = true;
  static Known<T> from(const Dataset<T>& dataset) { return {dataset}; }
};
template <typename T>
struct Passing<const Dataset<T>&> {
  static constexpr bool is_needed = false;
  // A member of the inventory, which outlives the judging.
  static const Dataset<T>& from(const Dataset<T>& dataset) {
    return dataset;  // NOLINT(bugprone-return-const-ref-from-parameter)
  }
};

// A judging function with the members of the inventory that its parameters stand for, in their order.
template <typename Function, auto function, auto... members>
struct Reader;
template <typename Result, typename... Parameters, auto function, auto... members>
struct Reader<Result (*)(const Scene&, Parameters...), function, members...> {
  static_assert(sizeof...(Parameters) == sizeof...(members), "name one member of the inventory for each parameter");

  static Result call(const Scene& scene, const Inventory& inventory) {
    return function(scene, Passing<Parameters>::from(inventory.*members)...);
  }
  static std::vector<Read> reads() {
    return {{model::dataset_of<members>, Passing<Parameters>::is_needed,
             is_by_part<std::remove_cvref_t<decltype(std::declval<Inventory>().*members)>>}...};
  }
};

// For on(): moot_when<no_logs, &Inventory::attributes>, whose parameters are `const Dataset<T>&`.
template <auto ask, auto... members>
Moot moot_when() {
  using Asked = Reader<decltype(ask), ask, members...>;
  return {Asked::reads(), &Asked::call};
}

// const Check queue_wait = on<judge, &Inventory::queues, &Inventory::metrics>({.id = "queue_wait", …});
template <auto judge, auto... members>
Check on(About about, Moot moot = {}) {
  using Judge = Reader<decltype(judge), judge, members...>;
  std::vector<Read> reads = Judge::reads();
  reads.insert(reads.end(), moot.reads.begin(), moot.reads.end());
  const auto call = [](const Scene& scene, const Inventory& inventory, Workings&) {
    return Judge::call(scene, inventory);
  };
  return {std::move(about), std::move(reads), call, moot.ask};
}

// A judge that takes first what `Maker` makes, and then datasets as any other. `Maker` is a Reader too: what it reads
// is declared as well.
template <typename Function, auto function, typename Maker, auto... members>
struct ReaderOfMade;
template <typename Result, typename Made, typename... Parameters, auto function, typename Maker, auto... members>
struct ReaderOfMade<Result (*)(const Scene&, const Made&, Parameters...), function, Maker, members...> {
  static Result call(const Scene& scene, const Inventory& inventory, Workings& workings) {
    return function(scene, workings.of<Maker>(scene, inventory), Passing<Parameters>::from(inventory.*members)...);
  }
  static std::vector<Read> reads() {
    std::vector<Read> reads = Maker::reads();
    [[maybe_unused]] const auto add = [&reads](const Read& read) {
      const auto found = std::ranges::find(reads, read.dataset, &Read::dataset);
      if (found == reads.end()) {
        reads.push_back(read);
      } else {
        found->is_needed = found->is_needed || read.is_needed;
      }
    };
    (add({model::dataset_of<members>, Passing<Parameters>::is_needed}), ...);
    return reads;
  }
};

template <auto judge, typename Maker, auto... members>
Check on_made(About about, Moot moot = {}) {
  using Judge = ReaderOfMade<decltype(judge), judge, Maker, members...>;
  std::vector<Read> reads = Judge::reads();
  reads.insert(reads.end(), moot.reads.begin(), moot.reads.end());
  return {std::move(about), std::move(reads), &Judge::call, moot.ask};
}

#define CHECK(id) extern const Check id;
#include "checks/checks.def"
#undef CHECK

// ---- pieces that several checks share ----

// The instance, or its account, as the resource of a finding.
Resource the_instance(const Scene& scene);
Resource the_account(const Scene& scene);

// A headline: `before`, the resource's name and `after`. The name is cut to what the width of a headline leaves it.
std::string headline(std::string_view before, const Resource& resource, std::string_view after);

// The gap's permission, when there is one, becomes what to do about it.
Judgement not_assessed(Resource resource, const Gap& gap);
void leave_open(Judgement& judgement, const Gap& gap);  // the same of one that tells more already
Judgement not_assessed(Resource resource, std::string reason);

Judgement not_applicable(Resource resource, std::string why);

// An instance attribute such as CONTACTFLOW_LOGS; nothing while it is not known.
std::optional<bool> instance_attribute(const Dataset<model::InstanceAttributes>& attributes, const std::string& type);

struct Option {
  std::string_view name;  // without the dashes; empty: one more word of the option before
  std::string_view value;
};

// aws_command(scene, "connect describe-instance", {{"instance-id", id}}), with the instance's --region at the end.
std::string aws_command(const Scene& scene, std::string_view operation, std::initializer_list<Option> options);

// Pages of the instance's own site; empty while its address is not known.
std::string flow_page(const Scene& scene, std::string_view flow_arn);
std::string phone_numbers_page(const Scene& scene);

}  // namespace checks
