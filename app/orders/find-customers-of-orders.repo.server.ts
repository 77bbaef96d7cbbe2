import type { Database } from "../db/database.server.ts";
import { withShop } from "../db/with-shop.server.ts";

const MOST = 50;

/** Customers who carry this number, or who placed the order of this name ("#1001", also written "1001"). */
export async function findCustomersOfOrders(db: Database, shopId: bigint, text: string): Promise<bigint[]> {
  const names = text.startsWith("#") ? [text] : [text, `#${text}`];
  const id = /^\d{1,18}$/.test(text) ? BigInt(text) : null;
  const rows = await withShop(db, shopId, (tx) =>
    tx.order.findMany({
      where: { shopId, OR: [{ name: { in: names } }, ...(id === null ? [] : [{ customerId: id }])] },
      select: { customerId: true },
      distinct: ["customerId"],
      take: MOST,
    }),
  );
  return rows.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]));
}
