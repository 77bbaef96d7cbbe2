import { listAddress } from "./list-address.ts";

/**
 * What a saved view keeps of the list's address: all but the words that are searched for. They may be somebody's name,
 * e-mail address or number, which are stored nowhere else and which no redaction would find there.
 */
export function viewAddress(params: URLSearchParams): string {
  const kept = new URLSearchParams(params);
  kept.delete("q");
  return listAddress(kept);
}
