import { threadId } from "node:worker_threads";
import { movingBuffers } from "#app/queue/moving-buffers.ts";

/** For work-aside.test.ts: which thread it is, and what it was given, twice as large; after as long as it is asked to take. */
export default function tell({ numbers, milliseconds = 0 }: { numbers: Float64Array; milliseconds?: number }) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  if (numbers[0] === 0) throw new RangeError("numbers[0] is 0");
  const doubled = numbers.map((number) => number * 2);
  return movingBuffers({ threadId, doubled }, [doubled]);
}
