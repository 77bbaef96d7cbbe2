import { z } from "zod";

/** What a shop's customers are sorted by. Each belongs where the first of her orders that count does. */
export const SPLITS = ["channel", "country", "firstProduct", "orderSize", "discount", "visitSource", "campaign"] as const;
export type SplitName = (typeof SPLITS)[number];

const Sums = z.object({
  customers: z.number().int(),
  purchases: z.number().int(),
  historicValueMinor: z.number().int(),
  predictedValueMinor: z.number().int(),
});

const SplitCell = Sums.extend({
  /** Null: it is not known. Of firstProduct a product's id, of orderSize the index of a band, of the rest as in OrderTraits. */
  key: z.string().nullable(),
});
export type SplitCell = z.infer<typeof SplitCell>;

const SplitCells = z.object({
  /** Those with the most customers, the largest first, and the unknown wherever it stands by size. */
  top: z.array(SplitCell),
  /** All further keys together; null where there is none. */
  other: Sums.extend({ keys: z.number().int() }).nullable(),
});
export type SplitCells = z.infer<typeof SplitCells>;

/** Who has bought something, split in each way: the cells of each way add up to all of them. */
export const ShopSplits = z.object({
  orderSizeBands: z.array(z.object({ fromMinor: z.number().int().nullable(), belowMinor: z.number().int().nullable() })),
  cells: z.record(z.enum(SPLITS), SplitCells),
});
export type ShopSplits = z.infer<typeof ShopSplits>;
