import { formatBytes } from "#client/upload.ts";
import type { SignerView, TrailArtifactView } from "#contracts/supply-chain.ts";
import { CopyButton } from "../../ui/copy.tsx";
import { Facts } from "../../ui/panel.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";

const layouts: Readonly<Record<string, string>> = {
  "referrers-api": "a referrer",
  "referrers-tag": "a referrer, by its tag",
  "cosign-signature-tag": "a signature tag of cosign",
  "cosign-attestation-tag": "an attestation tag of cosign",
  "cosign-sbom-tag": "an SBOM tag of cosign",
  buildkit: "an attestation in the index, by BuildKit",
  "bundle-file": "an uploaded bundle",
  "github-attestations": "GitHub’s attestations",
};

/** @returns how an artefact is kept beside its image, in words. */
export function layoutWords(layout: string): string {
  return layouts[layout] ?? layout;
}

/** A digest, cut for the eye and whole for the clipboard. */
export function ShortDigest({ digest }: { digest: string }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      <code title={digest}>
        {digest.slice(0, 15)}…{digest.slice(-4)}
      </code>
      <CopyButton text={digest} label={`Copy ${digest}`} icon />
    </span>
  );
}

/** Where an artefact was found, with which bytes, and against which trust it was held. */
export function ArtifactFacts({ artifact }: { artifact: TrailArtifactView }) {
  const { digest, size, layout, place, attachedTo, predicateType, profile, signer, facts } = artifact;
  return (
    <Facts
      items={[
        ...(digest === undefined
          ? []
          : [
              {
                name: "Bytes",
                value: (
                  <span className="inline-flex flex-wrap items-center gap-x-2">
                    <ShortDigest digest={digest} />
                    {size === undefined ? null : formatBytes(size)}
                  </span>
                ),
              },
            ]),
        { name: "Found as", value: layoutWords(layout) },
        { name: "Found at", value: <code>{visibleText(place)}</code> },
        { name: "Attached to", value: <ShortDigest digest={attachedTo} /> },
        ...(predicateType === undefined ? [] : [{ name: "Predicate", value: <code>{visibleText(predicateType)}</code> }]),
        ...(profile === undefined
          ? []
          : [{ name: "Trust", value: `${visibleText(profile.name)}, revision ${profile.revision.slice(0, 12)}` }]),
        ...(signer === undefined ? [] : [{ name: "Signer", value: <SignerFact signer={signer} /> }]),
        ...facts.map(({ name, value }) => ({ name, value: <code>{visibleText(value)}</code> })),
      ]}
    />
  );
}

function SignerFact({ signer: { kind, name, lookalike, issuer, fingerprint, signedAt } }: { signer: SignerView }) {
  const [at] = signedAt;
  return (
    <>
      <code>{visibleText(name)}</code>
      {lookalike === undefined ? null : (
        <span className="block text-critical">
          Some of its characters look like others: <code>{visibleText(lookalike)}</code>
        </span>
      )}
      {issuer === undefined ? null : (
        <span className="block text-ink-3">
          by <code>{visibleText(issuer)}</code>
        </span>
      )}
      {kind === "key" && fingerprint !== undefined ? (
        <span className="block text-ink-3">
          key <code>{fingerprint.slice(0, 24)}…</code>
        </span>
      ) : null}
      {at === undefined ? null : (
        <span className="block text-ink-3">
          signed <Time at={at} />
        </span>
      )}
    </>
  );
}
