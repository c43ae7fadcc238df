#include "mock_server/message/verdict.hpp"

#include <array>
#include <charconv>

namespace everstrike::mock_server {
namespace {

struct Row {
  Verdict verdict;
  std::string_view slug;
  int status;
  std::string_view explanation;
};

constexpr std::array kRows = {
    Row{Verdict::accepted, "accepted", 200, "accepted"},
    Row{Verdict::missing_key, "missing_key", 503, "the header x-api-key is missing"},
    Row{Verdict::unknown_key, "unknown_key", 503, "the API key is not known here"},
    Row{Verdict::missing_signature, "missing_signature", 503,
        "the header x-signature is missing or empty"},
    Row{Verdict::bad_signature, "bad_signature", 503,
        "the signature is not base64(HMAC-SHA256(secret, body)) of the body received"},
    Row{Verdict::missing_id, "missing_id", 503, "there is no field \"id\""},
    Row{Verdict::duplicate_id, "duplicate_id", 503, "there is more than one field \"id\""},
    Row{Verdict::malformed_body, "malformed_body", 503, "not application/x-www-form-urlencoded"},
    Row{Verdict::wrong_content_type, "wrong_content_type", 503,
        "the content type must be application/x-www-form-urlencoded"},
    Row{Verdict::unknown_order, "unknown_order", 503, "The order was not found"},
    Row{Verdict::already_cancelled, "already_cancelled", 503, "The order is already cancelled"},
    Row{Verdict::stale_timestamp, "stale_timestamp", 408, "The timestamp is too old."},
    Row{Verdict::rate_limited, "rate_limited", 429, "too many requests"},
    Row{Verdict::body_too_large, "body_too_large", 503, "the body is larger than this mock takes"},
    Row{Verdict::unsupported_method, "unsupported_method", 503,
        "this path does not take this method"},
    Row{Verdict::unknown_path, "unknown_path", 503, "there is no such path"},
    Row{Verdict::faulted, "faulted", 503, "a fault was injected"},
    Row{Verdict::malformed_request, "malformed_request", 400, "not an acceptable HTTP request"},
    Row{Verdict::missing_field, "missing_field", 503, "a field is missing"},
    Row{Verdict::invalid_field, "invalid_field", 503, "a field is not what it should be"},
    Row{Verdict::already_completed, "already_completed", 503,
        "The order is already completed: it was filled"},
    Row{Verdict::overloaded, "overloaded", 503, "the mock is overloaded"},
    Row{Verdict::too_many_orders, "too_many_orders", 503, "too many open orders (--max-orders)"},
};

const Row& row(Verdict verdict) { return kRows[static_cast<std::size_t>(verdict)]; }

constexpr bool rows_are_in_order() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (static_cast<std::size_t>(kRows[i].verdict) != i) return false;
  }
  return true;
}
static_assert(rows_are_in_order(), "kRows is indexed by the verdict");

}  // namespace

std::string_view slug(Verdict verdict) { return row(verdict).slug; }
int default_status(Verdict verdict) { return row(verdict).status; }
std::string_view explanation(Verdict verdict) { return row(verdict).explanation; }

std::optional<Verdict> verdict_of_slug(std::string_view slug) {
  for (const Row& candidate : kRows) {
    if (candidate.slug == slug) return candidate.verdict;
  }
  return std::nullopt;
}

std::string verdict_slugs() {
  std::string all;
  for (const Row& row : kRows) all.append(all.empty() ? "" : ", ").append(row.slug);
  return all;
}

Expected<RejectStatus, std::string> RejectStatus::parse(std::string_view text) {
  RejectStatus result;
  // Its place and not its text: what was mixed up for a list may be a secret.
  const bool is_list = text.find(',') != std::string_view::npos;
  std::string place;
  int all = 0;
  for (std::size_t nth = 1; !text.empty(); ++nth) {
    if (is_list) place = "item " + std::to_string(nth) + " of the list: ";
    const auto comma = text.find(',');
    const std::string_view item = text.substr(0, comma);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);

    const auto equals = item.find('=');
    const std::string_view name = item.substr(0, equals);
    int status = 0;
    if (equals != std::string_view::npos) {
      const std::string_view number = item.substr(equals + 1);
      const auto parsed = std::from_chars(number.data(), number.data() + number.size(), status);
      if (parsed.ec != std::errc() || parsed.ptr != number.data() + number.size()) status = 0;
    }
    if (status < 400 || status > 599) {
      return Unexpected<std::string>(place + "expected <verdict>=<status>, the status 400 to 599");
    }
    const auto verdict = verdict_of_slug(name);
    const bool is_refusal =
        verdict && *verdict != Verdict::accepted && *verdict != Verdict::faulted;
    const bool is_second =
        name == "all" ? all != 0 : is_refusal && result.chosen_.contains(*verdict);
    if (is_second) {
      return Unexpected<std::string>(place + "this refusal was given a status before");
    }
    if (name == "all") {
      all = status;
    } else if (is_refusal) {
      result.chosen_[*verdict] = status;
    } else {
      std::string known;
      for (const Row& each : kRows) {
        if (each.verdict == Verdict::accepted || each.verdict == Verdict::faulted) continue;
        known += ' ';
        known += each.slug;
      }
      return Unexpected<std::string>(place +
                                     "there is no such refusal; expected all or one of:" + known);
    }
  }
  if (all == 0) return result;
  for (const Row& each : kRows) {
    // Neither is a refusal of the mock's own.
    if (each.verdict == Verdict::accepted || each.verdict == Verdict::faulted) continue;
    result.chosen_.try_emplace(each.verdict, all);
  }
  return result;
}

int RejectStatus::of(Verdict verdict) const {
  const auto found = chosen_.find(verdict);
  return found == chosen_.end() ? default_status(verdict) : found->second;
}

}  // namespace everstrike::mock_server
