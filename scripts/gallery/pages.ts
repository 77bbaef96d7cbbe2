import type { Page } from "playwright-core";

export type GalleryPage = { name: string; path: string };

/** Every page of the app. */
export function galleryPages(customerId: string): GalleryPage[] {
  return [
    { name: "home", path: "" },
    { name: "customers", path: "/customers" },
    { name: "customer", path: `/customers/${customerId}` },
    { name: "segments", path: "/segments" },
    { name: "cohorts", path: "/cohorts" },
    { name: "acquisition", path: "/acquisition" },
    { name: "activity", path: "/activity" },
    { name: "accuracy", path: "/accuracy" },
    { name: "settings", path: "/settings" },
  ];
}

/** What comes in between, by what becomes of the data that a page asks for once it is led there. */
export const BETWEEN: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  loading: (page) => page.route(isData, () => {}),
  failed: (page) => page.route(isData, (route) => route.fulfill({ status: 500, headers: { "x-remix-error": "yes" }, json: { message: "Unexpected Server Error" } })),
  offline: (page) => page.route(isData, (route) => route.abort("internetdisconnected")),
};

function isData(url: URL): boolean {
  return url.searchParams.has("_data");
}
