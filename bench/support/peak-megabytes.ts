import { existsSync, readFileSync } from "node:fs";

const STATUS = "/proc/self/status";

/**
 * The most memory that this process has held, its threads' included. Linux counts in `maxRSS` what the process that
 * started this one held at that moment, too, which for one that has filled a shop is more than all that is measured.
 */
export function peakMegabytes(): number {
  if (!existsSync(STATUS)) return process.resourceUsage().maxRSS / 1024;
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, "utf8"))![1]) / 1024;
}
