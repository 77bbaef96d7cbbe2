import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { listViews, type SavedView } from "./saved-views.repo.server.ts";

const MOST_VIEWS = 30;
const LONGEST_NAME = 40;

export type ViewProblem = "no-name" | "long-name" | "same-name" | "many-views";

/** Saves a view for everybody in the shop. Names that differ in nothing but case count as the same. @returns null: it is saved */
export async function saveView(
  { db, clock }: Pick<Deps, "db" | "clock">,
  shopId: bigint,
  view: SavedView & { staffId: string | null },
): Promise<ViewProblem | null> {
  const name = view.name.trim().normalize("NFC");
  if (name === "") return "no-name";
  if (name.length > LONGEST_NAME) return "long-name";
  return withShop(db, shopId, async (tx) => {
    // Two who save at once are one after the other.
    await tx.$executeRaw`SELECT FROM shops WHERE id = ${shopId} FOR NO KEY UPDATE`;
    const views = await listViews(tx, shopId);
    if (views.some((it) => it.name.toLowerCase() === name.toLowerCase())) return "same-name";
    if (views.length >= MOST_VIEWS) return "many-views";
    await tx.customerView.create({ data: { shopId, ...view, name, savedAt: clock() } });
    return null;
  });
}

export async function dropView({ db }: Pick<Deps, "db">, shopId: bigint, name: string): Promise<void> {
  await withShop(db, shopId, (tx) => tx.customerView.deleteMany({ where: { shopId, name } }));
}
