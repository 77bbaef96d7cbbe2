import { isLoopback, isShopify } from "./hosts.mjs";

/**
 * Sends every `fetch` to a Shopify host to the sandbox, the host it was meant for in `x-sandbox-host`.
 *
 * `fetch` becomes an accessor rather than a value because Remix's server installs its own implementation at start:
 * what is assigned later takes the place of the implementation underneath, and the redirection stays. Shopify's
 * library takes `globalThis.fetch` when its adapters are imported, which is after this, so it is redirected too.
 */
export function redirectFetch(sandboxOrigin) {
  let underlying = globalThis.fetch;

  const fetch = async (input, init) => {
    const url = new URL(input?.url ?? input);
    if (url.origin === sandboxOrigin || !/^https?:$/.test(url.protocol) || isLoopback(url.hostname)) {
      return underlying(input, init);
    }
    if (!isShopify(url.hostname)) {
      throw new Error(
        `The sandbox refuses a request to ${url.origin}${url.pathname}: only Shopify's hosts, the sandbox (${sandboxOrigin}) and this machine may be called in a demo or test.`,
      );
    }
    const request = input?.url === undefined ? init : mergedInit(input, init);
    const headers = new Headers(request?.headers);
    headers.set("x-sandbox-host", url.host);
    return underlying(sandboxOrigin + url.pathname + url.search, { ...request, headers });
  };

  Object.defineProperty(globalThis, "fetch", {
    configurable: true,
    enumerable: true,
    get: () => fetch,
    set: (next) => {
      if (next !== fetch) underlying = next;
    },
  });
}

/** A `Request` cannot be given another address: what it says is taken over, and `init` wins as in `fetch` itself. */
function mergedInit(request, init) {
  const { method, headers, body, signal, redirect } = request;
  return { method, headers, body, signal, redirect, ...(body ? { duplex: "half" } : {}), ...init };
}
