/** Reads the answer of /version. */
import type { ClusterFacts } from "#core/inventory/inventory.ts";

export type VersionFacts = Pick<ClusterFacts, "version" | "minor" | "platform">;

/** @returns version, minor and platform, or undefined when the bytes are not a version of Kubernetes. */
export function parseVersion(body: Buffer): VersionFacts | undefined {
  const answer = parseJson(body);
  if (typeof answer !== "object" || answer === null) return undefined;
  const { gitVersion, major, minor, platform } = answer as Record<string, unknown>;
  if (typeof gitVersion !== "string" || !/^v\d+\.\d+\.\d+[\w.+~-]{0,100}$/.test(gitVersion)) return undefined;
  // Providers write `31+` for a minor with patches of their own.
  const numbers =
    /^(\d{1,3})\.(\d{1,3})$/.exec(`${String(major)}.${String(minor).replace(/\+$/, "")}`) ?? /^v(\d+)\.(\d+)\./.exec(gitVersion);
  return {
    version: gitVersion,
    ...(numbers && { minor: `${numbers[1]}.${numbers[2]}` }),
    ...(typeof platform === "string" && /^[\w/.-]{1,100}$/.test(platform) && { platform }),
  };
}

/** @returns the value that the bytes hold as JSON, or undefined when they hold none. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
