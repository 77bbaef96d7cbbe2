import type { World } from "../../world.ts";
import { appFrameAddress } from "../app-frame-address.ts";
import { APP_HANDLE, APP_NAME, APP_ROOT } from "../app-identity.ts";
import { html, type Html, jsonScript } from "../html.ts";
import { adminShell } from "./shell.ts";

/** The admin page that embeds the app. `browser/admin/frame.js` plays the admin's part of App Bridge. */
export function appPage(world: World, path: string, search: URLSearchParams): Html {
  const shop = world.store.shop();
  const [installation] = world.store.installations.values();
  const { firstName, lastName, email, accountAccess } = world.merchant.staff;
  return adminShell(world, {
    title: APP_NAME,
    section: "app",
    scripts: ["admin/frame.js"],
    body: html`
      ${jsonScript("frame-config", {
        appName: APP_NAME,
        appRoot: APP_ROOT,
        pageRoot: `/store/${shop.handle}/apps/${APP_HANDLE}`,
        shopName: shop.name,
        user: { name: `${firstName} ${lastName}`, email, accountAccess },
        scopes: { granted: installation?.scopes ?? [], required: world.app.scopes, optional: [] },
      })}
      <div class="loading-bar" id="loading-bar" data-testid="loading-bar" hidden></div>
      <header class="app-bar">
        <h1 id="app-title" data-testid="app-title">${APP_NAME}</h1>
        <div class="app-controls" id="app-controls" data-testid="title-bar-controls"></div>
        <button id="support" hidden>Get support</button>
      </header>
      <div class="save-bar" id="save-bar" data-testid="save-bar" role="region" aria-label="Unsaved changes" hidden>
        <span>Unsaved changes</span>
        <button id="save-bar-discard" data-testid="save-bar-discard"></button>
        <button id="save-bar-save" class="primary" data-testid="save-bar-save"></button>
      </div>
      <p class="loud" id="unsupported" data-testid="unsupported" role="alert" hidden></p>
      <iframe id="app" name="app" title="${APP_NAME}" data-testid="app-frame" data-address="${appFrameAddress(world, path, search)}"></iframe>
      <div class="toasts" id="toasts" aria-live="polite"></div>`,
  });
}
