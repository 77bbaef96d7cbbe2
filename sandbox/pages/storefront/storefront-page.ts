import type { ProductRecord } from "../../store/model.ts";
import type { World } from "../../world.ts";
import { customerName, money } from "../display.ts";
import { findCustomers } from "../find-customers.ts";
import { html, type Html } from "../html.ts";
import { paged, pager } from "../paged.ts";
import { checkout } from "./checkout.ts";
import { withOneMore, writeCart } from "./cart.ts";
import { storefrontShell } from "./shell.ts";
import { readVisit, shopperKey, type Visit, visitAddress } from "./visit.ts";

const CANDIDATES = 8;

export function storefrontPage(world: World, url: URL): Html {
  const visit = readVisit(world, url.searchParams);
  return storefrontShell(
    world,
    "Storefront",
    html`
      <div class="columns">
        <div>${visit.shopper === null ? shopperChoice(world, url, visit) : products(world, url, visit)}</div>
        <div>
          ${visit.shopper !== null && shopperCard(visit)}
          ${checkout(world.store.shop(), visit)}
        </div>
      </div>`,
  );
}

function shopperChoice(world: World, url: URL, visit: Visit): Html {
  const query = (url.searchParams.get("find") ?? "").trim();
  const candidates = findCustomers(world, query).slice(0, CANDIDATES);
  return html`
    <h1>Who is shopping?</h1>
    <section class="card">
      <p class="choices">
        <a class="button" data-testid="shop-as-guest" href="${visitAddress({ ...visit, shopper: { kind: "guest" } })}">A guest</a>
        <a class="button" data-testid="shop-as-new" href="${visitAddress({ ...visit, shopper: { kind: "new" } })}">A new customer</a>
      </p>
    </section>
    <section class="card">
      <h2>A customer of the shop</h2>
      <form class="inline" role="search">
        <input type="hidden" name="cart" value="${writeCart(visit.cart)}">
        <input type="search" name="find" value="${query}" placeholder="Name, email or tag" aria-label="Find a customer" data-testid="find-customer">
        <button>Find</button>
      </form>
      ${candidates.length === 0 && html`<p class="empty">No customer matches “${query}”.</p>`}
      <ul class="choices-list" data-testid="customer-choices">
        ${candidates.map(
          (customer) => html`<li><a data-customer="${customer.id}" href="${visitAddress({ ...visit, shopper: { kind: "customer", customer } })}">
            <strong>${customerName(customer)}</strong> <span class="subtle">${customer.email}</span></a></li>`,
        )}
      </ul>
    </section>`;
}

function shopperCard({ shopper, cart }: Visit): Html {
  const name = shopper?.kind === "customer" ? customerName(shopper.customer) : shopper?.kind === "new" ? "A new customer" : "A guest";
  return html`<section class="card">
    <h2>Shopping as</h2>
    <p><strong data-testid="shopper">${name}</strong> · <a href="${visitAddress({ shopper: null, cart })}">someone else</a></p>
  </section>`;
}

function products(world: World, url: URL, visit: Visit): Html {
  const { currency } = world.store.shop();
  const query = (url.searchParams.get("q") ?? "").trim();
  const wanted = query.toLowerCase();
  const found = [...world.store.products.values()].filter(({ title, sku }) => `${title} ${sku ?? ""}`.toLowerCase().includes(wanted));
  const list = paged(found, url);
  const card = (product: ProductRecord) => html`<li class="product" data-product="${product.id}">
    <span class="picture" aria-hidden="true">${product.title.charAt(0)}</span>
    <strong>${product.title}</strong>
    <span>${money(product.priceMinor, currency)}</span>
    <a class="button" data-testid="add-to-cart" href="${visitAddress({ ...visit, cart: withOneMore(visit.cart, product) })}" aria-label="Add ${product.title} to the cart">Add to cart</a>
  </li>`;
  return html`
    <h1>Products</h1>
    <form class="search" role="search">
      <input type="hidden" name="customer" value="${visit.shopper === null ? "" : shopperKey(visit.shopper)}">
      <input type="hidden" name="cart" value="${writeCart(visit.cart)}">
      <input type="search" name="q" value="${query}" placeholder="Find a product" aria-label="Find a product">
      <button>Search</button>
    </form>
    ${list.total === 0 && html`<p class="empty">No product ${query === "" ? "yet" : html`matches “${query}”`}.</p>`}
    <ul class="products" data-testid="products">${list.rows.map(card)}</ul>
    ${pager(list, url)}`;
}
