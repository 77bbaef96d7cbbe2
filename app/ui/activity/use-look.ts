import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { foreseeWrites } from "#app/tags/foresee-writes.server.ts";
import type { SupposedInput } from "#app/tags/supposed.ts";
import { type Undone, undoneBy } from "../answer-or.ts";
import { useSaveFile } from "../use-save-file.ts";

type Seen = Awaited<ReturnType<typeof foreseeWrites>> & { at: SupposedInput };

/** What would be written, looked at before it is, and the same as a file. */
export type Look = {
  /** Null before it was asked for. */
  seen: Seen | null;
  isLooking: boolean;
  notDone: Undone | null;
  noFile: Undone | null;
  onLook: (at: SupposedInput) => void;
  onDownload: (at: SupposedInput) => void;
};

export function useLook(): Look {
  const fetcher = useFetcher<{ seen?: Seen }>();
  const [noFile, setNoFile] = useState<Undone | null>(null);
  const saveFile = useSaveFile();
  return {
    seen: fetcher.data?.seen ?? null,
    isLooking: fetcher.state !== "idle",
    notDone: undoneBy(fetcher),
    noFile,
    onLook: (at) => fetcher.submit({ intent: "dry-run", ...at }, { method: "post" }),
    onDownload: async (at) => {
      setNoFile(null);
      setNoFile(await saveFile(`/app/activity/dry-run?${new URLSearchParams(at).toString()}`));
    },
  };
}
