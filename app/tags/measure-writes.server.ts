import type { Deps } from "../deps.server.ts";
import { POINTS_A_CALL } from "./plan-calls.ts";
import { isParked, planWrite } from "./plan-write.ts";
import { readMarks } from "./read-marks.repo.server.ts";

type Measure = {
  /** How many customers are not as wanted. */
  total: number;
  /** Who they are, where few calls suffice to write them one by one; null otherwise. */
  few: bigint[] | null;
};

/** Looks at everybody once and remembers only what can be written directly within `directPoints`. */
export async function measureWrites({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, directPoints: number): Promise<Measure> {
  let total = 0;
  let points = 0;
  let few: bigint[] | null = [];
  for await (const page of readMarks(db, shopId)) {
    for (const marks of page) {
      const planned = isParked(marks, clock()) ? null : planWrite(marks);
      if (!planned) continue;
      total += 1;
      points += planned.calls.length * POINTS_A_CALL;
      few = points <= directPoints ? few : null;
      few?.push(marks.customerId);
    }
  }
  return { total, few };
}
