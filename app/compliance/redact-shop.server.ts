import type { Deps } from "../deps.server.ts";

/**
 * Erases a shop: every tenant table follows its row. A shop that came back in the meantime is left alone, since the
 * request was about the installation before.
 */
export async function redactShop({ db }: Pick<Deps, "db">, { shopId }: { shopId: string }): Promise<void> {
  await db.prisma.shop.deleteMany({ where: { id: BigInt(shopId), uninstalledAt: { not: null } } });
}
