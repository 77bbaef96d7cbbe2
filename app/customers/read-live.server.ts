import { setTimeout as sleep } from "node:timers/promises";
import type { Deps } from "../deps.server.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";

export type Live<Data> = { status: "read"; data: Data } | { status: "unavailable" };

/** For readers who may not know. */
export const WITHHELD: Promise<Live<never>> = Promise.resolve({ status: "unavailable" });

/** How long a page waits for what it can do without. */
const PATIENCE_MS = 2_500;

/** Asks Shopify for something that a page is better with: a refusal or a slow answer leaves it out, and is logged. */
export async function readLive<Data>({ log }: Pick<Deps, "log">, what: string, ask: () => Promise<Data>): Promise<Live<Data>> {
  const giveUp = new AbortController();
  const answer = ask().then(
    (data): Live<Data> => ({ status: "read", data }),
    (error: unknown): Live<Data> => {
      if (!(error instanceof ShopifyError)) throw error;
      log.warn({ what, kind: error.kind }, error.message);
      return { status: "unavailable" };
    },
  );
  const tooSlow = sleep(PATIENCE_MS, "slow" as const, { signal: giveUp.signal }).catch(() => "answered" as const);
  const first = await Promise.race([answer, tooSlow]).finally(() => giveUp.abort());
  if (typeof first !== "string") return first;
  // Nobody waits for it any more: what it still brings, good or bad, ends here.
  answer.catch((error: unknown) => log.error({ what, err: error }, "a late answer from Shopify failed"));
  log.warn({ what, patienceMs: PATIENCE_MS }, "Shopify did not answer in time");
  return { status: "unavailable" };
}
