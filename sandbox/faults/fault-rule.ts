import { z } from "zod";
import { CommandRefused } from "../commands/command-refused.ts";
import { TOPICS } from "../webhooks/topics.ts";
import { FAULT_KINDS, type FaultKind, kindOf, type Place } from "./kinds.ts";

/** Which faults are to strike, and when. */
export type FaultRule = {
  kind: FaultKind;
  /** Only what has this name: an operation or its root field, a topic, QUERY or MUTATION. null: everything at its place. */
  matching: string | null;
  /** How many that match are let through first. */
  after: number;
  /** Each one that matches with this probability, or all of the next so many. */
  when: { probability: number } | { next: number };
  amount: number;
};

const MOST = 1_000_000;
const count = (least: number) => z.number().int().min(least).max(MOST);

const Written = z
  .strictObject({
    kind: z.enum(FAULT_KINDS),
    matching: z.string().min(1).optional(),
    after: count(0).optional(),
    probability: z.number().min(0).max(1).optional(),
    next: count(1).optional(),
    amount: z.number().optional(),
  })
  .refine(({ probability, next }) => (probability === undefined) !== (next === undefined), "give one of `probability` and `next`");

/** The names that a place knows; of requests anybody's are possible. */
const NAMES: Partial<Record<Place, readonly string[]>> = {
  event: TOPICS,
  delivery: TOPICS,
  attempt: TOPICS,
  refresh: ["token-refresh"],
  bulk: ["QUERY", "MUTATION"],
  "bulk-file": ["QUERY", "MUTATION"],
  download: ["QUERY", "MUTATION"],
};

/** @throws CommandRefused that names the value, its place and what is allowed. */
export function readFaultRule(written: unknown): FaultRule {
  const parsed = Written.safeParse(written);
  if (!parsed.success) throw new CommandRefused(`Fault ${JSON.stringify(written)}: ${z.prettifyError(parsed.error)}`);
  const { kind, matching = null, after = 0, probability, next, amount } = parsed.data;
  const { place } = kindOf(kind);
  const names = NAMES[place];
  if (matching !== null && names && !names.includes(matching)) {
    throw new CommandRefused(`Fault ${kind}: matching "${matching}" is none of ${names.join(", ")}`);
  }
  const when = probability === undefined ? { next: next ?? 1 } : { probability };
  return { kind, matching, after, when, amount: readAmount(kind, amount) };
}

function readAmount(kind: FaultKind, given: number | undefined): number {
  const { amount } = kindOf(kind);
  if (amount === null) {
    if (given !== undefined) throw new CommandRefused(`Fault ${kind}: it takes no amount; ${given} is given`);
    return 0;
  }
  const value = given ?? amount.usual;
  const fits = value >= amount.from && value <= amount.to && (amount.fraction === true || Number.isInteger(value));
  if (fits) return value;
  throw new CommandRefused(`Fault ${kind}: amount (${amount.unit}) is a ${amount.fraction ? "" : "whole "}number from ${amount.from} to ${amount.to}, not ${value}`);
}
