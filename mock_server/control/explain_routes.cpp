#include "mock_server/control/explain_routes.hpp"

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "mock_server/auth/authenticate.hpp"
#include "mock_server/control/control_reply.hpp"
#include "mock_server/control/pasted_request.hpp"
#include "mock_server/journal/entry_json.hpp"
#include "mock_server/pipeline/diagnose_request.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::mock_server {
namespace {

using diagnosis::Depth;
using diagnosis::Diagnosis;

struct ExplainQuestion {
  std::string request;
  Depth depth = Depth::quick;
};

Expected<ExplainQuestion, std::string> read_explain_question(const std::string& body) {
  auto document = json::Document::parse(body, "body");
  if (!document) return Unexpected<std::string>(document.error());
  json::ObjectReader reader(*document, "");
  ExplainQuestion question;
  const auto text = reader.text_if_present("request");
  const auto hex = reader.text_if_present("request_hex");
  if (text.has_value() == hex.has_value()) {
    reader.fail(text ? "request_hex" : "", "expected request or request_hex, one of them");
  }
  if (text) question.request = *text;
  if (hex) {
    auto bytes = signing::read_hex(*hex);
    if (!bytes) reader.fail("request_hex", "expected hex, two digits for each byte");
    question.request = std::move(bytes).value_or("");
  }
  const auto depth = reader.text_if_present("depth");
  if (depth == "deep") {
    question.depth = Depth::deep;
  } else if (depth && depth != "quick") {
    reader.fail("depth", "expected \"quick\" or \"deep\"");
  }
  if (auto error = reader.finish()) return Unexpected<std::string>(std::move(*error));
  return question;
}

// The diagnosis takes its time, so it looks at copies of what the key's tenant remembers.
Diagnosis diagnose(const Backstage& backstage, DiagnosisQuestion question,
                   const diagnosis::Options& options) {
  Tenant* tenant =
      question.credential == nullptr ? nullptr : backstage.tenants.find(*question.api_key);
  if (tenant == nullptr) return diagnose_request(question, options);
  std::vector<std::string> bodies;
  {
    const std::lock_guard lock(tenant->mutex);
    for (const auto body : tenant->earlier_bodies.latest_first()) bodies.emplace_back(body);
  }
  question.earlier_bodies.assign(bodies.begin(), bodies.end());
  return diagnose_request(question, options);
}

class Members {
 public:
  Members(std::string& out, const signing::Redactor& redactor) : json_(out), redactor_(redactor) {}

  void add(const std::string& name, std::string text) {
    redactor_.redact(text);
    if (signing::is_utf8(text)) {
      json_.add(name, text);
    } else {
      std::string hex;
      signing::append_hex(hex, text);
      json_.add(name + "_hex", hex);
    }
  }
  json::ObjectWriter& json() { return json_; }

 private:
  json::ObjectWriter json_;
  const signing::Redactor& redactor_;
};

}  // namespace

Reply explain(const Backstage& backstage, const std::string& body) {
  const auto question = read_explain_question(body);
  if (!question) return control_error(400, question.error());
  const auto saved = diagnosis::read_saved_request(question->request);
  if (!saved) return control_error(400, "body: request: " + saved.error());
  const auto request = read_pasted_request(*saved);
  if (!request) return control_error(400, "body: request: " + request.error());

  const auto api_key = api_key_of(request->head);
  const auto credential = api_key ? backstage.keys.look(*api_key) : nullptr;
  const Diagnosis found = diagnosis::diagnose_saved(*saved, [&](std::string_view pasted) {
    return diagnose(backstage,
                    {.request = *request,
                     .api_key = api_key,
                     .credential = credential.get(),
                     .keys = backstage.keys,
                     .body = pasted},
                    {.depth = question->depth, .limits = {}, .reveal = backstage.reveal});
  });

  std::string out;
  {
    Members answer(out, backstage.redactor);
    answer.json().add("ok", found.outcome == diagnosis::Outcome::none);
    answer.add("mistake", found.name());
    {
      json::ArrayWriter also(answer.json().text("also"));
      for (const auto& steps : found.also) also.add(steps.text());
    }
    answer.add("what", found.title());
    answer.add("fix", found.fix);
    answer.add("proof", found.proof);
    {
      json::ArrayWriter hints(answer.json().text("hints"));
      for (const std::string& hint : found.hints) hints.add(hint);
    }
    {
      json::ArrayWriter notes(answer.json().text("notes"));
      for (const auto& note : found.notes) notes.add(note.slug);
    }
    answer.json().add("known_key", credential != nullptr);
    if (api_key) answer.add("api_key", *api_key);
    if (const auto signature = signature_of(request->head)) {
      answer.add("signature", *signature);
    }
    answer.add("expected_text", request->body);
    if (!found.expected_signature.empty()) {
      answer.json().add("expected_signature", found.expected_signature);
    }
  }
  return json_reply(std::move(out));
}

}  // namespace everstrike::mock_server
