#include "store/dynamodb/item.hpp"

#include <algorithm>
#include <array>

#include "aws/operations/dynamodb.hpp"
#include "base/json/exact.hpp"
#include "store/dynamodb/attribute_value.hpp"

namespace store {
namespace {

using nlohmann::json;

constexpr const char* encoding = "encoding";

json text_value(std::string_view text) {
  return {{"S", text}};
}

json texts_value(const std::vector<std::string>& texts) {
  json list = json::array();
  for (const std::string& text : texts) list.push_back(text_value(text));
  return {{"L", std::move(list)}};
}

// The value of an attribute when it is of that type, else null.
const json& value_of(const json& attributes, const char* name, const char* type) {
  static const json none;
  const auto attribute = attributes.find(name);
  if (attribute == attributes.end() || !attribute->is_object()) return none;
  const auto value = attribute->find(type);
  return value == attribute->end() ? none : *value;
}

std::string text_of(const json& attributes, const char* name) {
  const json& text = value_of(attributes, name, "S");
  return text.is_string() ? text.get<std::string>() : "";
}

std::vector<std::string> texts_of(const json& attributes, const char* name) {
  std::vector<std::string> texts;
  for (const json& one : value_of(attributes, name, "L")) {
    const auto text = one.is_object() ? one.find("S") : one.end();
    if (text != one.end() && text->is_string()) texts.push_back(text->get<std::string>());
  }
  return texts;
}

// Null when the item has none.
const json& encoding_of(const json& item) {
  return value_of(item, encoding, "M");
}

// The attributes that every item has, whatever form its document takes.
json head_item(const std::string& review_id, const std::string& component, const json& body) {
  json item = {{review_id_key, text_value(review_id)}, {component_key, text_value(component)}};
  if (const std::string arn = instance_arn(body); !arn.empty()) item["instanceArn"] = text_value(arn);
  if (const auto seconds = ttl(body)) item["ttl"] = {{"N", std::to_string(*seconds)}};
  return item;
}

json with_encoding(json item, json members) {
  item[encoding] = {{"M", std::move(members)}};
  return item;
}

// Whether the members of the envelope can be attributes: they hold the key, and none has the name of ours or none.
bool has_plain_envelope(const Item& document, const json& body) {
  const auto is = [&](const char* key, const std::string& value) { return body.contains(key) && body[key] == value; };
  return is(review_id_key, document.review_id) && is(component_key, document.component) && !body.contains(encoding) &&
         !body.contains("");
}

}  // namespace

json to_item(const Item& document) {
  const std::string text = to_text(document);
  const json body = base::parse_exact(text);  // as every reader will see it
  if (has_plain_envelope(document, body)) {
    Notes notes;
    json item = to_attributes(body, notes);
    // A ttl beyond what DynamoDB counts to would be a text there, and seen by nobody.
    if (std::ranges::find(notes.texts, "/ttl") == notes.texts.end()) {
      json members = json::object();
      if (!notes.doubles.empty()) members["doubles"] = texts_value(notes.doubles);
      if (!notes.texts.empty()) members["texts"] = texts_value(notes.texts);
      return members.empty() ? item : with_encoding(std::move(item), std::move(members));
    }
  }
  return with_encoding(head_item(document.review_id, document.component, body), {{"text", text_value(text)}});
}

bool fits(const json& item) {
  constexpr std::size_t reserve = 1024;  // DynamoDB says only about how it counts
  return item_bytes(item) <= aws::dynamodb::max_item_bytes - reserve;
}

json to_overflow_item(const Item& document, const Overflow& overflow) {
  return with_encoding(head_item(document.review_id, document.component, document.body),
                       {{"s3Bucket", text_value(overflow.bucket)},
                        {"s3Key", text_value(overflow.key)},
                        {"sha256", text_value(overflow.sha256)}});
}

json to_announcement(const Item& document) {
  return with_encoding(head_item(document.review_id, std::string(status_component), document.body),
                       {{"announces", {{"BOOL", true}}}});
}

void set_claim(json& item, const std::string& token) {
  item[encoding]["M"]["claim"] = text_value(token);
}

Head head_of(const json& item) {
  Head head{text_of(item, review_id_key), text_of(item, component_key), text_of(item, "instanceArn"), {}, false};
  const json& seconds = value_of(item, "ttl", "N");
  const auto number = seconds.is_string() ? read_number(seconds.get_ref<const std::string&>()) : std::nullopt;
  if (number) head.ttl = ttl({{"ttl", *number}});
  head.announces = encoding_of(item).is_object() && value_of(encoding_of(item), "announces", "BOOL") == true;
  return head;
}

std::optional<Overflow> overflow_of(const json& item) {
  const json& members = encoding_of(item);
  if (!members.is_object() || !members.contains("s3Key")) return std::nullopt;
  return Overflow{text_of(members, "s3Bucket"), text_of(members, "s3Key"), text_of(members, "sha256")};
}

std::string claim_of(const json& item) {
  const json& members = encoding_of(item);
  return members.is_object() ? text_of(members, "claim") : "";
}

Body body_of(const json& item) {
  const json& members = encoding_of(item);
  if (!members.is_object()) return from_attributes(item);
  if (members.contains("text")) return parse_body(text_of(members, "text"));
  json attributes = item;
  attributes.erase(encoding);
  Body body = from_attributes(attributes);
  if (!body.why.empty()) return body;
  body.why = restore(body.json, {texts_of(members, "doubles"), texts_of(members, "texts")});
  return body;
}

}  // namespace store
