// The contract of stores in AWS when something is in the way: a permission that is missing, a throttle, a fault, an
// answer that is lost, a process that dies between two requests.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "aws/error.hpp"
#include "base/error.hpp"
#include "contract/backends.hpp"

namespace contract {
namespace {

using base::ErrorKind;

const std::string report_bytes = "<html>report</html>";

std::string report_name(const std::string& id) {
  return "connect-ops-review-" + id + ".html";
}

// Its own instance, so that lists of it are short.
std::string arn_of(const std::string& id) {
  return "arn:aws:connect:eu-central-1:123456789012:instance/" + id;
}

json sized(std::size_t bytes, const char* what) {
  return {{"what", what}, {"filler", std::string(bytes, 'x')}};
}

store::Item phone(const std::string& id, std::size_t bytes, const char* what) {
  return with_seal(document(id, "phone", sized(bytes, what), arn_of(id)));
}

// A review with a document and a report, which every verb is tried on.
void prepare(store::Store& store, const std::string& id) {
  store.claim(status(id, arn_of(id)));
  store.put(phone(id, 10, "old"));
  store.put_file(id, report_name(id), report_bytes, "text/html");
}

// What came out of a verb, without what differs from review to review.
struct Verb {
  const char* name;
  std::function<json(store::Store&, const std::string& id)> act;
};

json data_of(store::Store& store, const std::string& id, const char* component) {
  const auto item = store.get(id, component);
  return item ? item->body["data"] : json("none");
}

std::string report_of(store::Store& store, const std::string& id) {
  return store.get_file(id, report_name(id)).value_or("none");
}

store::Filter of_review(const std::string& id) {
  store::Filter filter = of_instance(arn_of(id));
  filter.from = base::from_review_id(id);
  filter.to = *filter.from + std::chrono::seconds(1);
  return filter;
}

std::vector<Verb> verbs() {
  return {
      {"claim", [](store::Store& store, const std::string& id) -> json { return store.claim(status(id + "9")); }},
      {"claim of what is taken",
       [](store::Store& store, const std::string& id) -> json { return store.claim(status(id)); }},
      {"replace",
       [](store::Store& store, const std::string& id) -> json {
         return store.replace(phone(id, 10, "old"), phone(id, 20, "new"));
       }},
      {"replace of what is another by now",
       [](store::Store& store, const std::string& id) -> json {
         return store.replace(phone(id, 10, "older"), phone(id, 20, "new"));
       }},
      {"put",
       [](store::Store& store, const std::string& id) -> json {
         store.put(document(id, "phone", sized(20, "new"), arn_of(id)));
         return "done";
       }},
      {"put of a large document",
       [](store::Store& store, const std::string& id) -> json {
         store.put(document(id, "phone", sized(500'000, "new"), arn_of(id)));
         return "done";
       }},
      {"put of a first document",
       [](store::Store& store, const std::string& id) -> json {
         store.put(document(id + "8", "phone", {}, arn_of(id)));
         return "done";
       }},
      {"get", [](store::Store& store, const std::string& id) -> json { return data_of(store, id, "phone"); }},
      {"load", [](store::Store& store, const std::string& id) -> json { return store.load(id).items.size(); }},
      {"reviews",
       [](store::Store& store, const std::string& id) -> json { return store.reviews(of_review(id)).reviews.size(); }},
      {"history",
       [](store::Store& store, const std::string& id) -> json {
         return store.history("phone", of_review(id)).items.size();
       }},
      {"remove", [](store::Store& store, const std::string& id) -> json { return store.remove(id); }},
      {"put_file",
       [](store::Store& store, const std::string& id) -> json {
         store.put_file(id, report_name(id), "new", "text/html");
         return "done";
       }},
      {"get_file", [](store::Store& store, const std::string& id) -> json { return report_of(store, id); }},
      {"remove_file",
       [](store::Store& store, const std::string& id) -> json {
         store.remove_file(id, report_name(id));
         return "done";
       }},
  };
}

// Everything that is there of a review.
json state_of(store::Store& store, const std::string& id) {
  return {{"phone", data_of(store, id, "phone")},
          {"status", data_of(store, id, "STATUS")},
          {"documents", store.load(id).items.size()},
          {"broken", store.load(id).broken.size()},
          {"report", report_of(store, id)},
          {"claimed", store.get(id + "9", "STATUS").has_value()},
          {"first", data_of(store, id + "8", "phone")}};
}

class StoreFaults : public StoreTest {
 protected:
  // A new prepared review.
  std::string prepared() {
    const std::string id = base::to_review_id(base::Time(std::chrono::minutes(29'000'000 + ++count_)));
    prepare(store(), id);
    return id;
  }

 private:
  int count_ = 0;
};

std::vector<Row> remote_backends() {
  std::vector<Row> all = backends();
  std::erase_if(all, [](const Row& row) { return row.backend != "s3" && row.backend != "dynamodb"; });
  return all;
}

INSTANTIATE_TEST_SUITE_P(Every, StoreFaults, testing::ValuesIn(remote_backends()), row_name);

[[noreturn]] void answer_error(const aws::Operation& operation, const char* code, int status) {
  throw aws::AwsError(operation, code, status, "as the test has it");
}

TEST_P(StoreFaults, AVerbThatIsDeniedNamesThePermissionAndChangesNothing) {
  for (const Verb& verb : verbs()) {
    SCOPED_TRACE(verb.name);
    const std::string id = prepared();
    const json before = state_of(other(), id);
    std::string permission;
    backend().faults.arm([&](std::size_t, const aws::Operation& operation) {
      if (permission.empty()) permission = aws::action(operation);
      answer_error(operation, "AccessDenied", 403);
    });
    try {
      verb.act(store(), id);
      // Its bucket may be in memory, where nothing is asked of AWS.
      EXPECT_TRUE(permission.empty()) << "it was not refused";

    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::denied) << error.what();
      EXPECT_NE(std::string(error.what()).find(permission), std::string::npos) << error.what();
      EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
    }
    backend().faults.disarm();
    if (permission.empty()) continue;
    EXPECT_EQ(state_of(other(), id), before);
  }
}

// The fault of one attempt: before it is carried out, or, when the answer is lost, after.
struct Fault {
  const char* name;
  const char* code;  // null: no answer at all
  int status;
  bool is_carried_out;
};

constexpr Fault faults[] = {{"throttled", "ThrottlingException", 400, false},
                            {"slow down", "SlowDown", 503, false},
                            {"internal error", "InternalError", 500, false},
                            {"no connection", nullptr, 0, false},
                            {"answer lost", nullptr, 0, true}};

[[noreturn]] void fail(const Fault& fault, const aws::Operation& operation) {
  if (fault.code != nullptr) answer_error(operation, fault.code, fault.status);
  throw base::Error(ErrorKind::unavailable, "the connection broke");
}

TEST_P(StoreFaults, EveryVerbOutlivesOneFaultAtEachOfItsRequests) {
  for (const Verb& verb : verbs()) {
    const std::string unharmed = prepared();
    const json expected = verb.act(store(), unharmed);
    const json expected_state = state_of(other(), unharmed);
    for (const Fault& fault : faults) {
      for (std::size_t at = 1;; ++at) {
        SCOPED_TRACE(fmt::format("{}, {} at request {}", verb.name, fault.name, at));
        const std::string id = prepared();
        bool happened = false;
        const Faults::Hook hook = [&](std::size_t number, const aws::Operation& operation) {
          if (number != at) return;
          happened = true;
          fail(fault, operation);
        };
        backend().faults.arm(fault.is_carried_out ? Faults::Hook() : hook,
                             fault.is_carried_out ? hook : Faults::Hook());
        EXPECT_EQ(verb.act(store(), id), expected);
        backend().faults.disarm();
        EXPECT_TRUE(state_of(other(), id) == expected_state);
        if (!happened) break;
        ASSERT_LT(at, 50U) << "it asks without end";
      }
    }
  }
}

TEST_P(StoreFaults, AnOutageThatLastsIsAnErrorAndChangesNothing) {
  for (const Verb& verb : verbs()) {
    SCOPED_TRACE(verb.name);
    const std::string id = prepared();
    const json before = state_of(other(), id);
    bool asked = false;
    backend().faults.arm([&](std::size_t, const aws::Operation& operation) {
      asked = true;
      answer_error(operation, "ServiceUnavailable", 503);
    });
    try {
      verb.act(store(), id);
      EXPECT_FALSE(asked) << "it did not say so";
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::unavailable) << error.what();
    }
    backend().faults.disarm();
    if (!asked) continue;
    EXPECT_EQ(state_of(other(), id), before);
  }
}

// Not an error that anybody catches: as if the process had been killed.
struct Killed {};

// Each part of the state is what it was or what it becomes, and doing it again gets there.
TEST_P(StoreFaults, KilledBetweenAnyTwoRequestsThereIsTheOldOrTheNewAndItCanBeDoneAgain) {
  for (const Verb& verb : verbs()) {
    const std::string unharmed = prepared();
    const json old_state = state_of(other(), unharmed);
    verb.act(store(), unharmed);
    const json new_state = state_of(other(), unharmed);
    for (const bool is_carried_out : {false, true}) {
      for (std::size_t at = 1;; ++at) {
        SCOPED_TRACE(fmt::format("{}, killed {} request {}", verb.name, is_carried_out ? "after" : "before", at));
        const std::string id = prepared();
        const Faults::Hook hook = [&](std::size_t number, const aws::Operation&) {
          if (number >= at) throw Killed();
        };
        backend().faults.arm(is_carried_out ? Faults::Hook() : hook, is_carried_out ? hook : Faults::Hook());
        bool killed = false;
        try {
          verb.act(store(), id);
        } catch (const Killed&) {
          killed = true;
        }
        backend().faults.disarm();
        const json state = state_of(other(), id);
        EXPECT_EQ(state["broken"], 0) << state["phone"]["what"];
        for (const auto& [part, value] : state.items()) {
          // A review is removed document by document.
          if (part == "documents") continue;
          EXPECT_TRUE(value == old_state[part] || value == new_state[part]) << part;
        }
        const bool can_be_removed_again =
            std::string(verb.name) != "remove" || state == new_state || other().remove(id);
        EXPECT_TRUE(can_be_removed_again);
        verb.act(other(), id);
        EXPECT_TRUE(state_of(other(), id) == new_state);
        if (!killed) break;
        ASSERT_LT(at, 50U) << "it asks without end";
      }
    }
  }
}

}  // namespace
}  // namespace contract
