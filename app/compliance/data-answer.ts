import { z } from "zod";
import { CUSTOMER_TABLES, type CustomerTableName } from "./customer-tables.ts";

/** A row as it is held, by its columns. */
const HeldRow = z.record(z.string(), z.json());
export type HeldRow = z.infer<typeof HeldRow>;

/** What a customer's data request is answered with; answers from before there was a table do not name it. */
export const DataAnswer = z.object({
  held: z.partialRecord(z.enum(Object.keys(CUSTOMER_TABLES) as CustomerTableName[]), z.array(HeldRow)),
  products: z.array(z.object({ id: z.number(), title: z.string() })),
});
export type DataAnswer = z.infer<typeof DataAnswer>;
