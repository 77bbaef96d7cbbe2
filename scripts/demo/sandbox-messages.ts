import type { ReadReport } from "#sandbox/fill/fill-folder.ts";
import type { Progress } from "../steps.ts";
import type { RunningProcess } from "./child-process.ts";
import { UsageError } from "./options.ts";

/** What the sandbox says once it listens. */
export type SandboxReady = {
  kind: "ready";
  origin: string;
  domain: string;
  clockOffsetMs: number;
  read: ReadReport;
};

/** @throws UsageError with the sandbox's own sentence where it cannot start. */
export function sandboxReady(sandbox: RunningProcess, progress: Progress): Promise<SandboxReady> {
  return new Promise((ready, failed) => {
    sandbox.onMessage((raw) => {
      const message = raw as SandboxReady | { kind: "refused"; reason: string } | { kind: "filling"; done: number; total: number };
      if (message.kind === "ready") ready(message);
      else if (message.kind === "filling") progress(message.done, message.total, "records");
      else failed(new UsageError(message.reason));
    });
  });
}
