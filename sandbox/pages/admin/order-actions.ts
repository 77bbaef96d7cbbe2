import type { FinancialStatus } from "../../orders/financial-status.ts";
import type { OrderSums } from "../../orders/sum-order.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import type { OrderRecord } from "../../store/model.ts";
import { money } from "../display.ts";
import { html, type Html } from "../html.ts";

type Situation = { sums: OrderSums; status: FinancialStatus; address: string; currency: string };

/** What a merchant can still do with an order, each as a form of its own. */
export function orderActions(order: OrderRecord, { sums, status, address, currency }: Situation): Html {
  const refundable = sums.netPaymentMinor > 0;
  const actions = [
    refundable && wholeRefund(address, money(sums.netPaymentMinor, currency)),
    refundable && amountRefund(address, minorToDecimal(sums.netPaymentMinor, currency), currency),
    refundable && lineRefund(order, sums, address),
    order.cancelledAt === null && cancellation(address, refundable),
    order.cancelledAt === null && (status === "PENDING" || status === "AUTHORIZED" || status === "PARTIALLY_PAID") && payment(address),
  ].filter((action) => action !== false && action !== null);
  return html`<section class="card" data-testid="order-actions">
    <h2>Actions</h2>
    ${actions.length === 0 ? html`<p class="empty">Nothing is left to do with this order.</p>` : actions}
  </section>`;
}

function wholeRefund(address: string, left: string): Html {
  return html`<form method="post" action="${address}/refund-all">
    <button data-testid="refund-all">Refund all that is left (${left})</button>
  </form>`;
}

function amountRefund(address: string, most: string, currency: string): Html {
  return html`<form class="inline" method="post" action="${address}/refund-amount">
    <input name="amount" required inputmode="decimal" placeholder="At most ${most}" aria-label="Amount in ${currency}" data-testid="refund-amount-input">
    <button data-testid="refund-amount">Refund amount</button>
  </form>`;
}

function lineRefund(order: OrderRecord, sums: OrderSums, address: string): Html | null {
  const left = order.lines
    .map((line) => ({ line, units: line.quantity - line.removedQuantity - (sums.refundedUnits.get(line.id) ?? 0) }))
    .filter(({ units }) => units > 0);
  if (left.length === 0) return null;
  return html`<form class="inline" method="post" action="${address}/refund-line">
    <select name="line" aria-label="Item" data-testid="refund-line-select">
      ${left.map(({ line, units }) => html`<option value="${line.id}">${line.title} (${units} left)</option>`)}
    </select>
    <input class="short" name="quantity" type="number" min="1" max="${Math.max(...left.map(({ units }) => units))}" value="1" aria-label="Quantity" data-testid="refund-line-quantity">
    <button data-testid="refund-line">Refund item</button>
  </form>`;
}

function cancellation(address: string, refundable: boolean): Html {
  return html`<form method="post" action="${address}/cancel">
    ${refundable && html`<label class="check"><input type="checkbox" name="refund" value="yes" checked data-testid="cancel-refund"> Refund the payment</label>`}
    <button class="danger" data-testid="cancel-order">Cancel order</button>
  </form>`;
}

function payment(address: string): Html {
  return html`<form method="post" action="${address}/mark-paid"><button data-testid="mark-paid">Mark as paid</button></form>`;
}
