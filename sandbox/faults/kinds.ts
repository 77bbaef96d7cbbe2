/**
 * Where a fault strikes. At each place at most one strikes at a time, so that a count tells what really happened; what
 * belongs to different places adds up (a delivery that is sent twice, the second a day later and with a wrong signature).
 */
export type Place =
  /** A request to Shopify: of the Admin API, or for a token. */
  | "request"
  | "graphql"
  | "refresh"
  /** A webhook, once when it comes about, then each delivery of it, then each attempt of a delivery. */
  | "event"
  | "delivery"
  | "attempt"
  /** How a bulk operation ends, and what is in its file. */
  | "bulk"
  | "bulk-file"
  | "download";

/** The number that a fault takes; whole unless `fraction`. */
export type Amount = { unit: string; from: number; to: number; usual: number; fraction?: true };

export type KindOfFault = { place: Place; text: string; amount: Amount | null };

const MOST_LINES = 1_000_000;

/** All faults there are. What a fault does beyond one answer, it does to the shop itself: the next answers follow from that. */
const KINDS = {
  throttled: {
    place: "graphql",
    text: "The points run out: THROTTLED at HTTP 200, and true until they are back",
    amount: { unit: "points left", from: 0, to: 1000, usual: 0 },
  },
  "too-many-requests": { place: "graphql", text: "HTTP 429 with Retry-After", amount: { unit: "seconds", from: 0, to: 60, usual: 2, fraction: true } },
  "server-error": { place: "request", text: "A server error, before anything ran", amount: { unit: "HTTP status", from: 500, to: 599, usual: 500 } },
  slow: { place: "request", text: "What was asked for is done at once, the answer comes late", amount: { unit: "seconds", from: 0, to: 600, usual: 5, fraction: true } },
  "no-answer": { place: "request", text: "Nothing runs and no answer ever comes", amount: null },
  "connection-reset": { place: "request", text: "The connection is reset before anything ran", amount: null },
  "answer-cut": { place: "request", text: "It ran; the connection is reset midway through the answer", amount: null },
  "answer-lost": { place: "request", text: "It ran; the connection is reset before the answer", amount: null },
  "only-async": { place: "graphql", text: "A segment query is too much for an answer at once: it is to be asked for and looked at later", amount: null },
  "token-expired": { place: "graphql", text: "The access token ends early: 401 until it is renewed", amount: null },
  "token-revoked": { place: "graphql", text: "Access and refresh token are void: 401, then invalid_grant", amount: null },
  uninstalled: { place: "graphql", text: "The merchant removes the app in the middle of its work", amount: null },
  "refresh-refused": { place: "refresh", text: "The refresh token is void: 400 invalid_grant", amount: null },

  duplicate: { place: "event", text: "Delivered twice with the same webhook id", amount: null },
  "duplicate-event": { place: "event", text: "Delivered twice with webhook ids of their own and the same event id", amount: null },
  dropped: { place: "delivery", text: "Never delivered", amount: null },
  delayed: { place: "delivery", text: "Delivered late, by the shop's clock", amount: { unit: "hours", from: 0, to: 720, usual: 24, fraction: true } },
  reordered: { place: "delivery", text: "Overtaken by those that come after it", amount: { unit: "overtaken by", from: 1, to: 100, usual: 3 } },
  "clock-skew": { place: "delivery", text: "X-Shopify-Triggered-At is wrong", amount: { unit: "minutes", from: -10_080, to: 10_080, usual: -60 } },
  "wrong-signature": { place: "attempt", text: "One attempt is signed with another secret", amount: null },

  "bulk-failed": { place: "bulk", text: "FAILED midway with INTERNAL_SERVER_ERROR and a partial file", amount: { unit: "lines written", from: 0, to: MOST_LINES, usual: 100 } },
  "bulk-timed-out": { place: "bulk", text: "FAILED midway with TIMEOUT and a partial file", amount: { unit: "lines written", from: 0, to: MOST_LINES, usual: 100 } },
  "bulk-canceled": { place: "bulk", text: "CANCELED midway, by somebody else", amount: { unit: "lines written", from: 0, to: MOST_LINES, usual: 100 } },
  "bulk-expired": { place: "bulk", text: "COMPLETED, and EXPIRED by the time one looks: no file", amount: null },
  "bulk-empty": { place: "bulk", text: "COMPLETED without having found anything: url is null", amount: null },
  "bulk-ungrouped": { place: "bulk-file", text: "Children stand at the end of the file, far from their parents", amount: null },
  "bulk-malformed": { place: "bulk-file", text: "One line of the file is cut in half", amount: null },
  "download-cut": { place: "download", text: "The download breaks off in the middle", amount: null },
  "download-expired": { place: "download", text: "The file's signed address has expired: 403", amount: null },
} as const satisfies Record<string, KindOfFault>;

export type FaultKind = keyof typeof KINDS;

export const FAULT_KINDS = Object.keys(KINDS) as FaultKind[];

export function kindOf(kind: FaultKind): KindOfFault {
  return KINDS[kind];
}
