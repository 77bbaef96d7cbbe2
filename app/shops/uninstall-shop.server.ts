import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";

/** Forgets the shop's tokens, so that no work can reach it. Its data stays until Shopify asks for its removal. */
export async function uninstallShop(
  { db }: Pick<Deps, "db">,
  { shopId: text, uninstalledAt }: { shopId: string; uninstalledAt: string },
): Promise<void> {
  const shopId = BigInt(text);
  await withShop(db, shopId, async (tx) => {
    // A merchant may be back before this late event is worked: then it is about the installation before.
    const { count } = await tx.shop.updateMany({
      where: { id: shopId, installedAt: { lte: new Date(uninstalledAt) } },
      data: { uninstalledAt: new Date(uninstalledAt) },
    });
    if (count > 0) await tx.shopSession.deleteMany({ where: { shopId } });
  });
}
