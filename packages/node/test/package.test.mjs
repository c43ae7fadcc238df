// The Node package as its users have it: MOCK=… node --test package.test.mjs
// Its README's files are run as they stand in an empty project that the packed archive was
// unpacked into; the message of an assertion that fails, and each line about a program that doesn't
// fit, is compared; workers that share a mock see nothing of each other; nothing is left of a
// runner that is killed. ALL=1 runs more workers.
import assert from "node:assert";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const PACKAGE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const SOURCE = path.resolve(PACKAGE, "../..");
const MOCK = path.resolve(process.env.MOCK);
const [WORKERS, TESTS] = process.env.ALL ? [8, 100] : [3, 10];
const { version } = JSON.parse(fs.readFileSync(path.join(PACKAGE, "package.json"), "utf8"));
const [CLIENT, TESTS_OF_CLIENT] = [...fs.readFileSync(path.join(PACKAGE, "README.md"), "utf8")
  .matchAll(/```js\n(.*?)```/gs)].map((match) => match[1]);

function environment(more = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("EVERSTRIKE_") && name !== "NODE_TEST_CONTEXT");
  return { ...Object.fromEntries(kept), EVERSTRIKE_MOCK: MOCK, ...more };
}

// What `npm pack` packs, once, or where there is no npm the files that package.json lists.
let unpacked = null;
function packed() {
  if (unpacked) return unpacked;
  unpacked = fs.mkdtempSync(path.join(os.tmpdir(), "everstrike-pack-"));
  process.on("exit", () => fs.rmSync(unpacked, { recursive: true, force: true }));
  const npm = spawnSync("npm", ["pack", "--silent", "--offline", "--pack-destination", unpacked, PACKAGE],
    { encoding: "utf8", cwd: unpacked });
  if (npm.status === 0) {
    execFileSync("tar", ["-xzf", npm.stdout.trim()], { cwd: unpacked });
    return unpacked;
  }
  assert.equal(npm.error?.code, "ENOENT", npm.stderr);
  for (const file of [...JSON.parse(fs.readFileSync(path.join(PACKAGE, "package.json"), "utf8")).files, "package.json"]) {
    fs.cpSync(path.join(PACKAGE, file), path.join(unpacked, "package", file), { recursive: true });
  }
  return unpacked;
}

// An empty project with the README's client and the package.
function project(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "everstrike-node-"));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const installed = path.join(folder, "node_modules", "everstrike-mock");
  fs.cpSync(path.join(packed(), "package"), installed, { recursive: true });
  fs.writeFileSync(path.join(folder, "cancel.mjs"), CLIENT);
  return folder;
}

function run(folder, text, more, file = "it.test.mjs") {
  fs.writeFileSync(path.join(folder, file), text);
  const ran = spawnSync(process.execPath, [file], { cwd: folder, env: environment(more), encoding: "utf8" });
  return { code: ran.status, said: ran.stdout + ran.stderr };
}

async function until(holds, ms) {
  const deadline = Date.now() + ms;
  while (!holds() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
  return holds();
}

test("the README's tests pass", (t) => {
  const { code, said } = run(project(t), TESTS_OF_CLIENT, {}, "cancel.test.mjs");
  assert.equal(code, 0, said);
  assert.match(said, /# pass 4\n/);
});

test("CommonJS and ES modules share one mock, over TLS too", (t) => {
  const { code, said } = run(project(t), `
    import { createRequire } from "node:module";
    import https from "node:https";
    import fs from "node:fs";
    import { account } from "everstrike-mock";
    const required = createRequire(import.meta.url)("everstrike-mock");
    const [one, two] = await Promise.all([account(), required.account()]);
    if (one.baseUrl !== two.baseUrl || one.apiKey === two.apiKey) throw new Error("two mocks, or one key");
    const ca = fs.readFileSync(await one.caFile());
    https.get(one.httpsUrl + "/mock/health", { ca, agent: false }, (answer) => {
      console.log("TLS", answer.statusCode);
      answer.resume();
    });
  `, {});
  assert.equal(code, 0, said);
  assert.match(said, /TLS 200/);
});

test("any fault of a scenario strikes this key alone", (t) => {
  const { code, said } = run(project(t), `
    import { account } from "everstrike-mock";
    import { cancel } from "./cancel.mjs";
    const [mock, other] = [await account(), await account()];
    const { FailNext } = (await (await fetch(mock.baseUrl + "/mock/openapi.json")).json()).components.schemas;
    if (!FailNext.properties.fault) { console.log("skipped: this mock has none"); process.exit(0); }
    await mock.failNext({ fault: { type: "reset_peer" }, phase: "after_effect", times: 2 });
    console.log(await cancel(other), await cancel(mock));
    await mock.verify({ path: "/auth/cancel" }, { exactly: 3 });
    await mock.verify([{ effect: "cancelled", end: "reset" }, { end: "reset" }, { verdict: "already_cancelled" }]);
    await other.verify({}, { exactly: 1 });
  `, {});
  assert.equal(code, 0, said);
  assert.match(said, /^cancelled cancelled\n$|^skipped/);
});

test("a failed assertion tells the near miss", (t) => {
  const { code, said } = run(project(t), `
    import { account } from "everstrike-mock";
    import { cancel } from "./cancel.mjs";
    const mock = await account();
    await cancel({ ...mock, secret: "wrong-secret", attempts: 1 });
    await mock.verify({ effect: "cancelled" }, { exactly: 1 }).catch((error) => {
      console.log(error.name + ": " + error.message);
      process.exitCode = 9;
    });
  `, {});
  assert.equal(code, 9, said);
  assert.equal(said.replace(/entry \d+/, "entry N"),
    'AssertionError: expected exactly 1 with {"effect":"cancelled"}, found 0\n' +
    "  near miss, entry N: POST /auth/cancel -> 503 bad_signature, effect none\n" +
    "    effect: expected cancelled, found none\n");
});

test("a program that does not fit is one line", (t) => {
  const folder = project(t);
  const table = JSON.parse(fs.readFileSync(path.join(SOURCE, "packages", "test", "one_line_errors.json"), "utf8"));
  const places = { mock: MOCK, version };
  const filled = (text) => Object.entries(places).reduce((all, [name, meant]) => all.replaceAll(`{${name}}`, meant), text);
  for (const [name, script] of Object.entries(table.programs)) {
    places[name] = path.join(folder, name);
    fs.writeFileSync(places[name], filled(script), { mode: 0o755 });
  }
  for (const { environment, begins } of table.cases) {
    const more = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value)]));
    const { said } = run(folder, `
      import { account } from "everstrike-mock";
      await account().catch((error) => console.log(error.name + ": " + error.message));`, more);
    assert.ok(said.startsWith(`MockError: ${filled(begins)}`), said);
    assert.equal(said.trim().split("\n").length, 1, said);
    if (begins.includes("does not answer")) assert.match(said, /\(ECONNREFUSED\)/);
  }
});

test("the version is the program's", () => {
  assert.equal(execFileSync(MOCK, ["--version"], { encoding: "utf8" }).split(/\s+/)[1], version);
});

test("nodes are those of the published cases", async () => {
  const { nodeOf } = await import("../index.mjs");
  const { cases } = JSON.parse(fs.readFileSync(path.join(SOURCE, "fixtures", "rendezvous_v1.json"), "utf8"));
  assert.equal(cases.length, 50);
  for (const { key, urls, node } of cases) assert.equal(nodeOf(urls, key), node, JSON.stringify(key));
});

test("workers see nothing of each other", async (t) => {
  const folder = project(t);
  process.env.EVERSTRIKE_MOCK = MOCK;
  const { account, stopOwnMock } = await import("../index.mjs");
  t.after(stopOwnMock);
  const shared = await account(t);
  // A busy machine is not to be taken for a lost answer.
  fs.writeFileSync(path.join(folder, "cancel.mjs"), CLIENT.replace("timeout(5000)", "timeout(60000)"));
  fs.writeFileSync(path.join(folder, "worker.test.mjs"), `
    import assert from "node:assert";
    import test from "node:test";
    import { account } from "everstrike-mock";
    import { cancel } from "./cancel.mjs";
    for (let n = 0; n < ${TESTS}; ++n) {
      test("it " + n, async (t) => {
        const mock = await account(t);
        if (n % 3 === 0) await mock.failNext({ phase: "after_effect" });
        assert.deepEqual(await mock.journal(), []);
        assert.deepEqual((await mock.orders()).map((order) => order.id), [mock.orderId]);
        assert.equal(await cancel(mock), "cancelled");
        await mock.verify({ effect: "cancelled" }, { exactly: 1 });
        const journal = await mock.journal();
        assert.equal(journal.length, n % 3 === 0 ? 2 : 1);
        assert.ok(journal.every((entry) => entry.api_key === mock.apiKey));
      });
    }`);
  const workers = Array.from({ length: WORKERS }, () => new Promise((resolve) => {
    const worker = spawn(process.execPath, ["worker.test.mjs"],
      { cwd: folder, env: environment({ EVERSTRIKE_MOCKS: shared.baseUrl }) });
    let said = "";
    worker.stdout.on("data", (data) => { said += data; });
    worker.on("close", (code) => resolve({ code, said }));
  }));
  for (const { code, said } of await Promise.all(workers)) {
    assert.equal(code, 0, said);
    assert.match(said, new RegExp(`# pass ${TESTS}\\n`));
  }
});

test("nothing is left of a runner that is killed", async (t) => {
  const folder = project(t);
  const temporary = path.join(folder, "tmp");
  fs.mkdirSync(temporary);
  fs.writeFileSync(path.join(folder, "it.mjs"), `
    import { account } from "everstrike-mock";
    const mock = await account();
    console.log("ready");
    setTimeout(() => {}, 600_000);`);
  const runner = spawn(process.execPath, ["it.mjs"], { cwd: folder, env: environment({ TMPDIR: temporary }) });
  await new Promise((resolve) => runner.stdout.once("data", resolve));
  const children = execFileSync("pgrep", ["-P", String(runner.pid)], { encoding: "utf8" }).trim().split("\n");
  assert.equal(children.length, 1);
  assert.equal(fs.readdirSync(temporary).length, 2);
  runner.kill("SIGKILL");
  await new Promise((resolve) => runner.once("close", resolve));
  const isGone = () => !fs.existsSync(`/proc/${children[0]}/exe`) && fs.readdirSync(temporary).length === 0;
  assert.ok(await until(isGone, 10_000), fs.readdirSync(temporary).join());
});
