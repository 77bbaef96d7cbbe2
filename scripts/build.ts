import { build, prepare } from "./prepare.ts";
import { createSteps } from "./steps.ts";

const steps = createSteps(process.stderr);
await prepare(steps);
await build(steps);
