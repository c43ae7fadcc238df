#include "mock_server/pipeline/redact_entry.hpp"

#include <algorithm>

namespace everstrike::mock_server {

void redact_request(const signing::Redactor& redactor, Entry& entry) {
  // Method and path are parts of the head as they stand there; an API key may be joined.
  const bool in_head = redactor.redact(entry.head);
  bool found = redactor.redact(entry.body) || in_head;
  if (in_head) {
    redactor.redact(entry.method);
    redactor.redact(entry.path);
  }
  found = redactor.redact(entry.api_key) || found;
  entry.secret_on_wire = entry.secret_on_wire || found;
}

bool names_secret(const signing::Redactor& redactor, const Entry& entry, const Effect& effect) {
  const auto holds_one = [&](std::string_view text) {
    // No part of a body in which none was found is one.
    const bool is_known = !entry.secret_on_wire && entry.body.find(text) != std::string::npos;
    return !is_known && redactor.finds(text);
  };
  return std::ranges::any_of(effect.order_ids, holds_one) ||
         std::ranges::any_of(effect.fills, holds_one, &Fill::order);
}

void redact_outcome(const signing::Redactor& redactor, Entry& entry) {
  for (std::string* text :
       {&entry.detail, &entry.fix, &entry.proof, &entry.fault, &entry.answer_interim}) {
    redactor.redact(*text);
  }
  if (!entry.answer_is_our_words) {
    redactor.redact_rest(entry.answer_body);
    for (std::string& id : entry.effect.order_ids) redactor.redact(id);
  }
  for (Fill& fill : entry.effect.fills) redactor.redact(fill.order);
  for (auto& [name, value] : entry.answer_headers) {
    redactor.redact(name);
    redactor.redact(value);
  }
}

void redact_reply(const signing::Redactor& redactor, Reply& reply) {
  redactor.redact_document(reply.body);
  redactor.redact_document(reply.content_type);
  redactor.redact_document(reply.interim);
  for (auto& [name, value] : reply.headers) {
    redactor.redact_document(name);
    redactor.redact_document(value);
  }
}

}  // namespace everstrike::mock_server
