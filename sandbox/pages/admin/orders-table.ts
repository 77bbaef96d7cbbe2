import { financialStatus } from "../../orders/financial-status.ts";
import { sumOrder } from "../../orders/sum-order.ts";
import type { OrderRecord } from "../../store/model.ts";
import type { World } from "../../world.ts";
import { customerName, instant, money, words } from "../display.ts";
import { html, type Html } from "../html.ts";

export function orderBadges(order: OrderRecord): Html {
  const status = financialStatus(order);
  return html`<span class="badge ${status.toLowerCase()}" data-testid="financial-status">${words(status)}</span>
    ${order.cancelledAt !== null && html`<span class="badge cancelled" data-testid="cancelled">Cancelled</span>`}
    ${order.test && html`<span class="badge test">Test</span>`}`;
}

export function ordersTable(world: World, orders: OrderRecord[], showing: { customer: boolean }): Html {
  const shop = world.store.shop();
  const who = (order: OrderRecord) =>
    order.customerId === null ? html`<em>Guest</em>` : customerName(world.store.customers.require(order.customerId));
  const row = (order: OrderRecord) => html`<tr data-order="${order.id}">
    <td><a href="/store/${shop.handle}/orders/${order.id}">${order.name}</a></td>
    <td>${instant(order.processedAt, shop)}</td>
    ${showing.customer && html`<td>${who(order)}</td>`}
    <td class="number">${money(sumOrder(order).currentTotalMinor, shop.currency)}</td>
    <td>${orderBadges(order)}</td>
  </tr>`;
  return html`<div class="scroll"><table data-testid="orders">
    <thead><tr><th>Order</th><th>Date</th>${showing.customer && html`<th>Customer</th>`}<th class="number">Total now</th><th>Status</th></tr></thead>
    <tbody>${orders.map(row)}</tbody>
  </table></div>`;
}
