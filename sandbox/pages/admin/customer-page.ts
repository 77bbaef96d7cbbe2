import { sumCustomer } from "../../orders/sum-customer.ts";
import type { CustomerRecord } from "../../store/model.ts";
import type { World } from "../../world.ts";
import { customerName, instant, money, words } from "../display.ts";
import { html, type Html } from "../html.ts";
import { ordersTable } from "./orders-table.ts";
import { adminShell } from "./shell.ts";

/** A customer as Shopify has it; tags, metafields and orders follow what happens while the page is open. */
export function customerPage(world: World, customer: CustomerRecord): Html {
  const shop = world.store.shop();
  const orders = world.store.ordersOf(customer.id).toReversed();
  const { numberOfOrders, amountSpentMinor } = sumCustomer(orders);
  const address = `/store/${shop.handle}/customers/${customer.id}`;

  return adminShell(world, {
    title: customerName(customer),
    section: "customers",
    scripts: ["live.js"],
    body: html`
      <p class="crumb"><a href="/store/${shop.handle}/customers">Customers</a></p>
      <header class="heading-row">
        <h1 data-testid="customer-name">${customerName(customer)}</h1>
        <a class="button" data-testid="shop-as-customer" href="/storefront?customer=${customer.id}">Shop as this customer</a>
      </header>
      <div class="columns">
        <div>
          <section class="card">
            <h2>Orders</h2>
            <div id="live-orders" data-live>
              <dl class="figures">
                <div><dt>Orders</dt><dd data-testid="number-of-orders">${numberOfOrders}</dd></div>
                <div><dt>Amount spent</dt><dd data-testid="amount-spent">${money(amountSpentMinor, shop.currency)}</dd></div>
              </dl>
              ${orders.length === 0 ? html`<p class="empty">No orders yet.</p>` : ordersTable(world, orders, { customer: false })}
            </div>
          </section>
          ${metafieldsCard(world, customer)}
        </div>
        <div>
          ${tagsCard(customer, address)}
          <section class="card">
            <h2>Customer</h2>
            <dl class="facts">
              <dt>Email</dt><dd>${customer.email ?? "None"}</dd>
              <dt>Phone</dt><dd>${customer.phone ?? "None"}</dd>
              <dt>Country</dt><dd>${customer.countryCode ?? "Unknown"}</dd>
              <dt>Language</dt><dd>${customer.locale}</dd>
              <dt>Customer since</dt><dd>${instant(customer.createdAt, shop)}</dd>
            </dl>
          </section>
          <section class="card">
            <h2>Consent</h2>
            <dl class="facts">
              <dt>Email marketing</dt><dd data-testid="email-consent">${words(customer.emailConsent)}</dd>
              <dt>SMS marketing</dt><dd data-testid="sms-consent">${words(customer.smsConsent)}</dd>
              <dt>Sale of data</dt><dd data-testid="sale-opt-out">${customer.dataSaleOptOut ? "Opted out" : "Not opted out"}</dd>
            </dl>
            <form method="post" action="${address}/sale-opt-out">
              <input type="hidden" name="optedOut" value="${customer.dataSaleOptOut ? "no" : "yes"}">
              <button data-testid="change-sale-opt-out">${customer.dataSaleOptOut ? "Opt in again" : "Opt out of the sale of data"}</button>
            </form>
          </section>
        </div>
      </div>`,
  });
}

function tagsCard(customer: CustomerRecord, address: string): Html {
  const tag = (name: string) => html`<li class="tag" data-tag="${name}">
    <span>${name}</span>
    <form method="post" action="${address}/tags/remove">
      <input type="hidden" name="tag" value="${name}">
      <button aria-label="Remove the tag ${name}" data-testid="remove-tag">×</button>
    </form>
  </li>`;
  return html`<section class="card">
    <h2>Tags</h2>
    <ul class="tags" id="live-tags" data-live data-testid="customer-tags">${customer.tags.map(tag)}</ul>
    <form class="inline" method="post" action="${address}/tags/add">
      <input name="tag" required maxlength="255" placeholder="Add a tag by hand" aria-label="Tag" data-testid="new-tag">
      <button data-testid="add-tag">Add</button>
    </form>
  </section>`;
}

function metafieldsCard(world: World, customer: CustomerRecord): Html {
  const definitions = [...world.store.definitions.values()].filter((definition) => definition.ownerType === "CUSTOMER");
  const fields = world.store
    .metafieldsOf("CUSTOMER", customer.id)
    .toSorted((a, b) => `${a.namespace}.${a.key}`.localeCompare(`${b.namespace}.${b.key}`));
  const rows = fields.map((field) => {
    const definition = definitions.find(({ namespace, key }) => namespace === field.namespace && key === field.key);
    return html`<tr data-metafield="${field.key}">
      <td><strong>${definition?.name ?? field.key}</strong><br><code>${field.namespace}.${field.key}</code></td>
      <td class="breaks" data-testid="metafield-value">${field.value}</td>
      <td class="wide-only"><code>${field.type}</code></td>
    </tr>`;
  });
  return html`<section class="card">
    <h2>Metafields</h2>
    <div id="live-metafields" data-live data-testid="customer-metafields">
      ${
        rows.length === 0
          ? html`<p class="empty">No metafields yet.</p>`
          : html`<div class="scroll"><table>
              <thead><tr><th>Metafield</th><th>Value</th><th class="wide-only">Type</th></tr></thead>
              <tbody>${rows}</tbody>
            </table></div>`
      }
    </div>
  </section>`;
}
