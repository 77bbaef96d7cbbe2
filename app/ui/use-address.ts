import { useLocation, useNavigation, useSearchParams } from "@remix-run/react";
import { useEffect, useRef } from "react";

type Address = {
  /** Of the page as it will be: with what has been chosen and is not here yet. */
  params: URLSearchParams;
  /** Sets parameters; an empty text takes one away. */
  change: (change: Record<string, string | undefined>, options?: { preventScrollReset: boolean }) => void;
};

/** The parameters of a page's address. Of two quick changes the second keeps the first, which is still on its way. */
export function useAddress(): Address {
  const { pathname } = useLocation();
  const { location } = useNavigation();
  const [shown, setParams] = useSearchParams();
  const params = location?.pathname === pathname ? new URLSearchParams(location.search) : shown;
  // React may be in no hurry to draw that the page is on its way: until then this alone knows of the first change.
  const asked = useRef<URLSearchParams | null>(null);
  useEffect(() => void (asked.current = null), [location, shown]);
  const change: Address["change"] = (wanted, options) => {
    const changed = new URLSearchParams(asked.current ?? params);
    for (const [name, value] of Object.entries(wanted)) {
      if (value) changed.set(name, value);
      else changed.delete(name);
    }
    asked.current = changed;
    setParams(changed, options);
  };
  return { params, change };
}
