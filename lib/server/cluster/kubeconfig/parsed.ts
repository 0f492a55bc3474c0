/** What is left of a kubeconfig: a new object of our own, with the allowed fields and nothing else. */
import type { ClusterEndpoint } from "../../net/endpoint.ts";
import type { KubeconfigRefused } from "./refusal.ts";

/** Write-only: it goes into the seal and to the API server, and nowhere else. */
export type Credential =
  | { readonly kind: "token"; readonly token: string }
  /** PEM texts. */
  | { readonly kind: "certificate"; readonly certificate: string; readonly key: string };

/** What may be stored and shown of a credential. */
export interface CredentialFacts {
  readonly kind: Credential["kind"];
  /** RFC 3339. */
  readonly expiresAt?: string;
  /** It names no end, which is a finding about Drydock itself. */
  readonly endless: boolean;
  /** The token's `sub` or the certificate's subject, as it says of itself. */
  readonly subject?: string;
  readonly serviceAccount?: { readonly namespace: string; readonly name: string };
}

export interface ParsedCluster {
  readonly context?: string;
  /** A name to suggest for the registration. */
  readonly name: string;
  readonly endpoint: ClusterEndpoint;
  /** PEM; absent means the public certificate authorities. */
  readonly caData?: string;
  readonly tlsServerName?: string;
  readonly credential: Credential;
  readonly facts: CredentialFacts;
  /** Fields without effect that were left out: `preferences`, `extensions`, a context's `namespace`. */
  readonly ignored: readonly string[];
}

export interface ContextSummary {
  readonly name: string;
  readonly current: boolean;
  readonly server?: string;
  /** Empty where the context can be registered. */
  readonly refused: readonly KubeconfigRefused[];
}
