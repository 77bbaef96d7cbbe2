import { useRevalidator } from "@remix-run/react";
import { isRefused } from "./answer-or.ts";
import { saveFile } from "./save-file.ts";

/** Saves a file. Where it is refused the reader's permissions are not what the page was drawn for, and it is read anew. */
export function useSaveFile(): typeof saveFile {
  const { revalidate } = useRevalidator();
  return async (address) => {
    const undone = await saveFile(address);
    if (isRefused(undone)) revalidate();
    return undone;
  };
}
