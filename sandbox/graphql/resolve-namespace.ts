import { createHash } from "node:crypto";

/** A numeric app id that follows from the API key, so that it stays over restarts. */
function appId(apiKey: string): number {
  return createHash("sha256").update(apiKey).digest().readUInt32BE(0);
}

/** `$app` and `$app:x` mean the calling app's own namespace; leaving the namespace out means `$app`. */
export function resolveNamespace(namespace: string | null | undefined, apiKey: string): string {
  const own = `app--${appId(apiKey)}`;
  if (namespace == null || namespace === "$app") return own;
  return namespace.startsWith("$app:") ? `${own}--${namespace.slice("$app:".length)}` : namespace;
}
