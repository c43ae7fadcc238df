// Cancels one order: node client.mjs ID. One attempt, and no claim that the answer doesn't support.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";

const { EVERSTRIKE_BASE_URL, EVERSTRIKE_API_KEY, EVERSTRIKE_SECRET_KEY, EVERSTRIKE_CA_FILE } = process.env;
const id = process.argv[2];

function post(path, body, headers) {
  const url = new URL(path, EVERSTRIKE_BASE_URL);
  const options = { method: "POST", headers, timeout: 10_000 };
  if (EVERSTRIKE_CA_FILE) options.ca = readFileSync(EVERSTRIKE_CA_FILE);
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(url, options, (response) => {
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

let confirmed = false;
try {
  const body = new URLSearchParams({ id }).toString(); // signed and sent: the same text
  const { status, text } = await post("/auth/cancel", body, {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
    "x-api-key": EVERSTRIKE_API_KEY,
    "x-signature": createHmac("sha256", EVERSTRIKE_SECRET_KEY).update(body).digest("base64"),
  });
  const answer = JSON.parse(text);
  confirmed = status === 200 && answer.code === 200 && answer.result.id === id;
} catch (error) {
  console.error("unknown:", error.message); // no answer, or none that can be read
}
process.exitCode = confirmed ? 0 : 1;
