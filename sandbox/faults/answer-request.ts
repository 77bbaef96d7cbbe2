import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { type RawAnswer, sendRaw } from "../http/raw-answer.ts";
import type { Strike } from "./create-faults.ts";

/** Answers a request by what `run` gives, unless a fault comes before it, after it or in its place. */
export async function answerRequest(strike: Strike | null, response: ServerResponse, run: () => RawAnswer | Promise<RawAnswer>): Promise<void> {
  if (strike && fallsThrough(strike, response)) return;
  const answer = await run();
  switch (strike?.kind) {
    case "answer-lost":
      return reset(response);
    case "answer-cut":
      return cut(response, answer);
    case "slow":
      await unlessGone(response, strike.amount);
      break;
  }
  if (!response.destroyed) sendRaw(response, answer);
}

const ONLY_ASYNC = {
  message: "This query can only be run async. Create an async query using the `customerSegmentMembersQueryCreate` mutation.",
  extensions: { code: "USE_CUSTOMER_SEGMENT_MEMBERS_QUERY_CREATE_MUTATION" },
};

/** The faults after which nothing runs; true for one of them. */
function fallsThrough({ kind, amount }: Strike, response: ServerResponse): boolean {
  switch (kind) {
    case "no-answer":
      return true; // The connection stays open until the client gives up.
    case "connection-reset":
      reset(response);
      return true;
    case "server-error":
      sendRaw(response, { status: amount, contentType: "text/html", text: `<html><body>Error ${amount}</body></html>` });
      return true;
    case "too-many-requests":
      // Shopify writes the seconds with a fraction.
      response.setHeader("Retry-After", Number.isInteger(amount) ? amount.toFixed(1) : String(amount));
      sendRaw(response, { status: 429, contentType: "application/json; charset=utf-8", text: JSON.stringify({ errors: "Too many requests" }) });
      return true;
    case "only-async":
      sendRaw(response, { status: 200, contentType: "application/json; charset=utf-8", text: JSON.stringify({ data: null, errors: [ONLY_ASYNC] }) });
      return true;
    default:
      return false;
  }
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function cut(response: ServerResponse, { status, contentType, text }: RawAnswer): void {
  const whole = Buffer.from(text);
  response.writeHead(status, { "Content-Type": contentType, "Content-Length": whole.length });
  response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => reset(response));
}

async function unlessGone(response: ServerResponse, seconds: number): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  await pause(seconds * 1000, undefined, { signal: gone.signal }).catch(() => {});
}
