import { runTool } from "./prepare.ts";
import { createSteps } from "./steps.ts";

const steps = createSteps(process.stderr);
const checks: [string, string, string[]][] = [
  ["Types", "tsc", ["--noEmit"]],
  ["Lint", "oxlint", ["--deny-warnings"]],
  ["House rules", "depcruise", ["app", "sandbox", "prisma", "scripts", "bench", "--config", ".dependency-cruiser.cjs"]],
  ["Dead code", "knip", []],
];
let failures = 0;
for (const [title, tool, args] of checks) {
  try {
    await steps.run(title, () => runTool(tool, args));
  } catch (error) {
    failures += 1;
    console.error((error as Error).message);
  }
}
process.exit(failures === 0 ? 0 : 1);
