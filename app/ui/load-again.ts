/**
 * Loads the document in the admin's frame anew. The admin says only in its first address which shop that is, and in what
 * language; without, the server takes a document for one outside of the admin and asks for the shop. App Bridge keeps it.
 */
export function loadAgain(): void {
  const address = new URL(window.location.href);
  const bridge: typeof window.shopify | undefined = window.shopify;
  const { shop, host, locale } = bridge?.config ?? {};
  if (shop !== undefined && host !== undefined) {
    for (const [name, value] of Object.entries({ embedded: "1", shop, host, locale: locale ?? "en" })) address.searchParams.set(name, value);
  }
  window.location.replace(address);
}
