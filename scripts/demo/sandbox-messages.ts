import type { ReadReport } from "#sandbox/fill/fill-folder.ts";
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
export function sandboxReady(sandbox: RunningProcess): Promise<SandboxReady> {
  return new Promise((ready, failed) => {
    sandbox.onMessage((raw) => {
      const message = raw as SandboxReady | { kind: "refused"; reason: string };
      if (message.kind === "ready") ready(message);
      else failed(new UsageError(message.reason));
    });
  });
}
