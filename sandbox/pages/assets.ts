import { readFile } from "node:fs/promises";
import type { Answer } from "./answer.ts";

const BROWSER = new URL("./browser/", import.meta.url);
const ASSET = /^(?:admin\/)?[a-z-]+\.(js|css)$/;
const TYPES: Record<string, string> = { js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8" };

/** The parts of the App Bridge stand-in, each after those that it builds on. */
const STAND_IN = ["channel", "id-token", "links", "fetch", "save-bar", "modal", "navigation", "shopify"];

/** A script or style sheet of the sandbox's pages; null where there is none of this name. */
export async function asset(name: string): Promise<Answer | null> {
  const extension = ASSET.exec(name)?.[1];
  if (extension === undefined) return null;
  try {
    return text(await readFile(new URL(name, BROWSER), "utf8"), extension);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** One classic script, since App Bridge must be there before the next line of the page runs. */
export async function standIn(): Promise<Answer> {
  const parts = await Promise.all(STAND_IN.map((name) => readFile(new URL(`app-bridge/${name}.js`, BROWSER), "utf8")));
  return text(parts.join("\n"), "js");
}

function text(body: string, extension: string): Answer {
  return {
    status: 200,
    headers: { "content-type": TYPES[extension] ?? "text/plain", "cache-control": "no-cache", "x-content-type-options": "nosniff" },
    body,
  };
}
