// What redaction leaves as it is: the members, words and shapes that are AWS's own. Whatever is not named here is
// masked. Pure functions on constant tables, any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace recording::redaction {

enum class Rule {
  mask,      // an id or an ARN keeps its shape, everything else becomes a name
  word,      // an enumeration, a code, a type: stays when it is one word of letters, digits and _-./:
  plain,     // AWS's own text, or a page token: stays
  document,  // JSON in a string, masked inside; when it is none, word by word
  prompt,    // what a block says: masked, but for which attributes are in it
  alarms,    // the rule of a composite alarm: the names in it are masked
  query,     // of Metrics Insights: what it compares with is masked, and metric math as a whole
  outcome,   // of a block in the flow log: stays what the review takes it for
  origin,    // a site that may embed agents' pages: the same
  path,      // of objects in a bucket: masked part by part, so that what lies below another still does
};

// Where a value stands, which decides whose the members' names are.
enum class Part {
  answer,    // in a request or answer: AWS's
  document,  // in JSON in a string: those that are known are AWS's
  block,     // under the parameters of a flow's block: those that the review reads are AWS's
  free,      // under tags, parameters, attributes: people's
};

// Of the text `member` of an object that is itself the member `parent`.
Rule rule_of(Part part, std::string_view parent, std::string_view member);

// Whether the name stays of a member of an object that is itself the member `parent`.
bool is_known_member(Part part, std::string_view parent, std::string_view member);

// The part that the values under a member belong to. `member` is empty when its name did not stay.
Part part_below(Part part, std::string_view member);

// What the path of an attribute begins with: $.Attributes.name.
bool is_attribute_root(std::string_view word);

// Says nothing of anybody: a UUID, a time, true or false, a quota's code, the host name of an AWS service.
bool is_harmless(std::string_view text);

bool is_word(std::string_view text);

// A word that AWS uses in its messages; any case.
bool is_message_word(std::string_view word);

// A service or a type of resource, as ARNs name them.
bool is_arn_word(std::string_view word);

// The masked result of a block in the flow log where the review takes it for what it takes the result for. Where a word
// that is masked made it a failure: a phrase of AWS's words for the same kind, with `name` behind it; `name` alone
// where it is no failure.
std::string same_outcome(const std::string& module_type, const std::string& result, std::string masked,
                         const std::function<std::string()>& name);

}  // namespace recording::redaction
