import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { WriteSettings } from "./write-settings.ts";

/** What is left alone on customers stays so until it is taken up again (resumeTags). */
export async function changeWriteSettings({ db }: Pick<Deps, "db">, shopId: bigint, change: Partial<WriteSettings>): Promise<void> {
  const data = WriteSettings.partial().parse(change);
  await withShop(db, shopId, (tx) => tx.shop.update({ where: { id: shopId }, data }));
}
