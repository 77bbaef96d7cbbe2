import { z } from "zod";
import { BEST } from "../look-alikes.ts";

/** What a file of customers holds: those of a list, or a source for look-alikes. */
export const FileKind = z.enum(["list", "look-alikes"]);
export type FileKind = z.infer<typeof FileKind>;

/** With so many lines a file is whole. */
export const MOST_LINES: Record<FileKind, number> = { list: Infinity, "look-alikes": BEST.wanted };
