import { sumCustomer } from "../../orders/sum-customer.ts";
import type { CustomerRecord } from "../../store/model.ts";
import type { World } from "../../world.ts";
import { customerName, money } from "../display.ts";
import { findCustomers } from "../find-customers.ts";
import { html, type Html } from "../html.ts";
import { paged, pager } from "../paged.ts";
import { adminShell } from "./shell.ts";

export function customersPage(world: World, url: URL): Html {
  const shop = world.store.shop();
  const query = (url.searchParams.get("q") ?? "").trim();
  const list = paged(findCustomers(world, query), url);

  const row = (customer: CustomerRecord) => {
    const { numberOfOrders, amountSpentMinor } = sumCustomer(world.store.ordersOf(customer.id));
    return html`<tr data-customer="${customer.id}">
      <td><a href="/store/${shop.handle}/customers/${customer.id}">${customerName(customer)}</a></td>
      <td class="wide-only">${customer.email}</td>
      <td class="number">${numberOfOrders}</td>
      <td class="number">${money(amountSpentMinor, shop.currency)}</td>
      <td class="wide-only">${customer.tags.map((tag) => html`<span class="tag">${tag}</span> `)}</td>
    </tr>`;
  };

  return adminShell(world, {
    title: "Customers",
    section: "customers",
    body: html`
      <h1>Customers</h1>
      <form class="search" role="search">
        <input type="search" name="q" value="${query}" placeholder="Name, email or tag" aria-label="Search customers">
        <button>Search</button>
      </form>
      <section class="card">
        <p class="count" data-testid="customer-count">${list.total} ${list.total === 1 ? "customer" : "customers"}</p>
        ${
          list.total === 0
            ? html`<p class="empty">No customer ${query === "" ? "yet" : html`matches “${query}”`}.</p>`
            : html`<div class="scroll"><table data-testid="customers">
                <thead><tr><th>Customer</th><th class="wide-only">Email</th><th class="number">Orders</th><th class="number">Spent</th><th class="wide-only">Tags</th></tr></thead>
                <tbody>${list.rows.map(row)}</tbody>
              </table></div>`
        }
        ${pager(list, url)}
      </section>`,
  });
}
