// The list of manners: first clients that are right, each in its own way, then those that are wrong
// in one. verdicts.json says what the judge must find in each of them.
#include <openssl/hmac.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <thread>

#include "conformance/test/subjects/client.hpp"
#include "conformance/test/subjects/exchange_call.hpp"
#include "conformance/test/subjects/manner.hpp"

namespace everstrike::subjects {
namespace {

using std::chrono::milliseconds;

// A body of the manner's own, signed as it is.
auto body(std::function<std::string(const Task&)> make) {
  return [make = std::move(make)](const Task& task, Request& request, int) {
    request.body = make(task);
    request.signature = sign(task.secret, request.body);
  };
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string with_small_escapes(std::string text) {
  for (std::size_t at = 0; (at = text.find('%', at)) != std::string::npos; at += 3) {
    for (const std::size_t i : {at + 1, at + 2}) {
      text[i] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[i])));
    }
  }
  return text;
}

// The ids that the exchange itself gives out.
bool has_hex_id(const Task& task) {
  return task.order_id.size() == 32 &&
         task.order_id.find_first_not_of("0123456789abcdef") == std::string::npos;
}

Finding by_status_alone(const Task& task, const Reply& reply) {
  return reply.status == 200 ? Finding::confirmed : find_out(task, reply);
}

std::string now_ms() {
  return std::to_string(
      std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count());
}

Reply look(const Task& task) {
  Request ask = right_request(task);
  ask.method = "GET";
  ask.target = "/order?id=" + encode(task.order_id);
  ask.body.clear();
  ask.signature.clear();
  ask.type.clear();
  return call(task, {}, ask);
}

bool was_filled_in_part(const Reply& reply) {
  return reply.body.find("\"qty_filled\":") != std::string::npos &&
         reply.body.find("\"qty_filled\":0,") == std::string::npos;
}

bool has_envelope(const Reply& reply) {
  return reply.body.starts_with("{\"code\":") && reply.body.ends_with('}');
}

bool is_4xx(const Reply& reply) {
  return reply.status / 100 == 4 && reply.status != 408 && reply.status != 429;
}

// Clients that are right, each in its own way.
void add_right(std::vector<Manner>& all) {
  all.push_back({.name = "right"});
  all.push_back({.name = "right_without_retries", .attempts = 1});
  all.push_back({.name = "right_with_one_retry", .attempts = 2, .first_delay = milliseconds(0)});
  all.push_back({.name = "right_in_chunks", .chunked = true});
  all.push_back({.name = "right_byte_by_byte", .byte_by_byte = true});
  all.push_back({.name = "right_in_title_case", .title_case = true});
  all.push_back({.name = "right_with_http_1_0", .request = [](const Task&, Request& request, int) {
                   request.version = "HTTP/1.0";
                 }});
  all.push_back({.name = "right_with_charset", .request = [](const Task&, Request& request, int) {
                   request.type += "; charset=UTF-8";
                 }});
  all.push_back({.name = "right_with_percent_20", .request = body([](const Task& task) {
                                                    return "id=" + replaced(encode(task.order_id),
                                                                            "+", "%20");
                                                  })});
  all.push_back({.name = "right_with_small_escapes", .request = body([](const Task& task) {
                                                       return "id=" + with_small_escapes(
                                                                          encode(task.order_id));
                                                     })});
  all.push_back({.name = "right_with_timestamp",
                 .request = body([](const Task& task) {
                   return "timestamp=" + now_ms() + "&recv_window=5000&id=" + encode(task.order_id);
                 })});
  all.push_back({.name = "right_with_expect_continue", .expects_continue = true});
  all.push_back({.name = "right_asking_first", .at_start = [](const Task& task) {
                   [[maybe_unused]] const Reply reply = look(task);
                 }});
  // One attempt, and then a look at the order, which tells most of what an answer left open.
  all.push_back({.name = "right_looking_after",
                 .attempts = 1,
                 .claim = [](const Task& task, Claim right, Finding, bool) {
                   if (right != Claim::unknown) return right;
                   const Reply order = look(task);
                   const auto shows = [&](const char* status) {
                     return order.body.find(std::string("\"status\":\"") + status + "\"") !=
                            std::string::npos;
                   };
                   if (shows("CANCELLED")) return Claim::yes;
                   return shows("COMPLETED") ? Claim::no : Claim::unknown;
                 }});
}

void add_wrong_requests(std::vector<Manner>& all) {
  const auto change = [&](std::string name, auto how) {
    all.push_back({.name = std::move(name), .request = how});
  };
  change("wrong_method", [](const Task&, Request& request, int) { request.method = "PUT"; });
  change("wrong_path", [](const Task&, Request& request, int) { request.target = "/cancel"; });
  change("wrong_content_type",
         [](const Task&, Request& request, int) { request.type = "application/json"; });
  change("no_content_type", [](const Task&, Request& request, int) { request.type.clear(); });
  change("api_key_in_url", [](const Task& task, Request& request, int) {
    request.target += "?api_key=" + encode(task.api_key);
  });
  change("secret_in_a_header", [](const Task& task, Request& request, int) {
    request.headers.emplace_back("x-secret", task.secret);
  });
  change("id_as_number", body([](const Task& task) {
           char* end = nullptr;
           const double number = std::strtod(task.order_id.c_str(), &end);
           const bool is_number = !task.order_id.empty() && *end == '\0';
           if (!is_number) return "id=" + encode(task.order_id);
           char text[64];
           ::snprintf(text, sizeof text, "%.15g", number);
           return "id=" + encode(text);
         }));
  change("id_in_lower_case", body([](const Task& task) {
           std::string id = task.order_id;
           for (char& c : id) {
             if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
           }
           return "id=" + encode(id);
         }));
  change("id_cut_to_500",
         body([](const Task& task) { return "id=" + encode(task.order_id.substr(0, 500)); }));
  change("id_not_encoded", body([](const Task& task) { return "id=" + task.order_id; }));
  change("id_encoded_twice",
         body([](const Task& task) { return "id=" + encode(encode(task.order_id)); }));
  change("secret_cut_to_64", [](const Task& task, Request& request, int) {
    request.signature = sign(task.secret.substr(0, 64), request.body);
  });
  change("signature_of_first_attempt", [](const Task& task, Request& request, int attempt) {
    static std::string first;
    request.body =
        "timestamp=" + std::to_string(1700000000000 + attempt) + "&id=" + encode(task.order_id);
    if (attempt == 1) first = sign(task.secret, request.body);
    request.signature = first;
  });
  change("other_secret", [](const Task&, Request& request, int) {
    request.signature = sign("the secret of some other day", request.body);
  });
  change("other_secret_on_retry", [](const Task&, Request& request, int attempt) {
    if (attempt > 1) request.signature = sign("the secret of some other day", request.body);
  });
  all.push_back({.name = "only_hex_ids", .is_worth_asking = has_hex_id});
  change("other_id_on_retry", [](const Task& task, Request& request, int attempt) {
    if (attempt == 1) return;
    request.body = "id=" + encode("849cdea0395411e98f54b395ae9c7bb6");
    request.signature = sign(task.secret, request.body);
  });
  change("bulk_on_retry", [](const Task& task, Request& request, int attempt) {
    if (attempt == 1) return;
    request.target = "/auth/cancel/bulk";
    request.body = "ids%5B0%5D=" + encode(task.order_id);
    request.signature = sign(task.secret, request.body);
  });
  all.push_back({
      .name = "bulk_first_for_odd_ids",
      .claim = [](const Task&, Claim right, Finding,
                  bool) { return right == Claim::no ? Claim::unknown : right; },
      .at_start =
          [](const Task& task) {
            if (has_hex_id(task)) return;
            Request bulk = right_request(task);
            bulk.target = "/auth/cancel/bulk";
            bulk.body = "ids%5B0%5D=" + encode(task.order_id);
            bulk.signature = sign(task.secret, bulk.body);
            [[maybe_unused]] const Reply reply = call(task, {}, bulk);
          },
  });
  change("cancels_all_on_third", [](const Task& task, Request& request, int attempt) {
    if (attempt < 3) return;
    request.target = "/auth/cancel/bulk";
    request.body.clear();
    request.signature = sign(task.secret, "");
  });
}

void add_wrong_conclusions(std::vector<Manner>& all) {
  all.push_back({.name = "any_200_confirms", .find_out = by_status_alone});
  all.push_back(
      {.name = "code_alone_confirms", .find_out = [](const Task& task, const Reply& reply) {
         const bool says_200 = reply.body.find("\"code\":200") != std::string::npos;
         return says_200 ? Finding::confirmed : find_out(task, reply);
       }});
  all.push_back({.name = "any_answer_confirms", .find_out = [](const Task&, const Reply& reply) {
                   return reply.status != 0 ? Finding::confirmed : Finding::unclear;
                 }});
  all.push_back(
      {.name = "other_order_confirms", .find_out = [](const Task& task, const Reply& reply) {
         if (reply.status == 200 && reply.body.find("\"code\":200,") != std::string::npos &&
             reply.body.find("\"id\":\"") != std::string::npos && reply.body.ends_with('}')) {
           return Finding::confirmed;
         }
         return find_out(task, reply);
       }});
  all.push_back(
      {.name = "unreadable_200_confirms", .find_out = [](const Task& task, const Reply& reply) {
         const bool envelope = reply.body.starts_with("{\"code\":");
         if (reply.status == 200 && !envelope) return Finding::confirmed;
         return find_out(task, reply);
       }});
  all.push_back(
      {.name = "not_found_confirms", .find_out = [](const Task& task, const Reply& reply) {
         const Finding finding = find_out(task, reply);
         return finding == Finding::missing ? Finding::confirmed : finding;
       }});
  all.push_back({.name = "unclear_confirms",
                 .claim = [](const Task&, Claim, Finding, bool) { return Claim::yes; }});
  all.push_back({.name = "timeout_confirms", .find_out = [](const Task& task, const Reply& reply) {
                   return reply.timed_out ? Finding::confirmed : find_out(task, reply);
                 }});
  all.push_back({.name = "never_confirms", .find_out = [](const Task& task, const Reply& reply) {
                   const Finding finding = find_out(task, reply);
                   return finding == Finding::confirmed ? Finding::no_answer : finding;
                 }});
  all.push_back({.name = "never_infers", .infers = false});
}

// An order that is gone, or shown, in a way that is read wrongly.
void add_wrong_readings(std::vector<Manner>& all) {
  all.push_back({.name = "filled_confirms", .find_out = [](const Task& task, const Reply& reply) {
                   const Finding finding = find_out(task, reply);
                   const bool refused = reply.status != 200 && finding == Finding::filled;
                   return refused ? Finding::confirmed : finding;
                 }});
  all.push_back({.name = "filled_after_unclear_confirms",
                 .claim = [](const Task&, Claim right, Finding last, bool unclear_before) {
                   return last == Finding::filled && unclear_before ? Claim::yes : right;
                 }});
  all.push_back({.name = "partly_filled_denies",
                 .find_out =
                     [](const Task& task, const Reply& reply) {
                       const Finding finding = find_out(task, reply);
                       const bool partly =
                           finding == Finding::confirmed && was_filled_in_part(reply);
                       return partly ? Finding::filled : finding;
                     },
                 .claim =
                     [](const Task& task, Claim right, Finding last, bool) {
                       if (last != Finding::cancelled) return right;
                       return was_filled_in_part(look(task)) ? Claim::no : right;
                     }});
  all.push_back(
      {.name = "ignores_result_status", .find_out = [](const Task& task, const Reply& reply) {
         const bool ours = reply.body.starts_with("{\"code\":200,") && has_envelope(reply) &&
                           reply.body.find("\"id\":\"" + task.order_id + "\"") != std::string::npos;
         const Finding finding = find_out(task, reply);
         const bool by_status = reply.status == 200 && ours && finding != Finding::confirmed &&
                                reply.body.find("\"status\":") != std::string::npos &&
                                reply.body.find(",,") == std::string::npos;
         return by_status ? Finding::confirmed : finding;
       }});
  all.push_back({.name = "ignores_the_code", .find_out = [](const Task& task, const Reply& reply) {
                   Reply as_if = reply;
                   if (reply.status == 200) {
                     as_if.body = replaced(reply.body, "{\"code\":503,", "{\"code\":200,");
                   }
                   return find_out(task, as_if);
                 }});
  all.push_back(
      {.name = "reads_one_spelling_only", .find_out = [](const Task& task, const Reply& reply) {
         const bool other = reply.body.find("\"CANCELED\"") != std::string::npos ||
                            reply.body.find("\"cancelled\"") != std::string::npos;
         return reply.status == 200 && other ? Finding::no_answer : find_out(task, reply);
       }});
  all.push_back({.name = "not_found_after_unclear_confirms", .infers_from_missing = true});
  all.push_back({.name = "takes_103_for_the_answer", .skips_only_100 = true});
  // It asks for what it can't read.
  all.push_back({.name = "asks_for_compression", .asks_for_coding = true});
}

// A "no" that nothing proves.
void add_wrong_denials(std::vector<Manner>& all) {
  all.push_back(
      {.name = "denies_without_proof", .claim = [](const Task&, Claim right, Finding, bool) {
         return right == Claim::unknown ? Claim::no : right;
       }});
  all.push_back(
      {.name = "believes_a_proxys_4xx", .find_out = [](const Task& task, const Reply& reply) {
         return is_4xx(reply) && !has_envelope(reply) ? Finding::refused : find_out(task, reply);
       }});
  all.push_back(
      {.name = "believes_any_4xx_envelope", .find_out = [](const Task& task, const Reply& reply) {
         const Finding finding = find_out(task, reply);
         const bool open = finding == Finding::unclear || finding == Finding::no_answer;
         return is_4xx(reply) && has_envelope(reply) && open ? Finding::refused : finding;
       }});
  all.push_back({.name = "refusal_after_unclear_denies",
                 .claim = [](const Task&, Claim right, Finding last, bool unclear_before) {
                   const bool refused = last == Finding::refused || last == Finding::throttled;
                   return refused && unclear_before ? Claim::no : right;
                 }});
  all.push_back({.name = "not_found_after_unclear_denies",
                 .claim = [](const Task&, Claim right, Finding last, bool unclear_before) {
                   return last == Finding::missing && unclear_before ? Claim::no : right;
                 }});
  all.push_back(
      {.name = "dies_of_an_exception", .claim = [](const Task&, Claim right, Finding, bool) {
         if (right != Claim::unknown) return right;
         std::cerr << "Traceback (most recent call last):\n  File \"cancel.py\"\n";
         return Claim::no;
       }});
}

void add_wrong_retries(std::vector<Manner>& all) {
  all.push_back({.name = "retries_for_ever",
                 .attempts = 1 << 30,
                 .first_delay = milliseconds(60),
                 .growth = 1});
  all.push_back({.name = "hammers", .attempts = 15, .first_delay = milliseconds(0)});
  all.push_back(
      {.name = "constant_delay", .attempts = 5, .first_delay = milliseconds(500), .growth = 1});
  all.push_back({.name = "ignores_retry_after", .heeds_retry_after = false});
  all.push_back({.name = "reads_seconds_only", .reads_dates = false});
  all.push_back({.name = "retries_refusals", .retries_refusals = true});
  all.push_back({.name = "sends_twice", .attempts = 2, .retries_confirmed = true});
  all.push_back({.name = "impatient_duplicates", .timeout = milliseconds(600)});
  all.push_back({.name = "no_timeout", .timeout = std::chrono::hours(1)});
}

void add_bad_manners(std::vector<Manner>& all) {
  all.push_back({.name = "follows_redirects", .follows_redirects = true});
  all.push_back({.name = "accepts_any_certificate", .checks_certificates = false});
  all.push_back({.name = "accepts_any_host", .checks_host = false});
  all.push_back({.name = "ignores_the_authority", .reads_ca_file = false});
  all.push_back({.name = "accepts_any_date", .checks_dates = false});
  all.push_back({.name = "prints_the_secret", .at_start = [](const Task& task) {
                   std::cerr << "config: " << task.api_key << " " << task.secret << "\n";
                 }});
  all.push_back(
      {.name = "prints_the_secret_on_failure", .at_end = [](const Task& task, bool confirmed) {
         if (!confirmed) std::cerr << "failed with secret=" << task.secret << "\n";
       }});
  all.push_back({.name = "places_an_order", .at_end = [](const Task& task, bool confirmed) {
                   if (confirmed) return;
                   Request place = right_request(task);
                   place.target = "/auth/order";
                   place.body = "pair=USD_BTC_PERP&qty=1&side=BUY";
                   place.signature = sign(task.secret, place.body);
                   [[maybe_unused]] const Reply reply = call(task, {}, place);
                 }});
  all.push_back({.name = "never_ends", .at_end = [](const Task&, bool confirmed) {
                   if (confirmed) std::this_thread::sleep_for(std::chrono::hours(1));
                 }});
  all.push_back({.name = "ends_by_a_signal", .at_end = [](const Task&, bool confirmed) {
                   if (!confirmed) ::raise(SIGSEGV);
                 }});
  all.push_back({.name = "leaves_a_process", .at_end = [](const Task&, bool) {
                   if (::fork() != 0) return;
                   ::setsid();
                   ::sleep(1000);
                   ::_exit(0);
                 }});
  all.push_back(
      {.name = "ignores_sigterm", .timeout = std::chrono::seconds(5), .ignores_sigterm = true});
}

}  // namespace

std::string sign(const std::string& secret, const std::string& body) {
  unsigned char mac[32];
  unsigned int size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(body.data()), body.size(), mac, &size);
  unsigned char text[45];
  EVP_EncodeBlock(text, mac, 32);
  return reinterpret_cast<const char*>(text);
}

std::string encode(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || std::string_view("-_.!~*'()").find(c) != std::string_view::npos) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

Request right_request(const Task& task) {
  Request request;
  request.body = "id=" + encode(task.order_id);
  request.signature = sign(task.secret, request.body);
  request.headers = {{"x-api-key", task.api_key}};
  return request;
}

const std::vector<Manner>& manners() {
  static const std::vector<Manner> all = [] {
    std::vector<Manner> list;
    add_right(list);
    add_wrong_requests(list);
    add_wrong_conclusions(list);
    add_wrong_readings(list);
    add_wrong_denials(list);
    add_wrong_retries(list);
    add_bad_manners(list);
    return list;
  }();
  return all;
}

}  // namespace everstrike::subjects
