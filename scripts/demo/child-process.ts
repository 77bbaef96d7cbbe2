import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";

export type RunningProcess = {
  name: string;
  /** Rejects when the process ends without having been told to. */
  failed: Promise<never>;
  stop: () => Promise<void>;
  onMessage: (listener: (message: unknown) => void) => void;
};

/** One of the demo's processes is gone; where it stood in the demo's own code tells nobody anything. */
export class ProcessEnded extends Error {}

const GRACE_MS = 15_000;

/**
 * Starts one of the demo's processes. Each has a process group of its own: Ctrl-C reaches only the demo, which stops
 * them in order. They also end when the connection to the demo does, so none outlives a killed demo.
 */
export function startProcess(name: string, args: string[], env: Record<string, string>, logFile: string): RunningProcess {
  const log = createWriteStream(logFile, { flags: "a" });
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  let tail = "";
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on("data", (chunk: Buffer) => {
      log.write(chunk);
      tail = (tail + chunk.toString()).slice(-1500);
    });
  }
  let stopping = false;
  const failed = new Promise<never>((_, reject) => {
    child.on("error", reject);
    // Not "exit": its last words may not have been read by then.
    child.on("close", (code, signal) => {
      if (stopping) return;
      const said = signal === null ? ` Its last words:\n${tail.trim()}\nAll of them: ${logFile}` : ` What it said is in ${logFile}`;
      reject(new ProcessEnded(`The ${name} process ended (${signal ?? `exit code ${code}`}).${said}`));
    });
  });
  failed.catch(() => {}); // Whoever waits for the demo sees it; it must not count as unhandled before.
  return {
    name,
    failed,
    stop: () => {
      stopping = true;
      return stopChild(child);
    },
    onMessage: (listener) => child.on("message", listener),
  };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  child.kill("SIGTERM");
  const kill = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  await ended;
  clearTimeout(kill);
}
