import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";

const EVERY_MS = 1_500;

/** Between two steps (orders imported, scoring not yet begun) nothing runs for a moment: so many looks more. */
const LOOKS_AFTER_THE_END = 6;

/**
 * Reads the page's data again and again while work goes on, not while the tab is hidden and not while an earlier
 * reading is still under way, nor without a network: a reading that fails takes the page's place.
 *
 * @param started anything that is a new value each time the reader has started some work
 */
export function useWatch(working: boolean, started: unknown): void {
  const { revalidate, state } = useRevalidator();
  const now = useRef({ working, reading: false, looksLeft: 0 });

  useEffect(() => {
    now.current.working = working;
    if (working || started !== undefined) now.current.looksLeft = LOOKS_AFTER_THE_END;
  }, [working, started]);

  useEffect(() => {
    now.current.reading = state !== "idle";
  }, [state]);

  useEffect(() => {
    const timer = setInterval(() => {
      const { working, reading, looksLeft } = now.current;
      if (document.hidden || !navigator.onLine || reading || looksLeft === 0) return;
      if (!working) now.current.looksLeft -= 1;
      revalidate();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [revalidate]);
}
