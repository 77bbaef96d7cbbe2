import type { Page } from "playwright-core";

/** What comes in between, by what becomes of the data that a page asks for once it is led there. */
export const BETWEEN: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  loading: (page) => page.route(isData, () => {}),
  failed: (page) => page.route(isData, (route) => route.fulfill({ status: 500, headers: { "x-remix-error": "yes" }, json: { message: "Unexpected Server Error" } })),
  offline: (page) => page.route(isData, (route) => route.abort("internetdisconnected")),
};

function isData(url: URL): boolean {
  return url.searchParams.has("_data");
}
