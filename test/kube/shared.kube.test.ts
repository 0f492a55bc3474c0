import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { KubeClient } from "./client.ts";
import { TIME_TO_START } from "./server.ts";
import { sharedKube } from "./shared.ts";

test("the global setup hands out an address that answers, and takes the server down", { timeout: TIME_TO_START }, async () => {
  const provided = new Map<string, string>();
  const tearDown = await sharedKube({ world: "none", controllers: false })({
    provide: (key, value) => void provided.set(key, String(value)),
  });
  const address = {
    server: provided.get("kubeServer") ?? "",
    caData: provided.get("kubeCaData") ?? "",
    token: provided.get("kubeToken") ?? "",
  };
  const client = new KubeClient(address);
  expect((await client.request("/readyz")).status).toBe(200);
  expect(await readFile(provided.get("kubeconfigPath") ?? "", "utf8")).toContain(address.server);
  await tearDown();
  await expect(client.request("/readyz")).rejects.toThrow();
  await client.close();
});
