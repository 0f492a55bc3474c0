/** Long computations of a web process, which answers others in between. */

/** Milliseconds after which others have their turn. */
const turn = 20;

/** @returns what the steps come to. */
export async function inTurns<T>(steps: Generator<unknown, T>): Promise<T> {
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - began < turn) continue;
    await new Promise(setImmediate);
    began = performance.now();
  }
}
