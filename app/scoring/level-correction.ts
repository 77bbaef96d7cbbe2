import { z } from "zod";

const factor = z.number().positive();

/** What the orders that are expected and the value of one are multiplied by, learnt from the shop's own back-tests; 1 without one. */
export const LevelCorrection = z.object({ orders: factor, orderValue: factor });
export type LevelCorrection = z.infer<typeof LevelCorrection>;
