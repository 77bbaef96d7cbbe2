/** Why a definition is refused: what stands at which place, and what may stand there. */
export type DefinitionProblem = {
  /** `value.tiers.vip`, as the definition has it. */
  place: string;
  /** Absent where nothing stands there. */
  value?: unknown;
  allowed: Allowed;
};

export type Allowed =
  | { rule: "kind"; expected: string }
  | { rule: "at-least" | "at-most"; limit: number }
  | { rule: "length"; least: number; most: number }
  | { rule: "one-of"; values: string[] }
  | { rule: "currency"; currency: string }
  /** Compared with what stands at another place; up-to: or the same. */
  | { rule: "up-to" | "below"; place: string; limit: number }
  /** The shares must leave something for low. */
  | { rule: "sum-below"; places: string[]; sum: number; limit: number }
  /** A tag as Shopify takes it: so many characters at most, no comma, no control characters, no space at its ends. */
  | { rule: "tag"; most: number }
  | { rule: "unlike"; place: string; tag: string }
  /** The tag stood for another segment until now: who listens to it would take the one for the other. */
  | { rule: "unlike-before"; place: string; tag: string };

/** In plain words, for logs and tests; pages have their own. */
export function describeProblem({ place, value, allowed }: DefinitionProblem): string {
  return `${place} is ${JSON.stringify(value)}; allowed: ${describeAllowed(allowed)}`;
}

function describeAllowed(allowed: Allowed): string {
  switch (allowed.rule) {
    case "kind":
      return allowed.expected;
    case "at-least":
    case "at-most":
      return `${allowed.rule.replace("-", " ")} ${allowed.limit}`;
    case "length":
      return `${allowed.least} to ${allowed.most} characters`;
    case "one-of":
      return allowed.values.join(", ");
    case "currency":
      return allowed.currency;
    case "up-to":
    case "below":
      return `${allowed.rule.replace("-", " ")} ${allowed.limit} (${allowed.place})`;
    case "sum-below":
      return `less than ${allowed.limit} together with ${allowed.places.join(", ")}, which is ${Number(allowed.sum.toPrecision(12))}`;
    case "tag":
      return `a tag of 1 to ${allowed.most} characters without commas, control characters or spaces at its ends`;
    case "unlike":
      return `another tag than ${JSON.stringify(allowed.tag)} (${allowed.place})`;
    case "unlike-before":
      return `another tag than ${JSON.stringify(allowed.tag)}, which stands for ${allowed.place} until now`;
  }
}
