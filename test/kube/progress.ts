/** One line a minute on stderr for work that takes long, so that nobody takes it for stuck. */

export interface Progress {
  stop(): void;
}

const MINUTE = 60_000;

/** Says `what` is going on after each minute, until it is stopped. */
export function startProgress(what: string): Progress {
  let minutes = 0;
  const timer = setInterval(() => {
    minutes += 1;
    process.stderr.write(`[kube] ${what}: ${minutes} min\n`);
  }, MINUTE);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

export function say(line: string): void {
  process.stderr.write(`[kube] ${line}\n`);
}
