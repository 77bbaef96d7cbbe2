import { type Death, wordsOf } from "./mortal-stack.ts";

const FATAL = 60;
const WITHOUT_POSTGRES = /ECONNREFUSED|ECONNRESET|EPIPE|"57P0[123]"|Connection terminated/;

/**
 * A worker may end by itself for one reason: PostgreSQL is not there while it starts, or goes while it notes what came of
 * a job; then it says so in its last line, and whoever runs it starts it again. Web lives without PostgreSQL.
 *
 * @returns what all others said last
 */
export function unexpectedDeaths(deaths: readonly Death[]): string[] {
  return deaths.filter((it) => !isByPostgres(it)).map(({ entry, process }) => `${entry}: ${wordsOf(process)}`);
}

function isByPostgres({ entry, process: { lines, complaints } }: Death): boolean {
  const reason = lines.find((it) => it.level === FATAL);
  return entry === "worker" && complaints.length === 0 && reason !== undefined && WITHOUT_POSTGRES.test(JSON.stringify(reason));
}
