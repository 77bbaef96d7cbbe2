import type { BackTest, Gate, Measures, Method, Origin } from "#app/scoring/back-test.ts";
import { evidenceOf, GATE_NEEDS } from "#app/scoring/back-test-gate.ts";
import type { PurchaseModelName } from "#app/scoring/purchase-models.ts";
import { dayName } from "#app/time/day-name.ts";

/** Of the value of customers: what a page says of a method at one date. */
export type ShownMethod = { method: Method } & Pick<Measures, "bias" | "mae" | "spearman" | "gini" | "topTenthShare" | "openCoverage" | "coverage">;

export type ShownOrigin = {
  day: string;
  customers: number;
  /** Chosen at that date, from earlier ones only. */
  model: PurchaseModelName;
  /** Whether it was averaged with past orders. */
  isPooled: boolean;
  methods: ShownMethod[];
};

/** What there is too little of to judge. */
export type ShownLack = { what: "days" | "active-customers" | NonNullable<Gate["lacks"]>; has: number; needs: number };

export type ShownBackTest =
  | { kind: "none"; lack: ShownLack }
  | {
      kind: "tested";
      horizonDays: number;
      customers: number;
      sampled: number;
      learningDates: number;
      origins: ShownOrigin[];
      /** Tenths of the customers of all dates, best predicted first: a customer's value on average. */
      tenths: { customers: number; predictedMinor: number; actualMinor: number }[];
      lack: ShownLack | null;
      failed: Gate["checks"];
    };

/** What a page needs of a back-test: an eighth of what is kept. */
export function shownBackTest(backTest: BackTest): ShownBackTest {
  if (backTest.kind === "none") {
    const { lacks, has, needs } = backTest;
    return { kind: "none", lack: { what: lacks === "days" ? "days" : "active-customers", has, needs } };
  }
  const { origins, gate, horizonDays, customers, sampled, learningDays } = backTest;
  return {
    kind: "tested",
    horizonDays,
    customers,
    sampled,
    learningDates: learningDays.length,
    origins: origins.map(shownOrigin),
    tenths: tenthsOf(origins),
    lack: gate.lacks && { what: gate.lacks, has: evidenceOf(origins)[gate.lacks], needs: GATE_NEEDS[gate.lacks] },
    failed: gate.checks.filter(({ isPassed }) => !isPassed),
  };
}

function shownOrigin({ day, customers, choice, methods }: Origin): ShownOrigin {
  return {
    day: dayName(day),
    customers,
    model: choice.model,
    isPooled: choice.pooling.isOn,
    methods: methods.map(({ method, value: { bias, mae, spearman, gini, topTenthShare, openCoverage, coverage } }) =>
      ({ method, bias, mae, spearman, gini, topTenthShare, openCoverage, coverage })),
  };
}

function tenthsOf(origins: readonly Origin[]) {
  const all = origins.map(({ methods }) => methods.find(({ method }) => method === "chosen")!.value.deciles);
  return all[0]!.map((_, tenth) => {
    const sum = (of: (decile: Measures["deciles"][number]) => number) => all.reduce((total, deciles) => total + of(deciles[tenth]!), 0);
    const customers = sum((decile) => decile.customers);
    return {
      customers,
      predictedMinor: Math.round(sum(({ predicted }) => predicted) / customers),
      actualMinor: Math.round(sum(({ actual }) => actual) / customers),
    };
  });
}
