/**
 * Fetches the code of every page once the first one stands. Where the code of a page cannot be fetched when it is wanted,
 * for want of a network or because a new version has just replaced it, Remix loads the document anew, and the admin's
 * frame shows the browser's own error or the question for the shop, from which no way leads back.
 */
export async function fetchPagesAhead(): Promise<void> {
  const pages = Object.values(window.__remixManifest.routes).filter(({ hasErrorBoundary }) => hasErrorBoundary);
  // One that does not come is fetched when it is wanted.
  await Promise.allSettled(pages.map(({ module }) => import(/* @vite-ignore */ module)));
}
