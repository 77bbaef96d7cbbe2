import { LIST_PARAMETERS } from "./customers-query.ts";

/** What of an address says who is in the list and in which order, always written the same way. */
export function listAddress(params: URLSearchParams): string {
  const kept = LIST_PARAMETERS.flatMap((name) => {
    const value = params.get(name);
    return value ? [[name, value]] : [];
  });
  return new URLSearchParams(kept).toString();
}
