import { formatGid } from "../../gid.ts";
import type { ProductRecord, ShopRecord } from "../../store/model.ts";
import { type Fields, plain } from "../fields.ts";
import { ownedMetafields } from "./metafield-fields.ts";

export const shopFields: Fields<ShopRecord> = {
  ...ownedMetafields("SHOP"),
  id: (shop) => formatGid("Shop", shop.id),
  name: (shop) => shop.name,
  email: (shop) => `owner@${shop.handle}.example`,
  contactEmail: (shop) => `owner@${shop.handle}.example`,
  myshopifyDomain: (_shop, _args, { world }) => world.domain,
  primaryDomain: (_shop, _args, { world }) => ({ host: world.domain, url: `https://${world.domain}` }),
  url: (_shop, _args, { world }) => `https://${world.domain}`,
  currencyCode: (shop) => shop.currency,
  ianaTimezone: (shop) => shop.ianaTimezone,
  createdAt: (shop) => shop.createdAt,
  plan: () => ({ publicDisplayName: "Basic", shopifyPlus: false, partnerDevelopment: true }),
};

export const productFields: Fields<ProductRecord> = {
  id: (product) => formatGid("Product", product.id),
  legacyResourceId: (product) => String(product.id),
  title: (product) => product.title,
  isGiftCard: (product) => product.isGiftCard,
};

export const shopPartFields = {
  ShopPlan: plain("publicDisplayName", "shopifyPlus", "partnerDevelopment"),
  Domain: plain("host", "url"),
};
