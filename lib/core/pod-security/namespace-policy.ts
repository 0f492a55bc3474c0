/**
 * Which level of Pod Security a namespace's labels ask for, exactly as the admission plugin resolves them: labels first, then
 * the defaults of the API server's own configuration, which no API shows. It evaluates no pod.
 */
import { compareLevels, type Level, type LevelVersion, parseLevel, parseVersion } from "./level.ts";

export const modes = ["enforce", "audit", "warn"] as const;
export type Mode = (typeof modes)[number];

export type PodSecurityDefaults = Readonly<Record<Mode, LevelVersion>>;

/** What Kubernetes does where no configuration file says otherwise: nothing. */
export const kubernetesDefaults: PodSecurityDefaults = {
  enforce: { level: "privileged", version: "latest" },
  audit: { level: "privileged", version: "latest" },
  warn: { level: "privileged", version: "latest" },
};

export interface ModePolicy extends LevelVersion {
  /** Whether the namespace's labels say the level, or the API server's defaults. */
  readonly from: "label" | "default";
}

export interface NamespacePolicy extends Readonly<Record<Mode, ModePolicy>> {
  /** Labels with a value that is none, in order; what they mean is in the modes. */
  readonly invalid: readonly string[];
}

export const labelPrefix = "pod-security.kubernetes.io/";

/** A level that is none: pods are held to the strictest, but reports stay silent. */
const misspelt: Readonly<Record<Mode, Level>> = { enforce: "restricted", audit: "privileged", warn: "privileged" };

/** @returns the policy of a namespace with these labels. */
export function namespacePolicy(
  labels: Readonly<Record<string, string>> = {},
  defaults: PodSecurityDefaults = kubernetesDefaults,
): NamespacePolicy {
  const invalid: string[] = [];
  const read = (mode: Mode): ModePolicy => {
    const level = labelOf(labels, mode);
    const version = labelOf(labels, `${mode}-version`);
    const parsedLevel = level === undefined ? undefined : parseLevel(level);
    const parsedVersion = version === undefined ? undefined : parseVersion(version);
    if (level !== undefined && parsedLevel === undefined) invalid.push(`${labelPrefix}${mode}`);
    if (version !== undefined && parsedVersion === undefined) invalid.push(`${labelPrefix}${mode}-version`);
    return {
      level: parsedLevel ?? (level === undefined ? defaults[mode].level : misspelt[mode]),
      version: parsedVersion ?? (version === undefined ? defaults[mode].version : "latest"),
      from: level === undefined ? "default" : "label",
    };
  };
  const [enforce, audit, warn] = [read("enforce"), read("audit"), read("warn")];
  return { enforce, audit, warn: followEnforce(labels, enforce, warn), invalid };
}

/** Who enforces more than is warned of is warned of it, too; not where the level that is enforced was misspelt. */
function followEnforce(labels: Readonly<Record<string, string>>, enforce: ModePolicy, warn: ModePolicy): ModePolicy {
  const said = labelOf(labels, "enforce");
  if (labelOf(labels, "warn") !== undefined || said === undefined || parseLevel(said) === undefined) return warn;
  if (compareLevels(enforce.level, warn.level) <= 0) return warn;
  const version = labelOf(labels, "warn-version") === undefined ? enforce.version : warn.version;
  return { level: enforce.level, version, from: "label" };
}

function labelOf(labels: Readonly<Record<string, string>>, key: string): string | undefined {
  const name = `${labelPrefix}${key}`;
  return Object.hasOwn(labels, name) ? labels[name] : undefined;
}
