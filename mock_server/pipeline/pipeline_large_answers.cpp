// Answers that take long to make, and those that there is no room for.
#include <string>
#include <utility>

#include "mock_server/pipeline/pipeline.hpp"
#include "mock_server/pipeline/refused_outcome.hpp"

namespace everstrike::mock_server {

// The room is asked for before the work is done.
Answer Pipeline::answer_late(Late late, const Request& request, std::int64_t started_us) {
  const bool is_head = request.head.method() == "HEAD";
  if (request.room != nullptr && !is_head && !request.room->reserve(late.outcome.result_bytes)) {
    Answer answer = refuse_for_room(*late.entry);
    return close(std::move(answer), std::move(late.entry), started_us);
  }
  Answer answer;
  answer.is_owed = true;  // the journal is to know of it
  answer.later = [this, started_us,
                  shared = std::make_shared<Late>(std::move(late))](const Patience&) {
    Late& rest = *shared;
    Entry& entry = *rest.entry;
    rest.outcome.effect = std::move(entry.effect);  // answer_to looks at it, and notes it again
    rest.outcome.result_json = rest.outcome.result_later();
    rest.outcome.result_later = nullptr;
    Answer made = answer_to(std::move(rest.outcome), rest.found, entry);
    if (rest.after_effect) shape(*rest.after_effect, made, entry);
    return close(std::move(made), std::move(rest.entry), started_us);
  };
  return answer;
}

// What happened has happened: the entry says so beside the refusal.
Answer Pipeline::refuse_for_room(Entry& entry) const {
  std::string detail(reason_text(MalformedRequest::Reason::overloaded));
  detail += ": the answers that other clients have not read take all the room there is";
  Outcome outcome = refused(Verdict::overloaded, std::move(detail));
  outcome.effect = std::move(entry.effect);
  Answer answer = answer_to(std::move(outcome), {}, entry);
  answer.reply.close = true;
  return answer;
}

}  // namespace everstrike::mock_server
