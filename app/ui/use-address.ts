import { useLocation, useNavigation, useSearchParams } from "@remix-run/react";
import { useEffect, useMemo, useRef } from "react";

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
  const params = useMemo(() => (location?.pathname === pathname ? new URLSearchParams(location.search) : shown), [location, pathname, shown]);
  // React may be in no hurry to draw that the page is on its way: until then this alone knows of the first change.
  const latest = useRef(params);
  useEffect(() => void (latest.current = params), [params]);
  const change: Address["change"] = (wanted, options) => {
    const changed = new URLSearchParams(latest.current);
    for (const [name, value] of Object.entries(wanted)) {
      if (value) changed.set(name, value);
      else changed.delete(name);
    }
    latest.current = changed;
    setParams(changed, options);
  };
  return { params, change };
}
