import { setTimeout as sleep } from "node:timers/promises";
import { waitingForReader } from "../ops/slow-reader.server.ts";

type Reader = {
  /** Aborted when whoever asked for the file has left. */
  signal: AbortSignal;
  onFailure: (error: unknown) => void;
  /** What a file that broke off ends with. */
  brokenOff: string;
};

/** A connection that breaks takes along what has not gone out yet: so long the last line has for its way. */
const LAST_LINE_MS = 250;

/**
 * Text as a file that is made while it is read: a page is asked for when the one before it has gone out. What fails on
 * the first page fails before there is a file. Later on, the file says at its end that it is not whole, and the stream
 * breaks, so that a browser does not keep it.
 */
export async function streamPages(pages: AsyncGenerator<string>, { signal, onFailure, brokenOff }: Reader): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  const untilRead = waitingForReader();
  let page = await pages.next();
  let failure: unknown = null;
  return new ReadableStream({
    async pull(controller) {
      // Asked for only once the last line has been read.
      if (failure !== null) {
        await sleep(LAST_LINE_MS);
        return controller.error(failure);
      }
      if (page.done) return controller.close();
      controller.enqueue(encoder.encode(page.value));
      try {
        await untilRead();
        signal.throwIfAborted();
        page = await pages.next();
      } catch (error) {
        failure = error;
        onFailure(error);
        controller.enqueue(encoder.encode(brokenOff));
      }
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
}
