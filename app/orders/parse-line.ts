import { z } from "zod";
import { parseMoney } from "#app/money/parse-money.ts";
import { idOfGid } from "../shopify/gid.ts";
import type { OrderLine } from "./order-basket.ts";
import { UnreadableRecord } from "./unreadable-record.ts";

/** What is asked of a gift card only. */
const GiftCardNode = z.object({
  priceAfterAllDiscountsBeforeTaxesSet: z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) }),
});

type LineNode = { id?: unknown; isGiftCard?: unknown; product?: unknown };

/**
 * A line of an order as line-fields.graphql.ts asks for it. Most are goods and there are millions of them: those are
 * looked at without a schema.
 *
 * @throws UnreadableRecord naming the line and what is wrong with it
 */
export function parseLine(node: LineNode): OrderLine {
  try {
    return { id: idOfGid(String(node.id)), product: productOf(node.product), giftCardMinor: giftCardsOf(node) };
  } catch (cause) {
    throw new UnreadableRecord(`Line ${String(node.id)}`, cause);
  }
}

/** There is none in a file that was begun for an older version of the app, either. */
function productOf(product: unknown): OrderLine["product"] {
  if (product === null || product === undefined) return null;
  const { id, title } = product as { id?: unknown; title?: unknown };
  return { id: idOfGid(String(id)), title: String(title).replaceAll("\0", "").toWellFormed() };
}

/** What was paid for those still in the order. The price of one would not do: of three that share a discount it is rounded. */
function giftCardsOf(node: LineNode): number {
  if (node.isGiftCard === false) return 0;
  if (node.isGiftCard !== true) throw new Error(`isGiftCard is ${String(node.isGiftCard)}, expected true or false`);
  const { amount, currencyCode } = GiftCardNode.parse(node).priceAfterAllDiscountsBeforeTaxesSet.shopMoney;
  const minor = parseMoney(amount, currencyCode);
  if (minor < 0) throw new Error(`priceAfterAllDiscountsBeforeTaxesSet is ${amount}, expected 0 or more`);
  return minor;
}
