import { z } from "zod";

/**
 * What the app's writing in a shop aims at.
 *
 * `on`: at what the scores want. `undoing`: at what stood before the runs that an undo takes back. `removing`: at nothing
 * of ours on anybody. `off`: at what stands already, so that new scores write nothing; but who objects to being scored
 * loses their marks then, too.
 */
export const Writing = z.enum(["on", "undoing", "removing", "off"]);
export type Writing = z.infer<typeof Writing>;

export const WriteKind = z.enum(["write", "undo", "removal"]);
export type WriteKind = z.infer<typeof WriteKind>;

/** Which run serves an aim. One of another kind, begun before the merchant decided otherwise, goes no further. */
export const KIND_OF: Record<Writing, WriteKind> = { on: "write", undoing: "undo", removing: "removal", off: "write" };

/** The run under which it is logged what stood before; null of those that are not undone themselves. */
export function loggingRunOf({ kind, id }: { kind: string; id: bigint }): bigint | null {
  return kind === "write" ? id : null;
}
