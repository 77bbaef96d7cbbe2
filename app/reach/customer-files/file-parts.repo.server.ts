import { z } from "zod";
import { Prisma } from "../../db/generated/client.ts";
import type { ShopTransaction } from "../../db/with-shop.server.ts";
import type { ListedCustomer } from "../customer-row.ts";
import { CUSTOMERS_A_PART } from "./file-part.ts";

/** Customers of a run as `ListedCustomer`, each with its `place` in the list, from 0. */
export type ListOfRun = (runId: bigint) => Prisma.Sql;

export type FileKey = { shopId: bigint; fileId: bigint };

const Listed = z.array(
  z.object({
    customerId: z.coerce.bigint(),
    lifetimeValueMinor: z.number(),
    historicValueMinor: z.number(),
    predictedValueMinor: z.number(),
    ordersCount: z.number(),
    lastOrderDay: z.string(),
    valueTier: z.string(),
    stage: z.string(),
  }),
);

/** Notes whom a list holds, in one statement: as it is at one moment, whatever becomes of its run. @returns how many */
export async function storeListed(tx: ShopTransaction, { shopId, fileId }: FileKey, list: Prisma.Sql): Promise<number> {
  const [stored] = await tx.$queryRaw<{ customers: number }[]>`
    WITH stored AS (
      INSERT INTO file_parts (shop_id, file_id, part, listed)
      SELECT ${shopId}::bigint, ${fileId}::bigint, (place / ${CUSTOMERS_A_PART}::int)::int, jsonb_agg(to_jsonb(list) - 'place' ORDER BY place)
      FROM (${list}) AS list GROUP BY 3
      RETURNING jsonb_array_length(listed) AS customers)
    SELECT coalesce(sum(customers), 0)::int AS customers FROM stored`;
  return stored!.customers;
}

/** Whom Shopify is to be asked about next, without those who object to being sorted by now; `all` counts them, too. */
export async function readListed(tx: ShopTransaction, { shopId, fileId }: FileKey, part: number): Promise<{ all: number; customers: ListedCustomer[] }> {
  const { listed } = await tx.filePart.findUniqueOrThrow({ where: { shopId_fileId_part: { shopId, fileId, part } } });
  const customers = Listed.parse(listed);
  const objecting = await findOptOuts(tx, shopId, customers.map(({ customerId }) => customerId));
  return { all: customers.length, customers: customers.filter(({ customerId }) => !objecting.has(customerId)) };
}

/** Who of them objects to being sorted. */
export async function findOptOuts(tx: ShopTransaction, shopId: bigint, customerIds: bigint[]): Promise<Set<bigint>> {
  const optOuts = await tx.customerOptOut.findMany({ where: { shopId, customerId: { in: customerIds } } });
  return new Set(optOuts.map(({ customerId }) => customerId));
}

/** In the place of who they are. */
export async function storeSealed(tx: ShopTransaction, { shopId, fileId }: FileKey, part: number, sealed: Buffer): Promise<void> {
  const data = { listed: Prisma.DbNull, sealed: new Uint8Array(sealed) };
  await tx.filePart.update({ where: { shopId_fileId_part: { shopId, fileId, part } }, data });
}
