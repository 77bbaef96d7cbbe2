import type { Asked } from "#app/tags/asked.ts";

export type WaitingRun = { writeRunId: string; asked: Asked };

/** What Home's action is sent when the merchant decides about a write run that waits. */
export function writeDecision({ writeRunId, asked: { scoreRunId } }: WaitingRun, approval: "given" | "refused") {
  return { intent: "decide-writes", writeRunId, scoreRunId, approval };
}
