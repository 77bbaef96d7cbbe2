import type { CallKind } from "./plan-calls.ts";

/** So many bulk mutations of an app Shopify runs in a shop at a time. */
export const SLOTS = 5;

/** Shopify takes 100 MB; a part may be longer than its share by a line. */
const BYTES_A_PART = 90_000_000;

/** Fewer are not worth a file and a mutation of their own, which cost 20 points. */
const LINES_WORTH_A_PART = 2000;

export type Line = { customerId: bigint; bytes: number };

type Part = { kind: CallKind; part: number; customerIds: bigint[] };

/** What a round has to do by one kind of call. */
type Load = { lines: number; bytes: number };

/** Shares the lines of a round among bulk mutations. */
export function splitRound(lines: ReadonlyMap<CallKind, readonly Line[]>): Part[] {
  const parts = shareSlots(new Map([...lines].map(([kind, of]) => [kind, { lines: of.length, bytes: sizeOf(of) }])));
  return [...lines].flatMap(([kind, of]) => cut(of, parts.get(kind)!).map((customerIds, part) => ({ kind, part, customerIds })));
}

/**
 * How many bulk mutations a round takes of each kind: as many as they fill, and where there are slots left, more for what
 * has the most lines each. A tag that comes waits for those that go, so these two take turns in the same slots.
 */
export function shareSlots(loads: ReadonlyMap<CallKind, Load>): Map<CallKind, number> {
  const parts = new Map([...loads].map(([kind, { bytes }]) => [kind, Math.ceil(bytes / BYTES_A_PART)]));
  const linesEach = (kind: CallKind) => loads.get(kind)!.lines / parts.get(kind)!;
  for (;;) {
    const [largest] = [...loads.keys()]
      .filter((kind) => linesEach(kind) > LINES_WORTH_A_PART && slotsTaken(withOneMore(parts, kind)) <= SLOTS)
      .toSorted((one, other) => linesEach(other) - linesEach(one) || loads.get(other)!.bytes - loads.get(one)!.bytes);
    if (!largest) return parts;
    parts.set(largest, parts.get(largest)! + 1);
  }
}

type Parts = ReadonlyMap<CallKind, number>;

function withOneMore(parts: Parts, kind: CallKind): Parts {
  return new Map([...parts, [kind, parts.get(kind)! + 1]]);
}

function slotsTaken(parts: Parts): number {
  const of = (kind: CallKind) => parts.get(kind) ?? 0;
  return Math.max(of("tagsRemove"), of("tagsAdd")) + of("metafieldsSet") + of("metafieldsDelete");
}

/** In pieces of about as many bytes each. */
function cut(lines: readonly Line[], pieces: number): bigint[][] {
  const each = sizeOf(lines) / pieces;
  const cuts: bigint[][] = [];
  let bytes = 0;
  for (const line of lines) {
    const piece = Math.floor(bytes / each);
    (cuts[piece] ??= []).push(line.customerId);
    bytes += line.bytes;
  }
  return cuts.filter((customerIds) => customerIds !== undefined);
}

function sizeOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { bytes }) => sum + bytes, 0);
}
