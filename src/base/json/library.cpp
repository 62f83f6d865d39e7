#include "base/json/library.hpp"

template class nlohmann::basic_json<>;
// What these members are made of, so that a program has them as they are compiled here: for speed (docs/adr/0026).
template class nlohmann::detail::lexer<nlohmann::json, nlohmann::detail::iterator_input_adapter<const char*>>;
template class nlohmann::detail::serializer<nlohmann::json>;
template class nlohmann::detail::output_string_adapter<char>;
