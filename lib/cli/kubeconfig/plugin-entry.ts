/** The entry of a credential plugin in a kubeconfig. */
import { readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { Cluster } from "@kubernetes/client-node";
import { z } from "zod";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { besideFile } from "./document.ts";

const versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"] as const;

const entrySchema = z.object({
  apiVersion: z.enum(versions),
  command: z.string().min(1),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  installHint: z.string().nullish(),
  provideClusterInfo: z.boolean().nullish(),
  interactiveMode: z.enum(["Never", "IfAvailable", "Always"]).nullish(),
});

export interface CredentialPlugin {
  readonly apiVersion: (typeof versions)[number];
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly installHint: string | undefined;
  readonly interactiveMode: "Never" | "IfAvailable" | "Always";
  /** There where the plugin asked to be told which cluster it signs in to. */
  readonly cluster: Readonly<Record<string, unknown>> | undefined;
}

export interface PluginPlace {
  readonly folder: string;
  readonly cluster: Cluster;
  readonly config: unknown;
}

/** @param entry `users[].user.exec`, of which nothing is known. */
export function parseCredentialPlugin(
  entry: unknown,
  place: PluginPlace,
): Result<CredentialPlugin | undefined, Failure<"credentialPlugin">> {
  if (entry === undefined || entry === null) return ok(undefined);
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) return err(notUnderstood(parsed.error.issues[0]?.path.join(".") ?? "exec"));
  const { apiVersion, command, args, env, installHint, provideClusterInfo, interactiveMode } = parsed.data;
  return ok({
    apiVersion,
    command: resolveCommand(command, place.folder),
    args: args ?? [],
    env: Object.fromEntries((env ?? []).map(({ name, value }) => [name, value])),
    installHint: installHint ?? undefined,
    interactiveMode: interactiveMode ?? "IfAvailable",
    cluster: provideClusterInfo ? clusterInfo(place) : undefined,
  });
}

function notUnderstood(field: string): Failure<"credentialPlugin"> {
  return {
    code: "credentialPlugin",
    message: `The credential plugin of this context is not one that kubectl understands today (exec.${field}).`,
    remedy: `Its apiVersion has to be ${versions.join(" or ")}; make the kubeconfig anew with your provider's tool.`,
  };
}

/** A command with a separator is relative to the file that names it; any other is looked for in the PATH. */
function resolveCommand(command: string, folder: string): string {
  if (!command.includes("/") && !command.includes(sep)) return command;
  const path = besideFile(folder, command);
  return dirname(path) === "." ? join(".", sep, path) : path;
}

function clusterInfo({ cluster, config }: PluginPlace): Record<string, unknown> {
  const data = cluster.caData ?? (cluster.caFile ? readFileSync(cluster.caFile).toString("base64") : undefined);
  return {
    server: cluster.server,
    ...(cluster.tlsServerName ? { "tls-server-name": cluster.tlsServerName } : {}),
    ...(cluster.skipTLSVerify ? { "insecure-skip-tls-verify": true } : {}),
    ...(data === undefined ? {} : { "certificate-authority-data": data }),
    ...(cluster.proxyUrl ? { "proxy-url": cluster.proxyUrl } : {}),
    ...(config === undefined ? {} : { config }),
  };
}
