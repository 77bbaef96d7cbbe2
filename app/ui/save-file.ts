/**
 * Fetches a file of the app's own and hands it to the browser to save, by the name that comes with it. A plain link would
 * not do: App Bridge adds the session token to what is fetched, not to what is linked.
 *
 * @throws Error where the answer is none, or has no name
 */
export async function saveFile(address: string): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} was answered with ${response.status}`);
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  if (name === undefined) throw new Error(`${address} was answered with something else than a file`);
  const content = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement("a"), { href: content, download: name });
  link.click();
  URL.revokeObjectURL(content);
}
