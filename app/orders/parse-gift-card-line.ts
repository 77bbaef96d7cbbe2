import { z } from "zod";
import { parseMoney } from "#app/money/parse-money.ts";
import { UnreadableRecord } from "./unreadable-record.ts";

/** The fields of line-fields.graphql.ts. */
const LineNode = z.object({
  id: z.string(),
  currentQuantity: z.number().int().nonnegative(),
  discountedUnitPriceAfterAllDiscountsSet: z.object({
    shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }),
  }),
});

/**
 * What was paid for the gift cards of an order's line, in minor units: those still in the order times the price of one
 * after all discounts. 0 for lines of goods, which are most, and which nothing else is asked of.
 *
 * @throws UnreadableRecord naming the line and what is wrong with it
 */
export function parseGiftCardLine(node: { id?: unknown; isGiftCard?: unknown }): number {
  if (node.isGiftCard === false) return 0;
  try {
    if (node.isGiftCard !== true) throw new Error(`isGiftCard is ${String(node.isGiftCard)}, expected true or false`);
    const line = LineNode.parse(node);
    const { amount, currencyCode } = line.discountedUnitPriceAfterAllDiscountsSet.shopMoney;
    const minor = line.currentQuantity * parseMoney(amount, currencyCode);
    if (!Number.isSafeInteger(minor)) throw new Error(`${line.currentQuantity} times ${amount} is beyond ${Number.MAX_SAFE_INTEGER}`);
    return minor;
  } catch (cause) {
    throw new UnreadableRecord(`Line ${String(node.id)}`, cause);
  }
}
