import { useLocation, useNavigation, useSearchParams } from "@remix-run/react";

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
  const change: Address["change"] = (wanted, options) => {
    const changed = new URLSearchParams(params);
    for (const [name, value] of Object.entries(wanted)) {
      if (value) changed.set(name, value);
      else changed.delete(name);
    }
    setParams(changed, options);
  };
  return { params, change };
}
