import { z } from "zod";

/** What the shop's writing is only supposed to aim at, for a look before anybody decides; an undo from which run on. */
export const Supposed = z.discriminatedUnion("writing", [
  z.object({ writing: z.enum(["on", "removing"]) }),
  z.object({ writing: z.literal("undoing"), undoes: z.string().regex(/^\d{1,18}$/).transform(BigInt) }),
]);
export type Supposed = z.output<typeof Supposed>;

/** As a browser asks for it. */
export type SupposedInput = z.input<typeof Supposed>;
