import type { ShownFile } from "#app/views/customer-file.view.server.ts";
import { refusalIn, type Undone } from "./answer-or.ts";

/**
 * The reader's file of customers as it stands now, or after what the form asks for. The page's own loader is not asked: it
 * would read the list, and its names, anew each time. An answer that breaks off is none.
 */
export async function askOfFile(address: string, form: RequestInit = {}): Promise<{ file: ShownFile | null } | { undone: Undone }> {
  try {
    const response = await fetch(`/app/customers/file?${address}`, form);
    if (response.ok) return { file: (await response.json()) as ShownFile | null };
    return { undone: (await refusalIn(response)) ?? "no-answer" };
  } catch {
    return { undone: "no-answer" };
  }
}
