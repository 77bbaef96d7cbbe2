import type { World } from "../../world.ts";
import { document } from "../document.ts";
import { html, type Html } from "../html.ts";

export function storefrontShell(world: World, title: string, body: Html): Html {
  const shop = world.store.shop();
  return document({
    title: `${title} · ${shop.name}`,
    scripts: [],
    bodyClass: "storefront",
    body: html`
      <header class="topbar">
        <a class="brand" href="/storefront">${shop.name}</a>
        <strong class="mark" data-testid="sandbox-mark">Sandbox, not a real shop</strong>
        <a class="clock" href="/store/${shop.handle}/orders">Admin</a>
      </header>
      <main>${body}</main>`,
  });
}
