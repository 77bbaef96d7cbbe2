export type AdminPage = { name: string; path: string };

/** Every page of the app. */
export function adminPages(customerId: string): AdminPage[] {
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
