import type { z } from "zod";
import { SegmentDefinition } from "./definition.ts";
import type { Allowed, DefinitionProblem } from "./definition-problem.ts";
import { checkNumbers, checkTags } from "./definition-rules.ts";

export type Checked = { definition: SegmentDefinition; problems: null } | { definition: null; problems: DefinitionProblem[] };

type Shop = {
  /** What its tags mean until now. */
  current: SegmentDefinition;
  currency: string;
};

/** A draft as a definition of the shop, or everything that is wrong with it. */
export function checkDefinition(draft: unknown, { current, currency }: Shop): Checked {
  const parsed = SegmentDefinition.safeParse(draft, { reportInput: true });
  if (!parsed.success) return { definition: null, problems: parsed.error.issues.flatMap(problemsOf) };
  const definition = parsed.data;
  const problems = [...checkNumbers(definition, currency), ...checkTags(definition, current)];
  return problems.length > 0 ? { definition: null, problems } : { definition, problems: null };
}

function problemsOf(issue: z.core.$ZodIssue): DefinitionProblem[] {
  const place = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const prefix = place === "" ? "" : `${place}.`;
    return issue.keys.map((key) => ({ place: prefix + key, value: (issue.input as Record<string, unknown>)[key], allowed: { rule: "kind", expected: "nothing" } }));
  }
  // Of a choice the whole object is handed over, and the place of what decides.
  const value = issue.code === "invalid_union" ? (issue.input as Record<string, unknown>)[String(issue.path.at(-1))] : issue.input;
  return [{ place, value, allowed: allowedBy(issue) }];
}

function allowedBy(issue: z.core.$ZodIssue): Allowed {
  switch (issue.code) {
    case "too_small":
      return { rule: "at-least", limit: Number(issue.minimum) };
    case "too_big":
      return { rule: "at-most", limit: Number(issue.maximum) };
    case "invalid_value":
      return { rule: "one-of", values: issue.values.map(String) };
    case "invalid_union":
      return { rule: "one-of", values: ["share", "amount"] };
    case "invalid_type":
      return { rule: "kind", expected: issue.expected };
    default:
      throw new Error(`Definitions have no rule "${issue.code}" (at ${issue.path.join(".")})`);
  }
}
