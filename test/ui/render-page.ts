import { AppProvider } from "@shopify/polaris";
import englishPolaris from "@shopify/polaris/locales/en.json" with { type: "json" };
import { type ContextType, createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { StaticRouter } from "react-router-dom/server.js";
import { createTexts } from "#app/locales/create-texts.ts";
import en from "#app/locales/en.json" with { type: "json" };
import onServer from "#app/locales/server.en.json" with { type: "json" };
import { PERMISSIONS, type Permissions } from "#app/shops/permissions.ts";
import { ShopContext } from "#app/ui/use-format.ts";
import { ReaderContext } from "#app/ui/use-reader.ts";

export const ENGLISH = createTexts("en", { translation: { ...en, ...onServer } });

const SHOP = { currency: "EUR", figuresIn: "EUR", unread: null, timeZone: "Europe/Berlin" };

/** A page as the server sends it, of a shop in Berlin that counts in euros, to one of its owners unless told otherwise. */
export function renderPage(page: ReactElement, permissions: Permissions = PERMISSIONS, location = "/app", shop: Partial<ContextType<typeof ShopContext>> = {}): string {
  const toReader = createElement(ReaderContext.Provider, { value: { permissions, asking: false, onAsk: () => {} } }, page);
  const inShop = createElement(ShopContext.Provider, { value: { ...SHOP, ...shop } }, toReader);
  const inPolaris = createElement(AppProvider, { i18n: englishPolaris }, inShop);
  const inEnglish = createElement(I18nextProvider, { i18n: ENGLISH }, inPolaris);
  return renderToStaticMarkup(createElement(StaticRouter, { location }, inEnglish));
}

/** What a reader sees of it, or hears. */
export function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll("&gt;", ">")
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ")
    .trim();
}
