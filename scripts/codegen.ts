import { prepare } from "./prepare.ts";
import { createSteps } from "./steps.ts";

await prepare(createSteps(process.stderr));
