import type { Deps } from "../deps.server.ts";
import { type Call, planCalls, readAnswer, WRITE_OPERATIONS, type WriteAnswer } from "./plan-calls.ts";
import type { PlannedWrite } from "./plan-write.ts";
import { setFigures } from "./set-figures.server.ts";
import type { CallResult } from "./write-outcome.ts";

type CalledWrite = { write: PlannedWrite; results: CallResult[] };

/** Makes the calls for a few customers: tags of one after the other, then the figures of all, then what is to be deleted. */
export async function callDirectly({ shopify }: Pick<Deps, "shopify">, shopId: bigint, writes: readonly PlannedWrite[]): Promise<CalledWrite[]> {
  const called = writes.map((write) => ({ write, calls: planCalls(write.customerId, write.diff), results: [] as CallResult[] }));
  const callAll = async (...kinds: Call["kind"][]) => {
    for (const { write, calls, results } of called) {
      for (const call of calls.filter(({ kind }) => kinds.includes(kind))) {
        const answer = readAnswer(await shopify.run<WriteAnswer, object>(shopId, WRITE_OPERATIONS[call.kind], call.variables));
        if (answer === null) throw new Error(`Shopify does not say what came of ${call.kind} on customer ${write.customerId}.`);
        results.push({ call, refusal: answer.refusal });
      }
    }
  };
  await callAll("tagsRemove", "tagsAdd");
  const figures = await setFigures({ shopify }, shopId, writes);
  for (const { write, calls, results } of called) {
    const call = calls.find(({ kind }) => kind === "metafieldsSet");
    const { size, refusal } = figures.get(write.customerId) ?? { size: 0, refusal: null };
    if (call) results.push({ call: { ...call, size }, refusal });
  }
  await callAll("metafieldsDelete");
  return called;
}
