import { useEffect, useState } from "react";

/** Names by customer id as Shopify gave them, or the news that it gave none. */
export type LiveNames = { status: "read"; data: Record<string, string> } | { status: "unavailable" };

/**
 * The names once they are here, null until then. A state and not `<Await>`: that puts a boundary around every row, and
 * React gives up on hydrating a boundary whose page changes meanwhile, as every page does that measures its window.
 */
export function useLiveNames(names: Promise<LiveNames>): LiveNames | null {
  const [live, setLive] = useState<LiveNames | null>(null);
  useEffect(() => {
    let asked = true;
    const show = (answer: LiveNames) => {
      if (asked) setLive(answer);
    };
    // It rejects where the server's answer was cut off.
    names.then(show, () => show({ status: "unavailable" }));
    return () => {
      asked = false;
    };
  }, [names]);
  return live;
}
