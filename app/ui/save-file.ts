import { refusalIn, type Undone } from "./answer-or.ts";

/**
 * Fetches a file of the app's own and hands it to the browser to save, by the name that comes with it. A plain link would
 * not do: App Bridge adds the session token to what is fetched, not to what is linked.
 *
 * @returns null once it is saved
 */
export async function saveFile(address: string): Promise<Undone | null> {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) return (response && (await refusalIn(response))) ?? "no-answer";
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  // A file may break off.
  const file = await response.blob().catch(() => null);
  if (name === undefined || file === null) return "no-answer";
  const content = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), { href: content, download: name });
  link.click();
  URL.revokeObjectURL(content);
  return null;
}
