import type { Deps } from "../deps.server.ts";
import type { Locale } from "../locales/locale.ts";

/** Notes the language in which the app is opened for the first time. It stays: staff who read another one would have everything named anew. */
export async function noteLanguage({ db }: Pick<Deps, "db">, shop: { id: bigint; language: string | null }, language: Locale): Promise<void> {
  if (shop.language !== null) return;
  await db.prisma.shop.updateMany({ where: { id: shop.id, language: null }, data: { language } });
}
