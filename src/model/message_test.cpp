#include "model/message.hpp"

#include <gtest/gtest.h>

namespace {

TEST(MaskedMessage, KeepsWordsOfAws) {
  for (const char* text : {"", "The Lambda Function Returned An Error.", "Queue at capacity", "Timeout",
                           "Instance has reached concurrent Lambda thread access limit", " ( ! ) ", "Invalid SSML"}) {
    EXPECT_EQ(model::masked_message(text), text);
  }
}

TEST(MaskedMessage, LeavesOfAllOthersTheShape) {
  EXPECT_EQ(model::masked_message("Order 4711 of Zoë was not found."), "Xxxxx 0000 of Xxx was not found.");
  EXPECT_EQ(model::masked_message("+49 30 23125000"), "+00 00 00000000");
  EXPECT_EQ(model::masked_message("(206) 555-0100, ask zebra.quagga@harbour.example"),
            "(000) 000-0000, xxx xxxxx.xxxxxx@xxxxxxx.xxxxxxx");
  EXPECT_EQ(model::masked_message("4111 1111 1111 1111 cvv 123"), "0000 0000 0000 0000 xxx 000");
  EXPECT_EQ(model::masked_message(R"({"name":"Zebra","Error":1})"), R"({"xxxx":"Xxxxx","Xxxxx":0})");
  EXPECT_EQ(model::masked_message("الطوارئ\tΑθήνα\n"), "xxxxxxx\txxxxx\n");
}

TEST(MaskedMessage, StaysTheSameWhenItIsMaskedAgain) {
  for (const char* text : {"Order 4711 of Zoë was not found.", "x 0 X", "\xFF\xC3 a", "[[\"'()"}) {
    const std::string once = model::masked_message(text);
    EXPECT_EQ(model::masked_message(once), once);
  }
}

TEST(MaskedMessage, IsAsLongAsTheTextIs) {
  std::string text;
  while (text.size() < 200'000) text += "( 9 a";
  EXPECT_EQ(model::masked_message(text).size(), text.size());
}

TEST(WithWords, TellsWhatStandsBesideEach) {
  std::string seen;
  const std::string out = model::with_words(" \"One\", two!  ... (three)", [&](const model::MessageWord& word) {
    seen += std::string(word.before) + "<" + std::string(word.text) + ">" + std::string(word.after) + " ";
    return "*";
  });
  EXPECT_EQ(seen, "<One>two One<two>three two<three> ");
  EXPECT_EQ(out, " \"*\", *!  ... (*)");
}

}  // namespace
