import type { ShopRecord } from "../../store/model.ts";
import { money } from "../display.ts";
import { html, type Html } from "../html.ts";
import { type CartLine, cartTotalMinor, writeCart } from "./cart.ts";
import { shopperKey, type Visit, visitAddress } from "./visit.ts";

export function checkout(shop: ShopRecord, visit: Visit): Html {
  const { cart, shopper } = visit;
  if (cart.length === 0) return html`<section class="card"><h2>Cart</h2><p class="empty" data-testid="empty-cart">The cart is empty.</p></section>`;
  const line = ({ product, quantity }: CartLine) => html`<tr data-cart-line="${product.id}">
    <td>${product.title}</td>
    <td class="number">${quantity}</td>
    <td class="number">${money(product.priceMinor * quantity, shop.currency)}</td>
    <td><a href="${visitAddress({ ...visit, cart: cart.filter((other) => other.product.id !== product.id) })}" aria-label="Remove ${product.title}">×</a></td>
  </tr>`;
  return html`<section class="card">
    <h2>Cart</h2>
    <table data-testid="cart">
      <tbody>${cart.map(line)}</tbody>
      <tfoot><tr><th>Goods</th><td></td><td class="number" data-testid="cart-total">${money(cartTotalMinor(cart), shop.currency)}</td><td></td></tr></tfoot>
    </table>
    ${shopper === null ? html`<p class="subtle">Choose who is shopping to check out.</p>` : orderForm(visit, shopperKey(shopper))}
  </section>`;
}

function orderForm(visit: Visit, customer: string): Html {
  return html`<form class="stack" method="post" action="/storefront/orders">
    <input type="hidden" name="customer" value="${customer}">
    <input type="hidden" name="cart" value="${writeCart(visit.cart)}">
    ${
      visit.shopper?.kind === "new" &&
      html`<label>First name <input name="firstName" required data-testid="first-name"></label>
        <label>Last name <input name="lastName" required data-testid="last-name"></label>
        <label>Email <input name="email" type="email" required data-testid="email"></label>
        <label class="check"><input type="checkbox" name="subscribe" value="yes"> Email me news and offers</label>`
    }
    <label>Discount code (takes 10 % off) <input name="discountCode" data-testid="discount-code"></label>
    <details>
      <summary>Where the order comes from</summary>
      <label>Country, two letters <input name="country" pattern="[A-Z]{2}" value="${visit.shopper?.kind === "customer" && visit.shopper.customer.countryCode}" data-testid="country"></label>
      <label>utm_source <input name="utmSource"></label>
      <label>utm_campaign <input name="utmCampaign"></label>
    </details>
    <label class="check"><input type="checkbox" name="payLater" value="yes" data-testid="pay-later"> Pay later by bank transfer</label>
    <button class="primary" data-testid="place-order">Place order</button>
  </form>`;
}
