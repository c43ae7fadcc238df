"use strict";
// One test's account: a key, a secret and orders of its own, and the verbs that act on them alone.
const { AssertionError } = require("node:assert");
const { randomBytes } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { Control } = require("./control.cjs");
const { MockError } = require("./mock_error.cjs");
const { checkVersion, ownMock } = require("./program.cjs");
const { bare, nodeOf } = require("./rendezvous.cjs");

const PAGE = 1000; // entries of the journal that are read at once
const hex = (bytes) => randomBytes(bytes).toString("hex");

function listedMocks() {
  const urls = (process.env.EVERSTRIKE_MOCKS ?? "").split(",").map((url) => url.trim()).filter((url) => bare(url) !== "");
  const wrong = urls.find((url) => !/^https?:\/\/[^/]/.test(url));
  if (wrong !== undefined) {
    throw new MockError(
      `EVERSTRIKE_MOCKS lists ${wrong}, which is no address of a mock, such as http://mock-1.example:8080`);
  }
  return urls;
}

class Account {
  #control;
  #own = null;
  #after = 0;
  #caFile = null;

  // Made by account().
  static async open() {
    const made = new Account();
    await made.#open();
    return made;
  }

  async #open() {
    this.apiKey = `test-${hex(12)}`;
    this.secret = hex(16);
    this.orderId = hex(16);
    const urls = listedMocks();
    if (urls.length === 0) this.#own = await ownMock();
    this.baseUrl = this.#own ? this.#own.url : nodeOf(urls, this.apiKey);
    this.#control = new Control(this.baseUrl, this.#own ? "" : `; EVERSTRIKE_MOCKS gives it the key ${this.apiKey}`);
    if (!this.#own) checkVersion((await this.#ask("GET", "/mock/health")).version, `the mock at ${this.baseUrl}`);
    await this.#ask("PUT", `/mock/accounts/${encodeURIComponent(this.apiKey)}`,
                    { secret: this.secret, orders: [{ id: this.orderId }] });
    this.#after = (await this.#ask("GET", "/mock/journal?limit=0")).last;
  }

  get httpsUrl() {
    return this.#own ? this.#own.httpsUrl : this.baseUrl.replace(/^http:/, "https:");
  }

  // caFile gives the path of the authority (PEM) to trust at httpsUrl.
  async caFile() {
    if (this.#own) return this.#own.caFile;
    if (this.#caFile === null) {
      const pem = await this.#control.plainCaPem();
      if (pem === null) {
        throw new MockError(`the mock at ${this.baseUrl} has no authority to trust; start it with --tls`);
      }
      const file = path.join(os.tmpdir(), `everstrike-mock-${hex(16)}.pem`);
      fs.writeFileSync(file, pem, { flag: "wx" });
      this.#caFile = file;
    }
    return this.#caFile;
  }

  async failNext({ fault, phase = "before_effect", times = 1, endpoint } = {}) {
    await this.#ask("POST", "/mock/fail-next", { api_key: this.apiKey, phase, times, fault, endpoint });
  }

  async fill({ qty, orderId = this.orderId } = {}) {
    return (await this.#ask("POST", "/mock/fill", { api_key: this.apiKey, order_id: orderId, qty })).order;
  }

  async addOrder({ id = hex(16), ...members } = {}) {
    await this.#ask("POST", `/mock/orders?api_key=${encodeURIComponent(this.apiKey)}`, { orders: [{ id, ...members }] });
    return id;
  }

  async orders() {
    return (await this.#ask("GET", `/mock/orders?api_key=${encodeURIComponent(this.apiKey)}`)).orders;
  }

  async order(orderId = this.orderId) {
    const found = (await this.orders()).find((order) => order.id === orderId);
    if (!found) throw new MockError(`this key has no order ${orderId}`);
    return found;
  }

  async journal() {
    const entries = [];
    for (let after = this.#after; ; after = entries.at(-1).number) {
      const page = await this.#ask(
        "GET", `/mock/journal?api_key=${encodeURIComponent(this.apiKey)}&after=${after}&limit=${PAGE}`);
      entries.push(...page.entries);
      if (page.entries.length < PAGE) return entries;
    }
  }

  async verify(match, { exactly, atLeast, atMost } = {}) {
    const expected = Array.isArray(match)
      ? { sequence: match }
      : { match, exactly, at_least: atLeast, at_most: atMost };
    const { status, answer } = await this.#control.ask(
      "POST", "/mock/verify", { api_key: this.apiKey, after: this.#after, ...expected }, [409]);
    if (status === 409) {
      throw new AssertionError({ message: answer.message ?? answer.error, stackStartFn: Account.prototype.verify });
    }
  }

  async reset() {
    await this.#ask("POST", `/mock/reset?api_key=${encodeURIComponent(this.apiKey)}`);
  }

  async close() {
    if (this.#caFile !== null) fs.rmSync(this.#caFile, { force: true });
    this.#caFile = null;
    await this.#control.ask("DELETE", `/mock/accounts/${encodeURIComponent(this.apiKey)}`, undefined, [404]);
  }

  async #ask(method, target, body) {
    return (await this.#control.ask(method, target, body)).answer;
  }
}

if (Symbol.asyncDispose) Account.prototype[Symbol.asyncDispose] = Account.prototype.close;

// account gives a new account. With a test's context (`t.after`) it is closed by itself.
async function account(test) {
  const made = await Account.open();
  // A mock that is gone has been told by the test, or will be by the next one.
  test?.after(() => made.close().catch((error) => { if (!(error instanceof MockError)) throw error; }));
  return made;
}

module.exports = { account, Account };
