/** An order's place in a customer's ledger, the newest first. */
export type LedgerPlace = { processedAt: Date; orderId: bigint };

/** Null for what is not a place: the ledger then starts at its top. */
export function parseLedgerPlace(text: string | null): LedgerPlace | null {
  const found = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_(\d{1,18})$/.exec(text ?? "");
  if (!found?.[1] || !found[2] || Number.isNaN(Date.parse(found[1]))) return null;
  return { processedAt: new Date(found[1]), orderId: BigInt(found[2]) };
}

export function ledgerPlaceToText({ processedAt, orderId }: LedgerPlace): string {
  return `${processedAt.toISOString()}_${orderId}`;
}
