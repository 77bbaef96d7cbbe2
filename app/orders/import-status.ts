/**
 * Where a backfill stands: asked for; Shopify collects the orders; the file is read and merged; over.
 * A page may show `objectCount` while it is `querying` and `linesRead` of `objectCount` while it is `loading`.
 */
export type ImportStatus = "requested" | "querying" | "loading" | "done" | "failed";

/** Those of an import that still has work to do. A shop has at most one such import. */
export const ACTIVE_IMPORT_STATUSES: ImportStatus[] = ["requested", "querying", "loading"];
