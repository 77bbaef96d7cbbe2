import { writeSync } from "node:fs";
import type { DestinationStream } from "pino";
import { logLinesLost } from "./metrics.server.ts";

/** Beyond so many characters lines do not wait for each other. */
const MOST_TOGETHER = 8 * 1024;
/** So many may wait for a reader that is slower than the process; further lines are lost. */
const MOST_WAITING = 1024 * 1024;
const BETWEEN_TRIES_MS = 50;
/** How long a slow reader may hold up the end of the process. */
const LAST_WORDS_MS = 1000;

const NOTHING: Buffer = Buffer.alloc(0);

/**
 * The lines of one turn of the event loop are written together: in a flood of webhooks each write costs more than its
 * line. What is left is written before the process ends.
 *
 * A log that cannot be written (its reader is gone, its disk is full) does not hold up the work: what is refused is
 * counted and dropped, never written again, and the next lines are tried anew.
 */
export function gatherLines(fd: number): DestinationStream {
  let lines = "";
  let untaken = NOTHING;
  let isDue = false;

  const writeOut = () => {
    let left: Buffer = Buffer.concat([untaken, Buffer.from(lines)]);
    lines = "";
    try {
      while (left.length > 0) left = left.subarray(writeSync(fd, left));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") left = lose(left);
    }
    untaken = left;
  };

  const endTurn = () => {
    writeOut();
    isDue = untaken.length > 0;
    if (isDue) setTimeout(endTurn, BETWEEN_TRIES_MS).unref();
  };

  process.on("exit", () => {
    const until = performance.now() + LAST_WORDS_MS;
    for (writeOut(); untaken.length > 0 && performance.now() < until; writeOut()) pause(BETWEEN_TRIES_MS);
  });

  return {
    write: (line) => {
      if (lines.length + untaken.length > MOST_WAITING) {
        logLinesLost.inc();
        return;
      }
      lines += line;
      if (lines.length > MOST_TOGETHER && untaken.length === 0) writeOut();
      if (!isDue) setImmediate(endTurn);
      isDue = true;
    },
  };
}

function lose(refused: Buffer): Buffer {
  logLinesLost.inc(refused.toString("latin1").split("\n").length - 1);
  return NOTHING;
}

/** At the process's end nothing can be waited for otherwise. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
