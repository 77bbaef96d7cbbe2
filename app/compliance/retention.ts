import { FILE_KEPT_DAYS } from "../reach/customer-files/file-keeping.ts";

/** How long what is stored is kept, and why no longer. Days, or a number of the newest. */
export const RETENTION = {
  /** Shopify repeats a delivery for four hours; a month lets one look into a complaint. */
  webhookDeliveryDays: 30,
  /** What a member of staff may do is asked anew after a day. */
  staffSessionDays: 2,
  /** Who moved since the same season of last year, with a month to spare. */
  segmentMoveDays: 400,
  /** What the page of segments compares today with: a year, and some nights in which there was no run. Shorter than the moves, which they are carried on by. */
  segmentFlowDays: 380,
  /** What was written when; the newest is kept whatever its age, for the first page. */
  writeRunDays: 90,
  /** So many runs that wrote something can be undone: a merchant notices a wrong tag within days (decision 022 has the sizes). */
  undoableRuns: 5,
  /** Not longer, either: by then other tools have acted on what was written. */
  undoDays: 30,
  /** A year of nightly runs and some asked for: their models and totals show how the shop went. */
  scoreRuns: 400,
  /** No scoring takes a day: such a run was cut off, and another has taken its place. */
  unfinishedScoreRunDays: 1,
  /** What went wrong lately; also more than Shopify lists of its bulk operations (start-bulk-query.server.ts). */
  imports: 20,
  /** Two weeks of hourly ones: what was lost when, and the comparisons of each night among them. */
  reconciliations: 350,
  /** Far longer than a bulk query that was begun before the order went may take to be read: ten days, and seven for its file. */
  goneOrderDays: 30,
  /** The merchant has a month by law to hand an answer over. */
  dataRequestDays: 30,
  /** Each goes by its own job; this is for one whose job was lost. */
  customerFileDays: FILE_KEPT_DAYS,
  /** A process that has ended says nothing more. */
  limitNoteDays: 1,
  /** By the queue's own clock. Long enough to look into what went wrong. */
  givenUpJobDays: 7,
  /** Shopify is asked again after a week (tags/plan-write.ts): one that stands for a month is about nothing any more. */
  refusalDays: 30,
  /** Whoever asks who saw a customer's data asks after the fact, and seldom within a season. */
  customerAccessDays: 365,
} as const;
