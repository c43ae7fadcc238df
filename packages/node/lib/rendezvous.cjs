"use strict";
// Which of several mocks serves a key: the same one from every process, without asking anybody.
const { createHash } = require("node:crypto");

const bare = (url) => url.replace(/\/+$/, "");

// nodeOf gives the URL with the highest score, without slashes at its end. A score is the first 8
// bytes, big-endian, of SHA-256(url, line feed, key).
function nodeOf(urls, key) {
  let best = null;
  for (const url of urls.map(bare)) {
    const score = createHash("sha256").update(`${url}\n${key}`, "utf8").digest().readBigUInt64BE(0);
    if (best === null || score > best.score) best = { url, score };
  }
  return best.url;
}

module.exports = { nodeOf, bare };
