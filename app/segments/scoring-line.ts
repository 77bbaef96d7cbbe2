import { fields, text } from "../math/check-shape.ts";

const checkPayload = fields({ shopId: text });

/**
 * A shop's customers are scored one after the other, and a redaction has its turn among them: a scoring beside it would
 * have the customer's tags looked at once more. The scoring of the whole shop does not stand here, since it takes long
 * (take-scoring-turn.repo.server.ts).
 */
export function scoringLine(payload: { shopId: string }): string {
  checkPayload("payload", payload);
  return `score:${payload.shopId}`;
}
