import { build } from "./prepare.ts";
import { createSteps } from "./steps.ts";

await build(createSteps(process.stderr));
