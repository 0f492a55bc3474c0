/** Kubeconfigs for the command, each in a folder of its own. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Kube } from "../kube/server.ts";

export interface KubeconfigParts {
  readonly user?: Readonly<Record<string, unknown>>;
  readonly cluster?: Readonly<Record<string, unknown>>;
  readonly namespace?: string;
  /** Files beside it, by name; they may be run. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** @returns the path of a kubeconfig with one context, `test`, and the administrator's token unless another user is given. */
export async function writeKubeconfig(
  kube: Kube,
  { user, cluster, namespace, beside = {} }: KubeconfigParts = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "drydock-command-"));
  for (const [name, text] of Object.entries(beside)) await writeFile(join(folder, name), text, { mode: 0o700 });
  const path = join(folder, "config");
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server: kube.server, "certificate-authority-data": kube.caData, ...cluster } }],
    users: [{ name: "test", user: user ?? { token: kube.adminToken } }],
    contexts: [{ name: "test", context: { cluster: "test", user: "test", ...(namespace && { namespace }) } }],
    "current-context": "test",
  };
  await writeFile(path, stringify(config), { mode: 0o600 });
  return path;
}
