import type { TrustProfileView } from "#contracts/supply-chain/trust.ts";

export interface KeyWish {
  readonly name: string;
  readonly pem: string;
}

/** A trust profile as it stands in the fields of a form. */
export interface TrustWish {
  readonly kind: TrustProfileView["kind"];
  readonly name: string;
  readonly keys: readonly KeyWish[];
  /** JSON; empty: none, or the one that is there. */
  readonly root: string;
  readonly noLog: boolean;
  /** A day, or empty. */
  readonly asOf: string;
  readonly thresholds: NonNullable<TrustProfileView["thresholds"]> | undefined;
}

export function trustWish(profile: TrustProfileView | undefined): TrustWish {
  return {
    kind: profile?.kind ?? "sigstore",
    name: profile?.name ?? "",
    keys: profile?.keys.map(({ name, pem }) => ({ name, pem })) ?? [],
    ...{ root: "", noLog: false, asOf: "", thresholds: undefined },
  };
}

/** @returns the keys in a text, each under the name with a number where there are several. */
export function keysOfText(name: string, text: string): readonly KeyWish[] {
  const found = text.match(/-----BEGIN [A-Z ]*KEY-----[\s\S]+?-----END [A-Z ]*KEY-----/g) ?? [];
  return found.map((pem, index) => ({ name: found.length === 1 ? name : `${name} ${index + 1}`, pem }));
}
