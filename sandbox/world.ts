import type { BulkRunner } from "./bulk/bulk-runner.ts";
import type { Clock } from "./clock.ts";
import type { Approval } from "./approval/approval.ts";
import type { Faults } from "./faults/create-faults.ts";
import type { Language } from "./languages.ts";
import type { DeclaredMetafield } from "./read-app-toml.ts";
import type { StaffMember } from "./staff.ts";
import type { Store } from "./store/store.ts";
import type { Webhooks } from "./webhooks/webhooks.ts";

/** The app as Shopify's partner dashboard knows it. */
export type AppRegistration = {
  apiKey: string;
  apiSecret: string;
  /** Where the app listens; webhook addresses are relative to it. */
  origin: string;
  /** What the app asks for; granted whole at installation, as managed installation does. */
  scopes: string[];
  /** Definitions that come with the installation. */
  metafields: DeclaredMetafield[];
};

/** Everything a command or a resolver may touch. */
export type World = {
  /** The sandbox's own address. */
  origin: string;
  /** `handle.myshopify.com`. */
  domain: string;
  app: AppRegistration;
  store: Store;
  clock: Clock;
  webhooks: Webhooks;
  bulk: BulkRunner;
  faults: Faults;
  approval: Approval;
  /** Who is signed in to the admin. */
  merchant: { language: Language; staff: StaffMember };
  /** Files of bulk operations and staged uploads. */
  filesDir: string;
};
