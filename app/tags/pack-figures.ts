import type { MetafieldInput } from "./metafield-input.ts";

/** Shopify's limit, whoever the metafields belong to. */
export const FIGURES_A_CALL = 25;

/** What is to be set on one customer. It goes in one call, so that it is done wholly or not at all. */
export type FigureSet = { customerId: bigint; figures: readonly MetafieldInput[] };

/** Puts the figures of several customers into few calls: each into the first that has room for all of a customer's. */
export function packFigures(sets: readonly FigureSet[]): FigureSet[][] {
  const packs: { sets: FigureSet[]; size: number }[] = [];
  for (const set of sets) {
    const size = set.figures.length;
    const roomy = packs.find((pack) => pack.size + size <= FIGURES_A_CALL);
    if (roomy) {
      roomy.sets.push(set);
      roomy.size += size;
    } else {
      packs.push({ sets: [set], size });
    }
  }
  return packs.map((pack) => pack.sets);
}
