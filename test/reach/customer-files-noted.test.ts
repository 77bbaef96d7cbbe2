import { describe, expect, it } from "vitest";
import { openDatabase } from "#app/db/database.server.ts";
import { Prisma } from "#app/db/generated/client.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { rememberErased } from "#app/orders/erasures.repo.server.ts";
import { holdOrderWriters } from "#app/orders/ledger-lock.repo.server.ts";
import { askForFile } from "#app/reach/customer-files/ask-for-file.server.ts";
import type { ListOfRun } from "#app/reach/customer-files/file-parts.repo.server.ts";
import { lockShop } from "#app/shops/lock-shop.repo.server.ts";
import { parseCustomersQuery } from "#app/views/customers-query.ts";
import { wholeList } from "#app/views/list-page.view.server.ts";
import { readStream } from "../support/read-stream.ts";
import { switchToRun } from "../tags/shop-with-scores.ts";
import { addUp } from "../views/scored-shop.ts";
import { SCORES, useCustomerFiles } from "./use-customer-files.ts";

const { test, shop, deps, download, fill, idsInFile, rowsOf } = useCustomerFiles();

const GATE = 4242;
const WAITS = "SELECT count(*)::int AS waiting FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted";

const EVERYBODY: ListOfRun = ({ runId }) => wholeList({ shopId: shop.id, runId }, parseCustomersQuery(new URLSearchParams()), null);
const ASKED = { staffId: "42", kind: "list", consent: null, address: "" } as const;

/** Has everybody's file asked for, of which the first list is being noted while something happens. @returns of which runs lists were noted */
async function askWhile(happens: () => Promise<unknown>): Promise<bigint[]> {
  const runs: bigint[] = [];
  const gate = await test.owner.connect();
  try {
    await gate.query("SELECT pg_advisory_lock($1)", [GATE]);
    const list: ListOfRun = (run) => {
      runs.push(run.runId);
      return Prisma.sql`SELECT list.* FROM (${EVERYBODY(run)}) AS list CROSS JOIN (SELECT pg_advisory_xact_lock_shared(${GATE}::int)) AS gate`;
    };
    const asking = askForFile(deps, shop.id, { ...ASKED, list });
    await expect.poll(async () => (await gate.query(WAITS, [GATE])).rows, { timeout: 10_000 }).toEqual([{ waiting: 1 }]);
    await happens();
    await gate.query("SELECT pg_advisory_unlock($1)", [GATE]);
    await asking;
  } finally {
    gate.release(true);
  }
  return runs;
}

const currentRun = async () => (await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } })).currentRunId!;

describe("while a list is noted", () => {
  it("nobody waits for it who changes the ledger or the shop", async () => {
    const inTime = (work: (tx: Parameters<typeof lockShop>[0]) => Promise<unknown>) =>
      withShop(test.db, shop.id, async (tx) => {
        await tx.$executeRaw`SET LOCAL lock_timeout = '1s'`;
        await work(tx);
        return "in time";
      });
    const ends: string[] = [];
    await askWhile(async () => {
      ends.push(await inTime((tx) => holdOrderWriters(tx, shop.id)), await inTime((tx) => lockShop(tx, shop.id)));
    });
    expect(ends).toEqual(["in time", "in time"]);
    await fill();
    expect(await idsInFile()).toHaveLength(120);
  });

  it("nor does the reader's file of before, until the new one takes its place", async () => {
    await askForFile(deps, shop.id, { ...ASKED, list: EVERYBODY });
    await fill();
    await askWhile(async () => expect(await idsInFile()).toHaveLength(120));
    expect(await rowsOf("customer_files")).toMatchObject([{ done: 0 }]);
  });

  it("a run that is switched has it noted anew, of that run alone", async () => {
    const before = await currentRun();
    const runs = await askWhile(async () => {
      await switchToRun(test.db, shop.id, SCORES.slice(0, 70).map((score) => ({ ...score, lifetimeValueMinor: 9900 })));
      await test.owner.query("DELETE FROM customer_scores WHERE run_id = $1", [before]);
    });
    expect(runs).toEqual([before, await currentRun()]);
    await fill();
    const { text } = await readStream((await download()).body!);
    const lines = text.trimEnd().split("\n").slice(1).map((line) => line.split(","));
    expect([lines.length, new Set(lines.map((cells) => cells[4]))]).toEqual([70, new Set(["99.00"])]);
    expect(await rowsOf("customer_files")).toHaveLength(1);
  });

  it("who is erased is not in it", async () => {
    await addUp(test.db, { id: shop.id, currentRunId: await currentRun() });
    // Which the erasure removes, and the new one is to take the place of.
    await askForFile(deps, shop.id, { ...ASKED, list: EVERYBODY });
    const redact = handlersOf(deps).find(({ job }) => job === "redact-customer")!;
    await askWhile(() => redact.run({ shopId: String(shop.id), requestId: "r", customerId: "3", orderIds: [] }, { isLast: false }));
    expect(JSON.stringify((await rowsOf("file_parts")).map(({ listed }) => listed))).not.toContain('"customerId":"3"');
    await fill();
    expect(await idsInFile()).toHaveLength(119);
  });
});

it("it is noted in the end, however many are erased one after the other", async () => {
  let erased = 0;
  const eraseAnother = () =>
    withShop(test.db, shop.id, async (tx) => {
      await holdOrderWriters(tx, shop.id);
      await rememberErased(tx, shop.id, "customer", [BigInt(++erased)], deps.clock());
    });
  const redactions: Promise<void>[] = [];
  const list: ListOfRun = (run) => {
    // Else it would go on for ever where it does not end.
    if (redactions.length === 10) throw new Error("noted ten times");
    redactions.push(eraseAnother());
    return Prisma.sql`SELECT list.* FROM (${EVERYBODY(run)}) AS list WHERE (SELECT pg_sleep(0.3)::text) IS NOT NULL`;
  };
  await askForFile(deps, shop.id, { ...ASKED, list });
  await Promise.all(redactions);
  expect(await rowsOf("customer_files")).toMatchObject([{ customers: 120 }]);
});

it("it takes one connection to note a list", async () => {
  const db = openDatabase(test.url, { connections: 1 });
  try {
    await Promise.all([askForFile({ ...deps, db }, shop.id, { ...ASKED, list: EVERYBODY }), askForFile({ ...deps, db }, shop.id, { ...ASKED, list: EVERYBODY })]);
  } finally {
    await db.close();
  }
  expect(await rowsOf("customer_files")).toMatchObject([{ customers: 120 }]);
});
