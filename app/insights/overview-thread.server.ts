import { parentPort, workerData } from "node:worker_threads";
import { makeOverview, type ToOverlook } from "./make-overview.ts";

/** Runs in a thread of its own (store-overview.server.ts). */
parentPort!.postMessage(makeOverview(workerData as ToOverlook), []);
