/** What is made of policies of other engines that are taken over together: keys that have to be trusted first, then the policies. */
import { readPublicKey } from "../trust/keys.ts";
import type { ImagePolicy } from "./image-policy.ts";

/** One rule of another engine, as it was found and translated. */
export interface TakenRule {
  readonly origin: {
    readonly kind: string;
    readonly name: string;
    readonly cluster?: string | undefined;
    readonly untranslated: readonly string[];
  };
  readonly policies: readonly Omit<ImagePolicy, "id">[];
  readonly keys: readonly { readonly name: string; readonly pem: string }[];
}

/** What is here before. */
export interface ImportGround {
  readonly policies: ReadonlySet<string>;
  readonly profiles: ReadonlySet<string>;
  /** Of keys that a trust profile holds which is on. */
  readonly fingerprints: ReadonlySet<string>;
}

export interface ImportPlan {
  readonly profiles: readonly { readonly name: string; readonly keys: TakenRule["keys"] }[];
  readonly policies: readonly (Omit<ImagePolicy, "id"> & { readonly origin: TakenRule["origin"] })[];
  /** Names of policies that are here already and stay as they are. */
  readonly passedOver: readonly string[];
}

export const mostOfPolicyName = 100;

/**
 * Two of the rules may have one name, since they come from two clusters: the later one gets another. A key that is trusted, or
 * that nothing needs which is made, is not trusted again; one that cannot be read is left for whoever makes the profile to refuse.
 */
export function planImport(rules: readonly TakenRule[], ground: ImportGround): ImportPlan {
  const names = new Set<string>();
  const profileNames = new Set(ground.profiles);
  const trusted = new Set(ground.fingerprints);
  const plan = { profiles: [] as ImportPlan["profiles"][number][], policies: [] as ImportPlan["policies"][number][] };
  const passedOver: string[] = [];
  for (const { origin, policies, keys } of rules) {
    const left = policies.filter(({ name }) => !ground.policies.has(shortened(name)));
    passedOver.push(...policies.filter((policy) => !left.includes(policy)).map(({ name }) => shortened(name)));
    if (left.length === 0) continue;
    const unknown = keys.filter(({ name, pem }) => isNew(name, pem, trusted));
    if (unknown.length > 0) {
      const name = freeName(`Keys of ${origin.name}`, profileNames);
      plan.profiles.push({ name, keys: unknown.map((key) => ({ ...key, name: shortened(key.name) })) });
    }
    for (const policy of left) {
      const taken = new Set([...names, ...ground.policies]);
      const name = freeName(policy.name, taken, origin.cluster);
      names.add(name);
      plan.policies.push({ ...policy, name, origin });
    }
  }
  return { ...plan, passedOver: [...new Set(passedOver)] };
}

function isNew(name: string, pem: string, trusted: Set<string>): boolean {
  const key = readPublicKey(name, pem);
  if (!key.ok) return true;
  if (trusted.has(key.value.fingerprint)) return false;
  trusted.add(key.value.fingerprint);
  return true;
}

function shortened(name: string, room = mostOfPolicyName): string {
  return name.length <= room ? name : `${name.slice(0, room - 1).trimEnd()}…`;
}

/** @returns the name, or the first with the cluster or a number behind it that nothing else has; it is taken then. */
function freeName(name: string, taken: Set<string>, cluster?: string): string {
  const ends = cluster === undefined ? [""] : ["", ` (${shortened(cluster, 40)})`];
  for (let number = 0; ; number += 1) {
    const end = ends[number] ?? ` ${number + 2 - ends.length}`;
    const free = `${shortened(name, mostOfPolicyName - end.length)}${end}`;
    if (taken.has(free)) continue;
    taken.add(free);
    return free;
  }
}
