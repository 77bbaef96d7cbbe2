import { readFileSync } from "node:fs";
import { parse } from "smol-toml";

export type Subscription = { topic: string; uri: string; name: string | null };

export type WebhookConfig = { apiVersion: string; subscriptions: Subscription[] };

type Toml = {
  application_url?: string;
  webhooks?: {
    api_version?: string;
    subscriptions?: { topics?: string[]; compliance_topics?: string[]; uri: string; name?: string; filter?: string; include_fields?: string[] }[];
  };
};

/** The app's subscriptions from its shopify.app.toml, their addresses made absolute against where the app listens. */
export function readSubscriptions(tomlFile: string, appOrigin: string): WebhookConfig {
  const toml = parse(readFileSync(tomlFile, "utf8")) as Toml;
  const subscriptions = (toml.webhooks?.subscriptions ?? []).flatMap((entry) => {
    if (entry.filter !== undefined || entry.include_fields !== undefined) {
      throw new Error(`${tomlFile}: the sandbox implements no filter and no include_fields (subscription to ${entry.uri})`);
    }
    const uri = resolveUri(entry.uri, toml.application_url, appOrigin, tomlFile);
    return [...(entry.topics ?? []), ...(entry.compliance_topics ?? [])].map((topic) => ({ topic, uri, name: entry.name ?? null }));
  });
  const apiVersion = toml.webhooks?.api_version;
  if (apiVersion === undefined) throw new Error(`${tomlFile}: webhooks.api_version is missing`);
  return { apiVersion, subscriptions };
}

function resolveUri(uri: string, applicationUrl: string | undefined, appOrigin: string, tomlFile: string): string {
  if (uri.startsWith("/")) return appOrigin + uri;
  if (applicationUrl !== undefined && uri.startsWith(applicationUrl)) return appOrigin + uri.slice(applicationUrl.replace(/\/$/, "").length);
  throw new Error(`${tomlFile}: webhook address ${uri} is neither relative nor under application_url (${applicationUrl})`);
}
