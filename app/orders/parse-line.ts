import { z } from "zod";
import { parseMoney } from "#app/money/parse-money.ts";
import { idOfGid } from "../shopify/gid.ts";
import type { OrderLine } from "./order-basket.ts";
import { UnreadableRecord } from "./unreadable-record.ts";

const Money = z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) });

/** What is asked of a gift card only. */
const GiftCardNode = z.object({
  quantity: z.number().int().positive(),
  currentQuantity: z.number().int().nonnegative(),
  originalUnitPriceSet: Money,
  discountAllocations: z.array(z.object({ allocatedAmountSet: Money })),
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

/**
 * What was paid for the line less the share of the cards that have gone back. Shopify tells the price of one after all
 * discounts, too, but rounded: of three cards that share a discount of 10.00 it makes a cent more than was paid.
 */
function giftCardsOf(node: LineNode): number {
  if (node.isGiftCard === false) return 0;
  if (node.isGiftCard !== true) throw new Error(`isGiftCard is ${String(node.isGiftCard)}, expected true or false`);
  const { quantity, currentQuantity, originalUnitPriceSet, discountAllocations } = GiftCardNode.parse(node);
  if (currentQuantity > quantity) throw new Error(`currentQuantity is ${currentQuantity}, expected 0 to quantity, which is ${quantity}`);
  const discountMinor = discountAllocations.reduce((sum, { allocatedAmountSet }) => sum + minorOf(allocatedAmountSet), 0);
  const paidMinor = quantity * minorOf(originalUnitPriceSet) - discountMinor;
  if (!Number.isSafeInteger(paidMinor)) {
    throw new Error(`${quantity} times ${originalUnitPriceSet.shopMoney.amount} is beyond ${Number.MAX_SAFE_INTEGER}`);
  }
  return paidMinor - Math.round((paidMinor * (quantity - currentQuantity)) / quantity);
}

function minorOf({ shopMoney }: z.infer<typeof Money>): number {
  return parseMoney(shopMoney.amount, shopMoney.currencyCode);
}
