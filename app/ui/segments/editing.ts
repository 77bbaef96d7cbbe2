import type { DefinitionProblem } from "#app/segments/definition-problem.ts";
import type { Draft } from "./use-draft.ts";

/** What a field of the editor needs: where it stands, and what is wrong with it. */
export type Editing = Pick<Draft, "form" | "set"> & { problems: readonly DefinitionProblem[] };
