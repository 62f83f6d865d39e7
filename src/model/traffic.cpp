#include "model/traffic.hpp"

namespace model {

bool is_waited_for(const ChannelContacts& contacts) {
  return contacts.channel == voice_channel || contacts.channel == chat_channel;
}

}  // namespace model
