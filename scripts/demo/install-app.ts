import { UsageError } from "./options.ts";

/** A browser that opens the app in the admin: its frame's first request carries the token that installs it. */
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";

/** @throws UsageError where the app does not answer its page. */
export async function installApp(origin: string): Promise<void> {
  const admin = await fetch(`${origin}/`, { headers: { "user-agent": BROWSER } });
  const frame = /<iframe[^>]*\sdata-address="([^"]+)"/.exec(await admin.text())?.[1];
  if (!frame) throw new Error(`The sandbox's admin page at ${admin.url} embeds no app.`);
  const address = new URL(frame.replaceAll("&amp;", "&"), admin.url);
  const page = await fetch(address, { headers: { "user-agent": BROWSER }, redirect: "manual" });
  if (page.status !== 200) throw new UsageError(`The app answered its first page with ${page.status}.`);
}
