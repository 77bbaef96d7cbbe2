import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/client.ts";

export type Database = {
  prisma: PrismaClient;
  pool: pg.Pool;
  close: () => Promise<void>;
};

type Options = {
  connections?: number;
  /** The key of erasure_digest, in hexadecimal; without it PostgreSQL refuses a redaction and what depends on one. */
  erasureKey?: string;
};

/**
 * One pool for everything in this process. Every connection takes the role `perennial_app` as it starts: it owns no
 * table, so PostgreSQL's row-level security binds even a query that forgets its shop. And it is in UTC: Prisma's
 * adapter drops the offset with which an instant is told, and on a server set up in Seoul all would be nine hours off.
 */
export function openDatabase(url: string, { connections = 26, erasureKey }: Options = {}): Database {
  const key = erasureKey === undefined ? "" : ` -c app.erasure_key=${erasureKey}`;
  const pool = new pg.Pool({ connectionString: url, max: connections, options: `-c role=perennial_app -c TimeZone=UTC${key}` });
  // An idle connection that the server drops is replaced at the next use; without a listener it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
