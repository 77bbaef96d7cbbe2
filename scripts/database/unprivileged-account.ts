import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export type Account = {
  /** Who must own the data folder; undefined: whoever runs this. */
  uid?: number;
  gid?: number;
  wrap: (command: string, args: string[]) => [string, string[]];
};

/**
 * PostgreSQL refuses to run as root. Where this is root (containers, CI), `setpriv` (util-linux) drops to the
 * account `postgres`, or `nobody`, but keeps the right to walk through folders: a clone below a folder that only
 * root may enter still works. It is not used by anybody else.
 */
export function launchAs(): Account {
  if (process.getuid?.() !== 0) return { wrap: (command, args) => [command, args] };
  const { uid, gid } = findAccount();
  const drop = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
  const keep = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  for (const flags of [[...drop, ...keep], drop]) {
    if (spawnSync("setpriv", [...flags, "true"]).status === 0) {
      return { uid, gid, wrap: (command, args) => ["setpriv", [...flags, command, ...args]] };
    }
  }
  throw new Error(
    "PostgreSQL refuses to run as root and `setpriv` (package util-linux) cannot drop to another account here: " +
      "run as an ordinary user, or set DATABASE_URL.",
  );
}

function findAccount(): { uid: number; gid: number } {
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n").map((line) => line.split(":"));
  const account = accounts.find((it) => it[0] === "postgres") ?? accounts.find((it) => it[0] === "nobody");
  if (!account) throw new Error("Running as root, and /etc/passwd has neither the account `postgres` nor `nobody`.");
  return { uid: Number(account[2]), gid: Number(account[3]) };
}
