import { once } from "node:events";
import { createServer } from "node:net";
import { StartFailure } from "./problem.ts";

/** @throws StartFailure where the address cannot be listened on: taken, not of this machine, or not allowed. */
export async function checkPort(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    throw problem(host, port, error);
  }
  server.close();
  await once(server, "close");
}

function problem(host: string, port: number, error: unknown): StartFailure {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE")
    return new StartFailure({
      code: "portTaken",
      message: `Port ${port} of ${host} is taken by another program.`,
      remedy: `Stop that program, or choose another port: PORT=${port + 1} npm start.`,
    });
  const why = code === "EACCES" ? "needs a right that you do not have" : "is not an address of this machine";
  return new StartFailure({
    code: "addressUnusable",
    message: `Drydock cannot listen on ${host}, port ${port}: it ${why} (${code ?? "unknown"}).`,
    remedy: "Choose another address with HOST and PORT; without them it is 127.0.0.1, port 3000.",
  });
}
