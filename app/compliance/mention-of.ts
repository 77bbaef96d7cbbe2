type Numbers = { customerIds: readonly bigint[]; orderIds: readonly bigint[] };

/** One of a person's numbers in a text, as a whole: a pattern of PostgreSQL's. */
export function mentionOf({ customerIds, orderIds }: Numbers): string {
  return `\\m(${[...customerIds, ...orderIds].join("|")})\\M`;
}
