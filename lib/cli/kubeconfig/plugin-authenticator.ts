/**
 * Signs in with a credential plugin (EKS, GKE, AKS and others), as kubectl runs it: told what it signs in to, its messages
 * shown, its questions answered by the person, and run again when its credential has ended.
 */
import { spawn } from "node:child_process";
import type { RequestOptions } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";
import { z } from "zod";
import type { CredentialPlugin } from "./plugin-entry.ts";

const credentialSchema = z.object({
  kind: z.literal("ExecCredential"),
  apiVersion: z.string(),
  status: z.object({
    token: z.string().min(1).optional(),
    clientCertificateData: z.string().min(1).optional(),
    clientKeyData: z.string().min(1).optional(),
    expirationTimestamp: z.string().optional(),
  }),
});
type PluginCredential = z.infer<typeof credentialSchema>["status"];

type Authenticator = Parameters<KubeConfig["addAuthenticator"]>[0];

/** Why a plugin gave no credential. It never holds what the plugin printed on stdout. */
export class PluginFailed extends Error {
  readonly plugin: CredentialPlugin;
  constructor(plugin: CredentialPlugin, problem: string) {
    super(`The credential plugin ${plugin.command} ${problem}.`);
    this.name = "PluginFailed";
    this.plugin = plugin;
  }
}

export interface PluginTerminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person can answer questions. */
  readonly interactive: boolean;
  readonly signal: AbortSignal;
  now(): Date;
}

/** Seconds before its end at which a credential is replaced. */
const spareSeconds = 30;

export class PluginAuthenticator implements Authenticator {
  readonly #plugin: CredentialPlugin;
  readonly #terminal: PluginTerminal;
  #credential: PluginCredential | undefined;

  constructor(plugin: CredentialPlugin, terminal: PluginTerminal) {
    this.#plugin = plugin;
    this.#terminal = terminal;
  }

  isAuthProvider(): boolean {
    return true;
  }

  /** Whether the credential that was used last has ended, or is about to; false while another is being fetched. */
  get ended(): boolean {
    const end = this.#credential?.expirationTimestamp;
    return end !== undefined && Date.parse(end) - spareSeconds * 1000 <= this.#terminal.now().getTime();
  }

  /** @throws PluginFailed */
  async applyAuthentication(_user: unknown, options: RequestOptions): Promise<void> {
    this.#credential = undefined;
    this.#credential = await this.#run();
    const { token, clientCertificateData, clientKeyData } = this.#credential;
    if (token !== undefined) options.headers = { ...options.headers, Authorization: `Bearer ${token}` };
    if (clientCertificateData !== undefined) Object.assign(options, { cert: clientCertificateData, key: clientKeyData });
  }

  async #run(): Promise<PluginCredential> {
    const { apiVersion, interactiveMode } = this.#plugin;
    if (interactiveMode === "Always" && !this.#terminal.interactive)
      throw new PluginFailed(this.#plugin, "asks questions, and there is no terminal to answer them at");
    const parsed = credentialSchema.safeParse(parseJson(await this.#output()));
    if (!parsed.success || parsed.data.apiVersion !== apiVersion)
      throw new PluginFailed(this.#plugin, `did not print an ExecCredential of ${apiVersion}`);
    const { status } = parsed.data;
    if (status.token === undefined && (status.clientCertificateData === undefined || status.clientKeyData === undefined))
      throw new PluginFailed(this.#plugin, "printed neither a token nor a certificate with its key");
    return status;
  }

  #output(): Promise<string> {
    const { command, args, env, interactiveMode } = this.#plugin;
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const asks = interactiveMode !== "Never" && this.#terminal.interactive;
    const child = spawn(command, args, {
      env: { ...this.#terminal.env, ...env, KUBERNETES_EXEC_INFO: this.#info(asks) } as unknown as NodeJS.ProcessEnv,
      stdio: [asks ? "inherit" : "ignore", "pipe", "inherit"],
      signal: this.#terminal.signal,
    });
    const chunks: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error: NodeJS.ErrnoException) => reject(new PluginFailed(this.#plugin, `did not start (${error.code})`)));
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString("utf8"));
      else reject(new PluginFailed(this.#plugin, `ended with ${code ?? "a signal"}`));
    });
    return promise;
  }

  #info(interactive: boolean): string {
    const { apiVersion, cluster } = this.#plugin;
    return JSON.stringify({ apiVersion, kind: "ExecCredential", spec: { interactive, ...(cluster && { cluster }) } });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
