import { z } from "zod";
import { defineJob } from "#app/queue/define-job.ts";
import { IdText } from "#app/queue/payload.ts";

/** A job of the tests' own: to write something down. */
export const noteJob = defineJob({
  name: "note",
  payload: z.object({ shopId: IdText, text: z.string() }),
  key: ({ shopId, text }) => `note:${shopId}:${text}`,
  priority: 0,
});

/** The same, one after the other for each shop. */
export const noteInLineJob = defineJob({
  ...noteJob,
  name: "note-in-line",
  key: ({ shopId, text }) => `note-in-line:${shopId}:${text}`,
  line: ({ shopId }) => `notes:${shopId}`,
});
