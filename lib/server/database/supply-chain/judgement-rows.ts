/** What images are judged by: trust profiles and signing policies, for web and worker alike. */
import type { AllowedSigner } from "../../../core/supply-chain/identity/policy.ts";
import type { ImagePolicy } from "../../../core/supply-chain/policy/image-policy.ts";
import type { TrustedBuilder } from "../../../core/supply-chain/provenance/level.ts";
import type { Thresholds } from "../../../core/supply-chain/trust/profile.ts";

export interface StoredTrustProfile {
  readonly id: string;
  readonly name: string;
  readonly kind: "publicGood" | "sigstore" | "keys";
  /** A parsed `trusted_root.json`. */
  readonly root?: unknown;
  readonly thresholds?: Thresholds;
  readonly keys: readonly { readonly name: string; readonly pem: string }[];
  readonly enabled: boolean;
  readonly asOf?: Date;
}

/** An entry of the map of trusted builders. */
export interface StoredBuilder extends TrustedBuilder {
  readonly id: string;
  readonly enabled: boolean;
}

export interface JudgementRows {
  /** By name; those that are switched off, too. */
  profiles(): Promise<readonly StoredTrustProfile[]>;
  /** By name, without drafts. */
  policies(): Promise<readonly ImagePolicy[]>;
  /** By name, without the shipped entries that nobody changed; those that are switched off, too. */
  builders(): Promise<readonly StoredBuilder[]>;
}

/** Runs one statement. @returns its rows. */
export type Query = (sql: string) => Promise<readonly unknown[]>;

export function judgementRows(query: Query): JudgementRows {
  return {
    async profiles() {
      const rows = await query(
        `SELECT id, name, kind, root, thresholds, keys, enabled, as_of FROM trust_profiles ORDER BY name COLLATE "C"`,
      );
      return (rows as readonly ProfileColumns[]).map(profileOf);
    },

    async policies() {
      const rows = await query(
        `SELECT id, name, images, signers, attestations, sources FROM signing_policies WHERE NOT draft ORDER BY name COLLATE "C"`,
      );
      return (rows as readonly PolicyColumns[]).map(({ id, name, images, signers, attestations, sources }) => ({
        ...{ id, name, images, signers, attestations, sources },
      }));
    },

    async builders() {
      const rows = await query(
        `SELECT id, name, signers, builders, hosted, level, enabled FROM trusted_builders ORDER BY name COLLATE "C"`,
      );
      return rows as readonly StoredBuilder[];
    },
  };
}

interface ProfileColumns {
  readonly id: string;
  readonly name: string;
  readonly kind: StoredTrustProfile["kind"];
  readonly root: unknown;
  readonly thresholds: Thresholds | null;
  readonly keys: StoredTrustProfile["keys"];
  readonly enabled: boolean;
  readonly as_of: Date | null;
}

interface PolicyColumns extends Omit<ImagePolicy, "signers"> {
  readonly signers: readonly AllowedSigner[];
}

function profileOf({ root, thresholds, as_of, ...columns }: ProfileColumns): StoredTrustProfile {
  return {
    ...columns,
    ...(root !== null && { root }),
    ...(thresholds !== null && { thresholds }),
    ...(as_of !== null && { asOf: as_of }),
  };
}
