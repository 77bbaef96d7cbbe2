import type { Follow } from "./collection.ts";

/** Ids of records by a key of theirs, kept up to date by a collection. */
export type GroupIndex<R> = { follow: Follow<R>; idsOf(key: string | number): Iterable<number> };

export function createGroupIndex<R extends { id: number }>(keyOf: (record: R) => string | number | null): GroupIndex<R> {
  const groups = new Map<string | number, Set<number>>();
  const key = (record: R | undefined) => (record ? keyOf(record) : null);
  return {
    follow(before, after) {
      const from = key(before);
      const to = key(after);
      if (from === to) return;
      if (from !== null && before) groups.get(from)?.delete(before.id);
      if (to === null || !after) return;
      const group = groups.get(to);
      if (group) group.add(after.id);
      else groups.set(to, new Set([after.id]));
    },
    idsOf: (wanted) => groups.get(wanted) ?? [],
  };
}
