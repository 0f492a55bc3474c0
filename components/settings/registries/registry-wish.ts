import type { Registry } from "#contracts/supply-chain/registries.ts";

/** A registry as it stands in the fields of a form. */
export interface RegistryWish {
  readonly host: string;
  readonly via: string;
  readonly username: string;
  readonly password: string;
  /** With commas between. */
  readonly realms: string;
  readonly contentHosts: string;
  /** A line for each: prefix and repository. */
  readonly signatures: string;
  readonly caData: string;
  /** Whose API tells who may push; none: nobody is asked. */
  readonly pushApi: (typeof pushChoices)[number];
  /** Of gitlab: the host of the forge. */
  readonly pushForge: string;
}

export const pushChoices = ["none", "harbor", "quay", "gitlab"] as const;

export function wishOf(registry: Registry | undefined, host: string): RegistryWish {
  return {
    host: registry?.host ?? host,
    via: registry?.via ?? "",
    ...{ username: "", password: "" },
    realms: registry?.realms.join(", ") ?? "",
    contentHosts: registry?.contentHosts.join(", ") ?? "",
    signatures: registry?.signatures.map(({ prefix, repository }) => `${prefix} ${repository}`).join("\n") ?? "",
    caData: registry?.caData ?? "",
    pushApi: registry?.push?.api ?? "none",
    pushForge: registry?.push?.api === "gitlab" ? registry.push.forge : "",
  };
}

/** @returns the hosts of a line, without the empty ones. */
export function hostsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((host) => host !== "");
}

/** @returns the mappings of a text; a line that lacks its repository is left for the API to refuse. */
export function signaturesOf(text: string): { prefix: string; repository: string }[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const [prefix = "", repository = ""] = line.trim().split(/[\s=]+/);
    return { prefix, repository };
  });
}

/** @returns whose API is asked who may push; undefined: nobody's. */
export function pushOf({ pushApi, pushForge }: Pick<RegistryWish, "pushApi" | "pushForge">): Registry["push"] {
  if (pushApi === "gitlab") return { api: "gitlab", forge: pushForge.trim() };
  return pushApi === "none" ? undefined : { api: pushApi };
}
