"use client";
import type { SigningPolicy } from "#contracts/supply-chain/policies.ts";
import { Badge } from "../../ui/badge.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { isPattern, matcherWords, signerKey } from "./policy-words.ts";

type Signer = SigningPolicy["signers"][number];

interface ListProps {
  readonly signers: readonly Signer[];
  /** Names of keys by fingerprint; absent: not known here. */
  readonly keyNames?: Readonly<Record<string, string>>;
  /** What it means to have none. */
  readonly none?: string;
}

/** Who may sign; any of them will do. */
export function SignerList({ signers, keyNames, none = "nobody: these images are refused" }: ListProps) {
  if (signers.length === 0) return <span>{none}</span>;
  return (
    <ul className="grid gap-1">
      {signers.map((signer) => (
        <li key={signerKey(signer)} className="min-w-0">
          {signer.kind === "key" ? (
            <Key fingerprint={signer.fingerprint} {...(keyNames && { keyNames })} />
          ) : (
            <Identity signer={signer} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Identity({ signer: { issuer, subject } }: { signer: Extract<Signer, { kind: "identity" }> }) {
  return (
    <span className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
      <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{matcherWords(subject)}</code>
      {isPattern(subject) ? <Badge>pattern</Badge> : null}
      <span className="text-ink-3">of</span>
      <code className="text-ink-2 [overflow-wrap:anywhere] [unicode-bidi:isolate]">{matcherWords(issuer)}</code>
      {isPattern(issuer) ? <Badge>pattern</Badge> : null}
    </span>
  );
}

function Key({ fingerprint, keyNames }: { fingerprint: string; keyNames?: Readonly<Record<string, string>> }) {
  const name = keyNames?.[fingerprint];
  return (
    <span className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
      <span>the key {name === undefined ? "" : visibleText(name)}</span>
      <code className="text-ink-2" title={fingerprint}>
        {fingerprint.slice(0, 16)}…
      </code>
      {keyNames !== undefined && name === undefined ? <Badge look="unseen">in no trust profile</Badge> : null}
    </span>
  );
}
