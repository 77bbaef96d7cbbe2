import { noteCosts } from "#app/acquisition/note-costs.server.ts";
import { findShopByDomain } from "#app/shops/find-shop.repo.server.ts";
import { localDay } from "#app/time/local-day.ts";
import { addMonths, monthOfDay, monthsBetween } from "#app/time/months.ts";
import type { Stack } from "../demo/stack.ts";

/** One that pays back soon, one that hardly does; of the others nothing is known. */
const SPEND_A_MONTH = { web: "900.00", iphone: "480.00" };

/** Notes a margin and what a year of winning customers has cost. Once: a shop that has costs keeps them. */
export async function noteSpend({ db, domain }: Pick<Stack, "db" | "domain">): Promise<void> {
  const shop = await findShopByDomain(db, domain);
  if (!shop?.currency || !shop.timeZone) throw new Error(`${domain} is not installed.`);
  const clock = () => new Date();
  const thisMonth = monthOfDay(localDay(clock(), shop.timeZone));
  const months = monthsBetween(addMonths(thisMonth, -12), addMonths(thisMonth, -1));
  const spends = Object.entries(SPEND_A_MONTH).flatMap(([channel, amount]) => months.map((month) => ({ month, channel, amount })));
  const { id, currency, timeZone } = shop;
  const answer = await noteCosts({ db, clock }, { id, currency, timeZone }, { draft: { grossMargin: "55", spends }, version: 0, staffId: null });
  if (answer.kind === "refused") throw new Error(`The spend was refused: ${JSON.stringify(answer.problems)}`);
}
