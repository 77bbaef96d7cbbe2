import type { Logger } from "pino";
import type { Database } from "./db/database.server.ts";
import type { ShopifyAdmin } from "./shopify/admin.server.ts";

/** What use cases are handed, built once in composition.server.ts. Each names the part that it needs. */
export type Deps = {
  db: Database;
  shopify: ShopifyAdmin;
  clock: () => Date;
  log: Logger;
};

/** The same for work that files of customers are among. */
export type FileDeps = Deps & {
  /** 32 bytes, which seal what stands in a file while it is kept. */
  fileKey: Buffer;
};
