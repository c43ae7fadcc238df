"use strict";
// Questions to a mock's control side (/mock/…), past any proxy that the environment names.
const http = require("node:http");
const https = require("node:https");
const tls = require("node:tls");
const { MockError } = require("./mock_error.cjs");

const PATIENCE_MS = 30_000;

function send(url, method, headers, body, ca) {
  return new Promise((resolve, reject) => {
    const agent = url.startsWith("https:") ? https : http;
    const request = agent.request(url, { method, headers, ca, agent: false, timeout: PATIENCE_MS }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("error", reject);
      answer.on("end", () => resolve({ status: answer.statusCode, text: Buffer.concat(parts).toString("utf8") }));
    });
    request.on("timeout", () => request.destroy(new Error("no answer in time")));
    request.on("error", reject);
    request.end(body);
  });
}

class Control {
  #hint;
  #ca;

  constructor(url, hint = "") {
    this.url = url;
    this.#hint = hint;
  }

  // plainCaPem gives the mock's authority, asked for without TLS on the same port; null without one.
  async plainCaPem() {
    try {
      const answer = await send(`${this.url.replace(/^https:/, "http:")}/mock/ca.pem`, "GET", {});
      return answer.status === 200 ? answer.text : null;
    } catch {
      return null;
    }
  }

  // ask gives the status and the answer as read from JSON; a refusal whose status is not in `fine`
  // is a MockError.
  async ask(method, path, body, fine = []) {
    const headers = {};
    const text = body === undefined ? undefined : JSON.stringify(body);
    if (text !== undefined) {
      headers["content-type"] = "application/json";
      headers["content-length"] = Buffer.byteLength(text);
    }
    if (process.env.EVERSTRIKE_CONTROL_TOKEN) headers["x-mock-token"] = process.env.EVERSTRIKE_CONTROL_TOKEN;
    if (this.url.startsWith("https:") && this.#ca === undefined) {
      const pem = await this.plainCaPem();
      this.#ca = pem ? [...tls.rootCertificates, pem] : null;
    }
    let answer;
    try {
      answer = await send(this.url + path, method, headers, text, this.#ca ?? undefined);
    } catch (error) {
      throw new MockError(`the mock at ${this.url} does not answer (${error.code ?? error.message})${this.#hint}`);
    }
    let json = null;
    try {
      if (answer.text) json = JSON.parse(answer.text);
    } catch {
      throw new MockError(
        `${this.url} is no everstrike-mock: ${method} ${path} was answered ${answer.status} without JSON`);
    }
    if (Math.floor(answer.status / 100) !== 2 && !fine.includes(answer.status)) {
      throw new MockError(`the mock at ${this.url} refused ${method} ${path}: ${json?.error ?? answer.text}`);
    }
    return { status: answer.status, answer: json };
  }
}

module.exports = { Control };
