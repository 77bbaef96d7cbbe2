import { z } from "zod";

const Count = z.int().nonnegative();

/**
 * Customers who carry tags with our names, and of whom such a tag would go with a yes: it does not fit, or they are not
 * scored. What was asked before there was `leaving` does not say.
 */
const Carriers = { customers: Count, leaving: Count.optional() };

/** What a write run asks the merchant's yes for: more changes than the cap allows, or tags that may be somebody else's. */
export const Asked = z.object({
  /** A yes is for what this score run wants, and for no later one. */
  scoreRunId: z.string(),
  /** In the shop. */
  customers: Count,
  /** So many could be given other tags without asking. */
  cap: Count,
  changes: z.object({
    customers: Count,
    /** Of the customers, those who get other tags. */
    retagged: Count,
    tagsAdded: Count,
    tagsRemoved: Count,
    metafields: Count,
  }),
  /** Customers who carry tags with our names of which we do not know who gave them; absent where there are none. */
  found: z.object({ ...Carriers, tags: z.array(z.object({ tag: z.string(), ...Carriers })) }).optional(),
});
export type Asked = z.infer<typeof Asked>;
export type Found = NonNullable<Asked["found"]>;

/** Whether a run waits for the merchant's yes, or has had it or a no; null where nobody had to be asked. */
export const Approval = z.enum(["waiting", "given", "refused"]).nullable();
export type Approval = z.infer<typeof Approval>;

/** Whether the merchant has said yes to what this score run wants. */
export function hasYes({ approval, asked }: { approval: string | null; asked: unknown }, scoreRunId: bigint | null): boolean {
  return approval === "given" && Asked.parse(asked).scoreRunId === String(scoreRunId);
}
