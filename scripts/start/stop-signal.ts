const lookEveryMs = 500;

/**
 * Aborts at the first Ctrl-C or SIGTERM; another one changes nothing. It also aborts when npm is gone: npm puts a shell
 * between itself and us, which dies of the SIGTERM that was meant for us and passes nothing on.
 */
export function stopSignal(): { readonly signal: AbortSignal; readonly stopped: Promise<void> } {
  const controller = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    const stop = () => {
      controller.abort();
      resolve();
    };
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, stop);
    if (process.env.npm_lifecycle_event !== undefined) watchParent(stop);
  });
  return { signal: controller.signal, stopped };
}

function watchParent(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, lookEveryMs);
  timer.unref();
}
