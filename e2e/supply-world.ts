/**
 * What the trail of the suite's images leads through: a registry, a forge, and a Sigstore that signs what is pushed. One image has
 * an unbroken trail; each of the others is broken at one link.
 */
import { readFileSync } from "node:fs";
import { gitCommit, githubWorld } from "#test/forge/github-world.ts";
import { startForge } from "#test/forge/server.ts";
import { startRegistry } from "#test/registry/server.ts";
import {
  type Attesting,
  attach,
  attest,
  certificateClaims,
  provenance,
  pushImage,
  sbom,
  scanned,
  signature,
} from "#test/registry/signed-image.ts";
import { RegistryStore } from "#test/registry/store.ts";
import { unsignedCommit } from "#test/sigstore/gitsign.ts";
import { createSigstore, type TestBundle } from "#test/sigstore/sigstore.ts";

export const brokenAt = [
  ...(["image", "digest", "signature", "signer", "attestation", "provenance"] as const),
  ...(["source", "gone", "commit", "request"] as const),
];
export type SupplyImage = "whole" | (typeof brokenAt)[number];

export interface SupplyWorld {
  readonly registry: { readonly host: string; readonly authority: string };
  readonly forge: { readonly host: string; readonly token: string };
  /** The parsed trusted_root.json. */
  readonly root: unknown;
  /** Of git's file of allowed signers, for who signed the commits. */
  readonly signerLines: readonly string[];
  readonly commit: string;
  /** The right signature of the image that a stranger signed, as a line of bundles. */
  readonly pack: string;
  readonly images: Readonly<Record<SupplyImage, { readonly reference: string; readonly imageID: string }>>;
}

export interface StartedSupplyWorld {
  readonly world: SupplyWorld;
  /** PEM, of the registry and of the forge. */
  readonly authorities: string;
  stop(): void;
}

const commits = (name: string) => readFileSync(new URL(`../test/commits/${name}`, import.meta.url));
const token = "the-suites-own-t0ken";
const stranger = "https://github.com/evil/shop/.github/workflows/release.yaml@refs/heads/main";

export async function startSupplyWorld(): Promise<StartedSupplyWorld> {
  const signed = commits("ed25519.commit");
  const unsigned = Buffer.from(unsignedCommit);
  const pushed = commits("ecdsa.commit");
  const { sha: straight } = gitCommit(pushed);
  const worlds = [unsigned, pushed, signed].map(githubWorld);
  const withoutRequest = { [`/repos/acme/shop/commits/${straight}/pulls`]: [] };
  const forge = await startForge({ answers: Object.assign({}, ...worlds, withoutRequest), token });
  const [sigstore, store] = [await createSigstore(), new RegistryStore()];
  const repository = `https://${forge.host}/acme/shop`;
  const { sha: commit } = gitCommit(signed);
  const workflowOf = `${repository}/.github/workflows/release.yaml@refs/heads/main`;
  const claimsOf = (of: string) => ({ ...certificateClaims, 12: repository, 13: of, 18: workflowOf });
  const made = (one: Attesting, certificate: object = {}): Attesting => ({
    ...one,
    sign: { certificate: { claims: claimsOf(commit), ...certificate } },
  });
  const from = provenance(commit, repository);
  const elsewhere = {
    ...from.predicate,
    runDetails: { ...from.predicate.runDetails, builder: { id: "https://builder.example.com" } },
  };
  const { sha: other } = gitCommit(unsigned);
  const ofCommit = (of: string) => [made(signature), made(provenance(of, repository), { claims: claimsOf(of) })];
  const byStranger = { names: [{ type: "url" as const, value: stranger }] };
  const beside: Readonly<Record<SupplyImage, readonly Attesting[]>> = {
    whole: [made(signature), made(from), made(sbom), made(scanned)],
    image: [made(signature), made(from)],
    digest: [made(signature), made(from)],
    signature: [made(signature)],
    signer: [made(signature, byStranger), made(from, byStranger)],
    attestation: [made(signature), made({ ...from, names: `sha256:${"0".repeat(64)}` })],
    provenance: [made(signature), made({ ...from, predicate: elsewhere })],
    source: [made(signature), made(provenance(other, repository))],
    gone: ofCommit("0".repeat(40)),
    commit: ofCommit(other),
    request: ofCommit(straight),
  };
  const digests = new Map<string, string>();
  let pack = "";
  for (const [name, artefacts] of Object.entries(beside)) {
    const { digest } = pushImage(store, { tag: name });
    for (const one of artefacts) {
      const bundle = await attest(sigstore, digest, one);
      attach(store, digest, name === "signature" ? withOtherPayload(bundle) : bundle);
    }
    digests.set(name, digest);
    if (name === "signer") pack = JSON.stringify(await attest(sigstore, digest, made(signature)));
  }
  pushImage(store, { tag: "image", content: "what somebody pushed later" });
  const lied = `/manifests/${digests.get("digest")}`;
  const registry = await startRegistry({
    store,
    referrers: true,
    lie: ({ url = "" }, response) => {
      if (!url.endsWith(lied)) return false;
      response.writeHead(200, { "content-type": "application/vnd.oci.image.manifest.v1+json" }).end('{"schemaVersion":2}');
      return true;
    },
  });
  const imageOf = (name: string) => ({
    reference: `${registry.host}/acme/shop:${name}`,
    imageID: `${registry.host}/acme/shop@${digests.get(name)}`,
  });
  const signerLines = commits("allowed_signers").toString().trimEnd().split("\n");
  return {
    world: {
      registry: { host: registry.host, authority: registry.authority },
      forge: { host: forge.host, token },
      ...{ root: sigstore.root, signerLines, commit, pack },
      images: Object.fromEntries(Object.keys(beside).map((name) => [name, imageOf(name)])) as SupplyWorld["images"],
    },
    authorities: `${registry.authority}\n${forge.authority}`,
    stop() {
      registry.close();
      forge.close();
    },
  };
}

/** The statement has one character more than what was signed. */
function withOtherPayload({ dsseEnvelope, ...bundle }: TestBundle): TestBundle {
  const { payload = "", payloadType = "", signatures = [] } = dsseEnvelope ?? {};
  const other = Buffer.from(`${Buffer.from(payload, "base64")} `).toString("base64");
  return { ...bundle, dsseEnvelope: { payload: other, payloadType, signatures } };
}
