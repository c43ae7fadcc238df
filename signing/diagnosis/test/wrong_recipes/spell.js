// How JavaScript writes what it is given: a JSON list of [what, argument…] on standard input, a JSON list
// of the answers (null: it can't) on standard output. Numbers answer with [text, decimal point, thousands].
const util = require('node:util');
const querystring = require('node:querystring');

function number(text) {
  const x = Number(text);
  const digits = (text.replace(/e.*/i, '').replace(/[^0-9]/g, '').replace(/^0+/, '') || '0').length;
  const plain = [String(x), x.toExponential(), x.toPrecision(Math.min(Math.max(digits, 1), 21)), x.toFixed(8),
    x.toFixed(2), JSON.stringify(x), (x + 0.0).toString(), util.inspect(x)];
  const all = plain.map((one) => [one, '.', '']);
  const locales = [['en-US', '.', ','], ['de-DE', ',', '.'], ['fr-FR', ',', '\u202f'], ['de-CH', '.', '\u2019'],
    ['ar-EG', '\u066b', '\u066c'], ['fa-IR', '\u066b', '\u066c'], ['hi-IN-u-nu-deva', '.', ','], ['ru-RU', ',', '\u00a0'], ['en-IN', '.', ',']];
  for (const [locale, point, group] of locales) {
    all.push([x.toLocaleString(locale, { maximumFractionDigits: 20 }), point, group]);
    all.push([x.toLocaleString(locale, { maximumFractionDigits: 20, useGrouping: false }), point, group]);
  }
  return all;
}

function axios(value) {
  return encodeURIComponent(value).replace(/%3A/gi, ':').replace(/%24/g, '$').replace(/%2C/gi, ',')
    .replace(/%20/g, '+').replace(/%5B/gi, '[').replace(/%5D/gi, ']');
}

const does = {
  number,
  text: (kind) => String({ true: true, false: false, null: null, undefined }[kind]),
  json: (value) => JSON.stringify(value),
  encodeURIComponent,
  encodeURI,
  axios,
  escape,
  urlsearchparams: (value) => new URLSearchParams({ v: value }).toString().slice(2),
  querystring: (value) => querystring.stringify({ v: value }).slice(2),
  url: (value) => new URL('http://a/?v=' + value).search.slice(3),
  decode: (value) => decodeURIComponent(value),
  normalize: (value, form) => value.normalize(form),
  bytes: (value, charset) => Buffer.from(value, charset).toString('hex'),
  env: (text) => util.parseEnv(text).K,
  json_text: (text) => String(JSON.parse(text)),
  number_text: (text) => String(Number(text)),
  escapes: (text) => String(JSON.parse('"' + text + '"')),
  list: (way, items) => (way === 'params' ? new URLSearchParams({ ids: items }).toString() : querystring.stringify({ ids: items })),
};
const tasks = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(tasks.map(([what, ...rest]) => {
  try {
    const answer = does[what](...rest);
    return answer === undefined ? null : answer;
  } catch {
    return null;
  }
})));
