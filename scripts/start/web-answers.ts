import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** Waits until somebody listens on the address, or the signal aborts. */
export async function webAnswers(host: string, port: number, signal: AbortSignal): Promise<void> {
  const reachable = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  while (!signal.aborted && !(await listens(reachable, port))) await delay(50);
}

async function listens(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, "connect");
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== undefined) return false;
    throw error;
  } finally {
    socket.destroy();
  }
}
