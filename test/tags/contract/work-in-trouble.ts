import { withShop } from "#app/db/with-shop.server.ts";
import { Asked } from "#app/tags/asked.ts";
import { decideWrites } from "#app/tags/decide-writes.server.ts";
import type { Dice } from "#sandbox/fill/dice.ts";
import type { DeliveryRecord } from "#sandbox/store/app-model.ts";
import { Difference } from "../../property/difference.ts";
import { FAULTS } from "./draw-terms.ts";
import type { ContractShop, WorkerProcess } from "./open-contract-shop.ts";
import { type Failed, openSecondWorker } from "./second-worker.ts";

/** What others may do in the middle of the app's work, by what it is; each tells what it did. */
export type Acts = Record<string, () => string | Promise<string>>;

/** Three times what the longest took. */
const MOST_JOBS = 400;
/** One more, and a run parks customers: then what is wanted is not what is to stand. */
const MOST_FAILURES = 3;
/** Which never wait for whoever writes a customer at the moment. */
const SHORT_JOBS = new Set(["score-shop", "score-customer", "merge-customers"]);

/** Works the shop's queue in a random order, by one process after the other. */
export function openWork(shop: ContractShop, dice: Dice, told: string[], check: (when: string) => void) {
  const { shopId, deps, sandbox } = shop;
  const { faults } = sandbox;
  /** What is to be delivered, and the echoes of our own writes, of which most are lost. */
  const due: DeliveryRecord[] = [];
  const echoes: DeliveryRecord[] = [];
  const second = openSecondWorker(shop, dice, told);
  let isMeanwhile = false;

  async function deliverOne(): Promise<boolean> {
    const [event] = due.splice(dice.whole(0, due.length - 1), 1);
    if (!event) return false;
    told.push(`deliver ${event.topic} ${event.body}`);
    await shop.deliver(event);
    if (dice.chance(0.2)) await shop.deliver(event);
    if (dice.chance(0.1)) due.push({ ...event, webhookId: `${event.webhookId}-again` });
    return true;
  }

  /** While a call is on its way, others act, and other workers are there. */
  async function meanwhile(name: string, acts: Acts): Promise<void> {
    if (isMeanwhile) return;
    isMeanwhile = true;
    await second.pause();
    if (dice.chance(0.12)) {
      const act = acts[dice.pick(Object.keys(acts))]!;
      told.push(`  before ${name}: ${await act()}`);
    }
    if (dice.chance(0.1)) {
      await deliverOne();
      const { queue } = shop.startProcess({});
      const job = await queue.take(dice.uniform(), (it) => SHORT_JOBS.has(it));
      if (job) await queue.work(job);
    }
    if (dice.chance(0.1)) await second.begin();
    isMeanwhile = false;
  }

  async function failuresOf(): Promise<number> {
    const run = await withShop(deps.db, shopId, (tx) => tx.writeRun.findFirst({ where: { shopId, finishedAt: null } }));
    return run?.failures ?? 0;
  }

  /** @returns whether all is done */
  async function work(process: WorkerProcess, { most, mayFail }: { most: number; mayFail: boolean }): Promise<boolean> {
    for (let jobs = 0; jobs < most; jobs += 1) {
      if (due.length > 0 && dice.chance(0.3)) await deliverOne();
      const job = await process.queue.take(dice.uniform(), () => true);
      if (!job && !(await deliverOne())) return true;
      if (!job) continue;
      told.push(`work ${job.name} ${JSON.stringify(job.payload)}`);
      const failed: Failed[] = [];
      await process.queue.work(job).catch((error: unknown) => void failed.push({ job, error }));
      failed.push(...(await second.end()));
      for (const it of failed) {
        if (!mayFail) throw it.error;
        told.push(`  failed: ${String(it.error)}`);
        await process.queue.putBack(it.job);
      }
      echoes.push(...shop.takeSent());
      check(`after ${job.name}`);
      if (process.isDead() || (mayFail && (await failuresOf()) >= MOST_FAILURES)) return false;
    }
    return false;
  }

  return {
    keep: (events: DeliveryRecord[]) => void due.push(...events),

    /** Some processes, with what may go wrong. @returns how many faults struck */
    async inTrouble(acts: Acts): Promise<number> {
      const drawn = FAULTS.filter(() => dice.chance(0.3)).map((fault) => faults.add({ ...fault, probability: dice.pick([0.05, 0.3]) }).id);
      for (let processes = dice.whole(1, 3); processes > 0; processes -= 1) {
        const death = dice.chance(0.5) ? { [dice.pick(["diesBefore", "diesAfter"])]: dice.whole(1, 12) } : {};
        told.push(`a process ${JSON.stringify(death)}`);
        await work(shop.startProcess({ ...death, onCall: (name) => meanwhile(name, acts) }), { most: dice.whole(3, 40), mayFail: true });
      }
      const struck = faults.list().filter(({ id }) => drawn.includes(id)).reduce((sum, fault) => sum + fault.struck, 0);
      for (const id of drawn) faults.remove(id);
      return struck;
    },

    /** Until nothing is left to do. @returns whether the merchant has refused a run */
    async settle(approval: "given" | "refused"): Promise<boolean> {
      for (let echo = 0; echo < 10; echo += 1) due.push(...echoes.splice(dice.whole(0, echoes.length - 1), 1));
      echoes.length = 0;
      for (let turn = 0; turn < 10; turn += 1) {
        const process = shop.startProcess({ onCall: (name) => meanwhile(name, { nothing: () => "nothing" }) });
        if (!(await work(process, { most: MOST_JOBS, mayFail: false }))) throw new Difference(`There is still work after ${MOST_JOBS} jobs`);
        const waiting = await withShop(deps.db, shopId, (tx) => tx.writeRun.findFirst({ where: { shopId, approval: "waiting" } }));
        if (!waiting) return false;
        const { scoreRunId } = Asked.parse(waiting.asked);
        told.push(`run ${waiting.id} is ${approval}: ${JSON.stringify(waiting.asked)}`);
        const answer = await decideWrites(deps, shopId, { writeRunId: waiting.id, scoreRunId, approval, staffId: null });
        if (answer !== "decided") throw new Error(`The decision on run ${waiting.id} was ${answer}`);
        if (approval === "refused") return true;
      }
      throw new Difference("The merchant is asked again and again");
    },

    /** What a run changes in Shopify, and what follows it. */
    async changesOfOneRun(): Promise<string[]> {
      const process = shop.startProcess({});
      await work(process, { most: MOST_JOBS, mayFail: false });
      return process.changes;
    },
  };
}
