/** What cosign 3.1.3 made with its key pair: bundles of `shop`, older artefacts of `legacy`, and BuildKit's claim inside `shop`. */
import { readFileSync } from "node:fs";
import type { Evidence } from "#core/supply-chain/verification/evidence.ts";

const folder = new URL("./", import.meta.url);

function bytes(name: string): Buffer {
  return readFileSync(new URL(name, folder));
}

function json(name: string): unknown {
  return JSON.parse(bytes(name).toString("utf8"));
}

export const cosignPublicKey = bytes("cosign.pub").toString("utf8");
export const shopDigest = "sha256:bf631bd68cbbbf1d2953613b5a20aac8c4aff8a2206d20f2a08c7d124654d642";
export const shopArmManifest = "sha256:643225e77e46885c9811d7de5f24512793ae741b42156ecc8b25fe1ed6b0ebb4";
export const legacyDigest = "sha256:b6c91208c4e0ff94a6b239b7e2b1e4059c2e770fc00d7ce7f217ca1fe5f2b8c9";

export const shopSignature: Evidence = { kind: "bundle", bundle: json("sign.sigstore.json") };
export const shopProvenance: Evidence = { kind: "bundle", bundle: json("provenance.sigstore.json") };
export const shopClaim: Evidence = { kind: "claim", statement: json("buildkit.statement") };
export const legacySignature: Evidence = {
  kind: "simple-signing",
  payload: bytes("legacy.payload"),
  annotations: {
    "dev.cosignproject.cosign/signature":
      "MEUCIHR+Zw9+Sc0xage19KVd98y/cEOmwMdgDXU2pfjIzFI8AiEA1x6W6dX8Ng4ZcHdxji4dJJckCldhkry1llec3c8OPoI=",
  },
};
export const legacyProvenance: Evidence = {
  kind: "dsse",
  envelope: json("legacy.envelope"),
  annotations: { "dev.cosignproject.cosign/signature": "", predicateType: "https://slsa.dev/provenance/v1" },
};
