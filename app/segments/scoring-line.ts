/**
 * A shop's customers are scored one after the other, and a redaction has its turn among them: a scoring beside it would
 * have the customer's tags looked at once more. The scoring of the whole shop does not stand here, since it takes long
 * (take-scoring-turn.repo.server.ts).
 */
export function scoringLine({ shopId }: { shopId: string }): string {
  return `score:${shopId}`;
}
