import type { Deps } from "../deps.server.ts";
import { importLag } from "./metrics.server.ts";

/** Over all shops, by a function of the database that tells nothing else of them (its migration says how). */
export async function readImports({ db, clock }: Pick<Deps, "db" | "clock">): Promise<void> {
  const { rows } = await db.pool.query<{ seconds: number }>("SELECT import_progress_lag($1)::float AS seconds", [clock()]);
  importLag.set(rows[0]!.seconds);
}
