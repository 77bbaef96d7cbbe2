/**
 * A shop's scoring jobs run one after the other: a customer scored while a whole run is being written would be put
 * into the run that is about to be replaced, and be lost with it.
 */
export function scoringLine({ shopId }: { shopId: string }): string {
  return `score:${shopId}`;
}
