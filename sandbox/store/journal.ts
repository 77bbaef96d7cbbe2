import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { setImmediate as breathe } from "node:timers/promises";

/** How long a change may wait for its transaction: what a killed process loses at most. */
const FLUSH_AFTER_MS = 50;
/** Records written without letting requests in between. */
const SLICE = 2000;

/** One kind of record: a table by id. */
type Table = { select: StatementSync; upsert: StatementSync; erase: StatementSync };

type Change = { kind: string; id: number; record: object | null };

/** Keeps every record on disk as JSON; reads it once, at start. */
export type Journal = {
  read(kind: string): Iterable<unknown>;
  write(kind: string, id: number, record: object): void;
  remove(kind: string, id: number): void;
  /** Writes all that waits, in slices, and tells after each how many of how many records are written. */
  settle(onProgress?: (written: number, total: number) => void): Promise<void>;
  close(): void;
};

export function openJournal(dataDir: string | null): Journal {
  return dataDir === null ? forgetfulJournal() : diskJournal(dataDir);
}

function forgetfulJournal(): Journal {
  return { read: () => [], write: () => {}, remove: () => {}, settle: () => Promise.resolve(), close: () => {} };
}

function diskJournal(dataDir: string): Journal {
  mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(join(dataDir, "shop.sqlite"));
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
  const tables = new Map<string, Table>();

  function tableOf(kind: string): Table {
    let table = tables.get(kind);
    if (!table) {
      database.exec(`CREATE TABLE IF NOT EXISTS "${kind}" (id INTEGER PRIMARY KEY, json TEXT NOT NULL)`);
      table = {
        select: database.prepare(`SELECT json FROM "${kind}" ORDER BY id`),
        upsert: database.prepare(`INSERT OR REPLACE INTO "${kind}" (id, json) VALUES (?, ?)`),
        erase: database.prepare(`DELETE FROM "${kind}" WHERE id = ?`),
      };
      tables.set(kind, table);
    }
    return table;
  }

  const waiting = new Map<string, Change>();
  let timer: NodeJS.Timeout | undefined;

  function note(change: Change): void {
    waiting.set(`${change.kind}/${change.id}`, change);
    timer ??= setTimeout(() => flush(Infinity), FLUSH_AFTER_MS);
  }

  function flush(limit: number): void {
    clearTimeout(timer);
    timer = undefined;
    let written = 0;
    database.exec("BEGIN");
    for (const [key, { kind, id, record }] of waiting) {
      if (written++ >= limit) break;
      if (record) tableOf(kind).upsert.run(id, JSON.stringify(record));
      else tableOf(kind).erase.run(id);
      waiting.delete(key);
    }
    database.exec("COMMIT");
  }

  return {
    *read(kind) {
      for (const row of tableOf(kind).select.iterate()) yield JSON.parse(String(row["json"]));
    },
    write: (kind, id, record) => note({ kind, id, record }),
    remove: (kind, id) => note({ kind, id, record: null }),
    async settle(onProgress) {
      const total = waiting.size;
      while (waiting.size > 0) {
        flush(SLICE);
        onProgress?.(total - waiting.size, total);
        await breathe();
      }
    },
    close() {
      flush(Infinity);
      database.close();
    },
  };
}
