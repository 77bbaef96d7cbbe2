import { refusalIn, type Undone } from "./answer-or.ts";

/**
 * Fetches a file of the app's own and hands it to the browser to save, by the name that comes with it. A plain link would
 * not do: App Bridge adds the session token to what is fetched, not to what is linked.
 *
 * @param onLines told how many lines of the file are here, again and again while it comes
 * @returns null once it is saved
 */
export async function saveFile(address: string, onLines: (lines: number) => void = () => {}): Promise<Undone | null> {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) return (response && (await refusalIn(response))) ?? "no-answer";
  const { body, headers } = response;
  const name = /filename="([^"]+)"/.exec(headers.get("content-disposition") ?? "")?.[1];
  // A file may break off.
  const file = await new Response(body?.pipeThrough(countLines(onLines)), { headers }).blob().catch(() => null);
  if (name === undefined || file === null) return "no-answer";
  const content = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), { href: content, download: name });
  link.click();
  URL.revokeObjectURL(content);
  return null;
}

const LINE_FEED = 10;

function countLines(onLines: (lines: number) => void): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let lines = 0;
  return new TransformStream({
    transform(part, passed) {
      for (const byte of part) lines += byte === LINE_FEED ? 1 : 0;
      onLines(lines);
      passed.enqueue(part);
    },
  });
}
