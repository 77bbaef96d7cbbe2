import { type CatalogueItem, type Family, FIRST_PICK, GOES_WITH } from "./catalogue.ts";
import type { Dice } from "./dice.ts";

export type BasketItem = { item: CatalogueItem; quantity: number };

const MOST_LINES = 6;

/** Fills a basket, beginning with a product and adding what goes with it, until it is worth about `targetMinor`. */
export function drawBasket(dice: Dice, catalogue: ReadonlyMap<Family, readonly CatalogueItem[]>, targetMinor: number): BasketItem[] {
  const basket = new Map<CatalogueItem, number>();
  const [firstFamily] = dice.weighted(FIRST_PICK, ([, weight]) => weight);
  let family = firstFamily;
  let valueMinor = 0;
  do {
    const shelf = catalogue.get(family) ?? [];
    // Someone with a small budget does not pick the dearest thing on the shelf.
    const item = dice.weighted(shelf, ({ popularity, priceMinor }) => popularity * (valueMinor + priceMinor <= targetMinor * 1.3 ? 1 : 0.03));
    basket.set(item, (basket.get(item) ?? 0) + 1);
    valueMinor += item.priceMinor;
    family = dice.pick(GOES_WITH[family]);
  } while (valueMinor < targetMinor * 0.8 && basket.size < MOST_LINES);
  return [...basket].map(([item, quantity]) => ({ item, quantity: quantity + extraUnits(item, targetMinor - valueMinor) }));

  /** A large budget buys more of the same rather than a longer list. */
  function extraUnits(item: CatalogueItem, leftMinor: number): number {
    return leftMinor > 0 && !item.isGiftCard ? Math.floor(leftMinor / basket.size / item.priceMinor) : 0;
  }
}
