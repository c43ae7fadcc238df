#include "mock_server/journal/entry_json.hpp"

#include "json/writer.hpp"
#include "mock_server/journal/head_lines.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::mock_server {
namespace {

void add_bytes(json::ObjectWriter& object, const std::string& name, std::string_view bytes) {
  if (signing::is_utf8(bytes)) {
    object.add(name, bytes);
  } else {
    std::string& out = object.text(name + "_hex");
    out += '"';
    signing::append_hex(out, bytes);
    out += '"';
  }
}

void add_list(json::ObjectWriter& object, std::string_view name,
              const std::vector<std::string>& texts) {
  json::ArrayWriter list(object.text(name));
  for (const std::string& text : texts) list.add(text);
}

void add_header(json::ArrayWriter& headers, std::string_view name, std::string_view value) {
  json::ArrayWriter pair(headers.element());
  pair.add(name);
  if (signing::is_utf8(value)) {
    pair.add(value);
  } else {
    std::string hex = "0x";
    signing::append_hex(hex, value);
    pair.add(hex);
  }
}

void add_effect(std::string& out, const Effect& effect) {
  json::ObjectWriter json(out);
  json.add("kind", effect_text(effect.kind));
  add_list(json, "orders", effect.order_ids);
  if (!effect.fills.empty()) append_fills(json.text("fills"), effect.fills);
}

void add_answer(std::string& out, const Entry& entry) {
  json::ObjectWriter answer(out);
  if (!entry.answer_interim.empty()) add_bytes(answer, "interim", entry.answer_interim);
  answer.add("status", entry.status);
  {
    json::ArrayWriter headers(answer.text("headers"));
    for (const auto& [name, value] : entry.answer_headers) add_header(headers, name, value);
  }
  answer.add("content_type", entry.answer_type);
  answer.add("mock_headers", entry.answer_has_mock_headers);
  add_bytes(answer, "body", entry.answer_body);
  answer.add("body_bytes", entry.answer_body_bytes);
  answer.add("raw", entry.answer_is_raw);
  answer.add("cut_after", entry.cut_after);
  answer.add("end", wire_end_text(entry.wire_end));
  answer.add("delay_ms", entry.delay_ms);
  answer.add("bytes_per_second", entry.bytes_per_second);
}

// Of what the control side did there is no request and no answer.
void append_control_members(std::string& out, const Entry& entry) {
  json::ObjectWriter json(out);
  json.add("kind", "control");
  json.add("time_ms", entry.time_ms);
  add_bytes(json, "api_key", entry.api_key);
  add_effect(json.text("effect"), entry.effect);
}

void append_request_members(std::string& out, const Entry& entry) {
  out.reserve(out.size() + 1024 + entry.head.size() + entry.body.size() + entry.answer_body.size());
  json::ObjectWriter json(out);
  json.add("time_ms", entry.time_ms);
  add_bytes(json, "api_key", entry.api_key);
  json.add("key_number", entry.key_number);
  add_bytes(json, "method", entry.method);
  add_bytes(json, "path", entry.path);
  {
    json::ArrayWriter headers(json.text("headers"));
    for (const auto& [name, value] : header_lines(entry.head)) add_header(headers, name, value);
  }
  add_bytes(json, "head", entry.head);
  add_bytes(json, "body", entry.body);
  json.add("content_length", entry.content_length);
  json.add("chunked", entry.chunked);
  json.add("body_bytes", entry.body_bytes);
  json.add("verdict", slug(entry.verdict));
  json.add("detail", entry.detail);
  json.add("diagnosis", entry.diagnosis);
  add_list(json, "also", entry.also);
  json.add("fix", entry.fix);
  json.add("proof", entry.proof);
  add_list(json, "notes", entry.notes);
  json.add("fault", entry.fault);
  json.add("phase", phase_text(entry.phase));
  add_effect(json.text("effect"), entry.effect);
  json.add("secret_on_wire", entry.secret_on_wire);
  add_answer(json.text("answer"), entry);
  json.add("duration_us", entry.duration_us);
  json.add("connection", entry.connection);
  json.add("request_on_connection", entry.request_on_connection);
  json.add("tls", entry.tls);
}

}  // namespace

void append_fills(std::string& out, const std::vector<Fill>& fills) {
  json::ArrayWriter list(out);
  for (const Fill& fill : fills) {
    json::ObjectWriter one(list.element());
    one.add("order", fill.order);
    json::append_number(one.text("qty"), fill.qty);
    json::append_number(one.text("remaining"), fill.remaining);
  }
}

void append_entry_json_tail(std::string& out, const Entry& entry) {
  const std::size_t begin = out.size();
  if (entry.kind == EntryKind::control) {
    append_control_members(out, entry);
  } else {
    append_request_members(out, entry);
  }
  out[begin] = ',';  // it goes on an object that was begun, and began one itself
}

std::string entry_json(const Entry& entry) {
  std::string out = "{\"number\":" + std::to_string(entry.number);
  append_entry_json_tail(out, entry);
  return out;
}

}  // namespace everstrike::mock_server
