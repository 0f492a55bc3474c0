/** One API server for a whole test run: vitest's global setup starts it and hands its address to the test files. */
import type { TestProject } from "vitest/node";
import { loadBig } from "./load-big.ts";
import { loadWorld } from "./load-world.ts";
import { say } from "./progress.ts";
import { type StartOptions, startKube } from "./server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    kubeconfigPath: string;
    kubeServer: string;
    kubeCaData: string;
    kubeToken: string;
    kubeVersion: string;
  }
}

export interface SharedOptions extends StartOptions {
  world?: "small" | "big" | "none";
}

type Setup = (project: Pick<TestProject, "provide">) => Promise<() => Promise<void>>;

/** A global setup that starts a server, loads a world into it, and stops it after the run. */
export function sharedKube({ world = "small", ...options }: SharedOptions = {}): Setup {
  return async (project) => {
    const kube = await startKube(options);
    say(`Kubernetes ${kube.version} answers at ${kube.server}`);
    if (world === "small") await loadWorld(kube, kube.version);
    if (world === "big") await loadBig(kube, { say });
    project.provide("kubeconfigPath", kube.kubeconfigPath);
    project.provide("kubeServer", kube.server);
    project.provide("kubeCaData", kube.caData);
    project.provide("kubeToken", kube.adminToken);
    project.provide("kubeVersion", kube.version);
    return () => kube.stop();
  };
}

/** For a vitest configuration that names this file as its `globalSetup`. */
export const setup: Setup = sharedKube();
