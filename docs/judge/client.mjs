// Cancels one order: node client.mjs ID. One attempt, and no claim that the answer doesn't support: ends
// with 0 for "cancelled", 1 for "not cancelled by this call", 6 for "unknown".
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";

const { EVERSTRIKE_BASE_URL, EVERSTRIKE_API_KEY, EVERSTRIKE_SECRET_KEY, EVERSTRIKE_CA_FILE } = process.env;
const id = process.argv[2];

async function post(path, body, headers) {
  const url = new URL(path, EVERSTRIKE_BASE_URL);
  const options = { method: "POST", headers, timeout: 10_000 };
  if (EVERSTRIKE_CA_FILE) options.ca = readFileSync(EVERSTRIKE_CA_FILE);
  const { request: open } = await import(url.protocol === "https:" ? "node:https" : "node:http"); // TLS is slow to load
  return new Promise((resolve, reject) => {
    const request = open(url, options, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }));
    });
    request.on("timeout", () => request.destroy(new Error("no answer in time")));
    request.on("error", reject);
    request.end(body);
    setTimeout(() => request.destroy(new Error("no whole answer in time")), 10_000).unref();
  });
}

const gone = ["already cancelled", "already completed", "order was not found"];

function claim(status, answer) {
  if (status !== 200) {
    const refused = [401, 403, 404, 410].includes(status) && answer.code === status;
    return refused || gone.some((text) => answer.msg.toLowerCase().includes(text)) ? 1 : 6;
  }
  if (answer.code !== 200 || answer.result.id !== id) return 6;
  const state = (answer.result.status ?? "CANCELLED").toUpperCase();
  if (["CANCELLED", "CANCELED", "ACTIVE"].includes(state)) return 0; // the page's own sample shows ACTIVE
  return ["COMPLETED", "FILLED", "REJECTED", "EXPIRED"].includes(state) ? 1 : 6;
}

process.exitCode = 6; // nobody knows, until an answer says it
try {
  const body = new URLSearchParams({ id }).toString(); // signed and sent: the same text
  const { status, text } = await post("/auth/cancel", body, {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
    "x-api-key": EVERSTRIKE_API_KEY,
    "x-signature": createHmac("sha256", EVERSTRIKE_SECRET_KEY).update(body).digest("base64"),
  });
  process.exitCode = claim(status, JSON.parse(text));
} catch (error) {
  console.error("unknown:", error.message); // no answer, or none that can be read
}
