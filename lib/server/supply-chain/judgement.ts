/** What images are judged by at the moment, and the revisions by which answers know that they are older. */
import { hash } from "node:crypto";
import { type CompiledImagePolicies, compileImagePolicies } from "../../core/supply-chain/policy/compile.ts";
import type { ImagePolicy } from "../../core/supply-chain/policy/image-policy.ts";
import type { TrustProfile } from "../../core/supply-chain/trust/profile.ts";
import type { JudgementRows, StoredTrustProfile } from "../database/supply-chain/judgement-rows.ts";
import { openTrustProfile, withPublicGood } from "./trust-profiles.ts";

export interface Judgement {
  readonly profiles: readonly TrustProfile[];
  /** Changes with anything that could change what the cryptography shows. */
  readonly trustRevision: string;
  readonly policies: CompiledImagePolicies;
  /** Changes with the trust and with the policies. */
  readonly revision: string;
  /** What the profiles were made of, to make them again in another thread. */
  readonly trusted: readonly StoredTrustProfile[];
  /** Sentences about stored profiles and policies that this release cannot use. */
  readonly problems: readonly string[];
}

/** Raised when the same profiles or policies begin to mean something else. */
const rules = 1;

/** Raised when more is kept of what is judged. */
const kept = 2;

export async function loadJudgement(database: JudgementRows): Promise<Judgement> {
  const [rows, stored] = await Promise.all([database.profiles(), database.policies()]);
  const problems: string[] = [];
  const trusted = withPublicGood(rows).filter(({ enabled }) => enabled);
  const profiles = openProfiles(trusted, problems);
  const policies = usable(stored, problems);
  const trustRevision = digestOf([rules, profiles.map(({ name, revision }) => [name, revision])]);
  return { profiles, trustRevision, policies, revision: digestOf([trustRevision, stored, kept]), trusted, problems };
}

/** @returns the profiles that this release can use; what it cannot use is told. */
export function openProfiles(trusted: readonly StoredTrustProfile[], problems: string[] = []): readonly TrustProfile[] {
  return trusted.flatMap((row): TrustProfile[] => {
    const profile = openTrustProfile(row);
    if (profile.ok) return [profile.value];
    problems.push(`The trust profile ${row.name} cannot be used: ${profile.error.message}`);
    return [];
  });
}

/** A policy that cannot be read allows nothing: it may have been about any image. */
function usable(stored: readonly ImagePolicy[], problems: string[]): CompiledImagePolicies {
  const closed = stored.map((policy): ImagePolicy => {
    const compiled = compileImagePolicies([policy]);
    if (compiled.ok) return policy;
    problems.push(`The policy ${policy.name} cannot be read, and so allows nothing: ${compiled.error.message}`);
    return { ...policy, images: ["**"], signers: [], sources: [] };
  });
  const all = compileImagePolicies(closed);
  if (!all.ok) throw new Error(`A policy that was found sound is refused: ${all.error.message}`);
  return all.value;
}

function digestOf(value: unknown): string {
  return hash("sha256", JSON.stringify(value)).slice(0, 16);
}
