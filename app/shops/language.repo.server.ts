import type { ShopTransaction } from "../db/with-shop.server.ts";
import { chooseLocale, type Locale } from "../locales/locale.ts";

/** In which language something is named that all staff of a shop see; English until it is known. */
export async function findLanguage(tx: ShopTransaction, shopId: bigint): Promise<Locale> {
  const { language } = await tx.shop.findUniqueOrThrow({ where: { id: shopId }, select: { language: true } });
  return chooseLocale(language ?? "");
}
