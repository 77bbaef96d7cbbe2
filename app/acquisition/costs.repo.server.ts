import type { ShopTransaction } from "../db/with-shop.server.ts";
import { monthToDate } from "../time/months.ts";
import type { CostChanges } from "./cost-changes.ts";
import type { Spend, SpendPlace } from "./spend.ts";

export type Costs = {
  /** How often costs were changed; 0: never. */
  version: number;
  grossMargin: number | null;
  spends: Spend[];
  /** Of what amounts were noted in a currency which the shop has left. */
  left: SpendPlace[];
};

/** What the merchant has said of costs. */
export async function readCosts(tx: ShopTransaction, { id: shopId, currency }: { id: bigint; currency: string }): Promise<Costs> {
  const { grossMargin } = await tx.shop.findUniqueOrThrow({ where: { id: shopId }, select: { grossMargin: true } });
  const newest = await tx.costChange.findFirst({ where: { shopId }, orderBy: { version: "desc" }, select: { version: true } });
  const rows = await tx.acquisitionSpend.findMany({ where: { shopId }, orderBy: [{ month: "asc" }, { channel: "asc" }] });
  const noted = rows.map(({ month, channel, amountMinor, currency }) => ({ month: month.toISOString().slice(0, 7), channel, amountMinor: Number(amountMinor), currency }));
  return {
    version: newest?.version ?? 0,
    grossMargin,
    spends: noted.filter((it) => it.currency === currency).map(({ month, channel, amountMinor }) => ({ month, channel, amountMinor })),
    left: noted.filter((it) => it.currency !== currency).map(({ month, channel }) => ({ month, channel })),
  };
}

type Saved = { shopId: bigint; version: number; changes: CostChanges; staffId: string | null; at: Date };

/** @returns false where somebody else has saved this version meanwhile: then nothing is changed */
export async function storeCosts(tx: ShopTransaction, { shopId, version, changes, staffId, at }: Saved): Promise<boolean> {
  const { count } = await tx.costChange.createMany({ data: [{ shopId, version, changes, staffId, changedAt: at }], skipDuplicates: true });
  if (count === 0) return false;
  if (changes.grossMargin) await tx.shop.update({ where: { id: shopId }, data: { grossMargin: changes.grossMargin.to } });
  const columnsOf = (spends: CostChanges["spends"]) => ({
    months: spends.map(({ month }) => monthToDate(month)),
    channels: spends.map(({ channel }) => channel),
    amounts: spends.map(({ to }) => to),
  });
  const gone = columnsOf(changes.spends.filter(({ to }) => to === null));
  await tx.$executeRaw`
    DELETE FROM acquisition_spends USING unnest(${gone.months}::date[], ${gone.channels}::text[]) AS gone (month, channel)
    WHERE shop_id = ${shopId} AND acquisition_spends.month = gone.month AND acquisition_spends.channel = gone.channel`;
  const noted = columnsOf(changes.spends.filter(({ to }) => to !== null));
  await tx.$executeRaw`
    INSERT INTO acquisition_spends (shop_id, month, channel, amount_minor, currency, staff_id, noted_at)
    SELECT ${shopId}, month, channel, amount, ${changes.currency}, ${staffId}, ${at}
    FROM unnest(${noted.months}::date[], ${noted.channels}::text[], ${noted.amounts}::bigint[]) AS noted (month, channel, amount)
    ON CONFLICT (shop_id, month, channel) DO UPDATE
      SET amount_minor = excluded.amount_minor, currency = excluded.currency, staff_id = excluded.staff_id, noted_at = excluded.noted_at`;
  return true;
}
