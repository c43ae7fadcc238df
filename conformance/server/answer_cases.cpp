// What the answer to the documented cancel says. All look at the same one answer; only the last
// ones ask the server anything more.
#include "conformance/server/envelope_reader.hpp"
#include "conformance/server/server_case.hpp"
#include "signing/form_encoding.hpp"

namespace everstrike::conformance::server {
namespace {

constexpr auto kAnswerPage = "docs.everstrike.io, POST /auth/cancel";

using Judge = std::function<Finding(Target&, const DocumentedCancel&, const EnvelopeParts&)>;

ServerCase answer_case(const char* id, Level level, Provenance provenance, const char* expects,
                       Judge judge) {
  return {.id = id,
          .level = level,
          .provenance = provenance,
          .reference = kAnswerPage,
          .touch = Touch::reads,
          .does = "looks at the answer to the documented cancel",
          .expects = expects,
          .mistake = "",
          .judge = [judge = std::move(judge)](Target& target) {
            const auto* cancel = target.documented_cancel();
            if (cancel == nullptr) return not_run("no order is left: give another --order-id");
            if (!cancel->answered || cancel->answered->status != 200) {
              return not_run("the documented cancel was not accepted (accept/01)");
            }
            return judge(target, *cancel, read_envelope(cancel->answered->body));
          }};
}

Finding check(bool holds, const char* reason, const std::string& expected,
              const DocumentedCancel& cancel) {
  return holds ? passed() : failed(reason, expected, seen_of(cancel.answered));
}

// A member of `result` that must be of one of these types.
struct Member {
  const char* name;
  std::vector<const char*> types;
};

Finding check_members(const std::vector<Member>& members, const EnvelopeParts& parts,
                      const DocumentedCancel& cancel) {
  for (const auto& [name, types] : members) {
    const auto* field = parts.in_result(name);
    if (field == nullptr) {
      return failed("result has no " + std::string(name), name, seen_of(cancel.answered));
    }
    bool fits = false;
    std::string wanted;
    for (const auto* type : types) {
      fits = fits || field->is(type);
      wanted += (wanted.empty() ? "" : " or ") + std::string(type);
    }
    if (!fits) {
      return failed("result's " + std::string(name) + " is of type " + field->type, wanted,
                    std::string(name) + ": " + field->text);
    }
  }
  return passed();
}

Finding one_of(const char* name, const std::vector<std::string>& known, const EnvelopeParts& parts,
               const DocumentedCancel& cancel) {
  const auto* field = parts.in_result(name);
  std::string all;
  for (const auto& value : known) {
    if (field != nullptr && field->text == value) return passed();
    all += (all.empty() ? "" : " or ") + value;
  }
  return failed(std::string(name) + " is none of the documented values", all,
                field == nullptr ? seen_of(cancel.answered) : field->text);
}

Finding status_of_order(Target&, const DocumentedCancel& cancel, const EnvelopeParts& parts) {
  const auto* status = parts.in_result("status");
  if (status == nullptr) return failed("result has no status", "CANCELLED", "");
  if (status->text == "CANCELLED") return passed();
  if (status->text == "ACTIVE") {
    return lenient("a cancelled order is shown as ACTIVE, as in the page's sample");
  }
  return failed("a cancelled order has another status", "CANCELLED", seen_of(cancel.answered));
}

Finding time_in_ms(Target&, const DocumentedCancel& cancel, const EnvelopeParts& parts) {
  const auto* time = parts.in_result("time");
  // From 2001 to 5138 all times in milliseconds have 12 to 14 digits before the point.
  const auto digits = time == nullptr ? 0 : std::min(time->text.find('.'), time->text.size());
  return check(time != nullptr && time->is("number") && digits >= 12 && digits <= 14,
               "time is no number of milliseconds", "milliseconds since 1970", cancel);
}

Finding read_back(Target& target, const DocumentedCancel& cancel, const EnvelopeParts&) {
  const auto path =
      "/order?id=" + signing::encode_component(cancel.id, signing::Dialect::javascript);
  const auto answered = target.exchange(target.get(path));
  if (!answered) return failed(answered.error().line, "the order", seen_of(answered));
  const auto parts = read_envelope(answered->body);
  const auto* id = parts.in_result("id");
  const auto* status = parts.in_result("status");
  if (answered->status != 200 || id == nullptr || id->text != cancel.id) {
    return failed("the cancelled order can't be read", "200 and the order " + cancel.id,
                  seen_of(answered));
  }
  if (status == nullptr || status->text != "CANCELLED") {
    return failed("the order is read as not cancelled", "CANCELLED", seen_of(answered));
  }
  return passed();
}

Finding cancelled_again(Target& target, const DocumentedCancel& cancel, const EnvelopeParts&) {
  const auto answered = target.exchange(target.cancel(Target::body_of(cancel.id)));
  if (!answered) return failed(answered.error().line, "an answer", seen_of(answered));
  const auto parts = read_envelope(answered->body);
  if (!parts.problem.empty()) {
    return failed("the second answer can't be read: " + parts.problem, "the documented envelope",
                  seen_of(answered));
  }
  if (looks_cancelled(*answered)) return lenient("a second cancel is confirmed like the first");
  return passed();
}

}  // namespace

std::vector<ServerCase> answer_cases() {
  constexpr auto kMust = Level::must;
  constexpr auto kShould = Level::should;
  constexpr auto kDocumented = Provenance::documented;
  return {
      answer_case("answer/01", kMust, kDocumented, "an object of code, msg and result",
                  [](Target&, const DocumentedCancel& cancel, const EnvelopeParts& parts) {
                    return check(parts.problem.empty() && parts.member("code") &&
                                     parts.member("msg") && parts.member("result"),
                                 "a member is missing, or it is no JSON object",
                                 R"({"code":200,"msg":"…","result":{…}})", cancel);
                  }),
      answer_case("answer/02", kMust, kDocumented, "code is the number 200",
                  [](Target&, const DocumentedCancel& cancel, const EnvelopeParts& parts) {
                    return check(parts.code() == std::optional<int>(200), "code is not 200",
                                 "\"code\":200", cancel);
                  }),
      answer_case("answer/03", kShould, kDocumented, "msg is a text",
                  [](Target&, const DocumentedCancel& cancel, const EnvelopeParts& parts) {
                    const auto* msg = parts.member("msg");
                    if (msg != nullptr && msg->is("null")) {
                      return lenient("msg is null, where the page shows the text \"null\"");
                    }
                    return check(msg != nullptr && msg->is("string"), "msg is no text", "a text",
                                 cancel);
                  }),
      answer_case("answer/04", kMust, kDocumented, "result is the order that was named",
                  [](Target&, const DocumentedCancel& cancel, const EnvelopeParts& parts) {
                    const auto* id = parts.in_result("id");
                    return check(id != nullptr && id->is("string") && id->text == cancel.id,
                                 "result has another id, or none", cancel.id, cancel);
                  }),
      answer_case("answer/05", kMust, kDocumented, "result has the documented fields",
                  [](Target&, const DocumentedCancel& cancel, const EnvelopeParts& parts) {
                    return check_members({{"id", {"string"}},
                                          {"pair", {"string"}},
                                          {"side", {"string"}},
                                          {"type", {"string"}},
                                          {"status", {"string"}},
                                          {"price", {"number"}},
                                          {"time", {"number"}},
                                          {"fills", {"array"}},
                                          {"hidden", {"boolean"}}},
                                         parts, cancel);
                  }),
      answer_case("answer/06", kShould, kDocumented, "quantities are numbers",
                  [](Target&, const DocumentedCancel& cancel, const EnvelopeParts& parts) {
                    return check_members({{"qty_orig", {"number"}}, {"qty_remaining", {"number"}}},
                                         parts, cancel);
                  }),
      answer_case("answer/07", kShould, kDocumented, "side is BUY or SELL",
                  [](Target&, const DocumentedCancel& cancel, const EnvelopeParts& parts) {
                    return one_of("side", {"BUY", "SELL"}, parts, cancel);
                  }),
      answer_case("answer/08", kShould, kDocumented, "type is LIMIT or MARKET",
                  [](Target&, const DocumentedCancel& cancel, const EnvelopeParts& parts) {
                    return one_of("type", {"LIMIT", "MARKET"}, parts, cancel);
                  }),
      answer_case("answer/09", kShould, kDocumented, "time is in milliseconds", time_in_ms),
      answer_case("answer/10", Level::may, Provenance::assumed, "status is CANCELLED",
                  status_of_order),
      answer_case("answer/11", kShould, kDocumented, "the content type is JSON",
                  [](Target&, const DocumentedCancel& cancel, const EnvelopeParts&) {
                    const auto type = cancel.answered->header("content-type").value_or("");
                    return check(type.rfind("application/json", 0) == 0,
                                 "the content type is another one", "application/json", cancel);
                  }),
      answer_case("answer/12", kMust, Provenance::assumed, "it is not compressed unasked",
                  [](Target&, const DocumentedCancel& cancel, const EnvelopeParts&) {
                    const auto coding = cancel.answered->header("content-encoding").value_or("");
                    return check(coding.empty() || coding == "identity", "it is compressed",
                                 "no content coding", cancel);
                  }),
      answer_case("answer/13", kMust, Provenance::assumed, "it does not tell the secret",
                  [](Target& target, const DocumentedCancel& cancel, const EnvelopeParts&) {
                    auto text = cancel.answered->head + cancel.answered->body;
                    return check(!target.redact(text), "it tells the secret", "no secret", cancel);
                  }),
      answer_case("answer/14", kShould, kDocumented, "GET /order shows the order as cancelled",
                  read_back),
      answer_case("answer/15", kShould, Provenance::assumed,
                  "a second cancel of the order gets a readable answer", cancelled_again),
  };
}

const std::vector<ServerCase>& all_server_cases() {
  static const auto all = [] {
    std::vector<ServerCase> cases;
    for (auto& group :
         {refuse_cases(), unknown_cases(), wire_cases(), accept_cases(), answer_cases()}) {
      cases.insert(cases.end(), group.begin(), group.end());
    }
    return cases;
  }();
  return all;
}

}  // namespace everstrike::conformance::server
