import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { TickedStep } from "./setup-steps.ts";

const COLUMNS = { "check-number": "numberCheckedAt", "choose-tags": "tagsChosenAt", "first-play": "firstPlayAt" } as const satisfies Record<TickedStep, string>;

export async function tickSetupStep({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, step: TickedStep): Promise<void> {
  const ticked = { [COLUMNS[step]]: clock() };
  await withShop(db, shopId, (tx) => tx.setupGuide.upsert({ where: { shopId }, create: { shopId, ...ticked }, update: ticked }));
}

/** Puts the guide away, or brings it back. */
export async function hideSetupGuide({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, hidden: boolean): Promise<void> {
  const change = { hiddenAt: hidden ? clock() : null };
  await withShop(db, shopId, (tx) => tx.setupGuide.upsert({ where: { shopId }, create: { shopId, ...change }, update: change }));
}
