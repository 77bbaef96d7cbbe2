import { type Language, LANGUAGES } from "#sandbox/languages.ts";
import type { Stack } from "../demo/stack.ts";
import type { Steps } from "../steps.ts";
import { lookAs } from "./look-as.ts";
import { moveCustomers } from "./move-customers.ts";
import { noteSpend } from "./note-spend.ts";
import { restAndWait } from "./rest-and-wait.ts";

export const WIDTHS = { wide: 1280, phone: 360 } as const;

type View = { language: Language; size: keyof typeof WIDTHS };

/** A state of a shop, as somebody looks at it. */
export type Scene = {
  state: string;
  /** Their names; null for every page. */
  pages: readonly string[] | null;
  views: readonly View[];
  /** What is chosen on a page, by its name. */
  queries?: Readonly<Record<string, string>>;
  /** Whether to take what comes in between, too: loading, failed, offline. */
  between: boolean;
  arrange: (steps: Steps, stack: Stack) => Promise<void>;
};

const EACH_VIEW: readonly View[] = Object.keys(LANGUAGES).flatMap((language) =>
  Object.keys(WIDTHS).map((size) => ({ language: language as Language, size: size as View["size"] })),
);
/** Where a page hardly differs from another scene's, one of each language and width will do. */
const TWO_VIEWS: readonly View[] = [{ language: "en", size: "wide" }, { language: "ko", size: "phone" }];

const asItIs = async () => {};

/** Shops by what they have to show, each with its scenes in turn. */
export const SHOPS: Readonly<Record<string, { customers: number; scenes: readonly Scene[] }>> = {
  full: { customers: 3000, scenes: [{ state: "full", pages: null, views: EACH_VIEW, between: true, arrange: asItIs }] },
  empty: { customers: 0, scenes: [{ state: "empty", pages: null, views: EACH_VIEW, between: false, arrange: asItIs }] },
  used: {
    customers: 400,
    scenes: [
      {
        state: "used", pages: ["segments", "cohorts", "acquisition"], views: EACH_VIEW, queries: { cohorts: "?measure=margin" }, between: false,
        arrange: async (steps, stack) => {
          await moveCustomers(steps, stack);
          await noteSpend(stack);
        },
      },
      { state: "reader", pages: null, views: TWO_VIEWS, between: false, arrange: (_, stack) => lookAs(stack, "Rita") },
      { state: "no-names", pages: ["home", "customers", "customer"], views: TWO_VIEWS, between: false, arrange: (_, stack) => lookAs(stack, "Otto") },
    ],
  },
  paused: { customers: 150, scenes: [{ state: "paused", pages: ["home", "segments", "activity"], views: TWO_VIEWS, between: false, arrange: (_, stack) => restAndWait(stack) }] },
};
