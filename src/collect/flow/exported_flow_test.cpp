#include "collect/flow/exported_flow.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "collect/flow/block_places.hpp"
#include "collect/flow/language.hpp"

namespace {

const std::string content = R"({
  "Version": "2019-10-30",
  "StartAction": "hello",
  "Metadata": {"name": "Main menu", "type": "contactFlow",
    "ActionMetadata": {"go": {"parameters": {"ContactFlowId": {"displayName": "After hours"}}},
                       "ask": {"contactFlowModuleName": "Survey"}}},
  "Actions": [
    {"Identifier": "hello", "Type": "MessageParticipant", "Parameters": {"Text": "\"Identifier\": \"go\""},
     "Transitions": {"NextAction": "ask"}},
    {"Parameters": {"FlowModuleId": "m"}, "Type": "InvokeFlowModule", "Transitions": {"NextAction": "go"},
     "Identifier" : "ask"},
    {"Type": "TransferToFlow", "Identifier":
       "go", "Parameters": {"ContactFlowId": "{{after}}", "Identifier": "hello"}}
  ]
})";

collect::ExportedFlow read(const std::string& text) {
  auto reading = collect::read_exported_flow(text);
  EXPECT_EQ(reading.wrong, "") << text;
  return reading.flow.value_or(collect::ExportedFlow{});
}

std::string wrong(const std::string& text) {
  const auto reading = collect::read_exported_flow(text);
  EXPECT_FALSE(reading.flow) << text;
  return reading.wrong;
}

std::string from(const std::string& text, std::size_t at) {
  return at < text.size() ? text.substr(at, text.find_first_of(",\n", at) - at) : "nothing";
}

TEST(ExportedFlows, SayWhatTheyAre) {
  const auto flow = read(content);
  EXPECT_EQ(flow.name, "Main menu");
  EXPECT_EQ(flow.type, "CONTACT_FLOW");
  EXPECT_EQ(flow.graph.actions.size(), 3U);
  EXPECT_EQ(flow.graph.actions[1].references.at(0).shown, "Survey");
  EXPECT_EQ(flow.graph.actions[2].references.at(0).shown, "After hours");
}

TEST(ExportedFlows, KnowWhereTheirBlocksStand) {
  const auto flow = read(content);
  ASSERT_EQ(flow.places.size(), 3U);
  for (const char* identifier : {"hello", "ask", "go"}) {
    const std::size_t place = flow.places.find(identifier)->second;
    EXPECT_EQ(content.substr(place, std::string_view(identifier).size() + 2), fmt::format("\"{}\"", identifier));
  }
  // And not where a text, or a parameter, looks like one.
  EXPECT_EQ(from(content, flow.places.find("go")->second), "\"go\"");
  EXPECT_GT(flow.places.find("go")->second, content.find("TransferToFlow"));
  EXPECT_LT(flow.places.find("hello")->second, content.find("MessageParticipant"));
}

TEST(ExportedFlows, MayBeginWithAByteOrderMark) {
  const std::string text = "\xEF\xBB\xBF" + content;
  const auto flow = read(text);
  EXPECT_EQ(from(text, flow.places.find("hello")->second), "\"hello\"");
}

TEST(ExportedFlows, MayBeWhatAwsAnswers) {
  const std::string text = nlohmann::json{
      {"ContactFlow",
       {{"Arn", "arn:aws:connect:r:1:instance/i/contact-flow/f"},
        {"Id", "f"},
        {"Name", "Hold"},
        {"Type", "CUSTOMER_HOLD"},
        {"Content", content}}}}.dump(1);
  const auto flow = read(text);
  EXPECT_EQ(flow.id, "f");
  EXPECT_EQ(flow.name, "Hold");
  EXPECT_EQ(flow.type, "CUSTOMER_HOLD");
  // Lines of a text within are none of the file.
  EXPECT_EQ(text.substr(flow.places.find("go")->second, 3), "\"{\\");
}

TEST(ExportedFlows, MayHaveTheirContentAsAnObjectWithin) {
  const std::string text = fmt::format(R"({{"Name": "Hold", "Type": "CUSTOMER_HOLD", "Content": {}}})", content);
  const auto flow = read(text);
  EXPECT_EQ(flow.name, "Hold");
  EXPECT_EQ(flow.type, "CUSTOMER_HOLD");
  EXPECT_EQ(from(text, flow.places.find("go")->second), "\"go\"");
  EXPECT_EQ(read(fmt::format(R"({{"ContactFlow": {{"Id": "f", "Content": {}}}}})", content)).places.size(), 3U);
}

TEST(ExportedFlows, AreModulesWhenTheyReturn) {
  EXPECT_EQ(read(R"({"StartAction": "a", "Actions": [{"Identifier": "a", "Type": "EndFlowModuleExecution"}]})").type,
            "MODULE");
  EXPECT_EQ(read(R"({"StartAction": "a", "Actions": [{"Identifier": "a", "Type": "DisconnectParticipant"}]})").type,
            "");
  EXPECT_EQ(read(R"({"ContactFlowModule": {"Content":
      "{\"StartAction\": \"a\", \"Actions\": [{\"Identifier\": \"a\", \"Type\": \"DisconnectParticipant\"}]}"}})")
                .type,
            "MODULE");
  EXPECT_EQ(read(R"({"modules": [{"id": "a", "type": "ReturnFromFlowModule"}], "start": "a"})").type, "MODULE");
}

TEST(ExportedFlows, OfTheDesignersEarlierYearsAreRead) {
  const std::string text = R"({"modules": [
    {"id": "x-1", "type": "PlayPrompt", "branches": [{"condition": "Success", "transition": "x-2"}]},
    {"id": "x-2", "type": "Disconnect"}], "start": "x-1", "metadata": {"name": "Old", "type": "agentWhisper"}})";
  const auto flow = read(text);
  EXPECT_EQ(flow.name, "Old");
  EXPECT_EQ(flow.type, "AGENT_WHISPER");
  EXPECT_EQ(from(text, flow.places.find("x-2")->second), "\"x-2\"");
}

TEST(ExportedFlows, SayWhatIsWrong) {
  EXPECT_EQ(wrong(""), "is not JSON");
  EXPECT_EQ(wrong("hello"), "is not JSON");
  EXPECT_EQ(wrong(content.substr(0, content.size() - 1)), "is not JSON");
  EXPECT_EQ(wrong("{\"name\": \"\xFF\"}"), "is not JSON");
  for (const std::string& start :
       {std::string("\xFF\xFE{\0", 4), std::string("\xFE\xFF\0{", 4), std::string("{\0", 2)}) {
    EXPECT_EQ(wrong(start), "is UTF-16: save it as UTF-8");
  }
  EXPECT_EQ(wrong("{}"), "is not a flow: it has no list of Actions");
  EXPECT_EQ(wrong(R"({"StartAction": "a", "Actions": []})"), "is not a flow: it has no blocks");
  const std::string end = R"({"Identifier": "a", "Type": "DisconnectParticipant"})";
  const auto wrong_of = [](const std::string& start, const std::string& blocks) {
    return wrong(fmt::format(R"({{"StartAction": "{}", "Actions": [{}]}})", start, blocks));
  };
  EXPECT_EQ(wrong_of("", end), "is not a flow: it has no StartAction");
  EXPECT_EQ(wrong_of("b", end), "is not a flow: its StartAction 'b' is none of its blocks");
  EXPECT_EQ(wrong_of("a", end + ", 7"), "is not a flow: block 2 is no object");
  EXPECT_EQ(wrong_of("a", end + R"(, {"Identifier": 9, "Type": "Wait"})"), "is not a flow: block 2 has no Identifier");
  EXPECT_EQ(wrong_of("a", end + R"(, {"Identifier": "b", "Type": 5})"), "is not a flow: block 2 has no Type");
  EXPECT_EQ(wrong_of("a", end + R"(, {"Identifier": "b", "Type": "Wait", "Parameters": [1]})"),
            "is not a flow: the Parameters of block 2 are no object");
  EXPECT_EQ(wrong_of("a", end + R"(, {"Identifier": "b", "Type": "Wait", "Transitions": "x"})"),
            "is not a flow: the Transitions of block 2 are no object");
  EXPECT_EQ(wrong_of("a", end + ", " + end), "is not a flow: two blocks are called 'a'");
  EXPECT_EQ(wrong(R"({"modules": [{"id": "a", "type": "Disconnect"}, {"id": "b"}], "start": "a"})"),
            "is not a flow: block 2 has no type");
  for (const char* text : {"{}", "[]", "7", "null", R"({"StartAction": "a", "Actions": []})", R"({"Content": ""})",
                           R"({"Content": "{}"})", R"({"ContactFlow": {"Content": "no"}})"}) {
    EXPECT_TRUE(wrong(text).starts_with("is not a flow")) << text;
  }
}

TEST(ExportedFlows, AreBounded) {
  const std::string blank(collect::max_flow_bytes, ' ');
  EXPECT_EQ(wrong(content + blank), "is larger than 1,024,000 bytes, which no flow is");
  EXPECT_EQ(wrong(std::string(collect::max_flow_file_bytes + 1, ' ')),
            "is larger than 2,048,000 bytes, which no flow is");
  EXPECT_EQ(wrong(nlohmann::json{{"Content", content + blank}}.dump()),
            "is larger than 1,024,000 bytes, which no flow is");
  // However deep.
  const std::string opened(400'000, '['), closed(400'000, ']');
  EXPECT_TRUE(wrong(opened + closed).starts_with("is not a flow"));
  EXPECT_EQ(read(R"({"deep": )" + opened + closed + ", " + content.substr(1)).graph.actions.size(), 3U);
  EXPECT_EQ(wrong(opened), "is not JSON");
}

TEST(ExportedFlows, PlacesAreThoseOfEscapedIdentifiersToo) {
  const std::string text =
      R"({"StartAction": "\u00e9\"", "Actions": [{"Identifier": "\u00e9\"", "Type": "DisconnectParticipant"}]})";
  const auto places = collect::block_places(text, 0);
  ASSERT_TRUE(places.contains("é\""));
  EXPECT_EQ(text.substr(places.find("é\"")->second, 8), "\"\\u00e9\\");
}

}  // namespace
