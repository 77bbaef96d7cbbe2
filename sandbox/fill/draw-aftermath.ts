import { valueGoods } from "../orders/value-goods.ts";
import type { OrderRecord, RefundRecord } from "../store/model.ts";
import type { Dice } from "./dice.ts";
import { instantOf } from "./shop-fill.ts";

const HOUR_MS = 3_600_000;
const NOTHING_BACK: ReadonlyMap<number, number> = new Map();

/** What happens to some orders afterwards, up to `endMs`: a cancellation with its refund, a return, money back. */
export function drawAftermath(dice: Dice, order: OrderRecord, refundId: number, endMs: number): OrderRecord {
  const isPaid = order.payment === "PAID" && order.receivedMinor > 0;
  const isCancelled = dice.chance(0.015);
  if (!isCancelled && !(isPaid && dice.chance(0.06))) return order;
  const afterMs = Date.parse(order.createdAt) + (isCancelled ? dice.whole(1, 20) : dice.whole(48, 720)) * HOUR_MS;
  if (afterMs > endMs) return order;
  const at = instantOf(afterMs);
  if (isCancelled) return { ...order, cancelledAt: at, updatedAt: at, refunds: isPaid ? [refundOfAll(order, refundId, at)] : [] };
  const { refundOf } = dice.weighted(KINDS, ({ share }) => share);
  return { ...order, updatedAt: at, refunds: [refundOf(order, refundId, at, dice)] };
}

const KINDS = [
  { refundOf: refundOfAll, share: 35 },
  { refundOf: refundOfLine, share: 45 },
  { refundOf: refundOfAmount, share: 20 },
];

/** Goods and shipping; a tip stays where it is. */
function refundOfAll(order: OrderRecord, id: number, createdAt: string): RefundRecord {
  const lines = order.lines.map((line) => ({ lineItemId: line.id, quantity: line.quantity }));
  return { id, createdAt, lines, shippingMinor: order.shippingMinor, amountMinor: order.receivedMinor - order.tipMinor };
}

function refundOfLine(order: OrderRecord, id: number, createdAt: string, dice: Dice): RefundRecord {
  const line = dice.pick(order.lines);
  const quantity = dice.whole(1, line.quantity);
  const before = valueGoods(order, NOTHING_BACK, false).payableMinor;
  const after = valueGoods(order, new Map([[line.id, quantity]]), false).payableMinor;
  return { id, createdAt, lines: [{ lineItemId: line.id, quantity }], shippingMinor: 0, amountMinor: before - after };
}

/** A goodwill payment: no goods come back. */
function refundOfAmount(order: OrderRecord, id: number, createdAt: string, dice: Dice): RefundRecord {
  const goodsMinor = valueGoods(order, NOTHING_BACK, false).subtotalMinor;
  return { id, createdAt, lines: [], shippingMinor: 0, amountMinor: Math.max(1, Math.round(goodsMinor * (0.05 + 0.25 * dice.uniform()))) };
}
