/** What a member of staff may do with customers in Shopify, by the names of the scopes that stand for it. */
export const PERMISSIONS = ["read_customers", "write_customers"] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** Null where Shopify could not be asked. */
export type Permissions = readonly Permission[] | null;

/** Whether a page may say who customers are: to everybody but those of whom Shopify says that they may not see them. */
export function seesCustomers(permissions: Permissions): boolean {
  return permissions === null || permissions.includes("read_customers");
}

/** @param scope comma-separated, as Shopify tells it, where writing includes reading. */
export function permissionsIn(scope: string): Permission[] {
  const scopes = scope.split(",").map((it) => it.trim());
  return PERMISSIONS.filter((it) => scopes.includes(it) || scopes.includes(it.replace("read_", "write_")));
}
