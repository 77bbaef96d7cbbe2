import { z } from "zod";

/** Ids travel as decimal strings: JSON has no 64-bit integers. */
export const IdText = z.string().regex(/^\d+$/, "must be a whole number");

export const ShopPayload = z.object({ shopId: IdText });
