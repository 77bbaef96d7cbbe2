/** What Shopify keeps about the app that is installed on the shop, as opposed to the shop's own records in model.ts. */

import type { FaultKind } from "../faults/kinds.ts";

/** One grant: an access token, and where it is an offline one, the refresh token that renews it. */
export type TokenRecord = {
  id: number;
  accessToken: string;
  refreshToken: string | null;
  scopes: string[];
  createdAt: string;
  accessExpiresAt: string;
  refreshExpiresAt: string | null;
  /** In whose hands an online token is; absent for an offline one. */
  staffId?: number;
  /** Grant that this one was refreshed from; its refresh token dies when this grant's is used. */
  refreshedFrom: number | null;
  /** When the refresh token was used first; from then on it works for 30 days at most. */
  refreshFirstUsedAt: string | null;
};

export type BulkOperationRecord = {
  id: number;
  type: "QUERY" | "MUTATION";
  status: "CREATED" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELING" | "CANCELED" | "EXPIRED";
  errorCode: "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT" | null;
  /** The document that runs. */
  document: string;
  /** Where a mutation's variables were uploaded; null for a query. */
  stagedUploadPath: string | null;
  /** Scopes of the token that started it. */
  scopes: string[];
  createdAt: string;
  completedAt: string | null;
  objectCount: number;
  rootObjectCount: number;
  fileSize: number | null;
};

export type DeliveryAttempt = { at: string; outcome: string; ok: boolean };

export type DeliveryRecord = {
  id: number;
  /** Dedupe key of this delivery; the same on each retry. */
  webhookId: string;
  /** The merchant's action; shared by all deliveries it caused. */
  eventId: string;
  topic: string;
  name: string | null;
  uri: string;
  body: string;
  triggeredAt: string;
  attempts: DeliveryAttempt[];
  state: "PENDING" | "DELIVERED" | "GIVEN_UP" | "DROPPED";
  /** When the next attempt is due while the state is PENDING. */
  dueAt: string | null;
  /** What was made to go wrong with it; absent where nothing was. */
  faults?: FaultKind[];
};

/** The installation of the app; absent before the first token exchange and after uninstalling. */
export type InstallationRecord = { id: number; scopes: string[]; installedAt: string };
