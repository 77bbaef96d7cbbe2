import { z } from "zod";
import type { Cell } from "../../csv/csv-text.ts";
import { type CustomerFile, Prisma } from "../../db/generated/client.ts";
import type { ShopTransaction } from "../../db/with-shop.server.ts";
import type { CurrentRun } from "../../segments/current-borders.repo.server.ts";
import type { ShopifyAdmin } from "../../shopify/admin.server.ts";
import type { FileKind } from "./file-kind.ts";
import { CUSTOMERS_A_PART } from "./file-part.ts";

/** Customers of a run with what is to be noted of them (list-lines.server.ts, look-alike-lines.server.ts), each with its `place` in the list, from 0. */
export type ListOfRun = (run: CurrentRun) => Prisma.Sql;

type NewFile = Pick<CustomerFile, "staffId" | "askedAt" | "consent" | "address" | "currency" | "tags"> & { kind: FileKind };
export type FileKey = { shopId: bigint; fileId: bigint };

/** A customer of a list, with what else is noted of them for a file of its kind. */
export type Noted = { customerId: bigint };

/** Asks Shopify about customers of a part. A line begins with its customer's number, whether or not the file hands it out. */
export type ReadLines = (shopify: ShopifyAdmin, file: CustomerFile, noted: readonly Noted[]) => Promise<Cell[][]>;

const Listed = z.array(z.looseObject({ customerId: z.coerce.bigint() }));

/**
 * Notes a file and whom its list holds, in one statement: as it is at one moment, and without the shop's row, which the
 * file refers to, being held while the list is read. @returns the file's id
 */
export async function storeFile(tx: ShopTransaction, shopId: bigint, file: NewFile, list: Prisma.Sql): Promise<bigint> {
  const { staffId, kind, askedAt, consent, address, currency, tags } = file;
  const [stored] = await tx.$queryRaw<{ id: bigint; customers: number }[]>`
    WITH file AS (
      INSERT INTO customer_files (shop_id, staff_id, kind, asked_at, consent, address, currency, tags)
      VALUES (${shopId}, ${staffId}, ${kind}, ${askedAt}, ${consent}, ${address}, ${currency}, ${tags})
      RETURNING id
    ), stored AS (
      INSERT INTO file_parts (shop_id, file_id, part, listed)
      SELECT ${shopId}::bigint, (SELECT id FROM file), (place / ${CUSTOMERS_A_PART}::int)::int, jsonb_agg(to_jsonb(list) - 'place' ORDER BY place)
      FROM (${list}) AS list GROUP BY 3
      RETURNING jsonb_array_length(listed) AS customers)
    SELECT (SELECT id FROM file) AS id, coalesce(sum(customers), 0)::int AS customers FROM stored`;
  const { id, customers } = stored!;
  await tx.customerFile.update({ where: { shopId_id: { shopId, id } }, data: { customers } });
  return id;
}

/** Whom Shopify is to be asked about next, without those who object to being sorted by now; `all` counts them, too. Null where the file was dropped. */
export async function readListed(tx: ShopTransaction, { shopId, fileId }: FileKey, part: number): Promise<{ all: number; noted: Noted[] } | null> {
  const found = await tx.filePart.findUnique({ where: { shopId_fileId_part: { shopId, fileId, part } } });
  if (!found) return null;
  const listed = Listed.parse(found.listed);
  const objecting = await findOptOuts(tx, shopId, listed.map(({ customerId }) => customerId));
  return { all: listed.length, noted: listed.filter(({ customerId }) => !objecting.has(customerId)) };
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

/** A file that has enough lines needs nobody who comes after this part. */
export async function dropPartsAfter(tx: ShopTransaction, key: FileKey, part: number): Promise<void> {
  await tx.filePart.deleteMany({ where: { ...key, part: { gt: part } } });
}
