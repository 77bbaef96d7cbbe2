import { z } from "zod";

/** Pages and files that show customers' data; a segment's is noted as a list's since they are one. */
export const LookedAt = z.enum(["customer", "customer-list", "customer-list-export", "data-request", "segment-export", "look-alike-export", "dry-run", "data-export"]);
export type LookedAt = z.infer<typeof LookedAt>;
