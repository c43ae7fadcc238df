#include "mock_server/control/control.hpp"

#include <optional>

#include "mock_server/control/control_reply.hpp"
#include "mock_server/control/live_page.hpp"
#include "mock_server/exchange/nearest_path.hpp"
#include "mock_server/exchange/router.hpp"
#include "mock_server/wire/http/request_head.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

bool is_json(const RequestHead& head) {
  std::string_view type = head.find("content-type").value_or("");
  type = type.substr(0, type.find_first_of("; \t"));
  return signing::equal_ignoring_case(type, "application/json");
}

std::string_view route_path(const RequestHead& head) {
  return head.path() == "/mock" ? kLivePagePath : head.path();
}

std::string_view route_method(const RequestHead& head) {
  return head.method() == "HEAD" ? "GET" : head.method();
}

Shown what_is_shown(std::string_view method, std::string_view path) {
  if (method != "GET") return Shown::data;
  if (path == kLivePagePath) return Shown::page;
  return path == "/mock/ca.pem" || path == "/mock/health" ? Shown::open : Shown::data;
}

// What is shown here changes from one moment to the next, and belongs to nobody's cache.
Answer uncached(Answer answer) {
  answer.reply.headers.emplace_back("Cache-Control", "no-store");
  answer.reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  return answer;
}

}  // namespace

Answer Control::answer(const Request& request, std::chrono::milliseconds waited) const {
  Answer answer = dispatch(request, waited);
  if (!answer.later) return uncached(std::move(answer));
  answer.later = [later = std::move(answer.later)](const Patience& patience) {
    return uncached(later(patience));
  };
  return answer;
}

Answer Control::dispatch(const Request& request, std::chrono::milliseconds waited) const {
  const RequestHead& head = request.head;
  const Shown shown = what_is_shown(route_method(head), route_path(head));
  if (auto refusal = check_access(parts_.access, head, shown))
    return plain_answer(std::move(*refusal));
  return route(request, waited);
}

Reply Control::ask(std::string_view method, std::string_view target, std::string_view json) const {
  std::string text(method);
  text.append(" ").append(target).append(" HTTP/1.1\r\nContent-Type: application/json\r\n\r\n");
  auto head = parse_head(text, {});
  if (!head) return control_error(400, reason_text(head.error()));
  Request request{.head = std::move(*head), .body = std::string(json), .arrival = {}};
  Answer answer = route(request, std::chrono::milliseconds::max());
  if (answer.later) answer = answer.later({});
  for (bool is_over = !answer.body; !is_over;) {
    const auto piece = answer.body->next({});
    answer.reply.body += piece.bytes;
    is_over = piece.is_last;
  }
  return std::move(answer.reply);
}

Answer Control::route(const Request& request, std::chrono::milliseconds waited) const {
  const RequestHead& head = request.head;
  const std::string_view path = route_path(head);
  const std::string_view method = route_method(head);
  std::string allowed;
  for (const Route& route : routes_) {
    const bool has_rest = route.path.ends_with('/') && route.path != kLivePagePath;
    if (has_rest ? !path.starts_with(route.path) : path != route.path) continue;
    if (route.method != method) {
      allowed.append(allowed.empty() ? "" : ", ").append(route.method);
      continue;
    }
    if (!request.body.empty() && !is_json(head)) {
      return plain_answer(control_error(415, "expected a body of Content-Type: application/json"));
    }
    // {"api_key":"K"} as a body would be overlooked, and all worlds reset instead of K's.
    if (!route.takes_body() && !request.body.empty() && request.body != "{}") {
      return plain_answer(control_error(
          400, route.parameters.empty() ? "this path takes no body"
                                        : "this path takes no body; what it is about stands in "
                                          "the query, as in ?api_key=KEY"));
    }
    const auto rest = percent_decode(has_rest ? path.substr(route.path.size()) : "");
    if (!rest) return plain_answer(control_error(400, "the path has a broken %-escape"));
    auto query = Query::parse(head.query(), route.parameters, {"order_id"});
    if (!query) {  // it quotes what came
      return plain_answer(control_error(400, parts_.backstage.redactor.redacted(query.error())));
    }
    const Call call{request, waited, *rest, std::move(*query)};
    if (route.where == Where::here) return carry_out(route, call);
    Answer answer;
    answer.later = [this, &route, call](const Patience& patience) {
      Call patient = call;
      patient.patience = patience;
      return carry_out(route, patient);
    };
    answer.is_owed = route.changes_something();
    if (route.where == Where::apart) answer.pace = Pace::slow;
    return answer;
  }
  if (allowed.empty()) return plain_answer(no_such_path(method, path));
  Reply refusal = control_error(405, "this control path takes " + allowed);
  refusal.headers.emplace_back("Allow", allowed);
  return plain_answer(std::move(refusal));
}

Reply Control::no_such_path(std::string_view method, std::string_view path) const {
  std::vector<std::string> names;
  for (const Route& route : routes_)
    names.push_back(std::string(route.method) + " " + std::string(route.path));
  const std::string hint =
      path_hint(method, path, std::vector<std::string_view>(names.begin(), names.end()));
  return control_error(404,
                       parts_.backstage.redactor.redacted("there is no such control path" +
                                                          (hint.empty() ? "" : " (" + hint + ")")));
}

// Secrets are taken out of a body that is made piece by piece by who makes it.
Answer Control::carry_out(const Route& route, const Call& call) const {
  Answer answer = route.handle(call);
  if (route.content == Content::made_here || answer.reply.status != 200) {
    parts_.backstage.redactor.redact_document(answer.reply.body);
  }
  return answer;
}

bool Control::is_meant_here(const MalformedRequest& request) {
  const std::string_view line =
      std::string_view(request.received).substr(0, request.received.find("\r\n"));
  const auto blank = line.find(' ');
  if (blank == std::string_view::npos) return false;
  const std::string_view target = line.substr(blank + 1);
  return is_control_path(target.substr(0, target.find_first_of("? ")));
}

Answer Control::refuse(const MalformedRequest& request) {
  using Reason = MalformedRequest::Reason;
  const int status = request.reason == Reason::body_too_large   ? 413
                     : request.reason == Reason::head_too_large ? 431
                     : request.reason == Reason::overloaded     ? 503
                                                                : 400;
  Answer answer = plain_answer(control_error(status, reason_text(request.reason)));
  if (request.reason == Reason::cut_off) answer.reply.body.clear();
  answer.reply.close = true;
  return answer;
}

}  // namespace everstrike::mock_server
