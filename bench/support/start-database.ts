import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../../prisma/migrate.ts";
import { startEmbeddedPostgres } from "../../scripts/database/embedded-postgres.ts";

export type BenchDatabase = { url: string; stop: () => Promise<void> };

/** A migrated PostgreSQL of the bench's own, as safe against crashes as a real one: that is part of what writing costs. */
export async function startDatabase(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "perennial-bench-"));
  let stopServer = () => Promise.resolve();
  const stop = async () => {
    await stopServer();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const url = await startEmbeddedPostgres({ dataDir: join(folder, "postgres"), durable: true, onStart: (stopIt) => (stopServer = stopIt) });
    await migrate(url);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
