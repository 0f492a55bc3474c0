import type { Settings } from "#server/env/environment.ts";
import { buildIfStale } from "./build.ts";
import { nextBin } from "./project.ts";

/** How the web process is made ready and started. */
export interface WebKind {
  prepare(say: (line: string) => void, signal: AbortSignal): Promise<void>;
  /** Arguments of Node. */
  args(settings: Settings): readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Whether its output goes to a file of the data folder, or to the terminal. */
  readonly logs: boolean;
}

const listening = ({ host, port }: Settings) => ["--hostname", host, "--port", String(port)];

/** Pages that are built once. */
export const builtWeb: WebKind = {
  prepare: buildIfStale,
  args: (settings) => [nextBin, "start", ...listening(settings)],
  environment: { NODE_ENV: "production" },
  logs: true,
};

/** Pages that follow their sources. */
export const followingWeb: WebKind = {
  prepare: async () => undefined,
  args: (settings) => [nextBin, "dev", ...listening(settings)],
  environment: { NODE_ENV: "development" },
  logs: false,
};
