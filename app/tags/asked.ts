import { z } from "zod";

const Count = z.int().nonnegative();

/** What a write run above the cap asks the merchant's yes for. */
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
});
export type Asked = z.infer<typeof Asked>;

/** Whether a run waits for the merchant's yes, or has had it or a no; null where nobody had to be asked. */
export const Approval = z.enum(["waiting", "given", "refused"]).nullable();
export type Approval = z.infer<typeof Approval>;
