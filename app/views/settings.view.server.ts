import { type ShopTransaction, withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { OPT_OUTS } from "#app/customers/opt-out.ts";
import { inCurrency } from "#app/segments/definition.ts";
import { findDefinition } from "#app/segments/definitions.repo.server.ts";
import { WriteSettings } from "#app/tags/write-settings.ts";
import { readLooks } from "./looks.view.server.ts";
import type { LooksWanted } from "./looks-wanted.ts";

type Shop = { id: bigint; currency: string };

/** What the shop has chosen, where that is changed, and what becomes of its data. */
export async function viewSettings({ db }: Pick<Deps, "db">, shop: Shop, looksWanted: LooksWanted) {
  return withShop(db, shop.id, async (tx) => {
    const row = await tx.shop.findUniqueOrThrow({ where: { id: shop.id } });
    const { definition } = await findDefinition(tx, shop.id);
    return {
      definition: inCurrency(definition, shop.currency),
      grossMargin: row.grossMargin,
      writeRules: {
        settings: WriteSettings.strip().parse(row),
        leftAlone: await tx.handChange.count({ where: { shopId: shop.id, leftAlone: true } }),
      },
      optOuts: await countOptOuts(tx, shop.id),
      dataRequests: await readDataRequests(tx, shop.id),
      looks: await readLooks(tx, shop.id, looksWanted),
    };
  });
}

async function countOptOuts(tx: ShopTransaction, shopId: bigint) {
  const counted = await tx.customerOptOut.groupBy({ by: ["kind"], where: { shopId }, _count: true });
  return OPT_OUTS.map((kind) => ({ kind, customers: counted.find((it) => it.kind === kind)?._count ?? 0 }));
}

async function readDataRequests(tx: ShopTransaction, shopId: bigint) {
  const requests = await tx.dataRequest.findMany({ where: { shopId }, orderBy: { id: "desc" }, omit: { answer: true } });
  return requests.map(({ id, customerId, requestedAt }) => ({
    id: String(id),
    customerId: String(customerId),
    requestedAt: requestedAt.toISOString(),
  }));
}
