import { financialStatus } from "../../orders/financial-status.ts";
import { type OrderSums, sumOrder } from "../../orders/sum-order.ts";
import { lineTotalMinor } from "../../orders/value-goods.ts";
import type { LineItemRecord, OrderRecord } from "../../store/model.ts";
import type { World } from "../../world.ts";
import { customerName, instant, money } from "../display.ts";
import { html, type Html } from "../html.ts";
import { orderActions } from "./order-actions.ts";
import { orderBadges } from "./orders-table.ts";
import { adminShell } from "./shell.ts";

export function orderPage(world: World, order: OrderRecord): Html {
  const shop = world.store.shop();
  const sums = sumOrder(order);
  return adminShell(world, {
    title: order.name,
    section: "orders",
    body: html`
      <p class="crumb"><a href="/store/${shop.handle}/orders">Orders</a></p>
      <header class="heading-row">
        <h1 data-testid="order-name">${order.name}</h1>
        <div>${orderBadges(order)}</div>
      </header>
      <p class="subtle">${instant(order.processedAt, shop)} · ${order.sourceName ?? "source not known"}${order.discountCode !== null && html` · discount code ${order.discountCode}`}</p>
      <div class="columns">
        <div>
          <section class="card">
            <h2>Items</h2>
            <div class="scroll"><table data-testid="order-lines">
              <thead><tr><th>Item</th><th class="number wide-only">Price</th><th class="number">Ordered</th><th class="number">Returned</th><th class="number">Line</th></tr></thead>
              <tbody>${order.lines.map((line) => lineRow(line, sums, shop.currency))}</tbody>
            </table></div>
          </section>
          <section class="card">
            <h2>Payment</h2>
            ${sumsTable(order, sums, shop.currency)}
          </section>
          ${order.refunds.length > 0 && refundsCard(world, order)}
        </div>
        <div>
          <section class="card">
            <h2>Customer</h2>
            ${customerLink(world, order)}
          </section>
          ${orderActions(order, { sums, status: financialStatus(order), address: `/store/${shop.handle}/orders/${order.id}`, currency: shop.currency })}
        </div>
      </div>`,
  });
}

function lineRow(line: LineItemRecord, sums: OrderSums, currency: string): Html {
  return html`<tr data-line="${line.id}">
    <td>${line.title}${line.isGiftCard && html` <span class="badge">Gift card</span>`}${line.sku !== null && html`<br><small>${line.sku}</small>`}</td>
    <td class="number wide-only">${money(line.unitPriceMinor, currency)}</td>
    <td class="number">${line.quantity - line.removedQuantity}</td>
    <td class="number">${sums.refundedUnits.get(line.id) ?? 0}</td>
    <td class="number">${money(lineTotalMinor(line), currency)}</td>
  </tr>`;
}

function sumsTable(order: OrderRecord, sums: OrderSums, currency: string): Html {
  const row = (label: string, amountMinor: number, id: string) =>
    html`<dt>${label}</dt><dd data-testid="${id}">${money(amountMinor, currency)}</dd>`;
  return html`<dl class="facts sums">
    ${row("Subtotal", sums.current.subtotalMinor, "subtotal")}
    ${row("Shipping", sums.currentShippingMinor, "shipping")}
    ${row(order.taxesIncluded ? "Tax (included)" : "Tax", sums.currentTotalTaxMinor, "tax")}
    ${order.tipMinor > 0 && row("Tip", order.tipMinor, "tip")}
    ${row("Total now", sums.currentTotalMinor, "current-total")}
    ${row("Total when placed", sums.totalMinor, "total")}
    ${row("Received", order.receivedMinor, "received")}
    ${row("Refunded", sums.refundedMinor, "refunded")}
    ${row("Net payment", sums.netPaymentMinor, "net-payment")}
  </dl>`;
}

function refundsCard(world: World, order: OrderRecord): Html {
  const shop = world.store.shop();
  return html`<section class="card">
    <h2>Refunds</h2>
    <ul class="log" data-testid="refunds">${order.refunds.map((refund) => {
      const units = refund.lines.reduce((sum, line) => sum + line.quantity, 0);
      return html`<li>${instant(refund.createdAt, shop)}: <strong>${money(refund.amountMinor, shop.currency)}</strong> for ${units === 0 ? "no returned item" : `${units} returned ${units === 1 ? "item" : "items"}`}</li>`;
    })}</ul>
  </section>`;
}

function customerLink(world: World, order: OrderRecord): Html {
  if (order.customerId === null) return html`<p class="empty">A guest: no customer.</p>`;
  const customer = world.store.customers.require(order.customerId);
  return html`<p><a data-testid="order-customer" href="/store/${world.store.shop().handle}/customers/${customer.id}">${customerName(customer)}</a></p>
    ${customer.email !== null && html`<p class="subtle">${customer.email}</p>`}`;
}
