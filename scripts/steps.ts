import { performance } from "node:perf_hooks";

/** Called by a long step: how far it is, of how much (unknown: leave it out), and what is being counted. */
export type Progress = (done: number, total?: number, unit?: string) => void;

export type Steps = {
  /** Runs a step, showing what it is, how far it is, the time left, and in the end how long it took. */
  run: <T>(title: string, work: (progress: Progress) => Promise<T>) => Promise<T>;
};

/**
 * Steps on a terminal are one line that moves; in a log they are a line when the step ends, and one every few
 * seconds while it lasts.
 */
export function createSteps(output: NodeJS.WriteStream): Steps {
  const width = () => (output.columns ?? 100) - 1;
  const show = (text: string) => output.write(output.isTTY ? `\r\u001b[K${text.slice(0, width())}` : `${text}\n`);

  return {
    run: async (title, work) => {
      const started = performance.now();
      const seconds = () => (performance.now() - started) / 1000;
      let shownAt = 0;
      const progress: Progress = (done, total, unit = "") => {
        const pause = output.isTTY ? 0.2 : 5;
        if (seconds() - shownAt < pause) return;
        shownAt = seconds();
        show(`  ${title} … ${describe(done, total, unit, seconds())}`);
      };
      if (output.isTTY) show(`  ${title} …`);
      try {
        const result = await work(progress);
        show(`✓ ${title} (${seconds().toFixed(1)} s)`);
        if (output.isTTY) output.write("\n");
        return result;
      } catch (error) {
        show(`✗ ${title}`);
        if (output.isTTY) output.write("\n");
        throw error;
      }
    },
  };
}

function describe(done: number, total: number | undefined, unit: string, seconds: number): string {
  const count = new Intl.NumberFormat("en");
  if (!total) return `${count.format(done)} ${unit}`.trim();
  const share = Math.min(done / total, 1);
  const left = share > 0.01 ? `, ${formatSeconds((seconds / share) * (1 - share))} left` : "";
  return `${count.format(done)} of ${count.format(total)} ${unit}`.trimEnd() + ` (${Math.floor(share * 100)} %${left})`;
}

function formatSeconds(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
