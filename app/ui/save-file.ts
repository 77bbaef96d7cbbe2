/**
 * Fetches a file of the app's own and hands it to the browser to save. A plain link would not do: App Bridge adds the
 * session token to what is fetched, not to what is linked.
 *
 * @throws Error where the answer is none
 */
export async function saveFile(address: string, name: string): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} was answered with ${response.status}`);
  const content = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement("a"), { href: content, download: name });
  link.click();
  URL.revokeObjectURL(content);
}
