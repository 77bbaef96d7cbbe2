/** A shop that has the app installed and whose details have been read. */
export type Shop = {
  id: bigint;
  domain: string;
  currency: string;
  /** IANA name, for example `Europe/London`. */
  timeZone: string;
  scopes: string[];
  currentRunId: bigint | null;
  /** Of the admin when the app was first opened there; null before. */
  language: string | null;
  /** What of an order counts beside its goods (orders/value-rule.ts). */
  countsTax: boolean;
  countsShipping: boolean;
  /** Whether the app writes (tags/writing.ts). */
  writing: string;
};
