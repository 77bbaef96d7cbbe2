import { parentPort, workerData } from "node:worker_threads";
import { appraiseByDefinition, type ToAppraise } from "./appraise-by-definition.ts";

/** Runs in a thread of its own (appraise-aside.server.ts). */
const findings = appraiseByDefinition(workerData as ToAppraise);
parentPort!.postMessage(findings, Object.values(findings.appraisals).map(({ buffer }) => buffer as ArrayBuffer));
