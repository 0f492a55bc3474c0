/** Bases that are known to bring neither a shell nor a package manager. Which base an image has is its builder's word. */
import { parseImageReference } from "./reference.ts";

export type MinimalBase = "distroless" | "chainguard" | "scratch";

/** Of Chainguard's images those that hold libraries alone; variants whose tag ends in `-dev` hold a shell. */
const chainguard = /^chainguard\/(?:static|glibc-dynamic|cc-dynamic)$/;

/** @param name of the base, as its builder wrote it. @returns undefined for others, and for their variants with a shell. */
export function minimalBase(name: string | undefined): MinimalBase | undefined {
  if (name === "scratch") return "scratch";
  const reference = name === undefined ? undefined : parseImageReference(name);
  if (reference === undefined) return undefined;
  const { registry, repository, tag = "" } = reference;
  if (registry === "gcr.io" && repository.startsWith("distroless/") && !/(?:^|-)debug/.test(tag)) return "distroless";
  return registry === "cgr.dev" && chainguard.test(repository) && !tag.endsWith("-dev") ? "chainguard" : undefined;
}
