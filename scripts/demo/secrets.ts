import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

export type DemoSecrets = { apiKey: string; apiSecret: string; tokenKey: string };

/** Made once per demo folder, so that a second start can open what the first one sealed. */
export async function ensureSecrets(folder: string): Promise<DemoSecrets> {
  const file = join(folder, "secrets.json");
  if (existsSync(file)) return JSON.parse(await readFile(file, "utf8")) as DemoSecrets;
  const secrets = {
    apiKey: randomBytes(16).toString("hex"),
    apiSecret: randomBytes(32).toString("hex"),
    tokenKey: randomBytes(32).toString("base64"),
  };
  await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}
