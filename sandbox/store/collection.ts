import type { Journal } from "./journal.ts";

/** All records of one kind, in memory by id, written through to the journal. A record is replaced, never changed in place. */
export type Collection<R extends { id: number }> = {
  get(id: number): R | undefined;
  /** The record, or an error naming what is missing. */
  require(id: number): R;
  put(record: R): void;
  remove(id: number): void;
  values(): IterableIterator<R>;
  size(): number;
};

/** Told of each change, so that an index can follow. */
export type Follow<R> = (before: R | undefined, after: R | undefined) => void;

export function createCollection<R extends { id: number }>(kind: string, journal: Journal, follow?: Follow<R>): Collection<R> {
  const records = new Map<number, R>();
  for (const stored of journal.read(kind)) {
    const record = stored as R;
    records.set(record.id, record);
    follow?.(undefined, record);
  }
  return {
    get: (id) => records.get(id),
    require(id) {
      const record = records.get(id);
      if (!record) throw new Error(`The sandbox has no ${kind} ${id} (it has ${records.size})`);
      return record;
    },
    put(record) {
      const before = records.get(record.id);
      records.set(record.id, record);
      follow?.(before, record);
      journal.write(kind, record.id, record);
    },
    remove(id) {
      const before = records.get(id);
      if (!before) return;
      records.delete(id);
      follow?.(before, undefined);
      journal.remove(kind, id);
    },
    values: () => records.values(),
    size: () => records.size,
  };
}
