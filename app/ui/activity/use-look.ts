import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { foreseeWrites } from "#app/tags/foresee-writes.server.ts";
import type { SupposedInput } from "#app/tags/supposed.ts";
import { isNoAnswer } from "../answer-or.ts";
import { saveFile } from "../save-file.ts";

type Seen = Awaited<ReturnType<typeof foreseeWrites>> & { at: SupposedInput };

/** What would be written, looked at before it is, and the same as a file. */
export type Look = {
  /** Null before it was asked for. */
  seen: Seen | null;
  isLooking: boolean;
  /** The app did not answer. */
  failed: boolean;
  fileFailed: boolean;
  onLook: (at: SupposedInput) => void;
  onDownload: (at: SupposedInput) => void;
};

export function useLook(): Look {
  const { submit, data, state } = useFetcher<{ seen?: Seen }>();
  const [fileFailed, setFileFailed] = useState(false);
  return {
    seen: data?.seen ?? null,
    isLooking: state !== "idle",
    failed: state === "idle" && isNoAnswer(data),
    fileFailed,
    onLook: (at) => submit({ intent: "dry-run", ...at }, { method: "post" }),
    onDownload: async (at) => {
      setFileFailed(false);
      await saveFile(`/app/activity/dry-run?${new URLSearchParams(at).toString()}`).catch(() => setFileFailed(true));
    },
  };
}
