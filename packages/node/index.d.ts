/** What goes wrong with a mock, as opposed to an expectation that doesn't hold (`AssertionError`). */
export class MockError extends Error {}

/** What an entry of the journal should look like; `null` expects absence (docs/control.md). */
export interface Pattern {
  kind?: "request" | "control";
  method?: string;
  path?: string;
  target?: string;
  verdict?: string;
  diagnosis?: string | null;
  fault?: string | null;
  phase?: string | null;
  effect?: "none" | "cancelled" | "placed" | "filled" | "triggered";
  order_id?: string | null;
  status?: number | string;
  body?: Record<string, string | null>;
  headers?: Record<string, string | null>;
  [field: string]: unknown;
}

/** How many entries are to match; at least one, unless something is said. */
export interface Count {
  exactly?: number;
  atLeast?: number;
  atMost?: number;
}

/** How the next cancels go wrong: the documented 503, unless a fault is given. */
export interface Failure {
  /** A fault as scenarios have it: `{ type: "reset_peer" }` (docs/scenario-format.md). */
  fault?: { type: string; [member: string]: unknown };
  /** `"after_effect"`: the order is cancelled all the same. Default: `"before_effect"`. */
  phase?: "before_auth" | "before_effect" | "after_effect";
  times?: number;
  /** Pattern of `METHOD /path`. */
  endpoint?: string;
}

export interface Order {
  id: string;
  status: string;
  [member: string]: unknown;
}

/** An entry of the journal (docs/journal-format.md). */
export interface Entry {
  number: number;
  api_key: string;
  effect: { kind: string; orders: string[]; [member: string]: unknown };
  [member: string]: unknown;
}

/** One test's account: a key, a secret and orders of its own, and the verbs that act on them alone. */
export class Account {
  private constructor();
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly secret: string;
  /** An open order. */
  readonly orderId: string;
  /** The same mock over TLS. */
  readonly httpsUrl: string;
  /** The path of the authority (PEM) to trust at `httpsUrl`. */
  caFile(): Promise<string>;
  failNext(failure?: Failure): Promise<void>;
  /** Fills an active order wholly, or `qty` of it. */
  fill(what?: { qty?: number; orderId?: string }): Promise<Order>;
  /** Adds an open order, with the members that an accounts file may give it; gives its id. */
  addOrder(order?: { id?: string; [member: string]: unknown }): Promise<string>;
  orders(): Promise<Order[]>;
  order(orderId?: string): Promise<Order>;
  /** What this key did and what really happened, oldest first. */
  journal(): Promise<Entry[]>;
  /** Asserts what the journal holds of this key: so many entries, or (an array) a sequence. */
  verify(match: Pattern | Pattern[], count?: Count): Promise<void>;
  /** The key's world as at the start; the journal stays. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** A new account; with a test's context of node:test it is closed by itself. */
export function account(test?: { after(run: () => Promise<void>): void }): Promise<Account>;

/** Which of several mocks serves a key. */
export function nodeOf(urls: string[], key: string): string;

/** Ends this process's mock and waits until it is gone; the next account starts another. */
export function stopOwnMock(): Promise<void>;
