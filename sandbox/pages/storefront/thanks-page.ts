import { sumOrder } from "../../orders/sum-order.ts";
import type { OrderRecord } from "../../store/model.ts";
import type { World } from "../../world.ts";
import { money } from "../display.ts";
import { html, type Html } from "../html.ts";
import { storefrontShell } from "./shell.ts";

export function thanksPage(world: World, order: OrderRecord): Html {
  const shop = world.store.shop();
  return storefrontShell(
    world,
    `Order ${order.name}`,
    html`
      <h1 data-testid="thanks">Thank you: order <span data-testid="order-name">${order.name}</span> is placed.</h1>
      <section class="card">
        <ul class="log">${order.lines.map((line) => html`<li>${line.quantity} × ${line.title}</li>`)}</ul>
        <p>Total <strong data-testid="order-total">${money(sumOrder(order).totalMinor, shop.currency)}</strong>, ${order.receivedMinor > 0 ? "paid" : "to be paid by bank transfer"}.</p>
        <p class="choices">
          <a class="button" data-testid="to-order" href="/store/${shop.handle}/orders/${order.id}">See the order in the admin</a>
          ${order.customerId !== null && html`<a class="button" data-testid="to-customer" href="/store/${shop.handle}/customers/${order.customerId}">See the customer in the admin</a>`}
          <a class="button" href="/storefront${order.customerId === null ? "" : `?customer=${order.customerId}`}">Shop on</a>
        </p>
      </section>`,
  );
}
