/** What images are judged by at the moment, and the revisions by which answers know that they are older. */
import { hash } from "node:crypto";
import { type CompiledImagePolicies, compileImagePolicies } from "../../core/supply-chain/policy/compile.ts";
import type { ImagePolicy } from "../../core/supply-chain/policy/image-policy.ts";
import { type CompiledBuilder, compileBuilder } from "../../core/supply-chain/provenance/level.ts";
import type { TrustProfile } from "../../core/supply-chain/trust/profile.ts";
import type { JudgementRows, StoredBuilder, StoredTrustProfile } from "../database/supply-chain/judgement-rows.ts";
import { openTrustProfile, withPublicGood } from "./trust-profiles.ts";
import { withShippedBuilders } from "./trusted-builders.ts";

export interface Judgement {
  readonly profiles: readonly TrustProfile[];
  /** Changes with anything that could change what the cryptography shows. */
  readonly trustRevision: string;
  readonly policies: CompiledImagePolicies;
  /** The map of trusted builders, those that are on. */
  readonly builders: readonly CompiledBuilder[];
  /** Changes with the trust, the policies and the map of builders. */
  readonly revision: string;
  /** What the profiles were made of, to make them again in another thread. */
  readonly trusted: readonly StoredTrustProfile[];
  /** Sentences about stored profiles and policies that this release cannot use. */
  readonly problems: readonly string[];
}

/** Raised when the same profiles or policies begin to mean something else. */
const rules = 1;

/** Raised when more is kept of what is judged, or when it is read otherwise. */
const kept = 4;

export async function loadJudgement(database: JudgementRows): Promise<Judgement> {
  const [rows, stored, mapped] = await Promise.all([database.profiles(), database.policies(), database.builders()]);
  const problems: string[] = [];
  const trusted = withPublicGood(rows).filter(({ enabled }) => enabled);
  const profiles = openProfiles(trusted, problems);
  const policies = usable(stored, problems);
  const map = withShippedBuilders(mapped).filter(({ enabled }) => enabled);
  const builders = usableBuilders(map, problems);
  const trustRevision = digestOf([rules, profiles.map(({ name, revision }) => [name, revision])]);
  const revision = digestOf([trustRevision, stored, kept, map.map(({ id: _, enabled: __, ...entry }) => entry)]);
  return { profiles, trustRevision, policies, builders, revision, trusted, problems };
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

/** An entry that cannot be read grants nothing. */
function usableBuilders(map: readonly StoredBuilder[], problems: string[]): readonly CompiledBuilder[] {
  return map.flatMap((entry) => {
    const compiled = compileBuilder(entry);
    if (compiled.ok) return [compiled.value];
    problems.push(`The trusted builder ${entry.name} cannot be read, and so grants nothing: ${compiled.error.message}`);
    return [];
  });
}

function digestOf(value: unknown): string {
  return hash("sha256", JSON.stringify(value)).slice(0, 16);
}
