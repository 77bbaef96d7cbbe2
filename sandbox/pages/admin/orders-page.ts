import type { OrderRecord } from "../../store/model.ts";
import type { World } from "../../world.ts";
import { html, type Html } from "../html.ts";
import { paged, pager } from "../paged.ts";
import { ordersTable } from "./orders-table.ts";
import { adminShell } from "./shell.ts";

export function ordersPage(world: World, url: URL): Html {
  const query = (url.searchParams.get("q") ?? "").trim();
  const list = paged(findOrders(world, query), url);
  return adminShell(world, {
    title: "Orders",
    section: "orders",
    body: html`
      <h1>Orders</h1>
      <form class="search" role="search">
        <input type="search" name="q" value="${query}" placeholder="Order name, such as #1001" aria-label="Search orders">
        <button>Search</button>
      </form>
      <section class="card">
        <p class="count" data-testid="order-count">${list.total} ${list.total === 1 ? "order" : "orders"}</p>
        ${list.total === 0 ? html`<p class="empty">No order ${query === "" ? "yet" : html`matches “${query}”`}.</p>` : ordersTable(world, list.rows, { customer: true })}
        ${pager(list, url)}
      </section>`,
  });
}

/** Newest first. */
function findOrders(world: World, query: string): OrderRecord[] {
  const found = [...world.store.orders.values()].filter((order) => order.name.toLowerCase().includes(query.toLowerCase()));
  return found.sort((a, b) => b.processedAt.localeCompare(a.processedAt) || b.id - a.id);
}
