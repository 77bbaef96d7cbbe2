import { useLocation, useNavigationType } from "@remix-run/react";
import { useEffect, useRef } from "react";

/**
 * A new page starts at its top; going back returns to where one was. Remix's own ScrollRestoration keeps the positions
 * in sessionStorage, which browsers refuse to an app inside the admin's frame: here they live as long as the document.
 */
export function ScrollMemory() {
  const { key, pathname } = useLocation();
  const type = useNavigationType();
  const positions = useRef(new Map<string, number>());
  const shown = useRef(pathname);

  useEffect(() => {
    if (type === "POP") window.scrollTo(0, positions.current.get(key) ?? 0);
    else if (shown.current !== pathname) window.scrollTo(0, 0);
    shown.current = pathname;
    const remember = () => positions.current.set(key, window.scrollY);
    window.addEventListener("scroll", remember, { passive: true });
    return () => window.removeEventListener("scroll", remember);
  }, [key, pathname, type]);
  return null;
}
