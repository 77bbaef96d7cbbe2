import { mkdirSync } from "node:fs";
import { open } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { Kind } from "graphql";
import { readsUnapproved } from "../approval/refuse-unapproved.ts";
import { endOfBulk } from "../faults/end-of-bulk.ts";
import { firstLines, troubleBatches } from "../faults/trouble-batches.ts";
import { formatGid } from "../gid.ts";
import { prepare, type PreparedDocument } from "../graphql/prepare.ts";
import type { AdminSchema } from "../schema/load-schema.ts";
import type { BulkOperationRecord } from "../store/app-model.ts";
import type { World } from "../world.ts";
import type { BulkRunner, Objection } from "./bulk-runner.ts";
import { isUnfinished } from "./create-bulk-operation.ts";
import { bulkResultFile, uploadedFile } from "./files.ts";
import { InvalidBulkQuery, planBulkQuery } from "./plan-bulk-query.ts";
import { runBulkMutation } from "./run-bulk-mutation.ts";
import { type Batch, walkBulkQuery } from "./walk-bulk-query.ts";

/** Nothing at Shopify runs in the instant it is asked for; an app must see CREATED. */
const START_AFTER_MS = 50;

/** The runner of a world; operations that a stop interrupted start over. */
export function createBulkRunner(admin: AdminSchema, world: () => World): BulkRunner {
  const underWay = new Set<Promise<void>>();
  let stopped = false;

  function requirePrepared(document: string, scopes: ReadonlySet<string>): PreparedDocument {
    const preparation = prepare(admin, document, scopes);
    if (preparation.kind === "invalid") throw new Error(`A checked bulk document became invalid: ${preparation.errors.join("; ")}`);
    return preparation.prepared;
  }

  function batchesOf(operation: BulkOperationRecord): AsyncGenerator<Batch> {
    const scopes = new Set(operation.scopes);
    const prepared = requirePrepared(operation.document, scopes);
    const caller = { world: world(), scopes, paging: operation.type === "QUERY" ? "everything" : "pages" } as const;
    if (operation.type === "QUERY") return walkBulkQuery(planBulkQuery(admin.schema, prepared), caller);
    const file = uploadedFile(world().filesDir, operation.stagedUploadPath ?? "");
    if (file === null) throw new Error(`Bulk operation ${operation.id} has no upload at "${operation.stagedUploadPath}"`);
    return runBulkMutation(admin, prepared, file, caller);
  }

  async function run(id: number): Promise<void> {
    await wait(START_AFTER_MS);
    const { store, filesDir, faults } = world();
    const change = (changes: Partial<BulkOperationRecord>) => store.bulkOperations.put({ ...store.bulkOperations.require(id), ...changes });
    mkdirSync(filesDir, { recursive: true });
    if (stopped) return;
    const operation = store.bulkOperations.require(id);
    if (operation.status === "CREATED") change({ status: "RUNNING" });
    const end = endOfBulk(faults.strike(["bulk"], [operation.type]));
    const batches = troubleBatches(batchesOf(operation), faults.strike(["bulk-file"], [operation.type]));
    let objectCount = 0;
    let rootObjectCount = 0;
    let fileSize = 0;
    const file = await open(bulkResultFile(filesDir, id), "w");
    try {
      for await (const { lines, roots } of firstLines(batches, end.lines)) {
        if (stopped || store.bulkOperations.require(id).status === "CANCELING") break;
        fileSize += (await file.write(`${lines.join("\n")}\n`)).bytesWritten;
        objectCount += lines.length;
        rootObjectCount += roots;
        change({ objectCount, rootObjectCount, fileSize });
      }
      if (stopped) return;
      finish(id, store.bulkOperations.require(id).status === "CANCELING" ? { status: "CANCELED" } : end.outcome);
      if (end.expires) change({ status: "EXPIRED" });
    } catch (error) {
      console.error(`Bulk operation ${id} failed:`, error);
      finish(id, { status: "FAILED", errorCode: "INTERNAL_SERVER_ERROR" });
    } finally {
      await file.close();
    }
  }

  function finish(id: number, outcome: Pick<BulkOperationRecord, "status"> & Partial<BulkOperationRecord>): void {
    const { store, clock, webhooks } = world();
    const operation = { ...store.bulkOperations.require(id), ...outcome, completedAt: clock.iso() };
    store.bulkOperations.put(operation);
    webhooks.newEvent().send("bulk_operations/finish", {
      admin_graphql_api_id: formatGid("BulkOperation", id),
      completed_at: operation.completedAt,
      created_at: operation.createdAt,
      error_code: operation.errorCode?.toLowerCase() ?? null,
      status: operation.status.toLowerCase(),
      type: operation.type.toLowerCase(),
    });
  }

  function check(document: string, scopes: ReadonlySet<string>, verify: (prepared: PreparedDocument) => void): Objection | null {
    const preparation = prepare(admin, document, scopes);
    if (preparation.kind === "invalid") {
      const [error] = preparation.errors;
      if (error?.extensions["code"] === "SANDBOX_UNSUPPORTED") throw error;
      if (error?.extensions["code"] === "ACCESS_DENIED") return { kind: "access denied" };
      return { kind: "invalid", message: preparation.errors.map(({ message }) => message).join(" ") };
    }
    try {
      verify(preparation.prepared);
      return readsUnapproved(admin, preparation.prepared, world().approval.level()) ? { kind: "access denied" } : null;
    } catch (error) {
      if (error instanceof InvalidBulkQuery) return { kind: "invalid", message: error.message };
      throw error;
    }
  }

  function start(id: number): void {
    const task = run(id).finally(() => underWay.delete(task));
    underWay.add(task);
  }

  return {
    checkQuery: (document, scopes) => check(document, scopes, (prepared) => void planBulkQuery(admin.schema, prepared)),
    checkMutation: (document, scopes) =>
      check(document, scopes, ({ operation }) => {
        const fields = operation.selectionSet.selections.map((selection) => (selection.kind === Kind.FIELD ? selection.name.value : ""));
        if (operation.operation !== "mutation" || fields.length !== 1 || /^(bulkOperation|stagedUploads|$)/.test(fields[0] ?? "")) {
          throw new InvalidBulkQuery("You must use an allowed mutation name.");
        }
      }),
    start,
    async stop() {
      stopped = true;
      await Promise.all(underWay);
    },
  };
}

/** Ids of the operations that a previous process left unfinished. */
export function unfinishedOperations(world: World): number[] {
  return [...world.store.bulkOperations.values()].filter(isUnfinished).map(({ id }) => id);
}
