"use strict";
// The program everstrike-mock, found and started once per process. It ends when its standard input
// does: this process holds the other end, so that it goes when we go, however that is (kill -9
// too), and takes its files along.
const { execFile, spawn } = require("node:child_process");
const { randomBytes } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { promisify } = require("node:util");
const { MockError } = require("./mock_error.cjs");
const { version } = require("../package.json");

const NAME = "everstrike-mock";
const PATIENCE_MS = 20_000;
const SAID_BYTES_MAX = 4096;
const SAID_LETTERS_MAX = 80;
const WHERE =
  `get ${NAME}-${version}-linux-x86_64.tar.gz from the project's releases, or build it with script/server, ` +
  "and set EVERSTRIKE_MOCK to the program's path";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function isProgram(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

function inPath(name) {
  if (name.includes("/")) return isProgram(name) ? name : null;
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, name)).find(isProgram) ?? null;
}

function findProgram() {
  const named = process.env.EVERSTRIKE_MOCK;
  const found = inPath(named || NAME);
  if (found) return found;
  if (named) throw new MockError(`EVERSTRIKE_MOCK names ${named}, which is no program; ${WHERE}`);
  throw new MockError(`${NAME} is not there: EVERSTRIKE_MOCK is not set, and PATH has none; ${WHERE}`);
}

function checkVersion(found, whose) {
  if (found === version) return;
  throw new MockError(`${whose} is version ${found}, this package goes with ${version}; take both of one release`);
}

async function versionOf(file) {
  let text;
  try {
    text = (await promisify(execFile)(file, ["--version"], { timeout: PATIENCE_MS })).stdout.trim();
  } catch (error) {
    throw new MockError(`${file} --version doesn't say its version (${error.message.split("\n")[0]})`);
  }
  const [name, found] = text.split(/\s+/);
  if (name === NAME && found) return found;
  const line = text.split("\n")[0].slice(0, SAID_LETTERS_MAX);
  throw new MockError(`${file} is no ${NAME}, its --version says "${line}"; ${WHERE}`);
}

function portIn(file) {
  try {
    return Number.parseInt(fs.readFileSync(file, "utf8"), 10) || null;
  } catch {
    return null;
  }
}

async function start() {
  const file = findProgram();
  checkVersion(await versionOf(file), file);
  const stem = path.join(os.tmpdir(), `everstrike-mock-${randomBytes(16).toString("hex")}`);
  const portFile = `${stem}.port`;
  const caFile = `${stem}.pem`;
  const child = spawn(
    file,
    ["serve", "--exit-with-stdin", "--listen", "127.0.0.1:0", "--port-file", portFile,
     "--tls", "--tls-ca-file", caFile, "--log-level", "error"],
    { stdio: ["pipe", "ignore", "pipe"], detached: true },
  );
  let said = "";
  let end = null;
  child.stderr.on("data", (data) => { said = (said + data).slice(-SAID_BYTES_MAX); });
  child.stdin.on("error", () => {});
  const ended = new Promise((resolve) => {
    child.on("error", (error) => { said += error.message; end ??= "an error"; resolve(); });
    child.on("close", (code, signal) => { end ??= signal ?? code; resolve(); });
  });
  const deadline = Date.now() + PATIENCE_MS;
  let port = null;
  while ((port = portIn(portFile)) === null) {
    if (end !== null) {
      throw new MockError(`${file} ended at once with ${end}: ${said.trim().split("\n").pop() || "it said nothing"}`);
    }
    if (Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new MockError(`${file} was not ready within ${PATIENCE_MS / 1000} s`);
    }
    await pause(2);
  }
  // Nothing of it keeps this process from ending.
  child.unref();
  child.stdin.unref();
  child.stderr.unref();
  const stop = async () => {
    child.ref();
    child.stdin.end();
    await ended;
  };
  return { url: `http://127.0.0.1:${port}`, httpsUrl: `https://127.0.0.1:${port}`, caFile, stop };
}

let own = null;

// ownMock gives the mock of this process. A start that failed is tried again by the next test.
function ownMock() {
  own ??= start().catch((error) => {
    own = null;
    throw error;
  });
  return own;
}

// stopOwnMock ends it and waits until it is gone; the next account starts another.
async function stopOwnMock() {
  const running = own;
  own = null;
  if (running) await (await running).stop();
}

module.exports = { checkVersion, ownMock, stopOwnMock };
