/** Something that answers as a kubelet does whose anonymous access is on. */
import { once } from "node:events";
import { createServer } from "node:https";
import { issueServer } from "./certificates.ts";

/** An address of this machine that no other run uses: the ports beside an API server are fixed. */
export const neighbourAddress = `127.83.${(process.pid >> 8) & 255}.${process.pid & 255 || 1}`;

/** Listens on the kubelet's port of that address. @returns what ends it. */
export async function startOpenKubelet(): Promise<() => void> {
  const { server: serving } = issueServer();
  const server = createServer({ cert: serving.certificate, key: serving.key }, (_request, response) => void response.end("ok"));
  server.listen(10_250, neighbourAddress);
  await once(server, "listening");
  return () => void server.close();
}
