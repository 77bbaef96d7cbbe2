import type { ProductRecord } from "../store/model.ts";
import { FIRST_ID } from "./shop-fill.ts";

export type Family = "plants" | "pots" | "soil" | "seeds" | "tools" | "outdoor" | "home" | "books" | "gift-cards";

export type CatalogueItem = ProductRecord & { family: Family; popularity: number };

/** Title and price in dollars; the first of a family sells best. */
const SHELVES: Readonly<Record<Family, readonly (readonly [string, number])[]>> = {
  plants: [["Pothos", 18], ["Snake Plant", 26], ["Monstera", 48], ["Peace Lily", 24], ["Spider Plant", 16], ["Rubber Fig", 39], ["ZZ Plant", 34], ["Fiddle-Leaf Fig", 89], ["Bird of Paradise", 120], ["Boston Fern", 22]],
  pots: [["Terracotta Pot, small", 9], ["Terracotta Pot, large", 19], ["Glazed Pot, white", 28], ["Glazed Pot, blue", 28], ["Hanging Basket", 24], ["Self-Watering Pot", 36], ["Stoneware Planter", 64], ["Plant Stand", 45]],
  soil: [["Potting Mix, 10 qt", 14], ["Plant Food", 12], ["Potting Mix, 25 qt", 28], ["Perlite", 11], ["Orchid Bark", 13], ["Compost, 30 qt", 22]],
  seeds: [["Tomato Seeds", 4], ["Basil Seeds", 3.5], ["Wildflower Mix", 6], ["Lettuce Seeds", 3.5], ["Sunflower Seeds", 4], ["Sweet Pea Seeds", 4.5], ["Herb Starter Kit", 25], ["Seed Tray", 9]],
  tools: [["Hand Trowel", 17], ["Pruning Shears", 32], ["Gloves", 15], ["Watering Can", 38], ["Mister", 14], ["Bypass Lopper", 56], ["Tool Roll", 72]],
  outdoor: [["Raised Bed", 139], ["Trellis", 42], ["Hose, 50 ft", 59], ["Bird Feeder", 33], ["Rain Gauge", 18], ["Fire Bowl", 189]],
  home: [["Soy Candle, fig", 24], ["Linen Apron", 46], ["Tea Towel", 14], ["Wreath", 58], ["Vase, small", 22], ["Advent Box", 49]],
  books: [["The Patient Gardener", 28], ["Houseplants by Light", 24], ["Garden Journal", 19], ["Pruning, step by step", 26], ["Wall Calendar", 16], ["Field Guide to Weeds", 21]],
  "gift-cards": [["Gift Card, $25", 25], ["Gift Card, $50", 50], ["Gift Card, $100", 100]],
};

/** How likely a first item of an order is from a family. */
export const FIRST_PICK: readonly (readonly [Family, number])[] = [
  ["plants", 30], ["pots", 12], ["soil", 10], ["seeds", 14], ["tools", 11], ["outdoor", 8], ["home", 9], ["books", 5], ["gift-cards", 1],
];

/** What goes into the basket next to what is in it. */
export const GOES_WITH: Readonly<Record<Family, readonly Family[]>> = {
  plants: ["pots", "pots", "soil", "soil", "tools", "plants"],
  pots: ["plants", "soil", "plants"],
  soil: ["plants", "seeds", "tools"],
  seeds: ["soil", "seeds", "seeds", "tools"],
  tools: ["soil", "tools", "outdoor"],
  outdoor: ["tools", "seeds", "outdoor"],
  home: ["home", "books", "plants"],
  books: ["plants", "home", "seeds"],
  "gift-cards": ["home", "books"],
};

export function buildCatalogue(): CatalogueItem[] {
  const shelves = Object.entries(SHELVES) as [Family, (typeof SHELVES)[Family]][];
  const items = shelves.flatMap(([family, shelf]) =>
    shelf.map(([title, dollars], rank) => ({ family, title, priceMinor: Math.round(dollars * 100), popularity: 1 / (rank + 1) })),
  );
  return items.map((item, index) => ({
    id: FIRST_ID.product + index,
    sku: item.family === "gift-cards" ? null : `PER-${String(index + 1).padStart(3, "0")}`,
    isGiftCard: item.family === "gift-cards",
    ...item,
  }));
}
