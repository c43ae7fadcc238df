// A client as somebody writes it who has read the page: Node's own fetch and crypto, no retries.
import { createHmac } from 'node:crypto';

const { EVERSTRIKE_BASE_URL, EVERSTRIKE_API_KEY, EVERSTRIKE_SECRET_KEY } = process.env;
const id = process.argv[2];
const body = new URLSearchParams({ id }).toString();
const signature = createHmac('sha256', EVERSTRIKE_SECRET_KEY).update(body).digest('base64');

try {
  const answer = await fetch(`${EVERSTRIKE_BASE_URL}/auth/cancel`, {
    method: 'POST',
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(5000),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-api-key': EVERSTRIKE_API_KEY,
      'x-signature': signature,
    },
  });
  const { code, msg, result } = await answer.json();
  const confirmed = answer.status === 200 && code === 200 && result?.id === id
    && ['CANCELLED', 'CANCELED', 'ACTIVE'].includes((result.status ?? 'CANCELLED').toUpperCase());
  console.log(confirmed ? 'cancelled' : `not confirmed: ${answer.status} ${msg}`);
  process.exitCode = confirmed ? 0 : 6;
} catch (error) {
  console.log(`not confirmed: ${error}`);
  process.exitCode = 6;
}
