import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import type { MetafieldDefinitionRecord, MetafieldOwner } from "./store/model.ts";
import type { WebhookConfig } from "./webhooks/webhooks.ts";

/** A metafield of the app's own namespace that Shopify defines when the app is installed. */
export type DeclaredMetafield = Omit<MetafieldDefinitionRecord, "id" | "namespace">;

export type AppToml = { webhooks: WebhookConfig; metafields: DeclaredMetafield[] };

type Subscription = { topics?: string[]; compliance_topics?: string[]; uri: string; name?: string; filter?: string; include_fields?: string[] };

type Metafield = {
  type: string;
  name?: string;
  description?: string;
  access?: { admin?: string };
  capabilities?: { admin_filterable?: boolean | { enabled: boolean } };
};

type Owned = { metafields?: { app?: Record<string, Metafield> } };

type Toml = {
  application_url?: string;
  webhooks?: { api_version?: string; subscriptions?: Subscription[] };
  customer?: Owned;
  order?: Owned;
};

/** What Shopify takes from the app's shopify.app.toml; the webhooks' addresses are made absolute against where the app listens. */
export function readAppToml(file: string, appOrigin: string): AppToml {
  const toml = parse(readFileSync(file, "utf8")) as Toml;
  const apiVersion = toml.webhooks?.api_version;
  if (apiVersion === undefined) throw new Error(`${file}: webhooks.api_version is missing`);
  const subscriptions = (toml.webhooks?.subscriptions ?? []).flatMap((entry) => {
    if (entry.filter !== undefined || entry.include_fields !== undefined) {
      throw new Error(`${file}: the sandbox implements no filter and no include_fields (subscription to ${entry.uri})`);
    }
    const uri = resolveUri(entry.uri, toml.application_url, appOrigin, file);
    return [...(entry.topics ?? []), ...(entry.compliance_topics ?? [])].map((topic) => ({ topic, uri, name: entry.name ?? null }));
  });
  return {
    webhooks: { apiVersion, subscriptions },
    metafields: [...declared("CUSTOMER", toml.customer), ...declared("ORDER", toml.order)],
  };
}

function resolveUri(uri: string, applicationUrl: string | undefined, appOrigin: string, file: string): string {
  if (uri.startsWith("/")) return appOrigin + uri;
  const base = applicationUrl?.replace(/\/$/, "");
  if (base && uri.startsWith(`${base}/`)) return appOrigin + uri.slice(base.length);
  throw new Error(`${file}: webhook address ${uri} is neither relative nor under application_url (${applicationUrl})`);
}

function declared(ownerType: MetafieldOwner, owned: Owned | undefined): DeclaredMetafield[] {
  return Object.entries(owned?.metafields?.app ?? {}).map(([key, field]) => {
    const filterable = field.capabilities?.admin_filterable ?? false;
    return {
      ownerType,
      key,
      name: field.name ?? key,
      description: field.description ?? null,
      type: field.type,
      adminAccess: field.access?.admin?.toUpperCase() ?? null,
      adminFilterable: typeof filterable === "boolean" ? filterable : filterable.enabled,
    };
  });
}
