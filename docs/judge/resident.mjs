// Cancels orders for "client --resident": a JSON line in for each case, a JSON line out. With an id as its argument
// it is a command instead, with the exit codes of client.mjs; the judge says the same of both.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
const trusted = {}; // one file for all cases of a run
async function post(url, body, headers, caFile) {
  const options = { method: "POST", headers, agent: false };
  if (caFile) options.ca = trusted[caFile] ??= readFileSync(caFile);
  const { request: open } = await import(url.protocol === "https:" ? "node:https" : "node:http"); // TLS is slow to load
  return new Promise((resolve, reject) => {
    const request = open(url, options, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }));
    });
    const late = setTimeout(() => request.destroy(new Error("no whole answer in time")), 4_000);
    request.on("close", () => clearTimeout(late));
    request.on("error", reject);
    request.end(body);
  });
}

const gone = ["already cancelled", "already completed", "order was not found"];
function claim(status, answer, id) {
  if (status !== 200) {
    const refused = [401, 403, 404, 410].includes(status) && answer.code === status;
    return refused || gone.some((text) => answer.msg.toLowerCase().includes(text)) ? "rejected" : "unknown";
  }
  if (answer.code !== 200 || answer.result.id !== id) return "unknown";
  const state = (answer.result.status ?? "CANCELLED").toUpperCase();
  if (["CANCELLED", "CANCELED", "ACTIVE"].includes(state)) return "confirmed"; // the page's own sample shows ACTIVE
  return ["COMPLETED", "FILLED", "REJECTED", "EXPIRED"].includes(state) ? "rejected" : "unknown";
}

async function cancel({ base_url, api_key, secret_key, order_id, ca_file }) {
  const body = new URLSearchParams({ id: order_id }).toString(); // signed and sent: the same text
  const signature = createHmac("sha256", secret_key).update(body).digest("base64");
  const headers = { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) };
  try {
    const { status, text } = await post(new URL("/auth/cancel", base_url), body, { ...headers, "x-api-key": api_key, "x-signature": signature }, ca_file);
    return claim(status, JSON.parse(text), order_id);
  } catch (error) {
    console.error("unknown:", error.message); // no answer, or none that can be read
    return "unknown";
  }
}

if (process.argv.length > 2) {
  const { EVERSTRIKE_BASE_URL: base_url, EVERSTRIKE_API_KEY: api_key, EVERSTRIKE_SECRET_KEY: secret_key, EVERSTRIKE_CA_FILE: ca_file } = process.env;
  process.exitCode = { confirmed: 0, rejected: 1 }[await cancel({ base_url, api_key, secret_key, order_id: process.argv[2], ca_file })] ?? 6;
} else {
  for await (const line of createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line);
    console.log(JSON.stringify({ case: asked.case, outcome: await cancel(asked) }));
  }
}
