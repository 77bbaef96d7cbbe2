import type { World } from "../../world.ts";
import { instant } from "../display.ts";
import { html, type Html } from "../html.ts";
import { APP_HANDLE, APP_NAME } from "../app-identity.ts";
import { document } from "../document.ts";
import { languageForm } from "./language-form.ts";
import { staffForm } from "./staff-form.ts";

export type AdminPage = {
  title: string;
  /** The entry of the navigation that this page stands under. */
  section: "orders" | "customers" | "segments" | "app" | "sandbox";
  body: Html;
  /** Browser modules under `sandbox/pages/browser/`. */
  scripts?: string[];
};

/** The frame that all pages of the stand-in for Shopify's admin share. */
export function adminShell(world: World, page: AdminPage): Html {
  const shop = world.store.shop();
  const base = `/store/${shop.handle}`;
  const entry = (section: AdminPage["section"], path: string, label: string) =>
    html`<a href="${base}${path}" ${section === page.section ? html`aria-current="page"` : ""}>${label}</a>`;

  return document({
    title: `${page.title} · ${shop.name}`,
    scripts: page.scripts ?? [],
    bodyClass: `admin ${page.section === "app" ? "embeds" : ""}`,
    body: html`
      <header class="topbar">
        <a class="brand" href="${base}/apps/${APP_HANDLE}">${shop.name}</a>
        <strong class="mark" data-testid="sandbox-mark">Sandbox, not Shopify</strong>
        ${staffForm(world)}
        ${languageForm(world)}
        <span class="clock" title="The shop's time zone is ${shop.ianaTimezone}">${instant(world.clock.iso(), shop)}</span>
      </header>
      <nav class="sidebar" aria-label="Admin">
        ${entry("orders", "/orders", "Orders")}
        ${entry("customers", "/customers", "Customers")}
        ${entry("segments", "/segments", "Segments")}
        <span class="heading">Apps</span>
        ${entry("app", `/apps/${APP_HANDLE}`, APP_NAME)}
        <div class="app-links" id="app-links" data-testid="app-nav"></div>
        <span class="heading">Around the shop</span>
        <a href="/storefront">Storefront</a>
        ${entry("sandbox", "/sandbox", "Sandbox control")}
      </nav>
      <main>${page.body}</main>
    `,
  });
}
